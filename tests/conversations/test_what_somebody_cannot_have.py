"""What somebody can't have is minded on whichever way goods are asked for, and whoever it is for."""

import pytest

from tests.conversations.conftest import Customer


@pytest.mark.parametrize(
    "text",
    [
        "my grandson is alergic to nuts, what chocolate can i get him",
        "chocolate without nuts",
    ],
)
async def test_nothing_with_nuts_is_shown_to_whoever_looks_for_somebody_allergic(nadia: Customer, text: str) -> None:
    """The only chocolate has hazelnuts: it isn't shown, and what comes nearest without them is."""
    reply = await nadia.says(text)
    assert reply.startswith("Nothing like that is without nuts.") and "hazelnut" not in reply
    assert "Butter shortbread" in reply and "Heather honey" in reply


@pytest.mark.parametrize(
    "text", ["my nephew has a nut allergy. any sweets for him?", "my son is allergic to nuts, what sweets can he have"]
)
async def test_sweet_things_without_nuts_are_shown(nadia: Customer, text: str) -> None:
    """Shortbread and honey are sweet; the chocolate has hazelnuts in it."""
    reply = await nadia.says(text)
    assert reply.startswith("Two without nuts:") and "hazelnut" not in reply
    assert "Butter shortbread" in reply and "Heather honey" in reply


async def test_what_another_cannot_have_is_minded_later_in_the_conversation(nadia: Customer) -> None:
    """A wish right after needs no second telling, and a question after the thing itself says what speaks against it."""
    await nadia.says("my son is allergic to nuts, what sweets can he have")
    assert "hazelnut" not in await nadia.says("so what sweet things can he have")
    told = await nadia.says("what chocolate do you have")
    assert "“my son is allergic to nuts”; that speaks against: Dark chocolate with hazelnut." in told


@pytest.mark.parametrize(
    "text",
    [
        "never wool. got any jumpers?",
        "jumpers without wool",
        "im after a jumper that isnt wool",
        "got any wool-free jumpers",
    ],
)
async def test_a_jumper_without_wool_is_cotton_or_fleece(nadia: Customer, text: str) -> None:
    """Lambswool is wool, in whatever words it was ruled out."""
    reply = await nadia.says(text)
    assert "Pennine cotton jumper" in reply and "Dales crew-neck" not in reply
    assert "keep nothing of it" not in reply


@pytest.mark.parametrize(
    "text",
    [
        "i can't have caffeine in the evening, what tea is there?",
        "anything without caffeine for the evening",
        "which tea has no caffeine",
    ],
)
async def test_what_has_no_caffeine_is_the_rooibos_and_no_teapot(nadia: Customer, text: str) -> None:
    """ "Caffeine free" on its label speaks for it; what tea is drunk from is no tea."""
    reply = await nadia.says(text)
    assert "Rooibos with orange" in reply and "teapot" not in reply and "mugs" not in reply
    assert "Assam" not in reply


async def test_what_they_tell_of_themselves_beside_it_is_still_asked_about(nadia: Customer) -> None:
    """The wish is served first; then comes the one question."""
    reply = await nadia.says("gloves but no leather please")
    assert reply.startswith("One without leather:\nFleece-lined gloves") and "Shall I remember" in reply


@pytest.mark.parametrize(
    "said",
    [
        "something sweet for my sister, she's vegan and can't have nuts",
        "what food have you that is vegan with no nuts",
        "my son is vegan and allergic to nuts, any biscuits?",
    ],
)
async def test_a_vegan_who_is_allergic_as_well_gets_neither(nadia: Customer, said: str) -> None:
    """One of the two is not forgotten for the other."""
    reply = await nadia.says(said)
    assert not any(one in reply for one in ("shortbread, £", "honey, £", "hazelnut, £"))


@pytest.mark.parametrize("wish", ["any biscuits for my partner?", "what biscuits can he have?"])
async def test_what_another_cannot_have_outlives_a_yes_to_ones_own(nadia: Customer, wish: str) -> None:
    """What is theirs to tell is kept by nobody, and gone by all the same."""
    told = await nadia.says("i'm vegetarian and my partner is coeliac")
    assert "somebody else's health" in told and "Shall I remember that you're vegetarian, and" in told
    await nadia.says("yes")
    assert nadia.remembered == ["i'm vegetarian"]
    reply = await nadia.says(wish)
    assert "You told me “my partner is coeliac”" in reply or "without gluten" in reply


async def test_for_her_is_for_whom_was_just_told_of(nadia: Customer) -> None:
    """A fleece that she can't have is not among what is shown."""
    told = await nadia.says("my little girl has eczema so no synthetics for her please")
    assert "your little girl wants no synthetics" in told
    assert "without synthetics" in await nadia.says("what have you got for her in the way of jumpers")


@pytest.mark.parametrize("text", ["what biscuits can she have?", "anything in the larder for mia?"])
async def test_what_she_can_have_is_looked_for(nadia: Customer, text: str) -> None:
    """Her name may be in small letters."""
    assert "go by that while we talk" in await nadia.says("my daughter mia is allergic to nuts")
    reply = await nadia.says(text)
    assert "shortbread" in reply and "hazelnut" not in reply


async def test_what_they_say_they_told_is_gone_by_from_now_on(nadia: Customer) -> None:
    """Why it wasn't is no answer to who is vegan."""
    told = await nadia.says("i told you i was vegan, why are you showing me wool")
    assert "Shall I remember that you're vegan, and" in told
    reply = await nadia.says("show me jumpers")
    assert "Pennine" in reply and "Merrow" not in reply
