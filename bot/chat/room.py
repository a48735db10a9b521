"""What the chat needs of the house: the real front gives it in production, a script in tests."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.chat.frames import Hello, Say

Item = Mapping[str, Any]
"""One item of a transcript in the contract's form, with its `seq`."""
Happening = Mapping[str, Any]
"""What happened in a conversation, by its `type`: item, changed, typing, forgotten, missed.

With a `seq` it tells of that item alone: who has the item by then need not look."""


ITEMS_AT_ONCE = 200


class NotAdmitted(Exception):
    """The token does not open this door."""


class Away(Exception):
    """The house's memory is away; the browser comes back by itself."""


class NotTaken(Exception):
    """A message was not stored; the text says why, in a sentence for its writer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who is on the line: one address, and the channel it is known on. A host's own customer gets a `session`."""

    channel: str
    address: str
    assurance: str
    session: str | None = None
    wants_no_sharing: bool = False  # Global Privacy Control is on in this browser
    network: str = ""  # the network address that this counts for; kept nowhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Who answers now: assistant, waiting or agent; `place` counts from 1 while waiting, where known."""

    owner: str = "assistant"
    name: str | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A message is stored for good."""

    conversation: str
    seq: int
    item: Item | None  # as the transcript has it; None where it was erased in the same moment


@dataclass(frozen=True, slots=True)
class Look:
    """What stands in a conversation, and who answers there."""

    items: Sequence[Item] = ()
    standing: Standing = Standing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """How the house shows itself: its name, and its colour where it has one."""

    name: str
    accent: str = ""
    accent_dark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One message on the wall, without a name."""

    text: str
    at: datetime


class Room(Protocol):
    """One house's conversations, as its chat sees them."""

    async def face(self) -> Face:
        """The house's name and colour as they stand."""

    async def wall(self) -> Sequence[Note]:
        """What customers sent for everybody and a person accepted, the newest first."""

    async def admit(self, hello: Hello) -> Visitor:
        """Who this is; nothing is written for a stranger. NotAdmitted for a token that is no token."""

    async def conversation_of(self, visitor: Visitor) -> str | None:
        """The visitor's conversation, or None before the first message and after an erasure."""

    async def heed_signal(self, visitor: Visitor) -> None:
        """Takes the browser's signal as a no to what was not decided in words; again changes nothing."""

    async def take(self, visitor: Visitor, said: Say) -> Taken:
        """Stores a message once and wakes whoever answers; NotTaken with a sentence when it can't."""

    async def look(self, conversation: str, after: int) -> Look:
        """At most ITEMS_AT_ONCE items behind number `after`, in order; none at the end or when nothing is left."""

    async def typing(self, conversation: str) -> None:
        """Tells whoever answers that the customer is writing."""

    def listen(self, conversation: str) -> AbstractAsyncContextManager[AsyncIterator[Happening]]:
        """What happens in the conversation from now on."""
