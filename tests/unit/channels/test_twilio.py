"""Twilio: its signature over the public address, SMS and WhatsApp apart, numbered choices, honest states."""

from typing import Any

import pytest

from bot.channels import twilio
from bot.channels.signatures import sha1_base64
from bot.channels.values import RawRequest, Receipt, Refused, Retry, Sent, Unreadable, WrongContentType
from tests.unit.channels.builders import NOW, a_delivery, an_account, form_request, json_request, the_one

# The worked example of twilio.com/docs/usage/security, "Validating signatures from Twilio".
URL = "https://mycompany.com/myapp.php?foo=1&bar=2"
FORM = {
    "CallSid": "CA1234567890ABCDE",
    "Caller": "+12349013030",
    "Digits": "1234",
    "From": "+12349013030",
    "To": "+18005551212",
}
SIGNATURE = "0/KCTR6DLpKmkAf8muzZqo1nDgQ="
SECRETS = {"auth_token": "12345"}


def signed(form: dict[str, str] = FORM, url: str = URL, signature: str = SIGNATURE) -> RawRequest:
    return form_request(form, {"x-twilio-signature": signature}, url)


def an_sms(**more: str) -> dict[str, str]:
    return {
        "ToCountry": "GB",
        "SmsMessageSid": "SM" + "a" * 32,
        "NumMedia": "0",
        "SmsSid": "SM" + "a" * 32,
        "SmsStatus": "received",
        "Body": "Where is my coat?",
        "To": "+15005550006",
        "MessageSid": "SM" + "a" * 32,
        "AccountSid": "AC" + "b" * 32,
        "From": "+447700900123",
        "ApiVersion": "2010-04-01",
    } | more


def test_twilios_own_example_is_genuine() -> None:
    """The signature that Twilio's documentation works out is the one we make."""
    assert twilio.verify(signed(), SECRETS, NOW).genuine


@pytest.mark.parametrize(
    "request_",
    [
        signed(FORM | {"Digits": "1235"}),
        signed(FORM | {"Extra": "1"}),
        signed(url="https://mycompany.com/myapp.php?foo=1&bar=3"),
        signed(url="http://mycompany.com/myapp.php?foo=1&bar=2"),
        signed(url="https://mycompany.com:8443/myapp.php?foo=1&bar=2"),
        signed(signature="1/KCTR6DLpKmkAf8muzZqo1nDgQ="),
        signed(signature=""),
        signed(signature="=" * 10_000),
    ],
)
def test_what_twilio_did_not_sign_is_refused(request_: RawRequest) -> None:
    """Altered form, altered address, altered signature: not genuine."""
    assert not twilio.verify(request_, SECRETS, NOW).genuine


def test_a_proxys_default_port_changes_nothing() -> None:
    """The same address with and without :443 is one address."""
    assert twilio.verify(signed(url=URL.replace(".com/", ".com:443/")), SECRETS, NOW).genuine


def test_a_name_given_twice_is_signed_once_with_each_value() -> None:
    """Twilio sorts and joins every value of a name."""
    request = form_request({}, url="https://a.example/h")
    body = b"MediaUrl=b&MediaUrl=a"
    signature = sha1_base64("12345", b"https://a.example/hMediaUrlaMediaUrlb")
    twice = RawRequest(
        url=request.url, headers={**request.headers, "x-twilio-signature": signature}, body=body
    )
    assert twilio.verify(twice, SECRETS, NOW).genuine


def test_an_account_without_a_secret_hears_nobody() -> None:
    """A forgotten token does not open the door to whoever signs with nothing."""
    forged = sha1_base64("", (URL + "".join(key + FORM[key] for key in sorted(FORM))).encode())
    assert not twilio.verify(signed(signature=forged), {}, NOW).genuine


def test_an_sms_is_heard() -> None:
    """The MessageSid is its id, which a retry repeats."""
    said = the_one(twilio.parse(form_request(an_sms()), "main")).message
    assert (said.message_id, said.address, said.text) == (
        "SM" + "a" * 32,
        "+447700900123",
        "Where is my coat?",
    )


