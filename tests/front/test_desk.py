"""The desk's API as the contract has it, over the real front and memory."""

import asyncio

import pytest

from store import Capture, ConsentState, Purpose
from tests.front.desk_house import DeskHouse


async def test_the_first_start_makes_the_agents_of_the_keys_file(desk: DeskHouse) -> None:
    """Each agent of keys.json can sign in, and gets a token for tools and a cookie out of scripts' reach."""
    for person in desk.people:
        answer = await desk.login(person["name"])
        assert answer.status == 200
        assert (await answer.json())["agent"]["role"] == person["role"]
        assert "HttpOnly" in answer.headers["Set-Cookie"]
        assert "SameSite=Strict" in answer.headers["Set-Cookie"]


async def test_wrong_sign_ins_are_refused_alike_and_slowed_down(desk: DeskHouse) -> None:
    """A wrong password and an unknown address read the same; after five tries one waits, right or not."""
    wrong = await desk.login("Eva", password="wrong")
    unknown = await desk.login("Eva", email="nobody@house.example")
    assert (wrong.status, await wrong.text()) == (unknown.status, await unknown.text())
    assert wrong.status == 401
    for _ in range(4):
        await desk.login("Eva", password="wrong")
    locked = await desk.login("Eva")
    assert locked.status == 429
    assert int(locked.headers["Retry-After"]) > 0
    assert (await desk.login("Marcus")).status == 200


async def test_strangers_get_nothing(desk: DeskHouse) -> None:
    """Without a session, with a customer's or a connector's token, every door of the desk is shut."""
    conversation = await desk.asks_for_a_person()
    for token in ("", "Bearer nonsense", f"Bearer {desk.connector}"):
        headers = {"Authorization": token} if token else {}
        for path in ("queue", "agents", "events", f"conversations/{conversation}/brief"):
            assert (await desk.client.get(f"/api/v1/desk/{path}", headers=headers)).status == 401
        answer = await desk.client.post(f"/api/v1/desk/conversations/{conversation}/claim", headers=headers)
        assert answer.status == 401


async def test_another_sites_page_cannot_use_the_cookie(desk: DeskHouse) -> None:
    """A change by cookie from another origin, or without one, is refused."""
    conversation = await desk.asks_for_a_person()
    await desk.login("Eva")
    claim = f"/api/v1/desk/conversations/{conversation}/claim"
    for headers in ({"Origin": "https://evil.example"}, {}):
        assert (await desk.client.post(claim, headers=headers)).status == 403
    own = {"Origin": str(desk.client.make_url("/")).rstrip("/")}
    assert (await desk.client.post(claim, headers=own)).status == 200


async def test_a_handoff_from_asking_to_the_end(desk: DeskHouse) -> None:
    """Queue, claim, brief, reply, return: each as the contract says, and the customer is told."""
    eva = await desk.signed_in("Eva")
    conversation = await desk.asks_for_a_person()
    (queued,) = (await eva.sees("queue"))["items"]
    assert queued["conversation"] == conversation
    assert queued["reason"] == "my teapot is broken, a person please"
    assert queued["due_at"] > queued["waiting_since"]

    standing = await eva.does(conversation, "claim")
    assert (standing["id"], standing["owner"], standing["agent"]) == (conversation, "agent", "Eva")
    assert await desk.last_words(conversation) == "Eva is here, a person, and has read what you wrote."

    brief = await eva.sees(f"conversations/{conversation}/brief")
    assert brief["who"]["name"] == "Kwame"
    assert (brief["told"], brief["tried"]) == (["my teapot is broken, a person please"], ["track_order"])
    assert brief["withheld"] == ["memory", "staff"]

    await eva.does(conversation, "reply", text="I'll send the money back today.")
    last = (await desk.transcript(conversation))[-1]
    assert (last["from"], last["name"], last["text"]) == ("agent", "Eva", "I'll send the money back today.")

    assert (await eva.does(conversation, "return"))["owner"] == "assistant"
    *_, notice, question = await desk.transcript(conversation)
    assert "handed back" in notice["text"] and "how was the help" in question["text"]
    assert (await desk.says("hello"))["replies"][0]["text"] == "You said: hello"


