"""What agents do for the customer at hand: promises, permissions, facts, rights, and who waits."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientResponse

from bot.chat.files import Sheet
from store import Capture, ConsentState, InboundMessage, Moment, NewReply, Purpose, Reader
from store.desk import QueueItem
from store.values import Assurance
from tests.front.desk_house import Colleague, DeskHouse, remembered, soon


async def in_hand(desk: DeskHouse, name: str = "Eva") -> tuple[Colleague, str]:
    """A colleague with a customer's case."""
    colleague = await desk.signed_in(name)
    conversation = await desk.asks_for_a_person()
    await colleague.does(conversation, "claim")
    return colleague, conversation


async def test_a_promise_is_written_down_shown_and_kept(desk: DeskHouse) -> None:
    """A promise with a time stands in the brief and the list until it is kept; one in the past is refused."""
    eva, conversation = await in_hand(desk)
    made = await eva.does(conversation, "promise", what="new legs by post", due_at=soon(days=2))
    brief = await eva.sees(f"conversations/{conversation}/brief")
    assert [promise["what"] for promise in brief["promises"]] == ["new legs by post"]
    assert (await eva.sees("promises"))["items"][0]["by"] == "Eva"
    assert (await desk.transcript(conversation))[-1]["text"].startswith("Eva promises you: new legs by post, by ")
    kept = await eva.post(f"promises/{made['promise']['id']}/keep")
    assert (await kept.json())["state"] == "kept"
    assert (await eva.sees(f"conversations/{conversation}/brief"))["promises"] == []
    late = await eva.post(f"conversations/{conversation}/promise", what="x", due_at=soon(days=-1))
    assert late.status == 422


async def test_more_than_was_promised_is_recorded_as_that(desk: DeskHouse) -> None:
    """Kept, and more: the promise is closed, and its own agent alone may say so."""
    eva, conversation = await in_hand(desk)
    made = await eva.does(conversation, "promise", what="new legs by post", due_at=soon(days=2))
    path = f"promises/{made['promise']['id']}/exceed"
    assert (await (await desk.signed_in("Marcus")).post(path)).status == 403
    assert (await (await eva.post(path)).json())["state"] == "exceeded"
    assert (await eva.sees("promises"))["items"] == []


async def test_saying_that_it_is_late_is_said_once(desk: DeskHouse) -> None:
    """The customer hears of a late promise in words, once."""
    eva, conversation = await in_hand(desk)
    made = await eva.does(conversation, "promise", what="new legs by post", due_at=soon(days=2))
    for _ in range(2):
        assert (await eva.post(f"promises/{made['promise']['id']}/late")).status == 200
    said = [item["text"] for item in await desk.transcript(conversation)]
    assert len([text for text in said if "is late" in text]) == 1


async def test_what_is_overdue_stays_on_the_list_until_it_is_closed(desk: DeskHouse) -> None:
    """Told that it is late the customer goes on waiting, and so does the desk's list."""
    eva, conversation = await in_hand(desk)
    made = await eva.does(conversation, "promise", what="new legs by post", due_at=soon(hours=2))
    desk.parts.clock.set(desk.parts.clock() + timedelta(hours=3))
    await eva.post(f"promises/{made['promise']['id']}/late")
    (overdue,) = (await eva.sees("promises"))["items"]
    assert (overdue["what"], overdue["told_late"]) == ("new legs by post", True)


async def test_a_colleagues_promise_is_not_mine_to_close(desk: DeskHouse) -> None:
    """Only who made a promise, or the desk its own, ends it."""
    eva, conversation = await in_hand(desk)
    made = await eva.does(conversation, "promise", what="new legs by post", due_at=soon(days=2))
    marcus = await desk.signed_in("Marcus")
    assert (await marcus.post(f"promises/{made['promise']['id']}/keep")).status == 403


