"""The contract over HTTP, on the running house: keys, exactly once, order, because, limits, errors, rights."""

import asyncio
import gzip
import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.engine.without_tensorflow import stand_in
from bot.settings import Settings
from tests.store.store_house import owner_of

stand_in()

from bot.front.app import build_app  # noqa: E402 - Rasa can't be imported before the stand-ins are in place
from bot.front.openapi import document  # noqa: E402
from bot.front.parts import Parts  # noqa: E402
from bot.house import open_house  # noqa: E402
from bot.serve import prepare  # noqa: E402
from tests.front.documented import as_documented  # noqa: E402

IDS = count(1)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DOORS = ("/api/v1/", "/hooks/", "/chat/session", "/chat/files", "/healthz", "/readyz", "/metrics")


class Api:
    """The house's doors, with its keys at hand."""

    def __init__(self, client: TestClient[web.Request, web.Application], keys: dict[str, Any], parts: Parts) -> None:
        self.client = client
        self.keys = keys
        self.parts = parts

    async def call(
        self, method: str, path: str, body: object = None, key: str | None = "operator", **headers: str
    ) -> tuple[int, Any]:
        if key:
            headers["Authorization"] = f"Bearer {self.keys.get(key, key)}"
        data = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        async with self.client.request(method, path, data=data, headers=headers) as answer:
            text = await (await as_documented(answer)).text()
            return answer.status, json.loads(text) if "json" in answer.content_type else text

    async def say(self, text: str, address: str = "kwame", **more: object) -> Any:
        message = a_message(text, address, **more)
        status, answer = await self.call("POST", "/api/v1/messages?wait=20", message, "connector")
        assert status == 200, answer
        return answer


def a_message(text: str, address: str = "kwame", **more: object) -> dict[str, object]:
    return {
        "id": f"m{next(IDS)}",
        "channel": "telegram",
        "account": "main",
        "from": {"address": address, "name": "Kwame"},
        "text": text,
    } | more


@pytest.fixture(scope="module")
async def api(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Api]:
    var = tmp_path_factory.mktemp("house")
    settings = Settings(var=Path(var), port=0, rehearsal=True, public_url="https://shop.example")
    model = prepare(settings, lambda line: None)
    async with open_house(settings, model) as parts, TestClient(TestServer(build_app(parts))) as client:
        yield Api(client, json.loads((var / "keys.json").read_text()), parts)


async def test_a_message_is_answered_with_what_shaped_the_reply(api: Api) -> None:
    """Consent by the offered choice, then a reply whose `because` names the fact."""
    await agreed(api, "amara")
    answer = await api.say("can you recommend a warm coat?", "amara")
    because = [why for reply in answer["replies"] for why in reply["because"]]
    assert because and "wool" in because[0]["text"] and because[0]["channel"] == "telegram"
    assert {"id", "conversation", "from", "text", "choices", "offer", "sent_at"} <= set(answer["replies"][0])


async def test_the_same_message_twenty_times_at_once_has_one_effect(api: Api) -> None:
    """Every repeat gets the same answer, and the transcript holds the message once."""
    message = a_message("hello", "twice")
    answers = await asyncio.gather(
        *(api.call("POST", "/api/v1/messages?wait=20", message, "connector") for _ in range(20))
    )
    assert len({json.dumps(answer) for answer in answers}) == 1
    conversation = answers[0][1]["conversation"]
    _, page = await api.call("GET", f"/api/v1/conversations/{conversation}/messages", key="connector")
    assert [item["from"] for item in page["items"]] == ["customer", "assistant"]


async def test_who_presses_start_is_greeted(api: Api) -> None:
    """Telegram writes /start for a person who only pressed a button; anywhere else it is what somebody typed."""
    pressed, typed = await api.say("/start shop-window", "presses"), await api.say("/start", "types", channel="web")
    hello = await api.say("hello", "says hello")
    assert [reply["text"] for reply in pressed["replies"]] == [reply["text"] for reply in hello["replies"]]
    assert typed["replies"]


