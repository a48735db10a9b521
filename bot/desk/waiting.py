"""Those who wait for a person: they may change what is told, ask for their place, or wait no more.

Everything else they say is for the person who comes, which they are told once; while nobody is there the assistant
goes on helping. Who asked for a person and said no more is heard on: what the matter is goes into what is told.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from actions.delays import asks_till_when
from actions.tongues import HOUSE_TONGUE
from actions.while_filling import UNKNOWN
from bot.front.taking import LeftToDesk, ReadTail, TurnTaker
from store import Choice, Door, Memory, NewReply, Tail, Turn, TurnOutcome, summary
from store.desk import Case, Presence, SaidBefore
from store.hours import is_open

# What is heard from those who wait, beside what they chose: the wait itself, danger, their rights, and what stays
# between us.
HEARD = frozenset(
    [
        "ask_human",
        "request_callback",
        "in_distress",
        "confide",
        "ask_memory",
        "ask_permission",
        "why_said",
        "correct_memory",
        "forget_fact",
        "forget_me",
        "export_data",
        "allow_memory",
        "stop_memory",
        "allow_one",
        "refuse_one",
        "allow_contact",
        "stop_contact",
        "set_contact_terms",
        "link_identity",
        "allow_staff",
        "stop_staff",
        "allow_improve",
        "stop_improve",
    ]
)
Said = tuple[NewReply, ...]
GIVING_UP = frozenset({"abort", "deny"})
OWN_PLACE = "/ask_human"
WAIT_NO_MORE = '/ask_human{"line": "none"}'
TELL_INSTEAD = '/ask_human{"line": "said"}'
OVER = "utter_waiting_over"
NOTED, HEARD_OUT = "utter_waiting_noted", "utter_waiting_heard"
LOOKED_BACK = 500  # items of one wait
# "No, the orla one instead" is about a coat: only what is said of the wait itself, or a bare no, ends it.
_NO_MORE = re.compile(
    r"^\W*(?:no|nope|nah|nein|abort|stop)?\W*(?:(?:thanks?|thank you|danke|gracias|please|bitte)\W*)?$|"
    r"\b(?:never ?mind|forget (?:it|about it)|(?:don't|dont|do not|no) (?:bother|need|longer|worry|wait)|leave it|"
    r"not needed|it'?s (?:fine|ok|okay|sorted)|(?:don't|dont|do not) (?:want|need)\b.*\b(?:person|human|"
    r"any(?:one|body)|some(?:one|body)|help|that)|vergiss es|schon gut|doch nicht|egal|kein\w* mensch\w*|d[eé]j[ae]lo|"
    r"no importa|mejor no)\b",
    re.I,
)


# "Never mind, where is my order": the wait is over, and what stands behind it is a wish of its own.
_NO_MORE_AND = re.compile(
    r"^\W*(?:(?:no|nope|nah|actually|oh|sorry|wait|ok|okay|nein|no gracias)\W+){0,3}"
    r"(?:(?:please )?(?:cancel|stop|scrap|forget|drop|leave) (?:that|it|this|the (?:person|wait|request))|"
    r"never ?mind(?: that)?|(?:don't|dont|do not) (?:bother|worry)(?: with (?:that|it|the person|a person))?|"
    r"no need|doch nicht|schon gut|"
    r"vergiss es|d[eé]j[ae]lo|no importa|mejor no)"
    r"(?: (?:then|please|now|bitte|por favor))?(?:\W*$|\s*[,.;:!–-]+\s*(?:(?:and|but|und|y)\s+)?(?P<rest>\S.*)$)",
    re.I | re.S,
)
FEWEST = 2  # words of a wish


class Host(Protocol):
    """The engine: what a message asks for, whether we asked something, and the domain's words."""

    def wish_in(self, text: str, language: str | None) -> str: ...

    def asks(self, tail: Tail) -> bool: ...

    async def says(self, response: str, language: str | None, place: str, **values: str) -> NewReply: ...