async def test_what_is_due_in_a_season_is_kept_by_its_id(desk: DeskHouse) -> None:
    """A promise may be closed however far off its time; near it the desk shows so for as long as it stands open."""
    eva, conversation = await in_hand(desk)
    far = await eva.does(conversation, "promise", what="the spring sale", due_at=soon(days=90))
    assert far["promise"]["urgency"] == "later"
    assert (await eva.post(f"promises/{far['promise']['id']}/late")).status == 200
    assert (await eva.post(f"promises/{far['promise']['id']}/keep")).status == 200
    await eva.does(conversation, "promise", what="new legs", due_at=soon(days=2))
    for hours, shown in ((0, "later"), (45, "soon"), (1, "soon"), (3, "overdue")):
        desk.parts.clock.set(desk.parts.clock() + timedelta(hours=hours))
        assert [one["urgency"] for one in (await eva.sees("promises"))["items"]] == [shown]


async def test_what_was_promised_outlives_who_promised_it(desk: DeskHouse) -> None:
    """The promise of a colleague who is dismissed is the desk's; until then only they close it, and it is shown so."""
    eva, conversation = await in_hand(desk)
    made = await eva.does(conversation, "promise", what="new legs by post", due_at=soon(days=2))
    marcus, priya = await desk.signed_in("Marcus"), await desk.signed_in("Priya")
    await eva.does(conversation, "note", text="@Marcus have a look")
    (owed,) = (await marcus.sees(f"conversations/{conversation}/brief"))["promises"]
    assert (owed["by"], owed["mine"], (await marcus.sees("promises"))["items"]) == ("Eva", False, [])
    id = next(one["id"] for one in (await priya.sees("agents"))["items"] if one["name"] == "Eva")
    assert (await priya.delete(f"agents/{id}")).status == 204
    (owed,) = (await marcus.sees("promises"))["items"]
    assert (owed["what"], owed["by"], owed["mine"]) == ("new legs by post", "desk", True)
    assert (await marcus.post(f"promises/{made['promise']['id']}/keep")).status == 200


async def test_a_permission_is_recorded_with_the_very_words(desk: DeskHouse) -> None:
    """The words must be the customer's own in this case; the ledger keeps them, and who took them down."""
    eva, conversation = await in_hand(desk)
    await desk.says("yes, your people may see what you know of me")
    path = f"conversations/{conversation}/consents/staff"
    made_up = await eva.put(path, state="given", words="I agree to everything")
    assert made_up.status == 422
    assert (await eva.put(path, state="given", words="your people may see what you know")).status == 200
    found = desk.memory.people.find("telegram", "8812")
    assert found is not None
    (receipt,) = desk.memory.consents.ledger(found.customer)
    assert (receipt.capture.method, receipt.capture.words) == ("agent", "your people may see what you know")
    assert receipt.capture.captured_by
    assert "Noted, as you said" in await desk.last_words(conversation)


async def test_struck_words_permit_nothing(desk: DeskHouse) -> None:
    """G10: what the customer struck is no agent's to know, nor to record a permission from."""
    eva, conversation = await in_hand(desk)
    desk.memory.desk.strike(conversation, "1")
    path = f"conversations/{conversation}/consents/staff"
    assert (await eva.put(path, state="given", words="my teapot is broken")).status == 422


async def test_every_list_with_names_or_words_is_on_record(desk: DeskHouse) -> None:
    """G10: who is shown in queue, search and promised list is audited, once for as long as they stand there."""
    eva = await desk.signed_in("Eva")
    conversation = await desk.asks_for_a_person()
    for _ in range(2):
        await eva.sees("queue")
        await eva.sees("search?q=teapot")
    await eva.does(conversation, "claim")
    await eva.does(conversation, "promise", what="new legs by post", due_at=soon(days=2))
    for _ in range(2):
        await eva.sees("promises")
    found = desk.memory.people.find("telegram", "8812")
    assert found is not None
    rows = [row for row in desk.memory.audit.page(limit=500).items if row.customer == found.customer]
    looks = [row for row in rows if row.action in ("desk.queue", "desk.search", "desk.promised")]
    assert sorted(row.action for row in looks) == ["desk.promised", "desk.queue", "desk.search"]
    assert len({row.actor for row in looks}) == 1 and looks[0].actor


