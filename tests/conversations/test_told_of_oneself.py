"""What customers tell of themselves: asked about as it was said, put right, kept in confidence, never pried into."""

from tests.conversations.conftest import Customer


async def test_a_yes_keeps_all_that_the_question_named(nadia: Customer) -> None:
    """Two things said in one message are asked about and kept together, in the customer's own sizes."""
    question = await nadia.says("I'm a size M in tops and I can't stand polyester")
    assert "you're a size M in tops and you can't stand polyester" in question
    await nadia.chooses("Yes, remember")
    assert sorted(nadia.remembered) == ["I can't stand polyester", "I'm a size M in tops"]


async def test_the_yes_to_a_confidence_keeps_it_between_us(nadia: Customer) -> None:
    """What matters is said again: for this customer alone."""
    question = await nadia.says("between you and me, I'm pregnant")
    assert "between us" in question
    await nadia.chooses("Yes, between us")
    assert "for you alone" in nadia.replies[0].text


async def test_a_hard_thing_told_in_confidence_stays_between_us(nadia: Customer) -> None:
    """Care, and the word that it goes no further; no help lines for a marriage."""
    for told in ("between you and me, I've been diagnosed with lupus", "between us, my husband is leaving me"):
        reply = await nadia.says(told)
        assert "between us" in reply and "Samaritans" not in reply and "nothing you need to do" not in reply, told


async def test_another_persons_health_is_never_asked_about(nadia: Customer) -> None:
    """It is theirs to tell: used while we talk, kept never."""
    reply = await nadia.says("my daughter Mia is allergic to peanuts")
    assert "keep nothing of it" in reply and nadia.choices == []
    assert nadia.remembered == []


async def test_joy_is_answered_before_anything_is_asked(nadia: Customer) -> None:
    """The good news first, the question last."""
    await nadia.says("I'm so happy, we got engaged!")
    assert nadia.replies[0].text == "That's good to hear."


async def test_what_could_not_be_read_is_not_promised(nadia: Customer) -> None:
    """Either it is kept or the customer hears that it was not understood."""
    reply = await nadia.says("remember that I live in York")
    assert nadia.remembered or "I'll remember" not in reply


async def test_an_awful_day_is_met_with_care(nadia: Customer) -> None:
    """Nobody who had one is told how their words are filed."""
    assert "sorry" in await nadia.says("I had an awful day")


async def test_grown_people_are_not_shown_childrens_clothes(nadia: Customer) -> None:
    """A jumper for oneself is none for ages two to seven; for a child it is."""
    assert "Little Dales" not in await nadia.says("recommend a jumper for me")
    other = await nadia.says("and a jumper for my four year old")
    assert "Little Dales" in other
