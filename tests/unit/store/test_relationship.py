"""Kinds of relationship: seen where behaviour shows them, said by the customer, and what they change."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest

from store.outreach import OWED, Circumstances, Concern, Contact, may_contact
from store.relationship import (
    BY_NORM,
    CONDUCT,
    SIGNS,
    UNKNOWN,
    YEAR,
    Behaviour,
    Kind,
    Norm,
    Register,
    Standing,
    Tone,
    conduct,
    infer,
    register,
    settled,
)
from store.values import ConsentState, Grant, Purpose

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)

LOYAL = Behaviour(known_days=11 * YEAR, visits=60, categories=4, steady_categories=2, silent_days=20)


@pytest.mark.parametrize(
    ("behaviour", "kind"),
    [
        (Behaviour(), None),
        (Behaviour(known_days=200, visits=3, categories=1, silent_days=10), None),
        (LOYAL, Kind.COMMITTED_PARTNERSHIP),
        (replace(LOYAL, praises=1, clubs=1), Kind.BEST_FRIENDSHIP),
        (replace(LOYAL, lapsed=True), None),
        (replace(LOYAL, complaints=4), Kind.ENMITY),
        (replace(LOYAL, complaints=4, praises=5, clubs=0), Kind.BEST_FRIENDSHIP),
        (replace(LOYAL, attempts_to_leave=2), Kind.ENSLAVEMENT),
        (replace(LOYAL, encounters_month=25), Kind.DEPENDENCY),
        (replace(LOYAL, longest_pause_days=6 * YEAR, bought_after_pause=2), Kind.CHILDHOOD_FRIENDSHIP),
        (
            Behaviour(known_days=2 * YEAR, visits=20, categories=1, steady_categories=1, silent_days=9),
            Kind.COMPARTMENTALISED_FRIENDSHIP,
        ),
        (Behaviour(known_days=3 * YEAR, visits=4, categories=2, silent_days=30), Kind.CASUAL_FRIENDSHIP),
        (Behaviour(known_days=500, visits=3, categories=2, silent_days=460, lapsed=True), Kind.FLING),
        (Behaviour(known_days=20, visits=0, encounters=4), Kind.COURTSHIP),
    ],
)
def test_the_kind_is_seen_where_behaviour_shows_it_and_else_unknown(
    behaviour: Behaviour, kind: Kind | None
) -> None:
    """Each inferred kind comes with its reason; too little behaviour shows nothing."""
    found = infer(behaviour)
    assert found.kind is kind
    assert bool(found.reasons) is (kind is not None)
    assert found.source == ("unknown" if kind is None else "inferred")


def test_what_the_customer_says_outranks_what_was_seen() -> None:
    """Just business, please: that holds, whatever the years say."""
    stated = Standing(norm=Norm.EXCHANGE, source="stated")
    assert settled(stated, LOYAL) == stated
    assert settled(None, LOYAL).kind is Kind.COMMITTED_PARTNERSHIP


def test_just_business_means_only_what_is_owed() -> None:
    """No small talk, no birthday, nothing started by us; what was asked for or promised stays."""
    business = conduct(Standing(norm=Norm.EXCHANGE, source="stated"))
    assert business.concerns == OWED and business.a_month == 0 and business.tone is Tone.PLAIN
    assert register(Standing(norm=Norm.EXCHANGE, source="stated")) is Register.BUSINESS


def test_all_fifteen_kinds_have_their_conduct_and_each_changes_something() -> None:
    """No two are treated alike, and each differs from the unknown in at least one way that is not service."""
    assert len(Kind) == 15 and set(CONDUCT) == set(Kind)
    assert all(one != UNKNOWN and one.norm is not None for one in CONDUCT.values())
    assert len({(c.norm, c.tone, c.concerns, c.never, c.duties) for c in CONDUCT.values()}) == 15


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_changes_what_is_started_worded_or_shown_beside_it(kind: Kind) -> None:
    """By what the gate lets through, the wording of courtesies, and the ways out: not by a code that nothing reads."""
    assert _treated(Standing(kind=kind, source="stated")) != _treated(Standing())


def _treated(standing: Standing) -> tuple[object, ...]:
    manners = conduct(standing)
    yes = Grant(purpose=Purpose.CONTACT, state=ConsentState.GIVEN, at=MONDAY - timedelta(days=99))
    earlier = (MONDAY - timedelta(days=10),)
    about = Circumstances(
        now=MONDAY,
        grants=(yes,),
        contacts=earlier,
        touched=frozenset({"socks"}),
        concerns=manners.concerns,
        a_month=manners.a_month,
    )
    first = {concern for concern in Concern if may_contact(_contact(concern), replace(about, contacts=())).allowed}
    second = {concern for concern in Concern if may_contact(_contact(concern), about).allowed}
    return first, second, register(standing), manners.never, manners.duties


def _contact(concern: Concern) -> Contact:
    return Contact(concern=concern, channel="telegram", reasons=("order-1",), category="socks")


@pytest.mark.parametrize("kind", Kind)
def test_no_kind_withholds_what_is_owed(kind: Kind) -> None:
    """Reminders asked for, and news of late promises, come in every kind of relationship."""
    assert CONDUCT[kind].concerns >= OWED


@pytest.mark.parametrize("kind", [Kind.ENMITY, Kind.SECRET_AFFAIR, Kind.ENSLAVEMENT])
def test_nothing_is_sold_where_it_would_hurt(kind: Kind) -> None:
    """An enmity is repaired, a secret kept, an exit shown: nothing is offered unasked."""
    assert CONDUCT[kind].concerns == OWED


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("norm", Norm)
def test_putting_the_norm_right_never_widens_what_a_kind_allows(kind: Kind, norm: Norm) -> None:
    """A stated norm narrows: nothing more than both allow, everything that either forbids."""
    both = conduct(Standing(kind=kind, norm=norm, source="stated"))
    assert both.concerns <= CONDUCT[kind].concerns
    assert both.a_month <= CONDUCT[kind].a_month
    assert set(CONDUCT[kind].never) <= set(both.never)


def test_money_is_no_part_of_a_relationship() -> None:
    """Behaviour holds counts and days; not one field of it is an amount."""
    assert {field.type for field in fields(Behaviour)} <= {"int", "float", "bool", "float | None", int, float, bool} | {
        float | None
    }
    assert len({sign.kind for sign in SIGNS}) == len(SIGNS)
    # among friends no price comes first; an apology is owed in every kind, and never written first
    assert BY_NORM[Norm.COMMUNAL].concerns == frozenset(Concern) - {Concern.STOCK, Concern.APOLOGY}


@pytest.mark.parametrize("kind", Kind)
def test_nothing_that_was_seen_warms_a_word(kind: Kind) -> None:
    """Inferred, a kind words courtesies as with everybody, or with care; said by the customer, as they said."""
    norm = CONDUCT[kind].norm
    seen = register(Standing(kind=kind, norm=norm, source="inferred", reasons=("seen",)))
    assert seen in (None, Register.CAREFUL)
    stated = register(Standing(kind=kind, norm=norm, source="stated", reasons=("said_so",)))
    warm = CONDUCT[kind].tone is Tone.WARM
    assert (stated is Register.WARM) == warm


def test_the_norm_alone_words_courtesies_too() -> None:
    """Just business is brief, less formal is warm, and who said nothing is like everybody."""
    said = {norm: register(Standing(norm=norm, source="stated")) for norm in Norm}
    assert said == {Norm.EXCHANGE: Register.BUSINESS, Norm.COMMUNAL: Register.WARM}
    assert register(Standing()) is None