async def test_a_fact_is_put_right_in_the_customers_words(desk: DeskHouse) -> None:
    """What staff may see is corrected with what the customer wrote here; they are told, and it is on record as ours."""
    eva, conversation = await in_hand(desk)
    await desk.says("no, only merino is fine")
    found, fact = remembered(desk, Purpose.STAFF)
    path = f"conversations/{conversation}"
    seen = (await eva.sees(f"{path}/brief"))["facts"]
    assert [one["words"] for one in seen] == ["never anything with wool"]
    assert (await patch(eva, f"{path}/facts/{fact}", words="hates merino too")) == 422
    assert (await patch(eva, f"{path}/facts/{fact}", words="only merino is fine")) == 200
    (right,) = (await eva.sees(f"{path}/brief"))["facts"]
    assert (right["words"], right["provenance"]) == ("only merino is fine", "stated")
    assert "Noted, as you said: “only merino is fine”" in await desk.last_words(conversation)
    (corrected,) = [row for row in desk.memory.audit.page(limit=500).items if row.action == "fact.correct"]
    assert (corrected.reader, corrected.customer) == (Reader.AGENT, found.customer)
    assert (await patch(eva, f"{path}/facts/{right['id']}", in_confidence=True)) == 200
    assert (await eva.sees(f"{path}/brief"))["facts"] == []
    assert "stays between us" in await desk.last_words(conversation)


async def test_what_takes_its_own_yes_comes_in_by_no_correction(desk: DeskHouse) -> None:
    """An illness, in whosever words, does not become an ordinary fact by way of another; nothing is changed or said."""
    eva, conversation = await in_hand(desk)
    await desk.says("I have been diagnosed with depression")
    _, fact = remembered(desk, Purpose.STAFF)
    path = f"conversations/{conversation}"
    before = await desk.last_words(conversation)
    assert (await patch(eva, f"{path}/facts/{fact}", words="diagnosed with depression")) == 403
    assert [one["words"] for one in (await eva.sees(f"{path}/brief"))["facts"]] == ["never anything with wool"]
    assert await desk.last_words(conversation) == before


async def test_what_the_customer_calls_wrong_serves_nothing(desk: DeskHouse) -> None:
    """Called wrong, a fact is gone from the brief, and the customer reads that it was noted."""
    eva, conversation = await in_hand(desk)
    _, fact = remembered(desk, Purpose.STAFF)
    assert (await patch(eva, f"conversations/{conversation}/facts/{fact}", disputed=True)) == 200
    assert (await eva.sees(f"conversations/{conversation}/brief"))["facts"] == []
    assert "is not right" in await desk.last_words(conversation)


async def test_a_fact_that_staff_may_not_see_cannot_be_touched(desk: DeskHouse) -> None:
    """Without the permission there is no such fact at the desk, whatever its id."""
    eva, conversation = await in_hand(desk)
    _, fact = remembered(desk)
    assert (await patch(eva, f"conversations/{conversation}/facts/{fact}", disputed=True)) == 404


async def patch(colleague: Colleague, path: str, **body: object) -> int:
    head = {"Authorization": f"Bearer {colleague.token}"}
    return (await colleague.client.patch(f"/api/v1/desk/{path}", json=body, headers=head)).status


async def test_rights_are_exercised_only_for_a_verified_customer(desk: DeskHouse) -> None:
    """On a channel alone neither export nor erasure starts from the desk."""
    eva, conversation = await in_hand(desk)
    assert (await eva.post(f"conversations/{conversation}/export")).status == 403
    erase = await eva.post(f"conversations/{conversation}/erase", words="my teapot is broken")
    assert erase.status == 403
    assert desk.memory.people.find("telegram", "8812") is not None


