"""Reasons to write: each the customer's own, each serving once."""

from datetime import UTC, datetime, timedelta

from store.occasions import look_again, occasions
from store.outreach import Concern
from store.rhythm import Bought, learn

START = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def bought(*days: float, category: str = "socks") -> list[Bought]:
    return [Bought(category=category, at=day(one), order=f"{category}-{one}") for one in days]


def test_due_for_more_is_said_once_for_each_last_purchase() -> None:
    """The same occasion keeps its name until they buy again."""
    history = bought(0, 30, 60, 90)
    first, later = occasions(learn(history, day(121)), None), occasions(learn(history, day(135)), None)
    assert [one.concern for one in first] == [Concern.DUE]
    assert first[0].key == later[0].key == "due:socks:socks-90"
    assert occasions(learn([*history, *bought(136)], day(137)), None) == ()


def test_silence_is_met_by_care_and_by_nothing_else() -> None:
    """Eight months of silence against a monthly rhythm: one question, no offer."""
    found = occasions(learn(bought(0, 30, 60, 90), day(330)), None)
    assert [one.concern for one in found] == [Concern.CARE]
    assert found[0].category is None and found[0].reasons[-1] == "socks-90"


def test_who_spoke_with_us_is_not_asked_where_they_have_been() -> None:
    """Buying elsewhere for a while is no silence while we talk."""
    found = occasions(learn(bought(0, 30, 60, 90), day(330)), day(325))
    assert Concern.CARE not in {one.concern for one in found}


def test_a_first_in_a_category_is_thanked_for_while_it_is_fresh() -> None:
    """Thanks come within days, once for that category."""
    history = [*bought(*range(0, 300, 30), category="books"), *bought(275, category="audio")]
    found = occasions(learn(history, day(276)), None)
    assert [(one.concern, one.key) for one in found] == [(Concern.THANKS, "thanks:audio")]
    assert Concern.THANKS not in {one.concern for one in occasions(learn(history, day(295)), None)}


def test_nobody_without_a_history_is_ever_written_to() -> None:
    """A rule that fits everybody is nobody's reason."""
    assert occasions(learn([], day(1000)), None) == ()
    assert occasions(learn(bought(5), day(1000)), None) == ()
    assert look_again(learn([], day(1))) is None


def test_the_next_look_is_when_there_may_be_something_to_say() -> None:
    """Due first, then lapsed, then not until they buy or ten years are together."""
    history = bought(0, 30, 60, 90)
    assert look_again(learn(history, day(91))) == day(120)
    assert look_again(learn(history, day(120))) == day(150)
    assert look_again(learn(history, day(150))) == START.replace(year=2036)


def test_who_spoke_with_us_is_looked_at_again_when_that_is_silence_too() -> None:
    """A question on day 140 is no end of noticing: on day 200 it is as long ago as a lapse."""
    history = bought(0, 30, 60, 90)
    assert look_again(learn(history, day(150)), day(140)) == day(200)
    assert [one.concern for one in occasions(learn(history, day(200)), day(140))] == [Concern.CARE]


def test_years_together_are_thanked_for_when_they_are_round() -> None:
    """Ten years after the first order, whatever was bought; a leap day is kept on 1 March."""
    leap = datetime(2016, 2, 29, 9, 0, tzinfo=UTC)
    first = [Bought(category="socks", at=leap, order="o1")]
    day_of = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    assert look_again(learn(first, leap + timedelta(days=1))) == day_of
    assert occasions(learn(first, day_of - timedelta(seconds=1)), leap) == ()
    (thanks,) = occasions(learn(first, day_of), leap)
    assert (thanks.concern, thanks.key, thanks.category) == (Concern.THANKS, "thanks:years:10", None)
    assert occasions(learn(first, day_of + timedelta(days=15)), leap) == ()
