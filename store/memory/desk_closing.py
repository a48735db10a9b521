"""When a case ends: whether the customer repeated themselves, what they are told and asked, and what they answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select

from store import consent, repeating
from store.desk import Case, Goodbye, Proposal
from store.handoff import Event
from store.memory import balance, consents, desk_cases, desk_hiding, owners, promises, standing, transcript
from store.memory.promises import Promises
from store.memory.store import Store, Transaction
from store.memory.threads import locked_thread, thread_of
from store.promises import DESK, PromiseState
from store.tables.conversations import HandoffRow
from store.values import Moment, NewReply, Once, Promise, Purpose, Reader, Thread

KEEPING = "/keep_summary"  # how the choices begin that answer a proposal
QUESTION, PERMISSION = "question", "permission"
IN_NEED = frozenset({"sad", "distressed"})  # who sounded so is asked nothing for our sake
_TOOK_OVER = select(HandoffRow.at).where(
    HandoffRow.conversation_id == bindparam("conversation"),
    HandoffRow.at >= bindparam("since"),
    HandoffRow.event.in_((Event.CLAIM.value, Event.TRANSFER.value)),
    HandoffRow.to_agent.is_not(None),
)


@dataclass(frozen=True, slots=True)
class Closing:
    """The close of a case: at most one question of ours, and only where it is welcome."""

    store: Store

    def promised(self, case: Case, agent: str) -> Promise | None:
        """The newest promise that this agent made in the case and still owes."""
        made = Promises(self.store).of(case.customer, Reader.AGENT)
        theirs = [one for one in made if _made_here(one, case, agent)]
        return max(theirs, key=lambda one: one.made_at, default=None)

    def proposed(self, conversation: str, case: str | None = None) -> tuple[str, Proposal, str] | None:
        """What waits for the customer's yes or no, with its case, in the words as shown; of no case, what was just
        asked."""
        with self.store.transaction() as tx:
            thread = thread_of(tx, conversation)
            if case is None and not _asked_just_now(tx, thread):
                return None
            found = _case(tx, thread, case)
            if found is None or found.proposed is None:
                return None
            return found.id, found.proposed, _as_shown(tx, thread, found.id)

    def settle(self, conversation: str, case: str, once: Once | None = None) -> bool:
        """Takes the proposal off the table, answered; whether the customer's opinion may be asked for now."""
        with self.store.transaction() as tx:
            thread = locked_thread(tx, conversation)
            found = _case(tx, thread, case)
            if found is None or tx.done(once):
                return False
            tx.about(found.customer)
            desk_cases.propose(tx, found, None)
            asks = not _left_in_peace(tx, found) and _may_question(tx, found)
            if asks:
                balance.add(tx, found.identity, balance.ASKED, QUESTION, conversation)
            tx.mark(once, found.identity, found.id)
            return asks

    def rate(self, conversation: str, case: str, stars: int) -> bool:
        """Keeps what the customer thought of a case, one to five, once; whether it was kept now."""
        with self.store.transaction() as tx:
            found = _case(tx, locked_thread(tx, conversation), case)
            if found is None or not desk_cases.rate(tx, found, min(5, max(1, stars))):
                return False
            tx.audit(
                "desk.rate",
                reader=Reader.CUSTOMER,
                customer=found.customer,
                identity=found.identity,
                subjects=(conversation, found.id),
            )
            return True


def end(tx: Transaction, conversation: str, event: Event, agent: str | None = None) -> Thread:
    """Moves a conversation away from the desk and closes its case; raises NotOwner, OwnershipConflict."""
    thread = locked_thread(tx, conversation)
    moved = owners.move(tx, thread, event, agent=agent)
    if event in (Event.CANCEL, Event.TIMEOUT):
        promises.settle_waiting(tx, thread, event, DESK)
    case = desk_cases.latest(tx, conversation)
    if case is not None and event is Event.RESOLVE:
        balance.add(tx, case.identity, balance.GIVEN, "help", conversation)
    if case is not None:
        desk_cases.close(tx, case, event.value, repeated=_had_to_repeat(tx, thread, case))
    return moved


def part(tx: Transaction, conversation: str, goodbye: Goodbye) -> tuple[NewReply, ...]:
    """What is said now that an agent has finished.

    It is proposed to keep something only where remembering is allowed; that and the question of how it was are put
    only within the budget of questions, and neither to someone in need.
    """
    case = desk_cases.last(tx, conversation)
    tx.about(case.customer)
    may = case.mood not in IN_NEED and not _left_in_peace(tx, case) and _may_question(tx, case)
    keeping = goodbye.keeping if may and _remembers(tx, case, goodbye.moment) else None
    desk_cases.propose(tx, case, keeping.proposal if keeping else None)
    if not may:
        return (goodbye.alone,)
    balance.add(tx, case.identity, balance.ASKED, PERMISSION if keeping else QUESTION, conversation)
    return goodbye.before, keeping.question if keeping else goodbye.rating


def _had_to_repeat(tx: Transaction, thread: Row[Any], case: Case) -> bool:
    """Whether the customer said again to a person what they had said before them, in this case."""
    since = {"conversation": thread.id, "since": case.opened_at}
    took_over: list[datetime] = list(tx.db.execute(_TOOK_OVER, since).scalars())
    if not took_over:
        return False
    items = transcript.page(tx, thread, case.from_seq - 1, desk_hiding.MOST_ITEMS).items
    said = [repeating.Line(item.text, item.sent_at) for item in items if item.sender == "customer"]
    return repeating.repeated(said, took_over)


def _case(tx: Transaction, thread: Row[Any], case: str | None) -> Case | None:
    if case is None:
        return desk_cases.latest(tx, thread.id)
    return next((one for one in desk_cases.of_conversation(tx, thread.id) if one.id == case), None)


def _asked_just_now(tx: Transaction, thread: Row[Any]) -> bool:
    """Whether the question whether to keep it is what the newest message answers."""
    before = transcript.between(tx, thread, thread.last_seq - 1, thread.last_seq - 1)
    choices = [choice for item in before for choice in item.choices]
    return any(choice.payload.startswith(KEEPING) for choice in choices)


def _as_shown(tx: Transaction, thread: Row[Any], case: str) -> str:
    """The words of the question whether to keep it, as they stand in the transcript."""
    first = thread.last_seq - transcript.CHOICES_REMEMBERED
    items = transcript.between(tx, thread, first, thread.last_seq)
    asks = (item.text for item in reversed(items) if any(_settles(choice.payload, case) for choice in item.choices))
    return next(asks, "")


def _settles(payload: str, case: str) -> bool:
    return payload.startswith(KEEPING) and case in payload


def _remembers(tx: Transaction, case: Case, moment: Moment) -> bool:
    return consent.live(Purpose.MEMORY, consents.grants(tx, case.customer), moment).allowed


def _left_in_peace(tx: Transaction, case: Case) -> bool:
    until = standing.silent_until(tx, case.customer)
    return until is not None and until > tx.now


def _may_question(tx: Transaction, case: Case) -> bool:
    return balance.may_ask(tx, case.customer, case.conversation).allowed


def _made_here(promise: Promise, case: Case, agent: str) -> bool:
    here = promise.conversation == case.conversation and promise.made_at >= case.opened_at
    return here and promise.agent == agent and promise.state == PromiseState.OPEN