async def test_a_repeat_has_the_outcome_whatever_its_wait(api: Api) -> None:
    """First answered 202, then answered for good: who asks again, waiting or not, is told the same."""
    message = a_message("hello", "asks again")
    assert (await api.call("POST", "/api/v1/messages", message, "connector"))[0] == 202
    waited = await api.call("POST", "/api/v1/messages?wait=20", message, "connector")
    assert waited[0] == 200 and waited[1]["status"] == "answered" and waited[1]["replies"]
    assert await api.call("POST", "/api/v1/messages", message, "connector") == waited


async def test_the_same_id_with_other_words_is_a_conflict(api: Api) -> None:
    """409, and the first stays."""
    message = a_message("hello", "conflict")
    assert (await api.call("POST", "/api/v1/messages", message, "connector"))[0] == 202
    assert (await api.call("POST", "/api/v1/messages", message | {"text": "other"}, "connector"))[0] == 409


async def test_quick_messages_are_answered_in_their_order(api: Api) -> None:
    """Five at once keep the order in which they were stored."""
    for number in range(5):
        await api.call("POST", "/api/v1/messages", a_message(f"hello {number}", "quick"), "connector")
    conversation = (await api.say("thank you", "quick"))["conversation"]
    _, page = await api.call("GET", f"/api/v1/conversations/{conversation}/messages", key="connector")
    said = [item["text"] for item in page["items"] if item["from"] == "customer"]
    assert said == [*(f"hello {number}" for number in range(5)), "thank you"]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"text": ""}, 422),
        ({"text": "x" * 4001}, 413),
        ({"text": "\x00\x07"}, 422),
        ({"from": {"address": ""}}, 422),
        ({"from": {"address": "a" * 257}}, 422),
        ({"from": {"address": "a\nb"}}, 422),
        ({"from": "kwame"}, 422),
        ({"text": 7}, 422),
        ({"sent_at": "yesterday"}, 422),
        ({"sent_at": "2026-11-21T10:00:00"}, 422),
        ({"channel": "no such channel!"}, 422),
    ],
)
async def test_what_no_channel_sends_is_refused_in_a_sentence(api: Api, changes: dict[str, Any], status: int) -> None:
    """A problem with a plain sentence that repeats nothing of what was sent."""
    found, problem = await api.call("POST", "/api/v1/messages", a_message("hi", "bad") | changes, "connector")
    assert found == status and problem["detail"] and "kwame" not in json.dumps(problem).lower()


async def test_what_does_not_fit_is_named_in_plain_words(api: Api) -> None:
    """By the field's own name: no parser's words, no value."""
    for changes, said in (({"text": 7}, "text is not a text."), ({"from": {"name": "K"}}, "from.address is missing.")):
        _, problem = await api.call("POST", "/api/v1/messages", a_message("hi", "bad") | changes, "connector")
        assert problem["detail"] == said
    _, problem = await api.call("POST", "/api/v1/messages", [], "connector")
    assert problem["detail"] == "The body is not an object."


@pytest.mark.parametrize("query", ["limit=0", "limit=-1", "after=-1", "limit=ten"])
async def test_a_page_that_cannot_be_is_refused(api: Api, query: str) -> None:
    """As the document has it: at least one item, behind a number."""
    conversation = (await api.say("hello", "pages"))["conversation"]
    path = f"/api/v1/conversations/{conversation}/messages?{query}"
    assert (await api.call("GET", path, key="connector"))[0] == 422


async def test_a_report_on_nothing_is_not_found(api: Api) -> None:
    """404, as for a conversation that is not there."""
    report = {"id": "of nobody", "state": "sent"}
    assert (await api.call("POST", "/api/v1/deliveries", report, "connector"))[0] == 404