class WaitingRoom:
    """Takes the turns of everybody; of those who wait only what concerns the waiting and their rights."""

    def __init__(self, memory: Memory, door: Door, host: Host, inner: TurnTaker, clock: Callable[[], datetime]) -> None:
        self._memory = memory
        self._door = door
        self._host = host
        self._inner = inner
        self._clock = clock

    async def take_turn(self, turn: Turn, read_tail: ReadTail) -> TurnOutcome:
        """One message's turn; raises LeftToDesk for what is meant for the person who comes."""
        if turn.owner != "waiting" or turn.choice is not None:
            return await self._inner.take_turn(turn, read_tail)
        if rest := _wish_instead(turn.text):
            return await self._instead(turn, rest, read_tail)
        choice, told = await self._meant(turn, read_tail)
        outcome = await self._inner.take_turn(replace(turn, choice=choice), read_tail)
        return replace(outcome, replies=(*told, *outcome.replies))

    async def _instead(self, turn: Turn, wish: str, read_tail: ReadTail) -> TurnOutcome:
        """Ends the wait, and goes on with what was said behind that."""
        await self._door(self._memory.desk.cancel, turn.conversation)
        over = await self._host.says(OVER, turn.language or turn.hint, f"{turn.seq}.0")
        outcome = await self._inner.take_turn(replace(turn, text=wish), read_tail)
        return replace(outcome, replies=(over, *outcome.replies))

    def forget(self, conversation: str) -> None:
        self._inner.forget(conversation)

    async def _meant(self, turn: Turn, read_tail: ReadTail) -> tuple[Choice | None, Said]:
        """What the words of one who waits amount to (None: what they say), and what there is to say of them."""
        case = await self._door(self._memory.looks.case, turn.conversation)
        if case is not None and case.retelling:
            return Choice("", turn.text, TELL_INSTEAD), ()
        if self._host.asks(await read_tail()):
            return None, ()  # the assistant asked, which number to ring or whether to erase, and this answers it
        intent = self._host.wish_in(turn.text, turn.language)
        if _NO_MORE_AND.match(turn.text) or (intent in GIVING_UP and _NO_MORE.search(turn.text)):
            return Choice("", turn.text, WAIT_NO_MORE), ()
        if intent in HEARD:
            return None, ()
        if asks_till_when(turn.text) and await self._somebody_there():
            return Choice("", turn.text, OWN_PLACE), ()
        told = await self._told(turn, intent)
        if await self._somebody_there() or _is_for_a_person_alone(turn, intent):
            raise LeftToDesk(*(told or await self._noted(turn, case)))
        return None, told

    async def _told(self, turn: Turn, intent: str) -> Said:
        """What is said once this message is the first to say what the matter is: it is told, and may be struck."""
        if not summary.says_matter(SaidBefore(turn.id, turn.text, intent)):
            return ()
        case = await self._door(self._memory.desk.tell_more, turn.conversation, turn.text, turn.id)
        line = next((one for one in case.lines if one.id == turn.id and not one.struck), None)
        if line is None:
            return ()
        values = {"line": line.text, "short": summary.shortened(line.text), "id": line.id}
        said = await self._host.says(HEARD_OUT, turn.language or turn.hint, f"{turn.seq}.0", **values)
        return (replace(said, sender="house"),)

    async def _noted(self, turn: Turn, case: Case | None) -> Said:
        """Whose this message is, and what can be had meanwhile: said once in a wait."""
        said = await self._host.says(NOTED, turn.language or turn.hint, f"{turn.seq}.0")
        since = case.from_seq - 1 if case else 0
        page = await self._door(self._memory.conversations.transcript, turn.conversation, since, LOOKED_BACK)
        if any(item.text == said.text for item in page.items):
            return ()
        return (replace(said, sender="house"),)

    async def _somebody_there(self) -> bool:
        house = await self._door(self._memory.house.settings)
        if is_open(house.desk_hours, house.zone, self._clock()):
            return True
        agents = await self._door(self._memory.agents.all)
        return any(agent.presence is Presence.HERE for agent in agents)


def _wish_instead(text: str) -> str | None:
    """What is wished for instead of the person, behind the words that end the wait; None where there is nothing."""
    found = _NO_MORE_AND.match(text)
    rest = found["rest"] if found else None
    return rest if rest and len(rest.split()) >= FEWEST and not _NO_MORE.search(rest) else None


def _is_for_a_person_alone(turn: Turn, intent: str) -> bool:
    """What is not understood in another language: no help is to be had with it here, and a person is asked for."""
    return intent == UNKNOWN and turn.language not in (None, HOUSE_TONGUE)
