"""The gate: whatever we start goes out only with permission, a reason of their own, in time and in measure."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.outreach import OWED, Circumstances, Code, Concern, Contact, Limits, may_contact, may_mention
from store.quiet_hours import Hours
from store.values import ConsentState, Grant, Purpose

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
LONG_AGO = MONDAY - timedelta(days=400)
LONDON = ZoneInfo("Europe/London")


def a_contact(concern: Concern = Concern.DUE, **more: object) -> Contact:
    usual = Contact(concern=concern, channel="telegram", reasons=("order-1",), category="socks")
    return replace(usual, **more)


def a_grant(state: ConsentState = ConsentState.GIVEN, at: datetime = LONG_AGO, **more: object) -> Grant:
    return replace(Grant(purpose=Purpose.CONTACT, state=state, at=at), **more)


def terms(**wishes: object) -> tuple[Grant, ...]:
    return (a_grant(terms=wishes),)


def the_case(**more: object) -> Circumstances:
    usual = Circumstances(now=MONDAY, grants=(a_grant(),), touched=frozenset({"socks"}))
    return replace(usual, **more)


WITHDRAWN = a_grant(ConsentState.WITHDRAWN, MONDAY - timedelta(days=1))
CASES = [
    ({}, {}, Code.CLEAR),
    ({"reasons": ()}, {}, Code.NO_REASON),
    ({"reasons": ("",)}, {}, Code.NO_REASON),
    ({"until": MONDAY}, {}, Code.TOO_LATE),
    ({}, {"grants": ()}, Code.NO_CONSENT),
    ({}, {"grants": (a_grant(ConsentState.REQUESTED),)}, Code.NO_CONSENT),
    ({}, {"grants": (WITHDRAWN,)}, Code.NO_CONSENT),
    ({}, {"grants": (a_grant(until=MONDAY),)}, Code.NO_CONSENT),
    ({}, {"grants": (replace(a_grant(), purpose=Purpose.MEMORY),)}, Code.NO_CONSENT),
    ({}, {"grants": terms(channels=["web"])}, Code.CHANNEL),
    ({}, {"grants": terms(channels=["telegram"])}, Code.CLEAR),
    ({}, {"grants": terms(not_before="ten")}, Code.UNREADABLE),
    ({}, {"grants": terms(zone="Nowhere/Land")}, Code.UNREADABLE),
    ({}, {"grants": terms(zone="Europe")}, Code.UNREADABLE),
    ({}, {"grants": terms(weekdays=["x"])}, Code.UNREADABLE),
    ({}, {"grants": terms(at_most={"count": 2})}, Code.UNREADABLE),
    ({}, {"grants": terms(at_most={"count": 0, "per": "month"})}, Code.OWN_BUDGET),
    ({}, {"touched": frozenset({"coats"})}, Code.IRRELEVANT),
    ({"category": None}, {}, Code.IRRELEVANT),
    ({}, {"asked": 3}, Code.BALANCE),
    ({}, {"asked": 3, "given": 1}, Code.CLEAR),
    ({"concern": Concern.THANKS}, {"asked": 9}, Code.CLEAR),
    ({}, {"silent_until": MONDAY + timedelta(days=1)}, Code.SILENCE),
    ({}, {"silent_until": MONDAY}, Code.CLEAR),
    ({"conversation": "c1"}, {"in_peace": frozenset({"c1"})}, Code.SILENCE),
    ({"conversation": "c2"}, {"in_peace": frozenset({"c1"})}, Code.CLEAR),
    ({"conversation": "c1", "concern": Concern.PROMISE}, {"in_peace": frozenset({"c1"})}, Code.CLEAR),
    ({}, {"concerns": frozenset({Concern.CARE})}, Code.RELATIONSHIP),
    ({}, {"a_month": 0}, Code.RELATIONSHIP),
    ({}, {"contacts": (MONDAY - timedelta(days=2),)}, Code.TOO_SOON),
    ({}, {"contacts": (MONDAY - timedelta(days=20), MONDAY - timedelta(days=10))}, Code.BUDGET),
    ({}, {"contacts": (MONDAY - timedelta(days=40), MONDAY - timedelta(days=31))}, Code.CLEAR),
    ({}, {"contacts": (MONDAY + timedelta(days=3),)}, Code.TOO_SOON),  # a clock set back: it was sent
    ({}, {"now": MONDAY.replace(hour=5)}, Code.QUIET),
    ({}, {"now": MONDAY.replace(hour=20)}, Code.QUIET),
    ({}, {"now": MONDAY - timedelta(days=1)}, Code.QUIET),  # a Sunday
]


@pytest.mark.parametrize(("contact", "about", "code"), CASES)
def test_every_no_has_its_code(contact: dict[str, object], about: dict[str, object], code: Code) -> None:
    """What is held back is held back for a stated reason; everything else goes out."""
    ruling = may_contact(a_contact(**contact), the_case(**about))
    assert (ruling.code, ruling.allowed) == (code, code is Code.CLEAR)


def test_a_reminder_is_its_own_permission() -> None:
    """Who asks to be reminded is reminded, and a no said afterwards ends that too."""
    asked_at = MONDAY - timedelta(days=2)
    reminder = a_contact(Concern.REMINDER, own_yes="r-1", category=None)
    own = a_grant(at=asked_at, fact="r-1")
    for grants, code in [
        ((own,), Code.CLEAR),
        ((own, a_grant(ConsentState.REFUSED, asked_at - timedelta(days=1))), Code.CLEAR),
        ((own, a_grant(ConsentState.WITHDRAWN, asked_at + timedelta(days=1))), Code.NO_CONSENT),
        ((replace(own, fact="r-2"),), Code.NO_CONSENT),
        ((replace(own, state=ConsentState.WITHDRAWN),), Code.NO_CONSENT),
    ]:
        assert may_contact(reminder, the_case(grants=grants)).code is code


def test_one_reminders_permission_permits_nothing_else() -> None:
    """The yes to a reminder is no yes to anything of ours."""
    own = a_grant(fact="r-1")
    assert may_contact(a_contact(Concern.DUE), the_case(grants=(own,))).code is Code.NO_CONSENT


def test_a_late_promise_is_owned_up_to_where_it_was_made_unless_they_want_no_word() -> None:
    """News of our own failing is the matter itself; a no to being written to still holds."""
    news = a_contact(Concern.PROMISE, own_yes="conversation-1", category=None)
    assert may_contact(news, the_case(grants=())).allowed
    assert may_contact(news, the_case(grants=(a_grant(ConsentState.REQUESTED),))).allowed
    assert may_contact(news, the_case(grants=(WITHDRAWN,))).code is Code.NO_CONSENT
    assert may_contact(replace(news, own_yes=None), the_case(grants=())).code is Code.NO_CONSENT


def test_what_is_owed_is_not_held_by_the_houses_own_budget_but_by_the_customers() -> None:
    """A reminder comes even when the house has written enough, not when the customer set the limit."""
    reminder = a_contact(Concern.REMINDER)
    busy = tuple(MONDAY - timedelta(days=days) for days in (1, 2, 3))
    assert may_contact(reminder, the_case(contacts=busy)).allowed
    limited = terms(at_most={"count": 2, "per": "month"})
    assert may_contact(reminder, the_case(contacts=busy, grants=limited)).code is Code.OWN_BUDGET


@pytest.mark.parametrize(
    ("now", "grant_terms", "open_at"),
    [
        # half past five: held until nine
        ("2026-11-23T05:30+00:00", {}, "2026-11-23T09:00+00:00"),
        # Saturday evening: Monday morning
        ("2026-11-28T20:00+00:00", {}, "2026-11-30T09:00+00:00"),
        # the customer's wishes narrow the house's hours
        ("2026-11-23T10:00+00:00", {"not_before": "14:00"}, "2026-11-23T14:00+00:00"),
        ("2026-11-23T17:00+00:00", {"not_after": "16:00"}, "2026-11-24T09:00+00:00"),
        ("2026-11-23T10:00+00:00", {"weekdays": [7]}, "2026-11-29T09:00+00:00"),
        # where nothing is left of both, the customer's stand
        ("2026-11-23T10:00+00:00", {"not_before": "21:00", "not_after": "23:00"}, "2026-11-23T21:00+00:00"),
        # over midnight
        ("2026-11-23T12:00+00:00", {"not_before": "19:00", "not_after": "10:00"}, "2026-11-23T19:00+00:00"),
        # elsewhere it is another hour, and another day
        ("2026-11-23T10:00+00:00", {"zone": "America/New_York"}, "2026-11-23T14:00+00:00"),
        ("2026-11-28T07:30+00:00", {"zone": "Pacific/Auckland"}, "2026-11-29T20:00+00:00"),
        # the clocks go forward on 28 March 2027, and back on 31 October 2027
        ("2027-03-27T20:30+00:00", {"weekdays": [7]}, "2027-03-28T08:00+00:00"),
        ("2027-10-30T20:30+00:00", {"weekdays": [7]}, "2027-10-31T09:00+00:00"),
    ],
)
def test_quiet_hours_are_the_persons_own_by_the_clock_on_their_wall(
    now: str, grant_terms: dict[str, object], open_at: str
) -> None:
    """Held in quiet hours, and named for the very minute at which they end."""
    case = the_case(now=datetime.fromisoformat(now), grants=terms(**grant_terms))
    ruling = may_contact(a_contact(), case)
    assert (ruling.code, ruling.again_at) == (Code.QUIET, datetime.fromisoformat(open_at))
    assert ruling.again_at is not None
    assert may_contact(a_contact(), replace(case, now=ruling.again_at)).allowed


def test_an_hour_that_the_spring_takes_is_not_waited_for_in_vain() -> None:
    """Half past one does not exist in London on that Sunday: the next minute that does, does."""
    hours = Hours(quiet_from=time(3), quiet_to=time(1, 30), weekdays=frozenset({7}))
    ruling = may_contact(a_contact(), the_case(now=datetime(2027, 3, 28, 0, 10, tzinfo=UTC), hours=hours))
    assert ruling.again_at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert ruling.again_at.astimezone(LONDON).time() == time(2, 30)


STEPS = st.lists(
    st.tuples(st.floats(0, 15), st.sampled_from(Concern), st.sampled_from(["telegram", "web", "slack"])),
    max_size=60,
)


@given(STEPS, st.integers(0, 4), st.integers(0, 20))
def test_no_window_ever_exceeds_the_cap(
    steps: list[tuple[float, Concern, str]], a_month: int, gap: int
) -> None:
    """Whoever writes, on whatever channel: never more than the house allows itself in any thirty days."""
    limits = Limits(a_month=a_month, gap=timedelta(days=gap))
    now, sent, unasked = MONDAY, [], []
    for days, concern, channel in steps:
        now += timedelta(days=days)
        case = the_case(now=now, contacts=tuple(sent), limits=limits, a_month=9)
        if may_contact(a_contact(concern, channel=channel), case).allowed:
            sent.append(now)
            unasked += [now] if concern not in OWED else []
    for at in unasked:
        assert sum(at - timedelta(days=30) < other <= at for other in unasked) <= a_month


@given(STEPS, st.integers(1, 5), st.sampled_from(["day", "week", "month", "year"]))
def test_the_customers_own_limit_holds_over_everything(
    steps: list[tuple[float, Concern, str]], count: int, per: str
) -> None:
    """What the customer capped stays under the cap in every window, reminders included."""
    span = {"day": 1, "week": 7, "month": 30, "year": 365}[per]
    grants = terms(at_most={"count": count, "per": per})
    now, sent = MONDAY, []
    for days, concern, channel in steps:
        now += timedelta(days=days)
        case = the_case(now=now, contacts=tuple(sent), grants=grants)
        if may_contact(a_contact(concern, channel=channel), case).allowed:
            sent.append(now)
    for at in sent:
        assert sum(at - timedelta(days=span) < other <= at for other in sent) <= count


GRANTS = st.lists(
    st.builds(
        Grant,
        purpose=st.sampled_from(Purpose),
        state=st.sampled_from(ConsentState),
        at=st.datetimes(datetime(2025, 1, 1), datetime(2026, 11, 1), timezones=st.just(UTC)),
        fact=st.sampled_from([None, "r-1", "r-2"]),
    ),
    max_size=6,
)


@given(GRANTS, st.sampled_from(Concern), st.sampled_from(["", "order-1"]), st.sampled_from([None, "r-1"]))
def test_nothing_goes_out_without_permission_and_a_reason(
    grants: list[Grant], concern: Concern, reason: str, own: str | None
) -> None:
    """Every contact let through has a reason of the customer's, and a live yes, or is our own late promise."""
    contact = a_contact(concern, reasons=(reason,), own_yes=own)
    if not may_contact(contact, the_case(grants=tuple(grants))).allowed:
        return
    live = [g for g in grants if g.purpose is Purpose.CONTACT and g.state in ("given", "renewed")]
    assert reason
    assert any(g.fact in (None, own) for g in live) or (concern is Concern.PROMISE and own)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"]),
    st.times().map(lambda at: at.replace(microsecond=0, second=0)),
    st.times().map(lambda at: at.replace(microsecond=0, second=0)),
)
def test_nothing_goes_out_at_night_and_waiting_always_ends(
    now: datetime, zone: str, begins: time, ends: time
) -> None:
    """Whatever the zone and the wishes: sent inside them only, and what is held is let through when it said."""
    wishes = {"zone": zone, "not_before": begins.isoformat(), "not_after": ends.isoformat()}
    case = the_case(now=now, grants=terms(**wishes))
    ruling = may_contact(a_contact(), case)
    if not ruling.allowed:
        assert ruling.again_at is not None and ruling.again_at > now
        case = replace(case, now=ruling.again_at)
        assert may_contact(a_contact(), case).allowed
    at = case.now.astimezone(ZoneInfo(zone)).time()
    assert begins == ends or (begins <= at < ends if begins < ends else at >= begins or at < ends)