@pytest.mark.parametrize(
    "terms",
    [
        {"zone": "Mars/Base"},
        {"zone": "Europe"},
        {"zone": "z" * 5_000},
        {"channels": ["c" * 5_000]},
        {"until": "9999-12-31T23:59:59-14:00"},
        {"not_before": "25:99"},
        {"weekdays": [8]},
        {"at_most": {"count": 2, "per": "fortnight"}},
        {"at_most": {"per": "month"}},
    ],
)
async def test_terms_that_could_not_be_read_later_are_refused_now(api: Api, terms: dict[str, Any]) -> None:
    """Kept, they would be a silent no."""
    await api.say("hello", "terms")
    customer = await who_is(api, "telegram:terms")
    path, wish = f"/api/v1/customers/{customer}/consents/contact", {"state": "given", "terms": terms}
    status, problem = await api.call("PUT", path, wish, **{"X-Reason": "by phone"})
    assert status == 422 and "Mars" not in problem["detail"]


async def test_an_operators_yes_says_how_they_know(api: Api) -> None:
    """A permission that nobody can prove is none: the reason stands on its record."""
    await api.say("hello", "by phone")
    path = f"/api/v1/customers/{await who_is(api, 'telegram:by phone')}/consents/memory"
    _, kept = await api.call("PUT", path, {"state": "given"}, **{"X-Reason": "said yes on the phone, call 771"})
    assert "said yes on the phone, call 771" in json.dumps(kept)


async def test_an_operator_joins_an_address_that_never_wrote_and_parts_it_again(api: Api) -> None:
    """Proof seen is proof, whether or not the address has been heard from; both calls take the same names."""
    await api.say("hello", "kwame at home")
    link = {"a": "telegram:kwame at home", "b": "email:kwame@x.example", "proof": "signed form 12"}
    status, joined = await api.call("POST", "/api/v1/identities/link", link)
    assert status == 200 and joined["customer"] == await who_is(api, "telegram:kwame at home")
    assert (await api.call("POST", "/api/v1/identities/link", link | {"a": "telegram:nobody"}))[0] == 404
    status, parted = await api.call("POST", "/api/v1/identities/unlink", link)
    assert status == 200 and parted["customer"] != joined["customer"]


async def test_while_somebody_else_writes_in_a_browser_its_customers_page_is_closed(api: Api) -> None:
    """403 with what to do about it, on every right of theirs; open again once the customer says that it is them."""
    web = "s" * 43
    await api.say("hello", web, channel="web")
    await api.say("someone else is using this", web, channel="web")
    for method, path in (("GET", "memory"), ("GET", "consents"), ("GET", "export"), ("DELETE", "")):
        status, problem = await api.call(method, f"/api/v1/me/{path}".rstrip("/"), key=web)
        assert status == 403 and "it is you again" in problem["detail"], path
    await api.say("it's me again", web, channel="web")
    assert (await api.call("GET", "/api/v1/me/memory", key=web))[0] == 200


async def test_a_customer_joins_two_channels_and_parts_them_again(api: Api) -> None:
    """Each side keeps what it told; a browser parts itself, sees no other address, and a stranger parts nobody."""
    web, other = "p" * 43, "q" * 43
    await api.say("hello", web, channel="web")
    await api.say("hello", other, channel="web")
    await api.say("hello", "parts")
    _, asked = await api.call("POST", "/api/v1/me/links", {}, web)
    await api.say(f"link {asked['code'].lower()}", "parts")
    _, known = await api.call("GET", "/api/v1/me/identities", key=web)
    here, there = known["items"]
    assert (here["may"], there["may"], there["address"]) == ([], ["part"], None)
    path = f"/api/v1/me/links?id={there['id']}"
    assert (await api.call("DELETE", path, key=other))[0] == 404
    assert (await api.call("DELETE", f"/api/v1/me/identities?id={there['id']}", key=web))[0] == 404
    status, parted = await api.call("DELETE", path, key=web)
    assert status == 200 and parted["customer"] == await who_is(api, "telegram:parts")
    assert (await api.call("DELETE", path, key=web))[0] == 404
    _, left = await api.call("GET", f"/api/v1/customers/{parted['customer']}/export", **{"X-Reason": "asked for"})
    assert [row["body"]["text"] for row in left["messages"] if row["sender"] == "customer"][0] == "hello"


