"""What no agent sees: confidences, what the customer struck, and what rests on facts not open to staff."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Row

from store import summary
from store.desk import Case, DeskItem, View
from store.memory import confidences, desk_cases, transcript
from store.memory.recall import recall
from store.memory.store import Store, Transaction
from store.values import FILE_PATH, Moment, Purpose, Reader, Reply

MOST_ITEMS = 500  # of one case


def held_back(tx: Transaction, thread: Row[Any], case: Case) -> frozenset[str]:
    """The ids of what no agent sees: told in confidence, or struck by the customer, wherever it is said again."""
    secret = confidences.held_in(tx, thread, case.from_seq)
    struck = desk_cases.struck_messages(tx, case.conversation)
    if not struck:
        return secret
    # a button of an older case says its words again in this one
    cases = [one for one in desk_cases.of_conversation(tx, case.conversation) if one.id == case.id or _struck_in(one)]
    said = [item for one in cases for item in transcript.page(tx, thread, one.from_seq - 1, MOST_ITEMS).items]
    return secret | summary.repeating(said, struck)


def without_what_staff_may_not_know(store: Store, view: View, moment: Moment) -> View:
    """Replies that rest on remembered facts, or on what happened, are shown only where all of it is open to staff."""
    shaped = [item for item in view.items if item.reply.because]
    if not shaped:
        return view
    known = recall(store, view.case.customer, Purpose.STAFF, Reader.AGENT, moment)
    allowed = {fact.id for fact in known.facts}
    if not known.withheld:
        allowed |= {why.fact for item in shaped for why in item.reply.because if why.of != "fact"}
    return replace(view, items=tuple(_seen(item, allowed) for item in view.items))


def shown(reply: Reply, secret: frozenset[str]) -> DeskItem:
    """The item as agents see it: not the way to the customer's own copy, either."""
    if reply.id in secret or FILE_PATH in reply.text:
        return DeskItem(reply=_blank(reply), held_back=True)
    return DeskItem(reply=reply)


def _struck_in(case: Case) -> bool:
    return any(line.struck for line in case.lines)


def _seen(item: DeskItem, allowed: set[str]) -> DeskItem:
    if all(why.fact in allowed for why in item.reply.because):
        return item
    return DeskItem(reply=_blank(item.reply), held_back=True)


def _blank(reply: Reply) -> Reply:
    """The same item without a word of it."""
    return replace(reply, text="", choices=(), because=(), offer=False)