def test_sms_and_whatsapp_of_one_number_are_two_addresses() -> None:
    """What is said in one is not shown in the other without proof that it is one person."""
    said = the_one(
        twilio.parse(form_request(an_sms(From="whatsapp:+447700900123", ProfileName="Kwame")), "main")
    )
    assert (said.message.address, said.message.name) == ("whatsapp:+447700900123", "Kwame")
    (call,) = twilio.render(a_delivery(address=said.message.address), an_account(**{"from": "+15005550006"}))
    assert call.form is not None
    assert (call.form["To"], call.form["From"]) == ("whatsapp:+447700900123", "whatsapp:+15005550006")


def test_a_whatsapp_button_is_the_choice_it_offered() -> None:
    """The payload comes back as the choice."""
    press = an_sms(From="whatsapp:+447700900123", Body="Yes", ButtonText="Yes", ButtonPayload="2.1.1")
    assert the_one(twilio.parse(form_request(press), "main")).message.choice == "2.1.1"


def test_a_picture_without_words_is_still_answered() -> None:
    """A message of media alone is a message."""
    assert the_one(twilio.parse(form_request(an_sms(Body="", NumMedia="1")), "main")).message.text == "[file]"
    assert twilio.parse(form_request(an_sms(Body="")), "main") == ()


@pytest.mark.parametrize(
    ("status", "more", "receipts"),
    [
        ("queued", {}, ()),
        ("sent", {}, (Receipt(provider_id="SM1", state="sent"),)),
        ("delivered", {}, (Receipt(provider_id="SM1", state="delivered"),)),
        ("read", {}, (Receipt(provider_id="SM1", state="delivered"),)),
        ("failed", {"ErrorCode": "30007"}, (Receipt(provider_id="SM1", state="failed", reason="filtered"),)),
        (
            "undelivered",
            {"ErrorCode": "30999"},
            (Receipt(provider_id="SM1", state="failed", reason="twilio_30999"),),
        ),
        ("failed", {"ErrorCode": "<b>"}, (Receipt(provider_id="SM1", state="failed"),)),
    ],
)
def test_reports_say_what_twilio_knows_and_no_more(
    status: str, more: dict[str, str], receipts: tuple[Receipt, ...]
) -> None:
    """A report is no message, and sent is never called read."""
    report = {"MessageSid": "SM1", "MessageStatus": status, "SmsStatus": status, "To": "+447700900123"} | more
    assert twilio.parse(form_request(report), "main") == receipts


def test_other_bodies_are_refused() -> None:
    """Twilio's messages are forms in UTF-8."""
    with pytest.raises(WrongContentType):
        twilio.parse(json_request({}), "main")
    broken = RawRequest(url="", headers=form_request({}).headers, body=b"Body=\xff")
    with pytest.raises(Unreadable):
        twilio.parse(broken, "main")


def test_choices_are_numbered_lines() -> None:
    """SMS has no buttons: the number typed is the choice."""
    (call,) = twilio.render(
        a_delivery("Shall I?", "Yes", "No", address="+447700900123"),
        an_account(account_sid="AC1", auth_token="t", **{"from": "+15005550006"}),
    )
    assert call.path == "/2010-04-01/Accounts/AC1/Messages.json"
    assert call.headers == {"Authorization": "Basic QUMxOnQ="}
    assert call.form == {
        "To": "+447700900123",
        "From": "+15005550006",
        "Body": "Shall I?\n\n1. Yes\n2. No\n\nSend the number.",
    }


def test_long_texts_come_in_parts() -> None:
    """1,600 characters a message, nothing lost."""
    text = "A sentence of some length is here. " * 120
    bodies = [(call.form or {})["Body"] for call in twilio.render(a_delivery(text), an_account())]
    assert all(len(body) <= 1_600 for body in bodies)
    assert " ".join(bodies).split() == text.split()


@pytest.mark.parametrize(
    ("status", "body", "result"),
    [
        (201, {"sid": "SM1", "status": "queued"}, Sent("SM1")),
        (400, {"code": 21610, "message": "unsubscribed recipient"}, Refused("blocked")),
        (400, {"code": 63016}, Refused("window_closed")),
        (400, {"code": 21211}, Refused("not_found")),
        (401, {"code": 20003}, Refused("not_authorised")),
        (429, {"code": 20429}, Retry("rate_limited")),
        (500, {"code": 21610}, Retry("provider_unavailable")),
    ],
)
def test_twilios_answers(status: int, body: dict[str, Any], result: object) -> None:
    """Its yes, its no, and its not now."""
    assert twilio.read_answer(status, {}, body) == result
