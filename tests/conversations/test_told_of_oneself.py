"""What customers tell of themselves: asked about as it was said, put right, kept in confidence, never pried into."""

import pytest

from store import Capture, ConsentReceipt, ConsentState, Purpose
from tests.conversations.conftest import Customer, House

RASH = "wool gives me a rash"


def decide(house: House, who: Customer, state: ConsentState, *purposes: Purpose) -> None:
    known = house.memory.people.arrive(who.channel, who.address)
    for purpose in purposes:
        capture = Capture(method="button", words="as asked")
        house.memory.consents.decide(known.customer, known.identity, purpose, state, capture)


def states(house: House, who: Customer) -> dict[Purpose, ConsentState]:
    known = house.memory.people.arrive(who.channel, who.address)
    grants = house.memory.consents.grants(known.customer)
    return {grant.purpose: grant.state for grant in grants if grant.fact is None}


def ledger(house: House, who: Customer) -> tuple[ConsentReceipt, ...]:
    known = house.memory.people.arrive(who.channel, who.address)
    return house.memory.consents.ledger(known.customer)


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


@pytest.mark.parametrize(
    "said",
    [
        "I never wear wool, please remember that",
        "please remember that I never wear wool",
        "remember I never wear wool",
    ],
)
async def test_who_wishes_it_remembered_is_heard_also_after_a_no(nadia: Customer, said: str) -> None:
    """Nobody is told that what they asked to have kept is not; what was refused stays refused."""
    await nadia.says("I hate leather")
    await nadia.chooses("No")
    assert await nadia.says(said) == "I'll remember that you never wear wool."
    assert len(nadia.remembered) == 1 and "never wear wool" in nadia.remembered[0]


@pytest.mark.parametrize(
    "said", ["remember that I'm diabetic", "please remember that my wife is diabetic", "I remember I never liked wool"]
)
async def test_what_is_told_with_care_or_in_passing_is_kept_by_no_such_wish(nadia: Customer, said: str) -> None:
    """Health has its own question, others' health none, and remembering something oneself is no wish."""
    assert "I'll remember" not in await nadia.says(said)
    assert nadia.remembered == []


@pytest.mark.parametrize(
    "yes", ["yes please, and I'm diabetic", "yes, remember that. I'm pregnant", "yes, my wife is allergic to nuts"]
)
async def test_a_yes_keeps_what_it_answers_and_nothing_told_with_care_beside_it(nadia: Customer, yes: str) -> None:
    """The question named the wool; health told in the same breath has a question of its own, another's has none."""
    await nadia.says("I never wear wool")
    await nadia.says(yes)
    assert all("wool" in words for words in nadia.remembered)


async def test_a_yes_keeps_what_was_asked_and_leaves_the_diabetes_for_now(nadia: Customer) -> None:
    """A yes to one thing and news of another: the yes counts for what was asked."""
    await nadia.says("I never wear wool")
    assert await nadia.says("yes please, and I'm diabetic") == "I'll remember that you never wear wool."
    assert nadia.remembered == ["I never wear wool"]


@pytest.mark.parametrize("said", ["remember me please, I'm pregnant", "please remember that I'm diabetic"])
async def test_health_told_with_the_wish_to_be_remembered_is_asked_about_by_name(nadia: Customer, said: str) -> None:
    """It is neither kept unasked nor answered as if it should be forgotten."""
    assert "That is personal, so I ask for it by itself" in await nadia.says(said)
    assert nadia.remembered == []
    await nadia.says("yes")
    assert len(nadia.remembered) == 1


async def test_an_awful_day_is_met_with_care(nadia: Customer) -> None:
    """Nobody who had one is told how their words are filed."""
    assert "sorry" in await nadia.says("I had an awful day")


async def test_grown_people_are_not_shown_childrens_clothes(nadia: Customer) -> None:
    """A jumper for oneself is none for ages two to seven; for a child it is."""
    assert "Little Dales" not in await nadia.says("recommend a jumper for me")
    other = await nadia.says("and a jumper for my four year old")
    assert "Little Dales" in other


@pytest.mark.parametrize("answer", ["No", "no thanks", "don't remember that"])
async def test_no_to_one_matter_takes_nothing_else_back(house: House, nadia: Customer, answer: str) -> None:
    """What was allowed and kept stands; that matter is left in peace for the cool-down, another may be asked about."""
    decide(house, nadia, ConsentState.GIVEN, Purpose.MEMORY, Purpose.PERSONALISE)
    await nadia.says("I love linen")
    await nadia.says(RASH)
    assert "Yes, remember that" in nadia.choices
    assert "won't keep it" in await (nadia.chooses(answer) if answer == "No" else nadia.says(answer))
    assert set(states(house, nadia).values()) == {ConsentState.GIVEN} and nadia.remembered == ["I love linen"]
    house.wait(days=179)
    await nadia.says(RASH)
    assert nadia.choices == [] and nadia.remembered == ["I love linen"]
    house.wait(hours=2)
    await nadia.says("I'm allergic to nuts")
    assert "Yes, remember that" in nadia.choices
    house.wait(days=1)
    await nadia.says(RASH)
    assert "Yes, remember that" in nadia.choices


