"""What a relationship brought and cost, for operators alone: nothing that serves customers imports this."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from itertools import groupby
from statistics import median

NOTHING = Decimal("0.00")
YEAR = timedelta(days=365.25)
FEWEST_YEARS = 2  # whole calendar years from which a year's worth is their median


class Kind(StrEnum):
    PURCHASE = "purchase"
    REFUND = "refund"
    CONTACT = "contact"
    SERVICE = "service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One amount that came in, went back or was spent; `order` tells purchases made together."""

    kind: Kind
    at: datetime
    amount: Decimal
    currency: str
    line: str = "other"
    channel: str = "unknown"
    account: str = "unknown"
    order: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """One figure in all, and by product line, channel and account; each of the three adds up to all."""

    in_all: Decimal
    by_line: Mapping[str, Decimal] = field(default_factory=dict)
    by_channel: Mapping[str, Decimal] = field(default_factory=dict)
    by_account: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The house's figures of one customer in one currency, amounts with two places.

    `earned` is what was paid less what was paid back, below zero where more went back than came in.
    `expected_per_year` is None after a single purchase: one says nothing of a pace. `source` says how it
    was found. What was earned in other currencies stands in `elsewhere`, not converted.
    """

    currency: str
    earned: Split
    expected_per_year: Split | None
    source: str
    contact_cost: Split
    service_cost: Split
    elsewhere: Mapping[str, Decimal] = field(default_factory=dict)


def figures(entries: Iterable[Entry], currency: str, now: datetime) -> Figures:
    """The figures of everything up to now; the order of entries doesn't matter."""
    known = [entry for entry in entries if entry.at <= now]
    ours = [entry for entry in known if entry.currency == currency]
    money = [_signed(entry) for entry in ours if entry.kind in (Kind.PURCHASE, Kind.REFUND)]
    earned = split(money)
    expected, source = _expected(money, now)
    return Figures(
        currency=currency,
        earned=earned,
        expected_per_year=None if expected is None else _shared(expected, earned),
        source=source,
        contact_cost=split(entry for entry in ours if entry.kind is Kind.CONTACT),
        service_cost=split(entry for entry in ours if entry.kind is Kind.SERVICE),
        elsewhere=_elsewhere(known, currency),
    )


def split(entries: Iterable[Entry]) -> Split:
    """The sum of these amounts, in all and by each of the three views."""
    known = list(entries)
    return Split(
        in_all=_cents(sum((entry.amount for entry in known), NOTHING)),
        by_line=_sums(known, lambda entry: entry.line),
        by_channel=_sums(known, lambda entry: entry.channel),
        by_account=_sums(known, lambda entry: entry.account),
    )


def _expected(money: Sequence[Entry], now: datetime) -> tuple[Decimal | None, str]:
    bought = [entry for entry in money if entry.kind is Kind.PURCHASE]
    if len({entry.at.date() for entry in bought}) < 2:  # several in a day are one visit, as for the rhythm
        return None, "one_purchase" if bought else "nothing_bought"
    began = min(entry.at for entry in bought)
    whole = range(began.year + 1, now.year)  # neither the year they came nor the one not over
    if len(whole) >= FEWEST_YEARS:
        return _not_less(median(_earned_in(money, year) for year in whole)), "median_of_whole_years"
    years = Decimal(max(1.0, (now - began) / YEAR))
    return _not_less(sum((entry.amount for entry in money), NOTHING) / years), "average_since_the_first"


def _earned_in(money: Sequence[Entry], year: int) -> Decimal:
    return sum((entry.amount for entry in money if entry.at.year == year), NOTHING)


def _shared(expected: Decimal, earned: Split) -> Split:
    """The expected amount, shared out in each view as what was earned so far."""
    return Split(
        in_all=expected,
        by_line=_shares(expected, earned.by_line),
        by_channel=_shares(expected, earned.by_channel),
        by_account=_shares(expected, earned.by_account),
    )


def _shares(expected: Decimal, earned: Mapping[str, Decimal]) -> dict[str, Decimal]:
    weights = {name: max(amount, NOTHING) for name, amount in earned.items()}
    whole = sum(weights.values(), NOTHING)
    if not whole:
        return {}
    shares = {name: _cents(expected * weight / whole) for name, weight in weights.items()}
    largest = max(weights, key=lambda name: (weights[name], name))
    shares[largest] += expected - sum(shares.values(), NOTHING)  # what rounding left over
    return shares


def _signed(entry: Entry) -> Entry:
    if entry.kind is not Kind.REFUND:
        return entry
    return replace(entry, amount=-entry.amount)


def _sums(entries: Sequence[Entry], view: Callable[[Entry], str]) -> dict[str, Decimal]:
    ordered = groupby(sorted(entries, key=view), key=view)
    return {name: _cents(sum((entry.amount for entry in group), NOTHING)) for name, group in ordered}


def _elsewhere(entries: Sequence[Entry], currency: str) -> dict[str, Decimal]:
    money = [_signed(entry) for entry in entries if entry.kind in (Kind.PURCHASE, Kind.REFUND)]
    return _sums([entry for entry in money if entry.currency != currency], lambda entry: entry.currency)


def _not_less(amount: Decimal) -> Decimal:
    return max(_cents(amount), NOTHING)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(NOTHING, rounding=ROUND_HALF_EVEN)
