"""Somebody is rung when it suits them, and no word of no about something else lets the call go."""

import pytest

from store import Reader
from tests.conversations.conftest import Customer, House
from tests.conversations.people import POINTS_AND_REFUND, signed_in


def promised(nadia: Customer, house: House) -> list[tuple[str, str]]:
    """What stands promised, and by when in London."""
    made = house.memory.promises.of(nadia.known.customer, Reader.ASSISTANT)
    return [(one.what, f"{one.due_at:%a %H:%M}") for one in made if one.state == "open"]


@pytest.mark.parametrize(
    ("told", "between"),
    [
        ("01904 960144 after 5", "between 17:00 and 17:30 on Monday 23 November"),
        ("01904 960144 on monday between 2 and 4", "between 14:00 and 16:00 on Monday 23 November"),
    ],
)
async def test_the_hours_that_suit_are_promised(nadia: Customer, house: House, told: str, between: str) -> None:
    """And the desk reads them."""
    await nadia.says("I want someone to call me")
    assert between in await nadia.says(told)
    assert [what.startswith("+441904960144: 1") for what, _ in promised(nadia, house)] == [True]


async def test_hours_at_which_nobody_works_are_named(nadia: Customer) -> None:
    """It is said plainly, with what can be."""
    await nadia.says("I want someone to call me")
    assert "Nobody is at the desk at that hour" in await nadia.says("01904 960144 on monday after 6")


@pytest.mark.parametrize("text", ["call me at once, 01904 960144, if I don't answer call again"])
async def test_a_call_again_is_a_call(nadia: Customer, house: House, text: str) -> None:
    """It is promised, and not let go."""
    await nadia.says(text)
    assert len(promised(nadia, house)) == 1


@pytest.mark.parametrize(
    ("told", "when"),
    [
        ("the one on my account, after 5pm monday", "between 17:00 and 17:30 on Monday 23 November"),
        ("same number you have, monday afternoon", "between 12:00 and 17:00 on Monday 23 November"),
        ("on the number you have, afternoons are best", "between 12:00 and 17:00 on Monday 23 November"),
        ("whatever number you've got for me, mornings please", "between 09:00 and 12:00 on Monday 23 November"),
        ("what? i just want you to ring me on the number you already have", "by 11:00 on Monday 23 November"),
    ],
)
async def test_the_number_on_file_is_rung(house: House, told: str, when: str) -> None:
    """It is named by its last digits alone, and the desk reads all of it."""
    nadia = signed_in(house, "c-1001")
    await nadia.says("can someone ring me please")
    assert f"the number on your account that ends in 171 {when}" in await nadia.says(told)
    assert [what[:15] for what, _ in promised(nadia, house)] == ["+441134960171: "]


async def test_a_stranger_has_no_number_on_file(house: House) -> None:
    """That is said, and one asked for."""
    visitor = house.customer("pat")
    await visitor.says("can someone ring me please")
    assert "I see no number of yours from here" in await visitor.says("the number you have on file")


async def test_later_than_was_promised(nadia: Customer) -> None:
    """Hours that are put right are the call's, and no terms for letters."""
    await nadia.says("someone should call me on 01904 960144 monday")
    assert "between 17:00 and 17:30" in await nadia.says("no AFTER 5. i work till 5")


async def test_the_day_beside_the_hour_is_the_calls(nadia: Customer) -> None:
    """A day gone by that is told beside it is none."""
    text = "25 oct? ok its not in my bank, someone needs to call me 01904 960144 monday morning"
    assert "between 09:00 and 12:00 on Monday 23 November" in await nadia.says(text)


@pytest.mark.parametrize("day", ["tomorrow morning", "today", "on sunday"])
async def test_a_day_on_which_nobody_is_there_is_named(nadia: Customer, day: str) -> None:
    """Nobody wonders why it is Monday."""
    told = await nadia.says(f"please call me {day} on 01904 960144")
    assert "Nobody is at the desk then, on S" in told and "on Monday 23 November" in told


async def test_a_number_typed_in_german_says_its_country(nadia: Customer) -> None:
    """The hours that were told with it stay."""
    assert "Landesvorwahl" in await nadia.says("rufen Sie mich bitte an: 0171 2345678, nachmittags")
    assert "unter +491712345678" in await nadia.says("+49 171 2345678")


@pytest.mark.parametrize("agreed", ["yes that number, any time after 3", "yep use that one, after 3 on monday please"])
async def test_the_number_agreed_to_with_an_hour_is_rung_at_it(house: House, agreed: str) -> None:
    """The yes and the hour count together."""
    nadia = signed_in(house, "c-1001")
    assert "ends in 171" in await nadia.says("can somebody ring me about my coat")
    assert "between 15:00 and" in await nadia.says(agreed)


async def test_a_call_is_let_go_by_a_word(house: House) -> None:
    """ "Don't bother" is said of the call, and of no permission."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("can someone ring me on monday between 9 and 10")
    await kwame.says("yes")
    assert await kwame.says("actually don't bother") == "All right, nobody rings or writes about it."


@pytest.mark.parametrize("text", ["ok ill ring", "never mind, I'll call you tomorrow then"])
async def test_who_rings_themselves_is_not_rung(nadia: Customer, text: str) -> None:
    """And nothing is promised."""
    assert await nadia.says(text) == "All right."
