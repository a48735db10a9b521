"""Users who talk with our engine: each message is stored, taken as a turn, answered and stored again."""

from collections.abc import Callable
from dataclasses import replace

from bench.house import House
from store import Assurance, Choice, InboundMessage, Lease, Tail, Turn, TurnOutcome

LEASE = Lease("bench", 30.0)


def message(user: str, number: int, text: str) -> InboundMessage:
    return InboundMessage(
        channel="bench",
        account="main",
        message_id=f"{user}-{number}",
        address=user,
        text=text,
        choice=None,
        assurance=Assurance.CHANNEL,
    )


Reading = Callable[[Turn], Turn]


def understood_as(intent: str) -> Reading:
    """Turns whose words are taken as understood, so that no language pipeline runs."""
    choice = Choice("bench", intent, f"/{intent}")
    return lambda turn: replace(turn, choice=choice)


def as_said(turn: Turn) -> Turn:
    """Turns as they are: the language pipeline runs."""
    return turn


async def one_turn(house: House, said: InboundMessage, reading: Reading) -> TurnOutcome:
    """The whole turn of one message, while nobody else talks; refuses one that answered nothing."""
    conversations = house.memory.conversations
    turn = (await house.door(conversations.accept, said, 0.0, LEASE)).taken
    if turn is None:
        raise NobodyAnswered
    outcome = await house.engine.take_turn(reading(turn), lambda: _tail(house, turn))
    replies = await house.door(conversations.finish, turn, outcome)
    if not replies:
        raise NobodyAnswered
    return outcome


class NobodyAnswered(Exception):
    """A turn of the benchmark had no reply; its figure would be worth nothing."""


async def _tail(house: House, turn: Turn) -> Tail:
    return await house.door(house.memory.trackers.tail, turn.conversation)
