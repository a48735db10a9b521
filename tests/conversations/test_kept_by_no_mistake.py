"""Nothing is kept by a question, a wish to forget or words about others; what was kept goes as easily as it came."""

import pytest

from store import Assurance, ConsentState, Purpose
from tests.conversations.conftest import Customer, House
from tests.conversations.people import BROKEN_TEAPOT, LATE_CASSEROLE, signed_in
from tests.conversations.told import allow


def allowed(house: House, customer: Customer) -> set[Purpose]:
    known = house.memory.people.arrive(customer.channel, customer.address)
    return {one.purpose for one in house.memory.consents.grants(known.customer) if one.state is ConsentState.GIVEN}


@pytest.mark.parametrize(
    "text",
    [
        "remember I told you I hate wool, forget it",
        "don't forget my size, it's wrong, delete it",
        "Please note I never wear wool, so why did you show me wool?",
    ],
)
async def test_a_wish_to_forget_and_a_question_allow_nothing(house: House, nadia: Customer, text: str) -> None:
    """Though "remember" and "note" stand in them."""
    await nadia.says(text)
    assert nadia.remembered == [] and allowed(house, nadia) == set()


@pytest.mark.parametrize(
    ("told", "yes"),
    [
        ("My grandson Theo is allergic to milk", "Yes, remember that"),
        ("my son is coeliac", "remember that please"),
    ],
)
async def test_what_is_anothers_to_tell_is_said_to_be_so(house: House, told: str, yes: str) -> None:
    """It is gone by while we talk, and nothing is allowed by the yes."""
    ama = signed_in(house, LATE_CASSEROLE)
    await ama.says(told)
    reply = await ama.says(yes)
    assert "theirs to tell" in reply and "while we talk" in reply
    assert ama.remembered == [] and allowed(house, ama) == set()


async def test_a_question_in_the_middle_of_a_task_keeps_nothing(house: House) -> None:
    """What was told in grief is not kept because somebody asks whether it is."""
    kwame = signed_in(house, BROKEN_TEAPOT)
    await kwame.says("I lost my wife in August and want to return her coat")
    await kwame.says("I don't want her mentioned again in emails")
    reply = await kwame.says("are you keeping that about her")
    assert "nothing" in reply and "I'll remember" not in reply
    assert kwame.remembered == [] and Purpose.MEMORY not in allowed(house, kwame)


async def test_what_is_kept_is_forgotten_by_its_kind_or_a_name_in_it(nadia: Customer) -> None:
    """Nobody has to quote themselves."""
    await nadia.says("my birthday's 3rd March")
    await nadia.says("yes")
    await nadia.says("my lad Kofi's size 8-9")
    await nadia.says("I take a 43 in boots")
    assert "3rd March" in await nadia.says("forget my birthday")
    assert "Kofi" in await nadia.says("forget Kofi")
    assert "43" in await nadia.says("forget my size")
    assert nadia.remembered == []


async def test_where_several_are_of_that_kind_it_is_asked_which(nadia: Customer) -> None:
    """Nothing goes that was not meant."""
    await nadia.says("my birthday's 3rd March")
    await nadia.says("yes")
    await nadia.says("my son's birthday is 4 May")
    await nadia.says("now wipe the birthday")
    assert set(nadia.choices) == {"my birthday's 3rd March", "my son's birthday is 4 May"}
    assert len(nadia.remembered) == 2


@pytest.mark.parametrize("no", ["actually no stop that", "no", "take that back", "not that", "actually no"])
async def test_a_permission_is_taken_back_in_the_next_breath(house: House, nadia: Customer, no: str) -> None:
    """It ends as it began: by one line."""
    await nadia.says("staff may see it yes")
    assert Purpose.STAFF in allowed(house, nadia)
    assert "our staff don't see" in await nadia.says(no)
    assert Purpose.STAFF not in allowed(house, nadia)


@pytest.mark.parametrize("no", ["actually no stop that", "take that back", "not that"])
async def test_a_thing_kept_is_taken_back_in_the_next_breath(house: House, nadia: Customer, no: str) -> None:
    """That one alone, whatever its words share with what was told before."""
    house.memory.people.arrive(nadia.channel, nadia.address)
    allow(house, nadia, Purpose.MEMORY)
    await nadia.says("I take a 43 in boots")
    await nadia.says("I hate velvet")
    assert "I hate velvet" in await nadia.says(no)
    assert nadia.remembered == ["I take a 43 in boots"]


async def test_a_town_put_right_is_no_other_person(nadia: Customer) -> None:
    """It is the town that is put right."""
    await nadia.says("I live with my sister in Whitby")
    await nadia.says("yes remember that")
    assert "Scarborough" in await nadia.says("it's not Whitby it's Scarborough")
    assert nadia.remembered == ["I live with my sister in Scarborough"]


async def test_another_person_is_heard_in_haste_and_the_customer_comes_back(house: House) -> None:
    """Neither costs a button, and coming back is no goodbye."""
    priya = house.customer("c-1001", "account", assurance=Assurance.VERIFIED)
    assert "somebody else" in await priya.says("hi its priyas husband here on her laptop")
    assert await priya.says("back to Priya now") == "Welcome back. What can I do?"
    assert "Goodbye" not in await priya.says("back to Priya now")


@pytest.mark.parametrize(
    ("text", "restated"),
    [
        ("just so u know im allergic to wool brings me out in hives", "that you're allergic to wool, and"),
        ("allergic to nuts too", "that you're allergic to nuts, and"),
        ("allergic to latex here", "that you're allergic to latex, and"),
        ("i dont wear leather either", "that you don't wear leather, and"),
        ("I've got a job now budget is 150", "you've got a job and your budget is 150, and"),
        ("my size is L can you keep that", "I'll remember that your size is L."),
    ],
)
async def test_what_is_asked_about_is_what_was_told(nadia: Customer, text: str, restated: str) -> None:
    """Without what was said before and behind it."""
    assert restated in await nadia.says(text)


async def test_what_is_avoided_is_the_thing_itself(house: House) -> None:
    """No coat is of what brings them out in hives."""
    nadia = signed_in(house, LATE_CASSEROLE)
    await nadia.says("just so u know im allergic to wool brings me out in hives")
    await nadia.says("yes")
    assert "without wool" in await nadia.says("recommend a warm coat")


async def test_an_illness_told_between_us_is_cared_for_and_asked_about(nadia: Customer) -> None:
    """It is no complaint, and has the question of what is told in confidence."""
    await nadia.says("just between us")
    reply = await nadia.says("i have been diagnosed with parkinsons so buttons are a pain")
    assert reply.startswith("I'm sorry to hear that") and "for you alone?" in reply
    assert "written that down" not in reply and nadia.remembered == []
    await nadia.chooses("Yes, between us")
    assert nadia.remembered == ["i have been diagnosed with parkinsons"]
