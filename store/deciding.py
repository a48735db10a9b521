"""What may enter the ledger of permissions, and as what it goes down: values in, values out."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from store.consent import UNDECIDED, YES, before
from store.values import PERMITTING, Assurance, Capture, ConsentState, Decision, Grant, Purpose

NOT_ABOUT = "not_about"


def acceptable(purpose: Purpose, state: ConsentState, capture: Capture) -> Decision:
    """Whether a decision may enter the ledger as it was captured. Saying no always may."""
    if purpose is Purpose.SERVICE:
        return Decision(False, "service itself is never asked for")
    if state not in PERMITTING:
        return YES
    if capture.method not in ("button", "words", "agent", "api", "token"):
        return Decision(False, "this way of capturing cannot give consent")
    if capture.assurance < Assurance.CHANNEL:
        return Decision(False, "nobody in particular cannot give consent")
    if capture.method == "agent" and not capture.captured_by:
        return Decision(False, "an agent who captures consent is named")
    return YES


def as_decided(state: ConsentState, known: Iterable[Grant], purpose: Purpose, fact: str | None) -> ConsentState:
    """A yes after a yes, run out or not, renews it; every other decision is what it is."""
    return ConsentState.RENEWED if state is ConsentState.GIVEN and _said_yes(known, purpose, fact) else state


def takes_back(state: ConsentState, known: Iterable[Grant], purpose: Purpose, fact: str | None) -> bool:
    """Whether this decision ends a yes that stands."""
    return _said_yes(known, purpose, fact) and state not in PERMITTING | UNDECIDED


def said_no(known: Iterable[Grant], purpose: Purpose) -> bool:
    """Whether the last word on a purpose as such was a no."""
    last = (one for one in known if one.purpose is purpose and one.fact is None)
    return any(one.state not in PERMITTING | UNDECIDED for one in last)


def changes_terms(grant: Grant, known: Iterable[Grant]) -> bool:
    """Whether this goes on with a yes that stands, by other terms."""
    same = [one for one in known if (one.purpose, one.fact) == (grant.purpose, grant.fact)]
    return grant.state in PERMITTING and any(
        one.state in PERMITTING and dict(one.terms) != dict(grant.terms) for one in same
    )


def carried(last: Iterable[Grant], now: datetime) -> dict[str, Any]:
    """The terms that a second yes without terms of its own keeps; an end that has passed is none of them."""
    terms = {name: value for grant in last for name, value in grant.terms.items()}
    end = end_in(terms)
    if end is not None and not before(now, end):
        del terms["until"]
    return terms


def unwanted(last: Iterable[Grant], purpose: Purpose, fact: str | None) -> dict[str, Any]:
    """What they wanted no more of, as terms: it stands through every later no and yes, until they say otherwise."""
    terms = next((one.terms for one in last if (one.purpose, one.fact) == (purpose, fact)), {})
    return {NOT_ABOUT: terms[NOT_ABOUT]} if NOT_ABOUT in terms else {}


def end_in(terms: Mapping[str, Any]) -> datetime | None:
    """The end that the customer set; None where they set none."""
    until = terms.get("until")
    return datetime.fromisoformat(until) if until else None


def ends_to_come(state: ConsentState, until: datetime | None, now: datetime) -> Decision:
    """Whether a yes that names its end would hold at all: none is given that is over already."""
    if state in PERMITTING and until is not None and not before(now, until):
        return Decision(False, "its end has passed already")
    return YES


def lasts_until(state: ConsentState, now: datetime, days: int | None) -> datetime | None:
    """When a yes that names no end runs out by the house's rule; a no never does."""
    return now + timedelta(days=days) if days is not None and state in PERMITTING else None


def _said_yes(grants: Iterable[Grant], purpose: Purpose, fact: str | None) -> bool:
    return any(one.purpose is purpose and one.fact == fact and one.state in PERMITTING for one in grants)
