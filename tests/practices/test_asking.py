"""Questions, surveys, permissions and offers each count; who was asked enough is left in peace."""

import pytest

from tests.practices.conftest import Customer, House


async def test_a_permission_that_was_asked_is_on_the_balance(house: House, nadia: Customer) -> None:
    """The question counts as asked, the help they came for as given."""
    await nadia.says("I never wear wool")
    assert "Yes, remember" in nadia.choices
    report = await nadia.relationship()
    assert (report["asked"], report["given"]) == (1, 1)


async def test_what_was_refused_is_not_asked_again(house: House, nadia: Customer) -> None:
    """One no to being remembered holds for what they say later too."""
    await nadia.says("I never wear wool")
    await nadia.chooses("No")
    house.wait(days=30)
    await nadia.says("I hate leather")
    assert nadia.choices == []


async def test_three_things_told_bring_one_question(house: House, nadia: Customer) -> None:
    """What is told after it joins the one question, is named with it, and one yes keeps all of it."""
    assert "Shall I remember" in await nadia.says("I never wear wool")
    assert "Shall I" not in await nadia.says("I hate leather") and nadia.choices == []
    last = await nadia.says("I'm a size 44 in shoes")
    assert "?" not in last and all(told in last for told in ("wool", "leather", "size 44"))
    assert (await nadia.relationship())["asked"] == 1
    kept = await nadia.says("yes")
    assert all(told in kept for told in ("wool", "leather", "size 44"))


async def test_after_the_one_question_their_own_words_still_keep_it(house: House, nadia: Customer) -> None:
    """What needs a yes of its own is not asked about in the same conversation; "remember that" is such a yes."""
    await nadia.says("I never wear wool")
    await nadia.chooses("Yes, remember")
    assert "?" not in await nadia.says("I'm allergic to nickel") and nadia.choices == []
    assert "allergic to nickel" not in await nadia.says("what do you know about me?")
    assert "allergic to nickel" in await nadia.says("remember that")
    house.wait(hours=2)
    assert "may I remember" in await nadia.says("I'm diabetic")


async def test_the_old_question_is_about_what_it_named(house: House, nadia: Customer) -> None:
    """Its button keeps what it asked about, not something told since that needs its own yes."""
    await nadia.says("I never wear wool")
    asked = nadia.replies
    await nadia.says("I'm allergic to nickel")
    nadia.replies = asked
    kept = await nadia.chooses("Yes, remember")
    assert "wool" in kept and "nickel" not in kept


async def test_an_offer_that_they_ask_to_see_is_given_not_asked(house: House, nadia: Customer) -> None:
    """Who asks for offers is answered; only what we show first counts against us."""
    for _ in range(3):
        assert "Offer" in await nadia.says("any offers?")
    assert (await nadia.relationship())["asked"] == 0


async def test_a_permission_to_write_is_asked_within_the_budget_too(house: House, nadia: Customer) -> None:
    """Who names their terms is asked once whether we may write at all; not beside another question, nor in vain."""
    await nadia.says("I never wear wool")
    assert "so far you haven't" in await nadia.says("only write to me on weekdays") and nadia.choices == []
    house.wait(hours=2)
    assert "May we, like this?" in await nadia.says("only write to me on weekdays")
    assert (await nadia.relationship())["asked"] == 2


async def test_a_reminder_comes_at_most_once_a_day(house: House, nadia: Customer) -> None:
    """An interval that is none, or minutes, is said to be too often; named properly it comes each time, once."""
    assert "at most once a day" in await nadia.says("remind me every 0 days to stretch")
    assert "at most once a day" in await nadia.says("every 5 minutes to breathe")
    assert "breathe" in await nadia.says("every day at 11")
    came = []
    for _ in range(3 * 12 + 1):
        house.wait(hours=2)
        await house.run_due()
        came += [(house.now.date(), one["text"]) for one in await nadia.gets()]
    assert len({day for day, _ in came}) == len(came) == 3 and all("breathe" in text for _, text in came)
    await nadia.says("stop")
    house.wait(days=2)
    await house.run_due()
    assert await nadia.gets() == []


