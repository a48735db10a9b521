"""The one gate that contact which we start goes through: values in, a ruling with a reason code out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from operator import attrgetter
from zoneinfo import ZoneInfoNotFoundError

from store.quiet_hours import Hours, opening
from store.values import PERMITTING, ConsentState, Grant, Purpose


class Concern(StrEnum):
    """What a contact is about."""

    REMINDER = "reminder"  # the customer asked for it
    PROMISE = "promise"  # one of ours is late
    CARE = "care"  # silence against their own rhythm
    THANKS = "thanks"  # a first purchase in a category
    DUE = "due"  # due for more by their own rhythm; an offer, and labelled so
    QUESTION = "question"  # a survey, or one question
    APOLOGY = "apology"  # for what was done wrong; only while they speak with us, never written first
    STOCK = "stock"  # the house wants to clear what they bought before; an offer that says just that


class Code(StrEnum):
    """Why a contact goes out or doesn't."""

    CLEAR = "clear"
    NO_REASON = "no_reason_of_their_own"
    TOO_LATE = "no_longer_timely"
    SILENCE = "grief_or_distress"
    RELATIONSHIP = "not_in_this_relationship"
    NO_CONSENT = "no_consent"
    CHANNEL = "not_on_this_channel"
    UNREADABLE = "terms_unreadable"
    IRRELEVANT = "nothing_they_bought_or_said"
    UNWANTED = "not_wanted_any_more"
    BALANCE = "asked_more_than_given"
    OWN_BUDGET = "their_own_limit_reached"
    BUDGET = "budget_spent"
    TOO_SOON = "too_soon_after_the_last"
    QUIET = "quiet_hours"
    WITH_PERSON = "a_person_has_the_conversation"
    NOWHERE = "nowhere_to_write"


@dataclass(frozen=True, slots=True)
class Ruling:
    """Yes or no, why, and from when on it is worth asking again (None: not by waiting alone)."""

    allowed: bool
    code: Code
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One contact that is due: its own reasons are ids of facts, purchases, promises or reminders."""

    concern: Concern
    channel: str
    reasons: tuple[str, ...]
    category: str | None = None  # what it speaks of, where it speaks of goods
    until: datetime | None = None  # from then on it helps nobody
    own_yes: str | None = None  # the reminder or conversation that it answers
    conversation: str | None = None  # in which it would be said


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the house allows itself: contacts in any 30 days, the gap between two, asking over giving."""

    a_month: int = 2
    gap: timedelta = timedelta(days=7)
    asked_over_given: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """Everything the gate needs to know of the customer at this very moment.

    `contacts` holds when anybody of the house wrote first, on any channel; `concerns` and `a_month` come
    from the kind of relationship, as do `beside`, what everything said first has to show, and `only_about`,
    the one category that goods may be of; `touched` names the categories bought from or spoken of.
    """

    now: datetime
    grants: tuple[Grant, ...] = ()
    contacts: tuple[datetime, ...] = ()
    given: int = 0
    asked: int = 0
    touched: frozenset[str] = frozenset()
    concerns: frozenset[Concern] = frozenset(Concern)
    a_month: int = 2
    only_about: str | None = None
    beside: tuple[str, ...] = ()
    silent_until: datetime | None = None  # after grief or distress
    in_peace: frozenset[str] = frozenset()  # conversations in which only what is owed is ever started again
    hours: Hours = Hours()
    limits: Limits = Limits()


OWED = frozenset({Concern.REMINDER, Concern.PROMISE})  # asked for, or promised: budgets of the house's don't hold it
OFFERS = frozenset({Concern.DUE, Concern.STOCK})
ASKING = OFFERS | {Concern.CARE, Concern.QUESTION}  # asks for something: time, money or an answer
OF_GOODS = OFFERS | {Concern.THANKS}
NOES = frozenset({ConsentState.REFUSED, ConsentState.WITHDRAWN, ConsentState.REVOKED, ConsentState.INVALIDATED})
MONTH = timedelta(days=30)
SPANS = {"day": timedelta(days=1), "week": timedelta(days=7), "month": MONTH, "year": timedelta(days=365)}
CLEAR = Ruling(True, Code.CLEAR)

Rule = Callable[[Contact, Circumstances], Ruling]


def may_contact(contact: Contact, about: Circumstances) -> Ruling:
    """Whether this contact may go out now; the first no of RULES wins, whatever cannot be read is a no."""
    rulings = (rule(contact, about) for rule in RULES)
    return next((ruling for ruling in rulings if not ruling.allowed), CLEAR)


def may_mention(contact: Contact, about: Circumstances) -> Ruling:
    """Whether something may be brought up while the customer speaks with us: nothing is started, so hours and
    budgets of contact don't hold it; silence, relationship, relevance and balance do."""
    rulings = (rule(contact, about) for rule in IN_TALK)
    return next((ruling for ruling in rulings if not ruling.allowed), CLEAR)


def permission(contact: Contact, grants: Iterable[Grant], now: datetime) -> Grant | None:
    """The consent that covers this contact now: its own yes if newer than any no, else the general one.

    News of a late promise, in the conversation where it was made, is that matter itself: it takes no
    consent, but a no to being written to stops it.
    """
    known = [grant for grant in grants if grant.purpose is Purpose.CONTACT]
    general = max((grant for grant in known if grant.fact is None), key=attrgetter("at"), default=None)
    own = next((grant for grant in known if grant.fact is not None and grant.fact == contact.own_yes), None)
    if own is not None and _in_force(own, now) and not (general and _refused(general) and general.at >= own.at):
        return own
    if general is not None and _in_force(general, now):
        return general
    itself = contact.concern is Concern.PROMISE and contact.own_yes and not (general and _refused(general))
    return _THE_MATTER_ITSELF if itself else None