async def test_a_verified_customers_rights_are_exercised_from_the_desk(desk: DeskHouse) -> None:
    """Their file lies on their own page; an erasure in their words leaves nothing, with a receipt and who did it."""
    eva = await desk.signed_in("Eva")
    account = InboundMessage(
        channel="web",
        account="main",
        message_id="w1",
        address="account:c-1",
        text="please erase me, a person please",
        assurance=Assurance.VERIFIED,
    )
    accepted, _ = await desk.parts.turns.accept_and_wait(account, 5)
    conversation = accepted.conversation
    await eva.does(conversation, "claim")
    await eva.does(conversation, "export")
    assert "/me/" in desk.memory.conversations.transcript(conversation).items[-1].text
    found = desk.memory.people.find("web", "account:c-1")
    assert found is not None
    assert (await eva.post(f"conversations/{conversation}/erase", words="erase everything")).status == 422
    receipt = (await eva.does(conversation, "erase", words="please erase me"))["receipt"]
    assert receipt["complete"] and any(place["found"] for place in receipt["places"])
    assert desk.memory.people.find("web", "account:c-1") is None
    agent = next(one for one in desk.memory.agents.all() if one.name == "Eva")
    rows = desk.memory.audit.page(limit=500).items
    assert agent.id in {row.actor for row in rows if row.action.startswith("erase") or row.action == "rights.erase"}
    assert (await eva.post(f"conversations/{conversation}/reply", text="hello?")).status == 404


async def test_what_did_not_reach_the_customer_is_shown(desk: DeskHouse) -> None:
    """A reply that the channel could not deliver stands at the desk as that."""
    eva, conversation = await in_hand(desk)
    await eva.does(conversation, "reply", text="Which of the three was it?")
    sent = (await eva.sees(f"conversations/{conversation}"))["items"][-1]["id"]
    assert (await eva.sees(f"conversations/{conversation}"))["undelivered"] == []
    key = {"Authorization": f"Bearer {desk.connector}"}
    failed = {"id": sent, "state": "failed", "reason": "blocked"}
    assert (await desk.client.post("/api/v1/deliveries", json=failed, headers=key)).status < 300
    assert (await eva.sees(f"conversations/{conversation}"))["undelivered"] == [sent]


async def test_a_file_is_saved_by_whoever_has_the_case(desk: DeskHouse) -> None:
    """G12: a customer's file is named beside its message and saved, never opened; each saving is on record."""
    eva, conversation = await in_hand(desk)
    marcus = await desk.signed_in("Marcus")
    name = '<img src=x onerror=alert(1)>"\r\nX-Evil: 1.png'
    file = desk.sends(conversation, Sheet(name, "image/png", b"\x89PNG\r\n\x1a\n<script>alert(1)</script>"))
    seen = (await eva.sees(f"conversations/{conversation}"))["items"]
    assert [one["files"][0]["name"] for one in seen if "files" in one] == [name]
    path = f"conversations/{conversation}/files/{file}"
    answer = await eva.get(path)
    assert (answer.status, await answer.read()) == (200, b"\x89PNG\r\n\x1a\n<script>alert(1)</script>")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''%3Cimg")
    assert answer.headers["X-Content-Type-Options"] == "nosniff" and "X-Evil" not in answer.headers
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert (await marcus.get(path)).status == 403
    assert (await eva.get(f"conversations/{conversation}/files/{'a' * 26}")).status in (403, 404)
    actions = [row.action for row in desk.memory.audit.page(limit=500).items]
    assert actions.count("desk.file") == 1


async def test_a_file_of_a_struck_message_is_not_shown(desk: DeskHouse) -> None:
    """What came with a message that the customer took out stays out, by its list and by its address."""
    eva, conversation = await in_hand(desk)
    file = desk.sends(conversation, Sheet("rash.png", "image/png", b"\x89PNG\r\n\x1a\n"))
    desk.memory.desk.strike(conversation, "1")
    seen = (await eva.sees(f"conversations/{conversation}"))["items"]
    assert not [one for one in seen if "files" in one]
    assert (await eva.get(f"conversations/{conversation}/files/{file}")).status == 403