async def test_while_an_agent_has_it_the_assistant_is_silent(desk: DeskHouse) -> None:
    """A customer's message goes to the agent alone, and the connector is told so."""
    eva = await desk.signed_in("Eva")
    conversation = await desk.asks_for_a_person()
    await eva.does(conversation, "claim")
    outcome = await desk.says("are you there?")
    assert (outcome["status"], outcome["replies"]) == ("with_agent", [])
    seen = await eva.sees(f"conversations/{conversation}")
    assert seen["items"][-1]["text"] == "are you there?"


@pytest.mark.parametrize("length", [4_001, 1_000_000])
@pytest.mark.parametrize("act", ["reply", "note", "promise", "gesture"])
async def test_what_an_agent_types_too_long_is_refused_and_nothing_of_it_stands(
    desk: DeskHouse, act: str, length: int
) -> None:
    """413 or 422 with a sentence, whatever they were about to do; the conversation stays as it was."""
    eva = await desk.signed_in("Eva")
    conversation = await desk.asks_for_a_person()
    await eva.does(conversation, "claim")
    before = await eva.sees(f"conversations/{conversation}")
    long, due = "x" * length, "2099-01-01T12:00:00Z"
    body = {"text": long, "what": long, "due_at": due, "kind": "credit", "amount": "1.00", "reason": long}
    answer = await eva.post(f"conversations/{conversation}/{act}", **body)
    assert answer.status in (413, 422) and (await answer.json())["detail"].endswith(".")
    assert await eva.sees(f"conversations/{conversation}") == before


@pytest.mark.parametrize("claimed", [False, True])
async def test_stop_is_heeded_beside_a_person_and_ends_nothing_else(desk: DeskHouse, claimed: bool) -> None:
    """Waiting or with an agent: contact ends on every channel at once, the customer is told, the case stays."""
    eva = await desk.signed_in("Eva")
    conversation = await desk.asks_for_a_person()
    if claimed:
        await eva.does(conversation, "claim")
    who = desk.memory.people.find("telegram", "8812")
    assert who is not None
    given = Capture(method="words", words="you may write to me")
    desk.memory.consents.decide(who.customer, who.identity, Purpose.CONTACT, ConsentState.GIVEN, given)
    (said,) = (await desk.says("STOP"))["replies"]
    assert said["from"] == "house" and "stays open" in said["text"]
    (contact,) = [one for one in desk.memory.consents.grants(who.customer) if one.purpose is Purpose.CONTACT]
    assert contact.state is ConsentState.WITHDRAWN
    queue = (await eva.sees("queue"))["items"]
    assert [one["conversation"] for one in queue] == ([] if claimed else [conversation])
    if claimed:
        seen = await eva.sees(f"conversations/{conversation}")
        assert [item["text"] for item in seen["items"]][-2:] == ["STOP", said["text"]]


async def test_a_line_is_struck_after_a_person_has_come(desk: DeskHouse) -> None:
    """The button that was offered is obeyed beside a person too: the words are gone from all that they may read."""
    eva = await desk.signed_in("Eva")
    asked = await desk.says("my teapot is broken, a person please")
    conversation, strike = asked["conversation"], asked["replies"][0]["choices"][0]
    await eva.does(conversation, "claim")
    (said,) = (await desk.says(strike["title"], choice=strike["id"]))["replies"]
    assert said["from"] == "house" and "taken out" in said["text"]
    assert "teapot" not in str(await eva.sees(f"conversations/{conversation}"))
    assert "teapot" not in str(await eva.sees(f"conversations/{conversation}/brief"))
    assert "teapot" not in str(await eva.sees("queue"))


async def test_of_two_claims_at_once_one_wins(desk: DeskHouse) -> None:
    """Two agents claim at the same moment: one has it, the other reads 409, and nothing else changes."""
    eva, marcus = await desk.signed_in("Eva"), await desk.signed_in("Marcus")
    conversation = await desk.asks_for_a_person()
    claim = f"conversations/{conversation}/claim"
    answers = await asyncio.gather(eva.post(claim), marcus.post(claim))
    assert sorted(answer.status for answer in answers) == [200, 409]


