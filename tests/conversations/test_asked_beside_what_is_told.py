"""Something told and something asked in one message: the wish is served by it first, then one question is put."""

import pytest

from tests.conversations.conftest import Customer, House
from tests.conversations.people import COAT_ON_ITS_WAY, PAID_TWICE, signed_in

ASKS = "so that you needn't say it again?"


@pytest.mark.parametrize(
    ("said", "served", "put"),
    [
        ("i like brass bands, got any records", "Brass from the Dales", "you like brass bands,"),
        ("im vegan. shoes under £50?", "Corduroy slippers", "you're vegan,"),
        ("I don't eat gluten. any biscuits", "without gluten", "you don't eat gluten,"),
        ("any biscuits? i dont eat gluten", "without gluten", "you don't eat gluten,"),
        ("I never wear wool, can I see some jumpers", "without wool", "you never wear wool,"),
        ("I'm vegetarian. what have you got to eat", "Heather honey", "you're vegetarian,"),
        ("do you have a coat, I hate wool", "Hayes quilted coat", "you hate wool,"),
    ],
)
async def test_what_is_asked_beside_it_is_answered_first(nadia: Customer, said: str, served: str, put: str) -> None:
    """The answer goes by what was told, and the question names that alone."""
    reply = await nadia.says(said)
    assert served in reply and reply.endswith(ASKS)
    assert f"remember that {put}" in reply
    assert reply.index(served) < reply.index("Shall I remember") and nadia.remembered == []


@pytest.mark.parametrize(
    "said",
    [
        "im lactose intolerant, any biscuits?",
        "I'm allergic to milk so what biscuits do you have",
        "i cant have dairy, got any biscuits",
    ],
)
async def test_what_a_body_does_not_take_is_respected_at_once(nadia: Customer, said: str) -> None:
    """The one thing that has it in it is not shown, and its own question is put after that."""
    reply = await nadia.says(said)
    assert "shortbread" not in reply and "Nothing like that is without" in reply
    assert "That is personal" in reply.splitlines()[-1]


@pytest.mark.parametrize(
    "said",
    ["so any biscuits then", "so can I see shirts that arent synthetic", "show me some biscuits then"],
)
async def test_a_wish_that_only_sounds_like_a_taste_is_served(nadia: Customer, said: str) -> None:
    """Nobody is told that it was not taken right."""
    reply = await nadia.says(said)
    assert "£" in reply and "not sure" not in reply and "remember" not in reply


@pytest.mark.parametrize(
    ("said", "put"),
    [
        ("I'm vegan and on a budget of 50 quid", "you're vegan and you're on a budget of 50 quid,"),
        ("i am size M and like green", "you are size M and you like green,"),
        ("I'm five foot two and hate zips", "you're five foot two and you hate zips,"),
        ("my wife loves tea and hates coffee", "your wife loves tea and your wife hates coffee,"),
        (
            "my husbands name is Ravi, he wears a 43 shoe and loves classical music",
            "your husband's name is Ravi, your husband wears a 43 shoe and your husband loves classical music,",
        ),
        ("my bday is 4 dec what do you get", "your bday is 4 dec,"),
        ("that ok then remember that i hate coriander", None),
        ("I got a girlfriend", "you have a girlfriend,"),
        ("hates coriander", "you hate coriander,"),
        ("never call me Joan, call me Mrs Fairfax", "you'd not like to be called Joan and you'd like to be called"),
        ("address me as Mrs Ellis", "you'd like to be addressed as Mrs Ellis,"),
        ("I have three kids and a cat called Tom", "you have three kids and you have a cat called Tom,"),
    ],
)  # fmt: skip
async def test_all_that_is_told_is_named_in_whole_sentences(nadia: Customer, said: str, put: str | None) -> None:
    """Each thing is put as it concerns them, without what is said around it."""
    reply = await nadia.says(said)
    assert f"remember that {put or 'you hate coriander'}" in reply


async def test_health_goes_before_the_rest_and_the_rest_is_not_lost(nadia: Customer) -> None:
    """One question, for what weighs more; after its yes it is said how the other is kept, and nothing is kept of it."""
    assert "you're allergic to nuts" in await nadia.says("my name's actually Bea, and im allergic to nuts")
    reply = await nadia.says("yes")
    assert nadia.remembered == ["im allergic to nuts"] and "called Bea" in reply and "?" not in reply
    await nadia.says("remember that")
    assert len(nadia.remembered) == 2


async def test_what_is_told_anew_takes_the_place_of_what_waited(nadia: Customer) -> None:
    """Who likes coffee now is not asked about hating it."""
    await nadia.says("my wife hates coffee")
    reply = await nadia.says("my wife does like coffee now. it's tea she hates")
    assert "hates coffee" not in reply and "your wife hates tea" in reply
    await nadia.says("yes")
    assert sorted(nadia.remembered) == ["my wife does like coffee now", "my wife hates tea"]


async def test_what_was_told_of_somebody_shapes_what_is_shown_for_them(house: House) -> None:
    """Her daughter's liking finds the book; her own taste has no part in it, nor the daughter's in a coat of hers."""
    mother = signed_in(house, PAID_TWICE)
    await mother.says("my daughter Anya turns 5 on 3 Feb, shes mad about hares. I never wear wool")
    await mother.chooses("Yes, remember")
    for wish in ("gift for my daughter Anya please", "a present for Anya", "what would she like for her birthday"):
        reply = await mother.says(wish)
        assert "Goodnight, Hare" in reply and "wool" not in reply, wish
        assert any("hares" in words for words in mother.because), wish
    assert "without wool" in await mother.says("can you recommend a warm coat for me?")


async def test_anothers_allergy_counts_while_we_talk_and_is_theirs_to_tell(nadia: Customer) -> None:
    """It is respected now; asked to remember it, it is said plainly that it can't be kept."""
    reply = await nadia.says("my nephew is allergic to milk, whats safe to give him to eat")
    assert "without milk" in reply and "shortbread" not in reply
    assert "theirs to tell" in await nadia.says("my daughter is allergic to eggs, please remember that")
    assert nadia.remembered == []


async def test_an_age_is_no_size(house: House) -> None:
    """ "I'm 81" is kept as told, and found by that name when it shall go."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I'm 81")
    await nadia.says("yes")
    assert "in 81" not in await nadia.says("show me a coat")
    assert await nadia.says("forget my age") == "Forgotten: “I'm 81”."


async def test_how_old_somebody_of_theirs_is_is_no_size(nadia: Customer) -> None:
    """A child of five gets what a child likes, and nothing is looked for in size 5."""
    await nadia.says("my daughter Anya is 5 and loves hares")
    await nadia.says("yes")
    assert (await nadia.says("a gift for anya please")).startswith("One with hares in mind:\nGoodnight, Hare")