async def test_what_the_assistant_said_from_memory_is_held_back(desk: DeskHouse) -> None:
    """A reply that rests on a fact staff may not see keeps its place at the desk, without its words."""
    eva, conversation = await in_hand(desk)
    found, fact = remembered(desk)
    said = NewReply(text="Three without wool", sender="house", because=(fact,))
    await desk.parts.turns.say(conversation, said)
    last = (await eva.sees(f"conversations/{conversation}"))["items"][-1]
    assert (last["held_back"], last["text"], last["because"]) == (True, "", [])
    shown = Capture(method="button", words="Yes", notice_text="?")
    desk.memory.consents.decide(found.customer, found.identity, Purpose.STAFF, ConsentState.GIVEN, shown)
    last = (await eva.sees(f"conversations/{conversation}"))["items"][-1]
    assert (last["held_back"], last["text"]) == (False, "Three without wool")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "consents/staff", {"state": "withdrawn"}),
        ("PATCH", "memory/{fact}", {"restricted": True}),
        ("DELETE", "memory/{fact}", None),
    ],
)
async def test_what_is_taken_back_leaves_an_open_desk(
    desk: DeskHouse, tmp_path: Path, method: str, path: str, body: object
) -> None:
    """G3: on the customer's own page or by the operator: every page that shows the case reads it anew, without it."""
    eva, conversation = await in_hand(desk)
    found, fact = remembered(desk, Purpose.STAFF)
    assert (await eva.sees(f"conversations/{conversation}/brief"))["facts"]
    operator = json.loads((tmp_path / "keys.json").read_text())["operator"]
    stream = await eva.get("events")
    door = f"/api/v1/customers/{found.customer}/{path.format(fact=fact)}"
    head = {"Authorization": f"Bearer {operator}", "X-Reason": "wrote a letter"}
    assert (await desk.client.request(method, door, json=body, headers=head)).status == 200
    await reads_anew(stream, conversation)
    assert (await eva.sees(f"conversations/{conversation}/brief"))["facts"] == []


@pytest.mark.parametrize("deed", ["forget", "restrict", "dispute"])
async def test_what_is_taken_back_in_another_chat_leaves_an_open_desk(desk: DeskHouse, deed: str) -> None:
    """G3: a sentence on the customer's other channel is as quick as their page."""
    eva, conversation = await in_hand(desk)
    found, fact = remembered(desk, Purpose.STAFF)
    phone = desk.memory.people.arrive("sms", "+447700900123")
    desk.memory.links.link(found.identity, phone.identity, "showed a passport", "eva")
    there = Moment(now=desk.parts.clock(), channel="sms", identity=phone.identity, assurance=Assurance.VERIFIED)
    stream = await eva.get("events")
    await desk.parts.door(getattr(desk.memory.facts, deed), found.customer, fact, there)
    await reads_anew(stream, conversation)
    assert (await eva.sees(f"conversations/{conversation}/brief"))["facts"] == []


async def test_a_confidence_leaves_every_open_desk(desk: DeskHouse) -> None:
    """Marked by one agent it leaves the pages of all who look on."""
    eva, conversation = await in_hand(desk)
    _, fact = remembered(desk, Purpose.STAFF)
    stream = await (await desk.signed_in("Marcus")).get("events")
    assert (await patch(eva, f"conversations/{conversation}/facts/{fact}", in_confidence=True)) == 200
    await reads_anew(stream, conversation)


async def reads_anew(stream: ClientResponse, conversation: str) -> None:
    """A page at the desk hears that less may be shown of this conversation."""
    heard = b""
    while b"event: struck" not in heard:
        heard += await asyncio.wait_for(stream.content.readany(), 5)
    assert conversation.encode() in heard
    stream.close()


