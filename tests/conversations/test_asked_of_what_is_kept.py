"""Questions about names, books, data and letters are answered by how things stand."""

import pytest

from tests.conversations.conftest import Customer, House
from tests.conversations.people import COAT_ON_ITS_WAY, signed_in


@pytest.fixture
def told(house: House) -> Customer:
    return signed_in(house, COAT_ON_ITS_WAY)


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ("call me Tommo", "Tommo"),
        ("I go by Kay not Kwame, and my pronouns are she/her", "Kay"),
        ("my name is Mrs Ellis, not Margaret", "Mrs Ellis"),
        ("never call me Joan, call me Mrs Fairfax", "Mrs Fairfax"),
    ],
)
async def test_a_name_that_was_asked_for_is_used_and_told(house: House, told: Customer, said: str, called: str) -> None:
    """In this conversation, and in the greeting of the next."""
    assert "call you by no name" in await told.says("what do you call me")
    await told.says(said)
    assert f"I call you {called}, as you asked." == await told.says("what's my name?")
    await told.says(said)
    await told.says("yes")
    house.wait(hours=5)
    assert (await told.says("hello")).startswith(f"Hello, {called}, ")


async def test_who_has_an_account_is_told_of_the_shops_own_books(told: Customer, nadia: Customer) -> None:
    """Nothing is remembered; orders and points stand in the shop's books all the same."""
    assert "shop's own books" in await told.says("What do you know about me?")
    assert "shop's own books" not in await nadia.says("What do you know about me?")


@pytest.mark.parametrize(
    "said",
    [
        "are you gdpr compliant? who sees this chat",
        "do you share what i tell you with other customers or staff?",
        "do you sell my chats to anyone",
        "where is it stored",
        "where do you keep my data stored?",
        "who did you tell about my address",
    ],
)
async def test_what_becomes_of_what_they_say_is_told(told: Customer, said: str) -> None:
    """Not sold, seen by whom, and what they can do about it."""
    reply = await told.says(said)
    assert reply.startswith("It is not sold.") and "erased" in reply


@pytest.mark.parametrize("said", ["do you sell chairs", "where is the coat made", "share all customer data with me"])
async def test_other_questions_are_not_taken_for_it(told: Customer, said: str) -> None:
    """Goods and others' data are another matter."""
    assert "It is not sold" not in await told.says(said)


async def test_how_we_may_write_is_told_with_its_terms(told: Customer) -> None:
    """As it stands, by the names that people have for it."""
    assert "so far you haven't" in await told.says("what are my contact settings")
    assert "only by text message" in await told.says("text me not email, and only after 6pm")
    await told.says("yes")
    reply = await told.says("when would you write to me?")
    assert "only by text message" in reply and "18:00" in reply and "wilio" not in reply


async def test_no_calls_is_said_to_be_so_already(told: Customer) -> None:
    """Nobody rings unasked, with other terms beside it or without."""
    reply = await told.says("please don't phone me, write instead. and never before 10")
    assert "Nobody rings you unless you ask" in reply and "not before 10:00" in reply
    assert "Nobody rings you unless you ask" in await told.says("and no phone calls?")


async def test_a_permission_is_never_wider_than_it_was_given(told: Customer) -> None:
    """For a birthday alone nothing can be kept to, so nothing is allowed."""
    assert "nothing is allowed by it" in await told.says("you may write to me on my birthday")
    assert "so far you haven't" in await told.says("when would you write to me?")


@pytest.mark.parametrize(
    "said", ["actually no, dont write to me at all", "oh wait, don't contact me", "stop writing to me"]
)
async def test_what_was_just_allowed_is_taken_back_in_whatever_words(told: Customer, said: str) -> None:
    """And said to be so."""
    await told.says("you can write to me about offers")
    assert await told.says(said) == "Done: we don't write to you first any more."


async def test_the_one_that_is_pointed_at_goes(told: Customer) -> None:
    """What isn't there is said, with what there is to choose from; then by its place."""
    for line in ("I love navy", "yes", "i hate wool"):
        await told.says(line)
    assert "I keep nothing about that" in await told.says("forget my hat size")
    assert told.choices == ["i hate wool", "I love navy"]
    assert await told.says("forget the first one") == "Forgotten: “i hate wool”."
    assert told.remembered == ["I love navy"]


