"""What passes between the webhooks, the channels' modules and the outbox."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from store import Delivery, InboundMessage

Secrets = Mapping[str, str]


class Unreadable(Exception):
    """The body is not what this channel sends."""


class WrongContentType(Exception):
    """The body is of a type that this channel does not send."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRequest:
    """A webhook's call as it came: its bytes, the address that the provider signed, headers in lower case."""

    url: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def content_type(self) -> str:
        """The media type without its parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the provider itself sent this, and why we think so."""

    genuine: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One message; `to` is the page or number it was sent to, `press` a button press to be answered."""

    message: InboundMessage
    to: str | None = None
    press: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The provider's word on what we sent: sent, delivered or failed; never more than it knows."""

    provider_id: str
    state: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """The provider's word that all we had sent to an address until `until` has come to the device."""

    address: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The provider's word that a person's address is another now; the old one may be given to somebody else."""

    signal: str  # its own id
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """The provider's word that a person blocked us there, or stopped what we send."""

    signal: str  # its own id
    address: str


@dataclass(frozen=True, slots=True)
class Challenge:
    """The provider asks whether this address is ours: the text is given back."""

    text: str


Item = Heard | Receipt | Reached | Moved | Stopped | Challenge


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The few words that a channel itself must show, in the house's language."""

    choose: str = ""  # on the button that opens a list
    by_number: str = ""  # beneath numbered choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One of the house's accounts at a provider; `hook` is its webhook's public address, if it has one."""

    name: str
    secrets: Secrets
    hook: str | None = None
    wording: Wording = field(default_factory=Wording)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One call of the provider's API; the body goes as JSON, or as a form where `form` is given instead."""

    path: str
    json: Mapping[str, Any] | None = None
    form: Mapping[str, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sent:
    """The provider took it; under its own id, if it told one."""

    provider_id: str | None = None


@dataclass(frozen=True, slots=True)
class Retry:
    """Not now; again after `after` seconds, or when we think fit."""

    reason: str
    after: float | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Never: trying again would change nothing."""

    reason: str


Sending = Sent | Retry | Refused


class Channel(Protocol):
    """What a channel's module offers: functions of their arguments, without a network."""

    NAME: str
    OURS: str  # which of an account's secrets names our page or number; empty where the address tells

    def verify(self, request: RawRequest, secrets: Secrets, now: datetime) -> Verdict:
        """Whether the provider sent these bytes, lately where it says when."""

    def parse(self, request: RawRequest, account: str) -> tuple[Item, ...]:
        """What was said and reported, in order; raises Unreadable or WrongContentType."""

    def render(self, delivery: Delivery, account: Account) -> tuple[Outgoing, ...]:
        """The calls that say this, within the provider's limits, to be made in order."""

    def read_answer(self, status: int, headers: Mapping[str, str], body: Mapping[str, Any]) -> Sending:
        """What the provider's answer to one call means."""

    def answer_press(self, press: str, account: Account) -> Outgoing | None:
        """The call that tells the provider a button press was heard, where it wants one."""

    def acknowledgement(self) -> tuple[str, str]:
        """The body and content type that a webhook's call is answered with."""