async def test_the_operator_parts_for_a_customer_with_a_reason(api: Api) -> None:
    """The same door as the customer's own, for any address that is linked."""
    await api.say("hello", "asks by phone")
    link = {"a": "telegram:asks by phone", "b": "sms:+447700900321", "proof": "signed form 13"}
    _, joined = await api.call("POST", "/api/v1/identities/link", link)
    path, why = f"/api/v1/customers/{joined['customer']}", {"X-Reason": "asked on the telephone"}
    _, known = await api.call("GET", f"{path}/identities", **why)
    text = next(one for one in known["items"] if one["channel"] == "sms")
    assert text["may"] == ["part", "erase"] and text["address"] == "+447700900321"
    assert (await api.call("DELETE", f"{path}/links?id={text['id']}"))[0] == 422
    assert (await api.call("DELETE", f"{path}/links?id={text['id']}", **why))[0] == 200
    assert await who_is(api, "sms:+447700900321") != joined["customer"]


async def test_erasing_one_address_is_told_where_it_is_open(api: Api) -> None:
    """Who has that conversation open is told that it is gone; the others' stay open."""
    told: list[str] = []
    api.parts.live.relay_to(lambda topic, news: told.append(topic) if news["type"] == "forgotten" else None)
    conversations = {address: (await api.say("hello", address))["conversation"] for address in ("goes", "stays")}
    link = {"a": "telegram:stays", "b": "telegram:goes", "proof": "signed form 14"}
    _, joined = await api.call("POST", "/api/v1/identities/link", link)
    path = f"/api/v1/customers/{joined['customer']}/identities?id={joined['identity']}"
    _, receipt = await api.call("DELETE", path, **{"X-Reason": "asked for"})
    api.parts.live.relay_to(None)
    assert receipt["complete"] and told == [f"conversation:{conversations['goes']}"]


async def test_an_address_of_digits_is_exported_as_it_was_given(api: Api) -> None:
    """Words, not a number: zeros at its front belong to it."""
    await api.say("hello", "007")
    path = f"/api/v1/customers/{await who_is(api, 'telegram:007')}/export"
    _, data = await api.call("GET", path, **{"X-Reason": "asked for"})
    assert [one["address"] for one in data["identities"]] == ["007"]


async def test_what_is_remembered_comes_in_pages(api: Api) -> None:
    """`next` leads from page to page until it is null; each thing is shown once."""
    await agreed(api, "pages")
    for thing in ("silk", "linen"):
        await api.say(f"I never wear {thing}", "pages")
    customer = await who_is(api, "telegram:pages")
    seen, after, why = [], "", {"X-Reason": "asked by post"}
    while after is not None:
        path = f"/api/v1/customers/{customer}/memory?limit=1&after={quote(after)}"
        _, page = await api.call("GET", path, **why)
        assert len(page["items"]) == 1
        seen, after = seen + [one["about"] for one in page["items"]], page["next"]
    assert sorted(seen) == ["linen", "silk", "wool"]


async def agreed(api: Api, address: str) -> None:
    question = (await api.say("I never wear wool", address))["replies"][-1]
    yes = next(choice for choice in question["choices"] if choice["title"].startswith("Yes"))
    await api.say("", address, choice=yes["id"])


async def who_is(api: Api, identity: str) -> str:
    _, found = await api.call("GET", f"/api/v1/customers?identity={quote(identity)}")
    return str(found["items"][0]["id"])


async def test_a_body_that_is_no_json_is_refused(api: Api) -> None:
    """400, not a failure."""
    for body in (b"", b"{", b"\xff\xfe", b'{"id": "x",'):
        assert (await api.call("POST", "/api/v1/messages", body, "connector"))[0] == 400


async def test_each_key_opens_its_own_door_only(api: Api) -> None:
    """No key: 401; somebody else's key: 403."""
    assert (await api.call("POST", "/api/v1/messages", a_message("hi"), None))[0] == 401
    assert (await api.call("POST", "/api/v1/messages", a_message("hi"), "no such key"))[0] == 401
    assert (await api.call("POST", "/api/v1/messages", a_message("hi"), "operator"))[0] == 403
    assert (await api.call("GET", "/api/v1/audit", key="connector"))[0] == 403
    assert (await api.call("GET", "/api/v1/me/memory", key="a" * 43))[0] == 401