_THE_MATTER_ITSELF = Grant(purpose=Purpose.SERVICE, state=ConsentState.GIVEN, at=datetime.min.replace(tzinfo=UTC))


def _reason(contact: Contact, about: Circumstances) -> Ruling:
    return CLEAR if any(contact.reasons) else Ruling(False, Code.NO_REASON)


def _timely(contact: Contact, about: Circumstances) -> Ruling:
    over = contact.until is not None and about.now >= contact.until
    return Ruling(False, Code.TOO_LATE) if over else CLEAR


def _silence(contact: Contact, about: Circumstances) -> Ruling:
    if contact.concern not in OWED and contact.conversation in about.in_peace:
        return Ruling(False, Code.SILENCE)
    if contact.concern in OWED or about.silent_until is None or about.now >= about.silent_until:
        return CLEAR
    return Ruling(False, Code.SILENCE, about.silent_until)


def _relationship(contact: Contact, about: Circumstances) -> Ruling:
    fits = contact.concern in OWED | {Concern.APOLOGY} or (contact.concern in about.concerns and about.a_month > 0)
    strays = about.only_about and contact.category and contact.category != about.only_about
    return CLEAR if fits and not strays else Ruling(False, Code.RELATIONSHIP)


def _consent(contact: Contact, about: Circumstances) -> Ruling:
    grant = permission(contact, about.grants, about.now)
    if grant is None:
        return Ruling(False, Code.NO_CONSENT)
    channels = grant.terms.get("channels")
    return CLEAR if not channels or contact.channel in channels else Ruling(False, Code.CHANNEL)


def _relevance(contact: Contact, about: Circumstances) -> Ruling:
    of_no_goods = contact.concern is Concern.THANKS and contact.category is None  # for the years together
    if contact.concern not in OF_GOODS or of_no_goods or contact.category in about.touched:
        return CLEAR
    return Ruling(False, Code.IRRELEVANT)


def _unwanted(contact: Contact, about: Circumstances) -> Ruling:
    """What they said they want no more of is not offered again, whatever permission covers it."""
    grant = permission(contact, about.grants, about.now)
    unwanted = (grant.terms.get("not_about") if grant else None) or ()
    return Ruling(False, Code.UNWANTED) if contact.category and contact.category in unwanted else CLEAR


def _balance(contact: Contact, about: Circumstances) -> Ruling:
    asks = contact.concern in ASKING
    over = about.asked - about.given >= about.limits.asked_over_given
    return Ruling(False, Code.BALANCE) if asks and over else CLEAR


def _own_budget(contact: Contact, about: Circumstances) -> Ruling:
    """The limit in the customer's own permission holds for whatever that permission covers."""
    grant = permission(contact, about.grants, about.now)
    wish = grant.terms.get("at_most") if grant else None
    if not wish:
        return CLEAR
    try:
        count, span = int(wish["count"]), SPANS[wish["per"]]
    except (KeyError, TypeError, ValueError):
        return Ruling(False, Code.UNREADABLE)
    return _within(about, count, span, Code.OWN_BUDGET)


def _budget(contact: Contact, about: Circumstances) -> Ruling:
    if contact.concern in OWED:
        return CLEAR
    return _within(about, min(about.limits.a_month, about.a_month), MONTH, Code.BUDGET)


def _gap(contact: Contact, about: Circumstances) -> Ruling:
    if contact.concern in OWED:
        return CLEAR
    return _within(about, 1, about.limits.gap, Code.TOO_SOON)


def _within(about: Circumstances, count: int, span: timedelta, code: Code) -> Ruling:
    """No window of this length, wherever it begins, holds more than `count` contacts once this one is made.

    What a clock set back leaves in the future still counts: it was sent.
    """
    recent = sorted(at for at in about.contacts if at > about.now - span)
    if count > 0 and len(recent) < count:
        return CLEAR
    return Ruling(False, code, recent[-count] + span if 0 < count <= len(recent) else None)


def _quiet(contact: Contact, about: Circumstances) -> Ruling:
    grant = permission(contact, about.grants, about.now)
    try:
        open_at = opening(grant.terms if grant else {}, about.hours, about.now)
    except (KeyError, TypeError, ValueError, OSError, ZoneInfoNotFoundError):
        return Ruling(False, Code.UNREADABLE)
    return CLEAR if open_at == about.now else Ruling(False, Code.QUIET, open_at)


# Lasting reasons first, so that what is put off names the time from which nothing else stands against it.
RULES: tuple[Rule, ...] = (
    _reason,
    _timely,
    _silence,
    _relationship,
    _consent,
    _relevance,
    _unwanted,
    _balance,
    _own_budget,
    _budget,
    _gap,
    _quiet,
)
IN_TALK: tuple[Rule, ...] = (_reason, _timely, _silence, _relationship, _relevance, _balance)


def _refused(grant: Grant) -> bool:
    return grant.state in NOES


def _in_force(grant: Grant, now: datetime) -> bool:
    return grant.state in PERMITTING and (grant.until is None or now < grant.until)