async def test_who_waits_may_change_their_mind(desk: DeskHouse) -> None:
    """While waiting, other words are left to the person who comes, which is said once; the queue keeps its place."""
    eva = await desk.signed_in("Eva")
    conversation = await desk.asks_for_a_person()
    outcome = await desk.says("it is the blue one")
    assert outcome["status"] == "with_agent"
    assert [reply["text"].split(",")[0] for reply in outcome["replies"]] == ["That is for the person who comes"]
    assert (await desk.says("with the white lid"))["replies"] == []
    await eva.does(conversation, "claim")
    items = (await eva.sees(f"conversations/{conversation}"))["items"]
    assert "it is the blue one" in [item["text"] for item in items]


async def test_nobody_comes_and_a_word_is_promised(desk: DeskHouse) -> None:
    """After the wait limit the customer hears when somebody writes, and the promise stands in the ledger."""
    eva = await desk.signed_in("Eva")
    conversation = await desk.asks_for_a_person()
    assert (await desk.watch.run())["promised"] == 0
    settings = desk.memory.house.settings()
    minutes = settings.desk.wait_minutes + 1
    desk.parts.clock.set(desk.parts.clock() + timedelta(minutes=minutes))
    assert (await desk.watch.run())["promised"] == 1
    assert "I've written that down as a promise" in await desk.last_words(conversation)
    (owed,) = (await eva.sees("promises"))["items"]
    assert (owed["by"], owed["conversation"]) == ("desk", conversation)
    assert (await eva.post(f"conversations/{conversation}/take-up")).status == 200
    assert "as promised" in await desk.last_words(conversation)
    await eva.does(conversation, "reply", text="Here I am.")


async def test_nothing_is_taken_up_where_nothing_is_owed(desk: DeskHouse) -> None:
    """An agent can't open a conversation that nobody asked them into."""
    eva = await desk.signed_in("Eva")
    conversation = str((await desk.says("hello"))["conversation"])
    assert (await eva.post(f"conversations/{conversation}/take-up")).status == 403


async def test_an_erasure_while_an_agent_types(desk: DeskHouse) -> None:
    """A customer who is erased is gone from the desk: the agent's reply finds no conversation."""
    eva, conversation = await in_hand(desk)
    found = desk.memory.people.find("telegram", "8812")
    assert found is not None
    moment = Moment(
        now=desk.parts.clock(), channel="telegram", identity=found.identity, assurance=Assurance.CHANNEL
    )
    await desk.parts.erasing.erase(found.customer, moment, Reader.CUSTOMER)
    answer = await eva.post(f"conversations/{conversation}/reply", text="hello?")
    assert answer.status == 404
    assert (await eva.sees("queue"))["mine"] == []


async def test_a_customers_worth_changes_nothing_in_the_queue(desk: DeskHouse) -> None:
    """G9: the queue is ordered by waiting alone, whatever a customer has bought or holds (metamorphic)."""
    eva = await desk.signed_in("Eva")
    addresses = [f"c{number}" for number in range(6)]
    conversations = [await desk.asks_for_a_person(address) for address in addresses]
    before = [item["conversation"] for item in (await eva.sees("queue"))["items"]]
    assert before == conversations
    for number, address in enumerate(reversed(addresses)):
        found = desk.memory.people.find("telegram", address)
        assert found is not None
        for _ in range(number * 3):
            desk.memory.balance.give(found.identity, "gesture")
        shown = Capture(method="button", words="Yes", notice_text="?")
        for purpose in (Purpose.MEMORY, Purpose.STAFF)[: number % 3]:
            desk.memory.consents.decide(found.customer, found.identity, purpose, ConsentState.GIVEN, shown)
    after = (await eva.sees("queue"))["items"]
    assert [item["conversation"] for item in after] == before
    told = {"conversation", "channel", "owner", "agent", "department", "reason", "name", "verified", "mood"}
    assert set(after[0]) == told | {"waiting_since", "due_at", "answered", "last_seq", "language", "can_answer"}


def test_the_queue_knows_nothing_of_worth() -> None:
    """No field of a queued item speaks of money, tier, value or cost."""
    assert not {"value", "tier", "cost", "earned", "spent", "score"} & set(QueueItem.__slots__)
