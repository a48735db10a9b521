"""What stands in a conversation when a message comes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Around:
    """What stood in the conversation when a message came."""

    form: str | None = None
    slot: str | None = None  # what the form has asked for
    asked: str | None = None  # the open question, or what was last spoken of
    order: str | None = None
    stopped: str | None = None  # what was asked for in the last message, and could not be or was no more than told
    products: tuple[str, ...] = ()
    language: str | None = None
    complained: bool = False  # in one of the last turns
    in_vain: bool = False  # an order was looked for, and none is to be seen from here
    why: str | None = None  # they were asked why they leave, or stay
    late: bool = False  # an order was just said to be late
    overdue: bool = False  # the same, in one of the last turns
    lately: str = ""  # what we said last
    told: tuple[str, ...] = ()  # our responses of the last turns by name, the newest first
    offered: tuple[str, ...] = ()  # the choices that we gave in the last turn, by what they stand for
    called: bool = False  # it was promised in this session that somebody rings or writes
    reminded: bool = False  # a reminder was just set
    reminded_lately: bool = False  # the same, in one of the last turns
    reminders: tuple[str, ...] = ()  # what the reminders spoken of in this session are about
    kept: bool = False  # it was just said that something is remembered
    permitted: str | None = None  # what was just allowed, by the name of its permission
    broke: bool = False  # they told in one of the last turns that something came broken
    waiting: tuple[Mapping[str, Any], ...] = ()  # what the open question about remembering names
    clarified: bool = False  # whether the last message was answered with "which of the two?"