async def tokens(api: Api) -> dict[str, str]:
    """Everything that opens something, by whose it is."""
    agents = {one["role"]: one for one in api.keys["agents"]}
    signed_in = {}
    for role in ("agent", "supervisor"):
        who = {part: agents[role][part] for part in ("email", "password")}
        signed_in[role] = (await api.call("POST", "/api/v1/desk/login", who, None))[1]["token"]
    browser = "d" * 43
    await api.say("hello", browser, channel="web")
    word = (await api.call("POST", "/chat/demo/session", {"account": "account:c-1001"}, None))[1]
    verified = (await api.call("POST", "/chat/session", word, None))[1]["token"]
    systems = {role: api.keys[role] for role in ("connector", "systems", "operator")}
    return {**signed_in, "browser": browser, "verified": verified, **systems}


OWN_DOORS = [
    ("GET", "/api/v1/me/memory", None, {"browser", "verified"}),
    ("GET", "/api/v1/me/export", None, {"browser", "verified"}),
    ("GET", "/api/v1/desk/queue", None, {"agent", "supervisor"}),
    ("GET", "/api/v1/house", None, {"operator"}),
    ("GET", "/api/v1/audit/verify", None, {"operator"}),
    ("POST", "/api/v1/events", {}, {"systems"}),
    ("POST", "/api/v1/messages", {}, {"connector"}),
]


async def test_what_opens_one_door_opens_no_other(api: Api) -> None:
    """An agent's session is no customer's, a browser's token no agent's, and no key of the house's is either."""
    held = await tokens(api)
    for method, path, body, theirs in OWN_DOORS:
        opened = set()
        for whose, token in held.items():
            status, _ = await api.call(method, path, body, token)
            if status not in (401, 403):
                opened.add(whose)
        assert opened == theirs, path


async def test_an_agents_session_is_nobody_in_the_chat(api: Api) -> None:
    """Written with as a browser's token it is a stranger's, who sees what was said so; nothing of the desk's."""
    agent = (await tokens(api))["agent"]
    await api.say("hello", agent, channel="web")
    status, known = await api.call("GET", "/api/v1/me/memory", key=agent)
    assert (status, known["items"]) == (200, [])
    assert (await api.call("GET", "/api/v1/desk/queue", key="d" * 43))[0] == 401


async def test_an_unknown_conversation_is_not_found(api: Api) -> None:
    """404 in a sentence."""
    status, problem = await api.call("GET", "/api/v1/conversations/nobody/messages", key="connector")
    assert (status, problem["detail"]) == (404, "No such conversation.")


async def test_the_operator_exercises_rights_with_a_reason_that_is_kept(api: Api) -> None:
    """See, decide, export and erase; without a reason nothing; afterwards nobody is there."""
    await api.say("hello", "rights")
    _, found = await api.call("GET", "/api/v1/customers?identity=telegram:rights")
    base, why = f"/api/v1/customers/{found['items'][0]['id']}", {"X-Reason": "asked on the telephone"}
    assert (await api.call("GET", f"{base}/memory"))[0] == 422
    assert (await api.call("PUT", f"{base}/consents/memory", {"state": "given"}, **why))[0] == 200
    assert (await api.call("PUT", f"{base}/consents/selling", {"state": "given"}, **why))[0] == 404
    assert (await api.call("PUT", f"{base}/consents/memory", {"state": "perhaps"}, **why))[0] == 422
    _, whole = await api.call("GET", f"{base}/export", **why)
    assert any("hello" in json.dumps(row) for row in whole["messages"])
    _, page = await api.call("GET", f"{base}/export?as=page", **why)
    assert "<h1>" in page and "hello" in page
    _, receipt = await api.call("DELETE", base, **why)
    assert receipt["complete"] and all(place["left"] == 0 for place in receipt["places"])
    assert (await api.call("GET", f"{base}/memory", **why))[0] == 404
    _, audit = await api.call("GET", "/api/v1/audit?limit=500")
    assert "asked on the telephone" not in json.dumps([row["reason"] for row in audit["items"]])
    assert (await api.call("GET", "/api/v1/audit/verify"))[1]["intact"]