async def test_nothing_is_asked_when_the_balance_is_against_them(house: House, nadia: Customer) -> None:
    """After more asking than giving a statement is heeded, and no permission is asked for."""
    await nadia.says("hello")
    who = house.parts.memory.people.find(nadia.channel, nadia.address)
    assert who is not None
    for _ in range(4):
        house.parts.memory.balance.ask(who.identity, "offer")
    await nadia.says("I never wear wool")
    assert nadia.choices == []


async def test_how_they_find_us_is_asked_in_three_items_at_most(house: House, nadia: Customer) -> None:
    """Once a year, by permission; each may be skipped; what they said stands beside what they did."""
    await nadia.says("hello")
    await nadia.allows("contact")
    path = f"/api/v1/customers/{await nadia.id()}/survey"
    assert await house.call("POST", path, "operator") == {"planned": 1}
    assert await house.call("POST", path, "operator") == {"planned": 0}
    await house.run_due()
    (question,) = await nadia.gets()
    assert question["text"].count("?") == 1 and not question["offer"]
    assert "know what matters" in await nadia.chooses("Always")
    assert "come to us first" in await nadia.chooses("Mostly")
    assert "that was all" in await nadia.chooses("Rarely")
    report = await nadia.relationship()
    assert report["quality_said"] == {"partner_quality": 1.0, "intimacy": 0.67, "commitment": 0.33}
    assert set(report["quality"]) >= set(report["quality_said"]) and report["asked"] == 3


async def test_who_wants_no_questions_is_asked_none(house: House, nadia: Customer) -> None:
    """One press ends it; without permission it never begins."""
    await nadia.says("hello")
    await house.call("POST", f"/api/v1/customers/{await nadia.id()}/survey", "operator")
    await house.run_due()
    assert await nadia.gets() == []
    await nadia.allows("contact")
    house.wait(days=1, minutes=5)
    await house.run_due()
    await nadia.gets()
    assert await nadia.chooses("No questions, please") == "Fine, no more questions."
    assert (await nadia.relationship())["quality_said"] == {}


async def test_a_survey_comes_once_in_365_days_and_not_after_a_no(house: House, nadia: Customer) -> None:
    """The turn of the year is no reason to ask again; nor is another channel; a no holds for the house's cool-down."""
    await nadia.says("hello")
    await nadia.allows("contact")
    path = f"/api/v1/customers/{await nadia.id()}/survey"
    planned = await house.call("POST", path, "operator")
    await house.run_due()
    assert (planned, len(await nadia.gets())) == ({"planned": 1}, 1)
    await nadia.chooses("Always")
    await nadia.chooses("Enough questions")
    cool_down = house.parts.memory.house.settings().consent.cool_down_days
    for days in (45, 319):
        house.wait(days=days)
        assert await house.call("POST", path, "operator") == {"planned": 0}
    house.wait(days=2 + max(0, cool_down - 365))
    assert await house.call("POST", path, "operator") == {"planned": 1}


@pytest.mark.parametrize(
    ("asked", "then", "days"),
    [
        ("remind me to water the ferns every two weeks", None, [14, 28]),
        ("remind me to water the ferns", "every two weeks", [14, 28]),
        ("remind me to water the ferns", "in three days", [3]),
    ],
)
async def test_a_reminder_comes_as_it_was_wished_once_or_at_intervals(
    house: House, nadia: Customer, asked: str, then: str | None, days: list[int]
) -> None:
    """Said at once or in answer to "when?"."""
    said = await nadia.says(asked)
    if then:
        assert said == "When shall I remind you?"
        said = await nadia.says(then)
    assert "water the ferns" in said
    came = []
    for day in range(1, 30):
        house.wait(days=1)
        await house.run_due()
        came += [day for one in await nadia.gets() if "water the ferns" in one["text"]]
    assert came == days
