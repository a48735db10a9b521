"""Slack: only its own signed requests are heard, each once, and what we say fits its limits."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.channels import slack
from bot.channels.signatures import sha256_hex
from bot.channels.values import Challenge, RawRequest, Refused, Retry, Sent, Unreadable, WrongContentType
from tests.unit.channels.builders import a_delivery, an_account, json_request, the_one

# The worked example of docs.slack.dev, "Verifying requests from Slack".
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
STAMP = "1531420618"
BODY = (
    b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
    b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
    b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
    b"%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
)
SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
SIGNED_AT = datetime.fromtimestamp(int(STAMP), UTC)


def signed(body: bytes = BODY, stamp: str = STAMP, signature: str = SIGNATURE) -> RawRequest:
    headers = {"x-slack-request-timestamp": stamp, "x-slack-signature": signature}
    return RawRequest(url="https://a.example/hook", headers=headers, body=body)


def an_event(**event: Any) -> dict[str, Any]:
    said = {
        "type": "message",
        "channel": "D024BE91L",
        "channel_type": "im",
        "user": "U2147483697",
        "text": "Hello hello can you hear me?",
        "ts": "1355517523.000005",
        "event_ts": "1355517523.000005",
    }
    return {
        "token": "one-long-verification-token",
        "team_id": "T061EG9R6",
        "api_app_id": "A0PNCHHK2",
        "type": "event_callback",
        "event_id": "Ev0PV52K21",
        "event_time": 1355517523,
        "event": {key: value for key, value in (said | event).items() if value is not None},
    }


def a_press(**action: Any) -> RawRequest:
    pressed = {
        "action_id": "choice-1",
        "block_id": "b1",
        "text": {"type": "plain_text", "text": "Yes, remember", "emoji": False},
        "value": "2.1.1",
        "type": "button",
        "action_ts": "1548426417.840180",
    }
    payload = {
        "type": "block_actions",
        "team": {"id": "T061EG9R6", "domain": "example"},
        "user": {"id": "U2147483697", "username": "nadia", "name": "nadia", "team_id": "T061EG9R6"},
        "container": {"type": "message", "message_ts": "1548261231.000200", "channel_id": "D024BE91L"},
        "actions": [pressed | action],
    }
    return form({"payload": json.dumps(payload)})


def form(fields: dict[str, str]) -> RawRequest:
    headers = {"content-type": "application/x-www-form-urlencoded; charset=utf-8"}
    return RawRequest(url="https://a.example/hook", headers=headers, body=urlencode(fields).encode())


def test_slacks_own_example_is_genuine() -> None:
    """The signature that Slack's documentation works out is the one we make."""
    assert slack.verify(signed(), {"signing_secret": SECRET}, SIGNED_AT).genuine


@pytest.mark.parametrize(
    "request_",
    [
        signed(body=BODY + b"&x=1"),
        signed(stamp=str(int(STAMP) + 1)),
        signed(signature=SIGNATURE[:-1] + "4"),
        signed(signature=SIGNATURE.removeprefix("v0=")),
        signed(signature="v0=ümlaut"),
        signed(signature=""),
        signed(stamp=""),
        signed(stamp="nan"),
        signed(stamp="yesterday"),
        signed(stamp="9" * 400),
    ],
)
def test_what_slack_did_not_sign_is_refused(request_: RawRequest) -> None:
    """Altered, shifted, unsigned, or signed with nonsense: not genuine, and nothing breaks."""
    assert not slack.verify(request_, {"signing_secret": SECRET}, SIGNED_AT).genuine


@pytest.mark.parametrize(("seconds", "genuine"), [(-301, False), (-299, True), (299, True), (301, False)])
def test_a_request_counts_for_five_minutes(seconds: int, genuine: bool) -> None:
    """A recording of a request is worthless after Slack's own window."""
    now = SIGNED_AT + timedelta(seconds=seconds)
    assert slack.verify(signed(), {"signing_secret": SECRET}, now).genuine is genuine


@pytest.mark.parametrize("secrets", [{}, {"signing_secret": ""}])
def test_an_account_without_a_secret_hears_nobody(secrets: dict[str, str]) -> None:
    """A forgotten secret does not open the door to whoever signs with nothing."""
    forged = "v0=" + sha256_hex("", b"v0:" + STAMP.encode() + b":" + BODY)
    assert not slack.verify(signed(signature=forged), secrets, SIGNED_AT).genuine


def test_a_direct_message_is_heard() -> None:
    """Address and id tell workspaces and events apart, and the time is Slack's."""
    said = the_one(slack.parse(json_request(an_event()), "main")).message
    assert (said.channel, said.account, said.message_id) == ("slack", "main", "Ev0PV52K21")
    assert (said.address, said.text) == ("T061EG9R6:U2147483697", "Hello hello can you hear me?")
    assert said.sent_at == datetime.fromtimestamp(1355517523.000005, UTC)


def test_a_user_id_in_two_workspaces_is_two_people() -> None:
    """Slack's user ids are unique in one workspace only."""
    here = the_one(slack.parse(json_request(an_event()), "main")).message.address
    there = the_one(slack.parse(json_request(an_event() | {"team_id": "T2"}), "main")).message.address
    assert here != there