async def test_a_switch_is_kept_with_its_words_and_shown_as_off_when_it_has_run_out(api: Api) -> None:
    """The page names its notice, the house answers for the words; a past end is refused, one that came is expired."""
    token, path = "n" * 43, "/api/v1/me/consents/contact"
    await api.say("hello", token, channel="web")
    now = datetime.now(UTC)
    until = {"until": (now + timedelta(days=1)).isoformat()}
    given = {"state": "given", "notice": "de/consent_contact", "terms": until}
    for bad in ({"notice": "de/consent_staff"}, {"notice": "forget_me"}, {"terms": {"until": "2020-01-01T00:00:00Z"}}):
        assert (await api.call("PUT", path, given | bad, key=token))[0] == 422, bad
    _, receipt = await api.call("PUT", path, given, key=token)
    notice = receipt["record"]["privacy_notice"]
    assert notice["text"].startswith("Mir von sich aus schreiben. Erinnerungen und Neues")
    assert notice["language"] == "de" and len(notice["version"]) == 12
    await api.call("POST", "/api/v1/rehearsal/clock", {"now": (now + timedelta(days=2)).isoformat()})
    _, page = await api.call("GET", "/api/v1/me/consents", key=token)
    await api.call("POST", "/api/v1/rehearsal/clock", {"now": now.isoformat()})
    assert {one["purpose"]: one["state"] for one in page["items"]}["contact"] == "expired"


async def test_where_there_is_no_page_a_copy_comes_by_a_link_that_serves_once(api: Api) -> None:
    """Looked at it gives nothing away; taken it gives this address its own, once; it opens no other door."""
    await api.say("I once had a shop in Naples", "link")
    said = (await api.say("can I have a copy of my data?", "link"))["replies"][-1]["text"]
    path, token = re.search(r"https://shop\.example(/me/file/(\S+))", said).groups()  # type: ignore[union-attr]
    for _ in range(2):  # a messenger looks at links before people do
        status, page = await api.call("GET", path, key=None)
        assert status == 200 and "Naples" not in page
    assert (await api.call("GET", "/api/v1/me/memory", key=token))[0] == 401
    packed = FORM | {"Content-Encoding": "gzip"}
    assert (await api.call("POST", path, gzip.compress(b"as=json"), key=None, **packed))[0] == 415  # and is not spent
    status, copy = await api.call("POST", path, b"as=json", key=None, **FORM)
    assert status == 200 and "Naples" in json.dumps(copy["messages"])
    status, page = await api.call("POST", path, b"as=json", key=None, **FORM)
    assert status == 410 and "Naples" not in page and "<form" not in page


async def test_the_browsers_signal_is_heeded_on_the_customers_own_page_too(api: Api) -> None:
    """`Sec-GPC: 1` refuses contact and learning where nothing was decided in words."""
    token = "g" * 43
    await api.say("hello", token, channel="web")
    _, page = await api.call("GET", "/api/v1/me/consents", key=token, **{"Sec-GPC": "1"})
    states = {one["purpose"]: one["state"] for one in page["items"]}
    assert (states["contact"], states["improve"], states["memory"]) == ("refused", "refused", "unknown")


async def test_a_browsers_token_is_written_nowhere_that_is_read(api: Api) -> None:
    """It opens the customer's own doors: no export, no list of identities and no operator's answer shows it."""
    token, why = "t" * 43, {"X-Reason": "asked for it"}
    await api.say("hello", token, channel="web")
    _, found = await api.call("GET", f"/api/v1/customers?identity=web:{token}")
    path = f"/api/v1/customers/{found['items'][0]['id']}"
    shown = [await api.call("GET", f"{path}/{page}", **why) for page in ("export", "identities")]
    shown += [await api.call("GET", f"/api/v1/me/{page}", key=token) for page in ("export", "identities")]
    assert {status for status, _ in shown} == {200}
    assert token not in json.dumps([found, *(page for _, page in shown)])
    address = shown[1][1]["items"][0]["address"]
    assert (await api.call("GET", f"/api/v1/customers?identity=web:{address}"))[1] == found
    assert (await api.call("GET", "/api/v1/me/memory", key=address))[0] == 401


