"""In a customer's next conversation: thanks for a first purchase, or a question of care after a long silence.

It comes after the answer to their own matter, never beside an offer, and never as a second question.
"""

from collections import OrderedDict
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.front.taking import ReadTail, TurnTaker
from bot.outreach.phrasing import Speaker, in_words, values_of
from store import Call, Door, Memory, Moment, NewReply, Once, Turn, TurnOutcome

LOOKED_FOR = 2_000  # conversations for which the right moment is awaited
LOW = frozenset({"upset", "angry", "sad", "distressed"})
# Whoever says one of these has something else on their mind.
NOT_NOW = frozenset(
    """
    greet goodbye abort ask_human request_callback complain in_distress share_life_event confide express_feeling leave
    forget_me forget_fact stop_memory refuse_one stop_contact stop_staff why_said ask_memory set_relationship
    nlu_fallback
    """.split()  # noqa: SIM905 - so many quoted words are harder to read
)


class Noticing:
    """Answers as whoever it stands before, and adds what is to be noticed once the session gives room for it."""

    def __init__(self, answers: TurnTaker, speaker: Speaker, memory: Memory, door: Door, zone: ZoneInfo) -> None:
        self._answers = answers
        self._speaker = speaker
        self._memory = memory
        self._door = door
        self._zone = zone
        self._sessions: OrderedDict[str, None] = OrderedDict()

    async def take_turn(self, turn: Turn, read_tail: ReadTail) -> TurnOutcome:
        """One message's turn; raises what the engine raises."""
        outcome = await self._answers.take_turn(turn, read_tail)
        if turn.owner != "assistant" or not self._is_looked_for(turn, outcome) or not _has_room(outcome):
            return outcome
        self._sessions.pop(turn.conversation)
        once = Once(turn.id, "notice.beside")
        call = await self._door(self._memory.noticing.notice, turn.customer, _moment(turn), once)
        return replace(outcome, replies=(*outcome.replies, await self._words(call, turn))) if call else outcome

    def forget(self, conversation: str) -> None:
        self._sessions.pop(conversation, None)
        self._answers.forget(conversation)

    def _is_looked_for(self, turn: Turn, outcome: TurnOutcome) -> bool:
        """From a session's beginning until there was room to look once."""
        if any(event["event"] == "session_started" for event in outcome.events):
            self._sessions[turn.conversation] = None
            if len(self._sessions) > LOOKED_FOR:
                self._sessions.popitem(last=False)
        return turn.conversation in self._sessions

    async def _words(self, call: Call, turn: Turn) -> NewReply:
        values = values_of(call, self._zone, turn.language)
        return await in_words(self._speaker, "utter_notice_", call, f"{turn.seq}.n", turn.language, values)


def _has_room(outcome: TurnOutcome) -> bool:
    """Whether their own matter was answered in peace, with nothing asked or offered beside it."""
    said = next((event for event in outcome.events if event["event"] == "user"), None)
    if said is None or not outcome.replies:
        return False
    heard = said.get("parse_data") or {}
    if heard.get("mood") in LOW or (heard.get("intent") or {}).get("name") in NOT_NOW:
        return False
    return not any(reply.offer or reply.choices or "?" in reply.text for reply in outcome.replies)


def _moment(turn: Turn) -> Moment:
    return Moment(
        now=turn.received_at,
        channel=turn.channel,
        identity=turn.identity,
        conversation=turn.conversation,
        assurance=turn.assurance,
    )