async def test_what_one_does_not_own_is_refused(desk: DeskHouse) -> None:
    """Every call on a colleague's conversation is 403, on one that is not there 404."""
    eva, marcus = await desk.signed_in("Eva"), await desk.signed_in("Marcus")
    conversation = await desk.asks_for_a_person()
    await eva.does(conversation, "claim")
    bodies = {
        "reply": {"text": "hello"},
        "note": {"text": "hm"},
        "gesture": {"kind": "credit", "amount": "5.00", "reason": "sorry"},
        "transfer": {"to": "Marcus"},
        "return": {},
        "resolve": {},
    }
    for what, body in bodies.items():
        assert (await marcus.post(f"conversations/{conversation}/{what}", **body)).status == 403, what
        assert (await marcus.post(f"conversations/nowhere/{what}", **body)).status == 404, what
    for path in (f"conversations/{conversation}", f"conversations/{conversation}/brief"):
        assert (await marcus.get(path)).status == 403
    assert (await marcus.get("conversations/nowhere/brief")).status == 404


async def test_a_transfer_takes_the_note_along(desk: DeskHouse) -> None:
    """A colleague named by name, address or id owns it at once and reads the note; the customer is told."""
    eva, marcus = await desk.signed_in("Eva"), await desk.signed_in("Marcus")
    conversation = await desk.asks_for_a_person()
    await eva.does(conversation, "claim")
    standing = await eva.does(conversation, "transfer", to="Marcus", note="third time, please be quick")
    assert (standing["owner"], standing["agent"]) == ("agent", "Marcus")
    seen = await marcus.sees(f"conversations/{conversation}")
    assert [note["text"] for note in seen["notes"]] == ["third time, please be quick"]
    assert (
        await desk.last_words(conversation)
        == "Eva has passed you on to Marcus, with all that was said so far."
    )
    back = await marcus.does(conversation, "transfer", to=None)
    assert (back["owner"], back["agent"]) == ("waiting", None)
    nobody = await eva.post(f"conversations/{conversation}/transfer", to="Zoe")
    assert nobody.status == 422


async def test_a_transfer_to_who_is_not_here_is_refused_and_told_to_nobody(desk: DeskHouse) -> None:
    """Signed off or away, a colleague is handed nothing: the agent reads why, the customer hears nothing of it."""
    eva, marcus = await desk.signed_in("Eva"), await desk.signed_in("Marcus")
    conversation = await desk.asks_for_a_person()
    await eva.does(conversation, "claim")
    before = await desk.transcript(conversation)
    await marcus.put("presence", state="away")
    listed = {one["name"]: one for one in (await eva.sees("agents"))["items"]}
    assert (listed["Marcus"]["presence"], listed["Eva"]["holding"]) == ("away", 1)
    away = await eva.post(f"conversations/{conversation}/transfer", to="Marcus")
    await marcus.post("logout")
    gone = await eva.post(f"conversations/{conversation}/transfer", to="Marcus")
    assert (away.status, gone.status) == (409, 409)
    assert "not here" in (await gone.json())["detail"]
    assert await desk.transcript(conversation) == before


async def test_gestures_within_and_above_authority(desk: DeskHouse) -> None:
    """An agent gives within their limit at once; above it a supervisor answers, and no agent can."""
    eva, marcus, priya = [await desk.signed_in(name) for name in ("Eva", "Marcus", "Priya")]
    conversation = await desk.asks_for_a_person()
    await eva.does(conversation, "claim")
    small = await eva.does(conversation, "gesture", kind="credit", amount="20.00", reason="third teapot")
    assert (small["gesture"]["state"], small["gesture"]["amount"]) == ("granted", "20.00")
    assert (await desk.transcript(conversation))[-1]["text"] == "Eva has noted £20.00 as credit for you."
    large = await eva.does(conversation, "gesture", kind="refund", amount="120", reason="third teapot")
    assert "£120.00" not in (await desk.transcript(conversation))[-1]["text"]
    assert large["gesture"]["state"] == "asked"
    asked = large["gesture"]["id"]
    for colleague, shown in ((eva, [asked]), (marcus, []), (priya, [asked])):  # the reason is no colleague's to read
        assert [one["id"] for one in (await colleague.sees("gestures"))["items"]] == shown
    assert (await eva.post(f"gestures/{asked}", decision="granted")).status == 403
    decided = await priya.post(f"gestures/{asked}", decision="granted")
    assert (await decided.json())["decided_by"] == "Priya"
    assert (await priya.post(f"gestures/{asked}", decision="refused")).status == 409


