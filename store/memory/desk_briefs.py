"""What an agent may know of a case before typing: who it is, how sure that is, and what is owed."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, bindparam, select

from store import desk_rules
from store.desk import Agent, Case, CaseBrief, Who
from store.handoff import Owner
from store.memory.people import customer_of, identities
from store.memory.store import Transaction
from store.promises import PromiseState
from store.tables.conversations import ConversationRow, InboxRow
from store.values import Assurance, Brief, Moment, Promise

_HEARD_AS = (
    select(InboxRow.assurance)
    .where(InboxRow.identity_id == bindparam("identity"), InboxRow.conversation_id == bindparam("conversation"))
    .order_by(InboxRow.seq.desc())
    .limit(1)
)
_AT_DESK = (
    select(ConversationRow.channel)
    .where(
        ConversationRow.identity_id.in_(bindparam("identities", expanding=True)),
        ConversationRow.owner != Owner.ASSISTANT.value,
    )
    .distinct()
    .order_by(ConversationRow.channel)
)


def moment_of(tx: Transaction, thread: Row[Any], agent: Agent) -> Moment:
    """The moment of a look: as sure of the customer as their own last message was."""
    place = {"identity": thread.identity_id, "conversation": thread.id}
    heard = tx.db.execute(_HEARD_AS, place).scalar_one_or_none()
    return Moment(
        now=tx.now,
        channel=thread.channel,
        identity=thread.identity_id,
        conversation=thread.id,
        assurance=Assurance(heard) if heard is not None else Assurance.ANONYMOUS,
        actor=agent.id,
    )


def who_of(tx: Transaction, thread: Row[Any], moment: Moment) -> Who:
    """Who it is; other channels only where the customer has proved to be the one behind them."""
    known = identities(tx, customer_of(tx, thread.identity_id))
    here = next(one for one in known if one.id == thread.identity_id)
    reached = known if moment.assurance is Assurance.VERIFIED else (here,)
    return Who(
        name=here.name,
        channel=thread.channel,
        assurance=moment.assurance,
        since=here.since,
        channels=tuple(dict.fromkeys(one.channel for one in reached)),
        elsewhere=_at_desk(tx, [one.id for one in reached if one.id != here.id]),
    )


def _at_desk(tx: Transaction, identities: list[str]) -> tuple[str, ...]:
    return tuple(tx.db.execute(_AT_DESK, {"identities": identities}).scalars()) if identities else ()


def owed(made: Iterable[Promise], moment: Moment) -> tuple[Promise, ...]:
    """What is still owed to this customer, as far as it is sure who they are."""
    sure, somebody = moment.assurance is Assurance.VERIFIED, moment.assurance > Assurance.ANONYMOUS
    theirs = (one for one in made if sure or (somebody and one.identity == moment.identity))
    return tuple(one for one in theirs if one.state == PromiseState.OPEN)


def brief_of(thread: Row[Any], case: Case, who: Who, known: Brief, promises: tuple[Promise, ...]) -> CaseBrief:
    """The brief, from what was read for it."""
    suggest, avoid = desk_rules.parted(known.facts)
    return CaseBrief(
        conversation=case.conversation,
        who=who,
        reason=case.reason,
        lines=tuple(line for line in case.lines if not line.struck),
        tried=case.tried,
        mood=case.mood,
        language=thread.language,
        facts=known.facts,
        suggest=suggest,
        avoid=avoid,
        promises=promises,
        withheld=known.withheld,
        grants=known.grants,
    )