@pytest.mark.parametrize(
    "event",
    [
        {"bot_id": "B1"},
        {"subtype": "bot_message"},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"user": None},
        {"channel_type": "channel"},
        {"channel_type": "mpim"},
        {"type": "reaction_added"},
        {"text": "   "},
    ],
)
def test_bots_edits_and_talk_among_others_are_not_heard(event: dict[str, Any]) -> None:
    """We answer people who speak to us, not ourselves, not corrections, not a channel's chatter."""
    assert slack.parse(json_request(an_event(**event)), "main") == ()


def test_a_mention_in_a_channel_is_answered_in_private() -> None:
    """Others read along there, so that the answer goes to the person's own direct messages."""
    event = an_event(type="app_mention", channel="C1", channel_type=None, text="<@U0BOT> where is my order?")
    said = the_one(slack.parse(json_request(event), "main")).message
    (call,) = slack.render(a_delivery(channel="slack", address=said.address), an_account())
    assert said.text == "where is my order?"
    assert call.json is not None and call.json["channel"] == "U2147483697"


def test_slacks_markup_is_read_as_people_see_it() -> None:
    """Links, mentions and entities come as plain words."""
    text = "see <https://a.example/x|this page>, <mailto:a@b.example|a@b.example> &lt;3 &amp;amp;"
    said = the_one(slack.parse(json_request(an_event(text=text)), "main")).message
    assert said.text == "see this page, a@b.example <3 &amp;"


def test_a_button_pressed_is_the_choice_it_offered() -> None:
    """The button's value comes back as the choice, its title as the words."""
    said = the_one(slack.parse(a_press(), "main")).message
    assert (said.choice, said.text, said.address) == ("2.1.1", "Yes, remember", "T061EG9R6:U2147483697")


def test_two_presses_are_two_messages_and_a_repeat_is_one() -> None:
    """The id follows the press."""
    first, again, later = (
        the_one(slack.parse(a_press(**more), "main")).message.message_id
        for more in ({}, {}, {"action_ts": "1548426418.1"})
    )
    assert first == again != later


def test_the_question_who_we_are_is_answered() -> None:
    """url_verification gets its challenge back."""
    asked = {
        "type": "url_verification",
        "token": "x",
        "challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7",
    }
    assert slack.parse(json_request(asked), "main") == (Challenge(asked["challenge"]),)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_event_is_unreadable(body: bytes) -> None:
    """Truncated, of another shape or malicious: refused whole."""
    with pytest.raises(Unreadable):
        slack.parse(json_request(body), "main")


def test_another_content_type_is_refused() -> None:
    """Slack sends JSON and forms only."""
    with pytest.raises(WrongContentType):
        slack.parse(json_request(an_event(), {"content-type": "text/plain"}), "main")
    with pytest.raises(Unreadable):
        slack.parse(form({"other": "1"}), "main")


@pytest.mark.parametrize("bad", ["a\x00b", "a\nb", "x" * 201, ""])
def test_ids_that_are_no_ids_are_not_heard(bad: str) -> None:
    """Control characters and endless ids never reach the memory."""
    assert slack.parse(json_request(an_event() | {"event_id": bad}), "main") == ()


def test_what_we_say_is_plain_text_that_nobody_is_called_by() -> None:
    """Markup characters are shown as typed: no link, no mention of everybody."""
    (call,) = slack.render(
        a_delivery("a < b & <!channel>", channel="slack", address="T1:U1"), an_account(bot_token="xoxb-1")
    )
    assert call.path == "/chat.postMessage"
    assert call.headers == {"Authorization": "Bearer xoxb-1"}
    assert call.json is not None and call.json["text"] == "a &lt; b &amp; &lt;!channel&gt;"
    assert (call.json["mrkdwn"], call.json["channel"]) == (False, "U1")


def test_choices_are_buttons_that_bring_their_id_back() -> None:
    """Each button holds a choice's id, never its intent."""
    (call,) = slack.render(
        a_delivery("Shall I?", "Yes", "No", channel="slack", address="T1:U1"), an_account()
    )
    assert call.json is not None
    said, actions = call.json["blocks"]
    assert said["text"] == {"type": "plain_text", "text": "Shall I?", "emoji": False}
    assert [(button["text"]["text"], button["value"]) for button in actions["elements"]] == [
        ("Yes", "2.1.1"),
        ("No", "2.1.2"),
    ]


def test_titles_beyond_slacks_limit_become_numbered_lines() -> None:
    """A choice is never shown cut."""
    long = "a" * 76
    (call,) = slack.render(a_delivery("Which?", long, "No", channel="slack", address="T1:U1"), an_account())
    assert call.json is not None and "blocks" not in call.json and f"1. {long}\n2. No" in call.json["text"]


@pytest.mark.parametrize(
    ("status", "headers", "body", "result"),
    [
        (200, {}, {"ok": True, "ts": "1503435956.000247"}, Sent("1503435956.000247")),
        (200, {}, {"ok": False, "error": "channel_not_found"}, Refused("channel_not_found")),
        (200, {}, {"ok": False, "error": "internal_error"}, Retry("internal_error")),
        (200, {}, {}, Retry("provider_unavailable")),
        (429, {"retry-after": "30"}, {"ok": False, "error": "ratelimited"}, Retry("rate_limited", 30.0)),
        (503, {}, {}, Retry("provider_unavailable")),
    ],
)
def test_slacks_answers(status: int, headers: dict[str, str], body: dict[str, Any], result: object) -> None:
    """Its yes, its no, and its not now."""
    assert slack.read_answer(status, headers, body) == result