async def test_each_decision_has_a_receipt_also_one_made_in_the_conversation(api: Api) -> None:
    """With the words as shown and as said; on a channel those given there, not those of a linked one."""
    token, other = "r" * 43, "receipts"
    for address, channel in ((token, "web"), (other, "telegram")):
        question = (await api.say("I never wear wool", address, channel=channel))["replies"][-1]
        yes = next(choice for choice in question["choices"] if choice["title"].startswith("Yes"))
        await api.say("", address, choice=yes["id"], channel=channel)
    joined = {"a": f"web:{token}", "b": f"telegram:{other}", "proof": "showed a passport"}
    assert (await api.call("POST", "/api/v1/identities/link", joined))[0] == 200
    _, own = await api.call("GET", "/api/v1/me/consents/receipts", key=token)
    given = [one for one in own["items"] if one["state"] == "given"]
    assert {one["purpose"] for one in given} == {"memory", "personalise"} and len(given) == 2
    record = given[0]["record"]
    assert "wool" in record["privacy_notice"]["text"] and record["event"]["method"] == "button"
    _, found = await api.call("GET", f"/api/v1/customers?identity=web:{token}")
    path, why = f"/api/v1/customers/{found['items'][0]['id']}/consents/receipts", {"X-Reason": "asked for them"}
    _, all_of_them = await api.call("GET", path, **why)
    assert len(all_of_them["items"]) == 2 * len(own["items"])


async def test_the_clock_is_the_operators_in_rehearsal(api: Api) -> None:
    """It runs on from where it was set, and may be set back."""
    _, answer = await api.call("POST", "/api/v1/rehearsal/clock", {"now": "2026-12-03T09:00:00Z"})
    assert answer["now"].startswith("2026-12-03T09:00")
    assert (await api.call("POST", "/api/v1/rehearsal/clock", {"now": "2026-12-03T09:00:00"}))[0] == 422
    _, done = await api.call("POST", "/api/v1/rehearsal/run_due")
    assert {"retention", "audit seal"} <= {work["work"] for work in done["done"]}
    assert (await api.call("POST", "/api/v1/rehearsal/clock", {"now": "2026-11-21T10:00:00Z"}))[0] == 200


async def test_ready_means_everything_answers(api: Api) -> None:
    """Database, migrations and model, by name."""
    status, ready = await api.call("GET", "/readyz", key=None)
    assert status == 200 and ready["checks"]["migrations"] == "done"
    assert (await api.call("GET", "/healthz", key=None))[0] == 200
    assert "python_info" in (await api.call("GET", "/metrics", key=None))[1]


async def test_ready_warns_of_a_role_that_no_wall_binds(api: Api, postgres_url: str) -> None:
    """Where the house comes in as a superuser, operators read it at `/readyz`; as its own role, nothing."""
    for url, warned in ((owner_of(postgres_url), True), (postgres_url, False)):
        settings = api.parts.settings.model_copy(update={"database_url": url})
        async with TestClient(TestServer(build_app(replace(api.parts, settings=settings)))) as client:
            answer = await client.get("/readyz")
            assert answer.status == 200
            warnings = (await answer.json())["warnings"]
            assert any("row-level security" in warning for warning in warnings) is warned


async def test_the_document_names_every_door(api: Api) -> None:
    """Each route that is no page stands in the OpenAPI document, and each path there is a route."""
    router = api.client.server.app.router  # type: ignore[union-attr]
    served = {
        (route.method.lower(), route.resource.canonical)
        for route in router.routes()
        if route.resource and route.resource.canonical.startswith(DOORS) and route.method != "HEAD"
    }
    written = {
        (method, path)
        for path, operations in document()["paths"].items()
        for method in operations
        if method != "parameters"
    }
    assert served - written == {("get", "/api/v1/openapi.json")}
    assert written - served == set()