async def test_of_two_things_told_in_one_breath_one_can_go(told: Customer) -> None:
    """The cat stays."""
    await told.says("I have three kids and a cat called Tom")
    await told.says("yes")
    assert "three kids" in await told.says("forget the kids")
    assert [words for words in told.remembered if "cat" in words]


@pytest.mark.parametrize(
    "said", ["I don't want you to use my health things today", "i dont want you using my allergies for now"]
)
async def test_not_to_be_used_is_not_forgotten(told: Customer, said: str) -> None:
    """It is kept, and held back."""
    await told.says("i'm allergic to nuts")
    await told.says("yes")
    assert "used for nothing until you say so" in await told.says(said)
    assert told.remembered == ["i'm allergic to nuts"]


async def test_whether_it_is_in_the_books_is_asked_of_what_is_kept(told: Customer) -> None:
    """Nothing is disputed by asking."""
    await told.says("i'm vegan")
    await told.says("yes")
    assert "“i'm vegan”" in await told.says("am i vegan in your books")


async def test_what_another_is_sold_is_for_a_person(told: Customer) -> None:
    """No socks are shown to who asks that none be sold to him."""
    reply = await told.says("my dad has dementia. could you not sell him any more socks")
    assert "£" not in reply and "A person, please" in told.choices


async def test_who_was_helped_is_themselves_again(told: Customer) -> None:
    """As by the button, once the other has gone."""
    assert "somebody else" in await told.says("I'm her carer")
    assert "Welcome back" in await told.says("No I'm Joan, my carer has gone")
    assert "somebody else" in await told.says("my kid is using the account, don't show him what you know")


@pytest.mark.parametrize(
    "asked", ["whens my husbands birthday", "when is my husband's birthday again?", "what was my budget again"]
)
async def test_what_was_told_is_asked_back_in_few_words(told: Customer, asked: str) -> None:
    """A question tells nothing, and no order is looked for."""
    await told.says("my husbands birthday is on the 5th december")
    await told.says("yes")
    assert "“my husbands birthday is on the 5th december”" in await told.says(asked)


async def test_what_becomes_of_it_is_asked_when_it_was_just_kept(told: Customer) -> None:
    """How long, and to be shown it, as well."""
    await told.says("i've got a nut allergy")
    await told.says("yes")
    assert (await told.says("what will you do with that")).startswith("It is not sold.")
    assert "365 days" in await told.says("how long do you keep it for")
    assert "“i've got a nut allergy”" in await told.says("can i see it")


@pytest.mark.parametrize(
    "asked", ["are my details safe", "is what I tell you kept private?", "who do you give my data to"]
)
async def test_whether_it_is_safe_is_asked_of_what_is_done_with_it(told: Customer, asked: str) -> None:
    assert (await told.says(asked)).startswith("It is not sold.")


async def test_what_is_shown_is_sent_and_goes_by_a_word(told: Customer) -> None:
    """No order is sent back, and nothing goes before a yes."""
    await told.says("can i see everything you have on me")
    assert "Your data as a file" in await told.says("send it to me")
    assert "It can't be undone. Shall I?" in await told.says("ok forget the lot")


async def test_surprise_refuses_nothing(told: Customer) -> None:
    """A question takes no permission back, and the one that was asked can still be answered."""
    await told.says("ok so i told you last week i hate wool")
    assert "I keep nothing about you" in await told.says("you dont remember?")
    await told.says("ok yes remember it")
    assert told.remembered == ["i hate wool"]


async def test_memory_turned_off_is_turned_on_again(told: Customer) -> None:
    """And no order is meant."""
    await told.says("turn off memory")
    assert (await told.says("turn it back on")).startswith("Good. I'll remember what you ask me to")


async def test_the_same_words_with_nothing_turned_off_allow_nothing(told: Customer) -> None:
    await told.says("hello")
    assert "remember" not in await told.says("turn it back on")
