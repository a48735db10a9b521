"""Questions for permissions, put down as they are shown: closing the box undoes none, and each counts as asked."""

from collections.abc import Sequence

from store.memory import balance, consents
from store.memory.people import customer_of
from store.memory.store import Transaction
from store.values import Capture, ConsentState, Grant, NewReply, Question, Reply, Turn


def book(
    tx: Transaction, turn: Turn, language: str | None, said: Sequence[NewReply], stored: Sequence[Reply]
) -> None:
    """Puts down each permission that these replies of a turn ask for, with the very words that go out."""
    for new, reply in zip(said, stored, strict=True):
        if new.asks is None:
            continue
        shown = Capture(
            method="question",
            notice_version=new.asks.version,
            notice_text=reply.text,
            language=language or "en",
            conversation=turn.conversation,
            message=reply.id,
            assurance=turn.assurance,
        )
        put(tx, customer_of(tx, turn.identity), turn.identity, new.asks, shown)


def put(tx: Transaction, customer: str, identity: str, question: Question, capture: Capture) -> None:
    """Records that a question was put, answered or not, and counts it as asked once, inside an open transaction."""
    matters = [consents.matter_of(tx, identity, about) for about in question.about]
    for purpose in question.purposes:
        for matter in matters or (None,):
            asked = Grant(purpose=purpose, state=ConsentState.REQUESTED, at=tx.now, fact=matter)
            consents.append(tx, customer, identity, asked, capture)
    if not question.joins:
        balance.add(tx, identity, balance.ASKED, "permission", capture.conversation)