async def test_yes_to_one_matter_gives_nothing_that_was_not_asked(house: House, nadia: Customer) -> None:
    """A `personalise` that was taken back stays so; the button of an older question keeps what that one named."""
    decide(house, nadia, ConsentState.GIVEN, Purpose.MEMORY, Purpose.PERSONALISE)
    decide(house, nadia, ConsentState.WITHDRAWN, Purpose.PERSONALISE)
    await nadia.says(RASH)
    question = nadia.replies
    await nadia.says("when are you open?")
    nadia.replies = question
    await nadia.chooses("Yes, remember that")
    assert nadia.remembered == [RASH]
    assert states(house, nadia) == {Purpose.MEMORY: ConsentState.GIVEN, Purpose.PERSONALISE: ConsentState.WITHDRAWN}


async def test_a_question_that_nobody_answers_is_on_record_and_rests(house: House, nadia: Customer) -> None:
    """Closing the box leaves the words as shown, counts as asked once, and is not repeated for a week."""
    shown = await nadia.says("I never wear wool")
    asked = ledger(house, nadia)
    assert {one.purpose for one in asked} == {Purpose.MEMORY, Purpose.PERSONALISE}
    assert {(one.state, one.capture.notice_text) for one in asked} == {(ConsentState.REQUESTED, shown)}
    assert house.memory.balance.of(asked[0].customer).asked == 1
    house.wait(days=6)
    await nadia.says("I hate leather")
    assert nadia.choices == []
    house.wait(days=2)
    await nadia.says("I hate silk")
    assert "Yes, remember" in nadia.choices


async def test_only_a_question_that_was_shown_is_kept_as_the_notice(house: House, nadia: Customer) -> None:
    """The yes to it has its words and their version; what was said unasked has none, whatever was shown before."""
    await nadia.says("when are you open?")
    await nadia.says("you may remember what I tell you")
    assert {one.capture.notice_text for one in ledger(house, nadia)} == {""}
    shown = await nadia.says(RASH)
    await nadia.says("yes")
    own = ledger(house, nadia)[-1]
    assert own.fact is not None and own.capture.notice_text == shown and len(own.capture.notice_version) == 12
    other = house.customer("other")
    await other.says("I'm allergic to nuts")
    assert ledger(house, other)[-1].capture.notice_version == own.capture.notice_version


async def test_a_wish_is_answered_after_a_no_and_terms_are_no_wish(house: House, nadia: Customer) -> None:
    """Who asks for it gets the question again; who only says when not to be written to is not pressed."""
    decide(house, nadia, ConsentState.REFUSED, Purpose.CONTACT, Purpose.MEMORY)
    assert "so far you haven't" in await nadia.says("only write to me after nine") and nadia.choices == []
    await nadia.says("can I get your newsletter?")
    assert "Yes, write to me" in nadia.choices


@pytest.mark.parametrize("answer", ["yes", "no"])
async def test_in_my_size_goes_by_the_size_they_told(nadia: Customer, answer: str) -> None:
    """Kept or told for now, it is gone by; and of goods in view it is asked of those."""
    await nadia.says("I wear size L")
    await nadia.says(answer)
    reply = await nadia.says("what jumpers do you have in my size")
    assert reply.startswith(("Three in L:", "Three that fit:")) and "Dales crew-neck jumper" in reply
    assert "in stock" in await nadia.says("do you have the second one in my size")


async def test_a_childs_size_suggests_no_coat_for_grown_ups(nadia: Customer) -> None:
    """It is remembered whose it is, and said that it was gone by."""
    await nadia.says("my son is a size 4-5 now")
    await nadia.says("yes")
    nadia.house.wait(days=20)
    reply = await nadia.says("do you have a warm coat for my son")
    assert reply.startswith("One in 4-5:\nPuddle coat") and nadia.because == {"your son is a size 4-5 now"}


async def test_what_there_is_in_my_size_is_shown_in_it(nadia: Customer) -> None:
    """As it was remembered."""
    await nadia.says("im a 44 in shoes")
    await nadia.says("yes")
    assert (await nadia.says("what boots have you got in my size")).startswith("Three in 44:")
