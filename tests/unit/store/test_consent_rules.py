"""May this be used? Tables of cases and properties of the one rule."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.consent import NEEDS, live, may_ask, permits, standing, withheld
from store.deciding import acceptable
from store.values import (
    GRANTABLE,
    PERMITTING,
    Assurance,
    Capture,
    ConsentState,
    Fact,
    Grant,
    Moment,
    Provenance,
    Purpose,
    Reader,
    Sensitivity,
)

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def a_moment(**more: object) -> Moment:
    here = Moment(now=NOW, channel="web", identity="i1", assurance=Assurance.CHANNEL)
    return replace(here, **more)


def a_grant(purpose: Purpose = Purpose.MEMORY, **more: object) -> Grant:
    return replace(Grant(purpose=purpose, state=ConsentState.GIVEN, at=NOW - timedelta(days=1)), **more)


def a_fact(**more: object) -> Fact:
    told = Fact(
        id="f1",
        identity="i1",
        kind="preference",
        stance="dislikes",
        about="wool",
        words="never wool",
        text="prefers no wool",
        subject="self",
        provenance=Provenance.STATED,
        sensitivity=Sensitivity.ORDINARY,
        said_at=NOW - timedelta(days=1),
        channel="web",
        conversation=None,
        message=None,
        confidence=1.0,
        valid_from=NOW - timedelta(days=1),
        purposes=GRANTABLE,
    )
    return replace(told, **more)


SOON = NOW + timedelta(seconds=1)
NOBODY = a_moment(assurance=Assurance.ANONYMOUS)
SURE = a_moment(assurance=Assurance.VERIFIED)
ELSEWHERE = a_grant(terms={"channels": ["sms"]})
CONTACT_YES = a_grant(Purpose.CONTACT, fact="f1")
STAFF_YES = a_grant(Purpose.STAFF, fact="f1")
ALL = tuple(a_grant(purpose) for purpose in GRANTABLE)
OWN_YES = a_grant(fact="f1")
ASSISTANT = (Purpose.PERSONALISE, Reader.ASSISTANT)
AGENT = (Purpose.STAFF, Reader.AGENT)
OUTREACH = (Purpose.CONTACT, Reader.OUTREACH)
CUSTOMER = (Purpose.SERVICE, Reader.CUSTOMER)
OPERATOR = (Purpose.SERVICE, Reader.OPERATOR)

special = a_fact(sensitivity=Sensitivity.SPECIAL)
confidence = a_fact(sensitivity=Sensitivity.CONFIDENCE)


@pytest.mark.parametrize(
    ("case", "asked", "fact", "grants", "moment", "allowed"),
    [
        ("all given", ASSISTANT, a_fact(), ALL, a_moment(), True),
        ("no grants", ASSISTANT, a_fact(), (), a_moment(), False),
        ("memory alone", ASSISTANT, a_fact(), (a_grant(),), a_moment(), False),
        ("anonymous", ASSISTANT, a_fact(), ALL, NOBODY, False),
        ("another identity, channel", ASSISTANT, a_fact(identity="i2"), ALL, a_moment(), False),
        ("another identity, verified", ASSISTANT, a_fact(identity="i2"), ALL, SURE, True),
        ("no clock", ASSISTANT, a_fact(), ALL, a_moment(now=datetime(2026, 11, 21)), False),
        ("run out this second", ASSISTANT, a_fact(valid_to=NOW), ALL, a_moment(), False),
        ("runs out next second", ASSISTANT, a_fact(valid_to=SOON), ALL, a_moment(), True),
        ("kept no longer", ASSISTANT, a_fact(kept_until=NOW), ALL, a_moment(), False),
        ("naive end", ASSISTANT, a_fact(valid_to=datetime(2030, 1, 1)), ALL, a_moment(), False),
        ("naive saying", ASSISTANT, a_fact(said_at=datetime(2020, 1, 1)), ALL, a_moment(), False),
        ("begins tomorrow", ASSISTANT, a_fact(valid_from=NOW + timedelta(days=1)), ALL, a_moment(), False),
        ("replaced", ASSISTANT, a_fact(superseded_by="f2"), ALL, a_moment(), False),
        ("disputed", ASSISTANT, a_fact(disputed=True), ALL, a_moment(), False),
        ("restricted", ASSISTANT, a_fact(restricted=True), ALL, a_moment(), False),
        ("does not serve it", ASSISTANT, a_fact(purposes=(Purpose.MEMORY,)), ALL, a_moment(), False),
        ("consent run out", ASSISTANT, a_fact(), (a_grant(until=NOW), *ALL[1:]), a_moment(), False),
        ("other channels only", ASSISTANT, a_fact(), (ELSEWHERE, *ALL[1:]), a_moment(),
         False),
        ("special without its yes", ASSISTANT, special, ALL, a_moment(), False),
        ("special with its yes", ASSISTANT, special, (*ALL, OWN_YES), a_moment(), True),
        ("special, agent, own yes to memory", AGENT, special, (*ALL, OWN_YES), a_moment(), False),
        ("special, agent, own yes to staff", AGENT, special, (*ALL, STAFF_YES), a_moment(),
         True),
        ("special, outreach", OUTREACH, special, (*ALL, CONTACT_YES), a_moment(), False),
        ("confidence without its yes", ASSISTANT, confidence, ALL, a_moment(), False),
        ("confidence with its yes", ASSISTANT, confidence, (*ALL, OWN_YES), a_moment(), True),
        ("confidence, elsewhere", ASSISTANT, confidence, (*ALL, OWN_YES), a_moment(identity="i2"), False),
        ("confidence, agent", AGENT, confidence, (*ALL, STAFF_YES), a_moment(), False),
        ("confidence, operator", OPERATOR, confidence, (*ALL, OWN_YES), a_moment(), False),
        ("confidence, own customer", CUSTOMER, confidence, (), a_moment(), True),
        ("agent with staff", AGENT, a_fact(), ALL, a_moment(), True),
        ("agent without staff", AGENT, a_fact(), ALL[:2], a_moment(), False),
        ("agent, about another person", AGENT, a_fact(subject="her mother"), ALL, a_moment(), False),
        ("assistant, about another", ASSISTANT, a_fact(subject="her mother"), ALL, a_moment(), True),
        ("outreach with contact", OUTREACH, a_fact(), ALL, a_moment(), True),
        ("outreach without contact", OUTREACH, a_fact(), ALL[:2], a_moment(), False),
        ("own customer, disputed and withdrawn", CUSTOMER, a_fact(disputed=True), (), a_moment(), True),
        ("own customer, anonymous", CUSTOMER, a_fact(), ALL, NOBODY, False),
        ("agent, to personalise", (Purpose.PERSONALISE, Reader.AGENT), a_fact(), ALL, a_moment(), False),
    ],
)  # fmt: skip
def test_each_case_has_its_answer(
    case: str,
    asked: tuple[Purpose, Reader],
    fact: Fact,
    grants: tuple[Grant, ...],
    moment: Moment,
    allowed: bool,
) -> None:
    """The table of cases is the rule as people read it."""
    decision = permits(*asked, fact, grants, moment)
    assert decision.allowed is allowed, (case, decision.reason)
    assert decision.reason


@pytest.mark.parametrize("state", list(ConsentState))
def test_only_given_and_renewed_permit(state: ConsentState) -> None:
    """Of the ten states of the vocabulary two permit use."""
    decision = live(Purpose.MEMORY, [a_grant(state=state)], a_moment())
    assert decision.allowed is (state in PERMITTING)


times = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))
states = st.sampled_from(ConsentState)
some_grants = st.lists(
    st.builds(
        Grant,
        purpose=st.sampled_from(GRANTABLE),
        state=states,
        at=times,
        until=st.none() | times,
        fact=st.sampled_from([None, "f1", "f2"]),
    ),
    max_size=12,
)
some_facts = st.builds(
    a_fact,
    identity=st.sampled_from(["i1", "i2"]),
    subject=st.sampled_from(["self", "her mother"]),
    sensitivity=st.sampled_from(Sensitivity),
    valid_to=st.none() | times,
    restricted=st.booleans(),
    disputed=st.booleans(),
)
some_moments = st.builds(a_moment, now=times, assurance=st.sampled_from(Assurance))
pairs = st.sampled_from(sorted(NEEDS))
needy = st.sampled_from([pair for pair in NEEDS if NEEDS[pair]])


@given(needy, some_facts, some_grants, some_moments)
def test_withdrawing_everything_leaves_nothing_allowed(
    pair: tuple[Reader, Purpose], fact: Fact, grants: list[Grant], moment: Moment
) -> None:
    """After every grant is withdrawn no reader who needs one is allowed anything."""
    withdrawn = [replace(grant, state=ConsentState.WITHDRAWN) for grant in grants]
    assert not permits(pair[1], pair[0], fact, withdrawn, moment).allowed


@given(pairs, some_facts, some_grants, some_moments, st.randoms())
def test_the_order_of_grants_never_matters(
    pair: tuple[Reader, Purpose], fact: Fact, grants: list[Grant], moment: Moment, chance: object
) -> None:
    """The same grants in any order give the same decision."""
    shuffled = list(grants)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (permits(pair[1], pair[0], fact, some, moment) for some in (grants, shuffled))
    assert one == other


@given(needy, some_facts, some_grants, some_moments)
def test_a_grant_for_one_purpose_never_allows_another(
    pair: tuple[Reader, Purpose], fact: Fact, grants: list[Grant], moment: Moment
) -> None:
    """Without any grant for a purpose that is needed the answer is no, whatever else was given."""
    reader, purpose = pair
    for need in NEEDS[pair]:
        others = [grant for grant in grants if grant.purpose is not need]
        assert not permits(purpose, reader, fact, others, moment).allowed
        assert need in withheld(purpose, reader, others, moment)


@given(pairs, some_facts, some_grants, some_moments)
def test_what_is_withheld_says_nothing_of_what_lies_behind(
    pair: tuple[Reader, Purpose], fact: Fact, grants: list[Grant], moment: Moment
) -> None:
    """If anything is withheld no fact at all is permitted, so the list tells of grants only."""
    if withheld(pair[1], pair[0], grants, moment):
        assert not permits(pair[1], pair[0], fact, grants, moment).allowed


@given(some_grants)
def test_asking_again_does_not_change_what_was_decided(history: list[Grant]) -> None:
    """A question put or put off leaves every earlier decision as it stands."""
    asked = [replace(grant, state=ConsentState.REQUESTED) for grant in history]
    decided = [
        grant for grant in history if grant.state not in (ConsentState.REQUESTED, ConsentState.DEFERRED)
    ]
    assert standing([*decided, *asked])[: len(standing(decided))] == standing(decided)


@given(some_grants)
def test_the_last_decision_stands_whatever_its_date(history: list[Grant]) -> None:
    """Order in the ledger decides, never the clock: a withdrawal bites also when the clock was set back."""
    last = a_grant(state=ConsentState.WITHDRAWN, at=datetime(2000, 1, 1, tzinfo=UTC))
    held = [
        grant for grant in standing([*history, last]) if (grant.purpose, grant.fact) == (Purpose.MEMORY, None)
    ]
    assert held == [last]


COOL, REST = timedelta(days=180), timedelta(days=7)


@pytest.mark.parametrize(
    ("case", "history", "after", "allowed"),
    [
        ("never asked", [], timedelta(0), True),
        ("given", [ConsentState.GIVEN], timedelta(0), False),
        ("refused yesterday", [ConsentState.REFUSED], timedelta(days=1), False),
        ("refused, last second of the cool-down", [ConsentState.REFUSED], COOL - timedelta(seconds=1), False),
        ("refused, cool-down over", [ConsentState.REFUSED], COOL, True),
        ("withdrawn", [ConsentState.GIVEN, ConsentState.WITHDRAWN], timedelta(days=179), False),
        ("asked, no answer", [ConsentState.REQUESTED], timedelta(days=6), False),
        ("asked, no answer, rested", [ConsentState.REQUESTED], timedelta(days=7), True),
        (
            "refused, then asked in vain",
            [ConsentState.REFUSED, ConsentState.REQUESTED],
            timedelta(days=8),
            False,
        ),
        ("the clock set back", [ConsentState.REFUSED], -timedelta(days=30), False),
    ],
)
def test_a_no_is_left_in_peace(
    case: str, history: list[ConsentState], after: timedelta, allowed: bool
) -> None:
    """Asking again waits for the cool-down after a no and rests after a silence."""
    decisions = [a_grant(state=state, at=NOW) for state in history]
    decision = may_ask(Purpose.MEMORY, decisions, a_moment(now=NOW + after), cool_down=COOL, rest=REST)
    assert decision.allowed is allowed, case


def test_nobody_in_particular_is_not_asked() -> None:
    """Without an address nobody can give a permission, so none is asked for."""
    assert not may_ask(Purpose.MEMORY, [], NOBODY, cool_down=COOL, rest=REST).allowed


@pytest.mark.parametrize(
    ("capture", "allowed"),
    [
        (Capture(method="button"), True),
        (Capture(method="words", words="yes please"), True),
        (Capture(method="gpc"), False),
        (Capture(method="guess"), False),
        (Capture(method="agent"), False),
        (Capture(method="agent", captured_by="eva"), True),
        (Capture(method="button", assurance=Assurance.ANONYMOUS), False),
    ],
)
def test_how_consent_was_captured_decides_whether_it_counts(capture: Capture, allowed: bool) -> None:
    """A yes needs somebody, a known way, and an agent's name where an agent took it; a no never does."""
    assert acceptable(Purpose.MEMORY, ConsentState.GIVEN, capture).allowed is allowed
    assert acceptable(Purpose.MEMORY, ConsentState.REFUSED, capture).allowed
    assert not acceptable(Purpose.SERVICE, ConsentState.GIVEN, capture).allowed