def test_what_is_not_wanted_any_more_is_never_offered_again() -> None:
    """Socks no more; tea still, and what they asked to be reminded of."""
    no_socks = terms(not_about=["socks"])
    both = frozenset({"socks", "tea"})
    assert may_contact(a_contact(), the_case(grants=no_socks)).code is Code.UNWANTED
    assert may_contact(a_contact(category="tea"), the_case(grants=no_socks, touched=both)).allowed
    assert may_contact(a_contact(Concern.REMINDER, category=None), the_case(grants=no_socks)).allowed


@given(st.sampled_from([Concern.CARE, Concern.THANKS]), st.integers(0, 9), st.integers(0, 9), st.booleans())
def test_what_is_brought_up_in_talk_respects_grief_kind_and_balance(
    concern: Concern, given_: int, asked: int, grieves: bool
) -> None:
    """No hour and no budget of contact holds it; grief, the kind of relationship and too much asking do."""
    until = MONDAY + timedelta(days=5) if grieves else None
    case = the_case(now=MONDAY.replace(hour=3), given=given_, asked=asked, silent_until=until, grants=())
    ruling = may_mention(a_contact(concern), case)
    too_much = concern is Concern.CARE and asked - given_ >= case.limits.asked_over_given
    assert ruling.allowed == (not grieves and not too_much)
    apart = replace(case, concerns=OWED)
    assert not may_mention(a_contact(concern), apart).allowed