@pytest.mark.parametrize("amount", ["-1", "0", "NaN", "1e9", "5.001", "much"])
async def test_amounts_that_are_none_are_refused(desk: DeskHouse, amount: str) -> None:
    """What is no amount of money is 422 or asked of a supervisor, and never given."""
    eva = await desk.signed_in("Eva")
    conversation = await desk.asks_for_a_person()
    await eva.does(conversation, "claim")
    answer = await eva.post(
        f"conversations/{conversation}/gesture", kind="credit", amount=amount, reason="sorry"
    )
    assert answer.status == 422 or (await answer.json())["gesture"]["state"] == "asked"


async def test_ten_handoffs_in_a_row(desk: DeskHouse) -> None:
    """A customer may ask again and again; each time a person comes, and each time the assistant is back."""
    eva = await desk.signed_in("Eva")
    for _ in range(10):
        conversation = await desk.asks_for_a_person()
        await eva.does(conversation, "claim")
        assert (await desk.says("still broken"))["status"] == "with_agent"
        await eva.does(conversation, "return")
        assert (await desk.says("hello"))["status"] == "answered"


async def test_the_stream_tells_of_a_new_customer(desk: DeskHouse) -> None:
    """Whoever listens hears of a conversation that comes to the desk, by its id, without a word of it."""
    eva = await desk.signed_in("Eva")
    stream = await eva.get("events")
    assert stream.headers["Content-Type"].startswith("text/event-stream")
    conversation = await desk.asks_for_a_person()
    heard = b""
    while conversation.encode() not in heard:
        heard += await asyncio.wait_for(stream.content.readany(), 5)
    assert b"teapot" not in heard
    stream.close()


async def test_a_dismissed_agent_is_out_at_once(desk: DeskHouse) -> None:
    """A supervisor's dismissal ends the session; the conversation waits for somebody else."""
    eva, priya = await desk.signed_in("Eva"), await desk.signed_in("Priya")
    conversation = await desk.asks_for_a_person()
    await eva.does(conversation, "claim")
    agents = (await priya.sees("agents"))["items"]
    whom = next(agent["id"] for agent in agents if agent["name"] == "Eva")
    assert (await priya.delete(f"agents/{whom}")).status == 204
    assert (await eva.get("queue")).status == 401
    await desk.watch.run()
    assert "Someone else takes over" in await desk.last_words(conversation)
    assert [item["conversation"] for item in (await priya.sees("queue"))["items"]] == [conversation]


async def test_a_supervisor_adds_a_colleague_and_gives_them_a_password(desk: DeskHouse) -> None:
    """The password is in the answer and works; agents may neither add nor renew anybody."""
    priya, eva = await desk.signed_in("Priya"), await desk.signed_in("Eva")
    newcomer = {"name": "Ada", "email": "ada@house.example"}
    assert (await eva.post("agents", **newcomer)).status == 403
    made = await priya.post("agents", **newcomer)
    password = (await made.json())["password"]
    wish = {"email": "ada@house.example", "password": password}
    assert (await desk.client.post("/api/v1/desk/login", json=wish)).status == 200
    (ada,) = [one for one in (await priya.sees("agents"))["items"] if one["name"] == "Ada"]
    assert (await eva.post(f"agents/{ada['id']}/password")).status == 403
    assert (await priya.post(f"agents/{ada['id']}/password")).status == 200
    assert (await desk.client.post("/api/v1/desk/login", json=wish)).status == 401
    assert (await priya.post("agents", name="", email="nowhere")).status == 422


async def test_the_audit_begins_with_what_was_done_last(desk: DeskHouse) -> None:
    """A supervisor reads the newest rows first, and goes back from there without a gap; agents don't read it."""
    priya, eva = await desk.signed_in("Priya"), await desk.signed_in("Eva")
    conversation = await desk.asks_for_a_person()
    await eva.does(conversation, "claim")
    assert (await eva.get("audit")).status == 403
    everything = [row["id"] for row in (await priya.sees("audit"))["items"]]
    assert everything == sorted(everything, reverse=True)
    assert (await priya.sees("audit?limit=1"))["items"][0]["action"] == "handoff.claim"
    page = await priya.sees("audit?limit=2")
    rest = await priya.sees(f"audit?before={page['next']}")
    assert [row["id"] for row in (*page["items"], *rest["items"])] == everything
