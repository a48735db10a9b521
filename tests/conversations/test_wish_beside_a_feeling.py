"""A feeling, a joke or a story around a wish changes the tone, and never swallows the wish."""

import pytest

from tests.conversations.conftest import Customer, House
from tests.conversations.people import (
    BROKEN_TEAPOT,
    COAT_ON_ITS_WAY,
    LATE_CASSEROLE,
    LOCKED_OUT,
    PAID_TWICE,
    SOCKS_TWICE_A_YEAR,
    TWO_TO_SEND_BACK,
    signed_in,
)

TO_A_PERSON = "A person takes that up. Shall I fetch someone?"


@pytest.mark.parametrize(
    ("account", "said", "served"),
    [
        (BROKEN_TEAPOT, "fuck off you stupid bot, where's my teapot", "Order 31-7704"),
        (LOCKED_OUT, "haha jk i love u. track my boots", "Order 31-6922"),
        (LOCKED_OUT, "im in such a mood today, sorry. where are my boots", "Order 31-6922"),
        (LATE_CASSEROLE, "you said Monday. then you said thursday. now its saturday. WHERE IS MY POT", "Order 31-5120"),
        (LATE_CASSEROLE, "ffs you lot are useless. cancel my order", "Shall I cancel it?"),
    ],
)
async def test_the_wish_beside_a_feeling_is_served(house: House, account: str, said: str, served: str) -> None:
    """Whatever was said around it, nobody is only told that it was noted."""
    assert served in await signed_in(house, account).says(said)


async def test_a_loss_beside_a_wish_is_answered_first_and_the_wish_is_served(nadia: Customer) -> None:
    """In a word, and then the thing they asked for."""
    reply = await nadia.says("my dog died and i want a nice pot for his grave")
    assert reply.startswith("I'm sorry for your loss.") and "Terracotta pot, £16.00" in reply


async def test_so_is_a_question_about_goods(nadia: Customer) -> None:
    """A search that finds nothing is not a reason to leave out the word."""
    reply = await nadia.says("my cat died yesterday and i'm a mess. do you have a glass teapot?")
    assert reply.startswith("I'm sorry for your loss.") and "Glass teapot" in reply


@pytest.mark.parametrize(
    "told",
    [
        "I'm gutted, lost my job today. can i cancel my fitting",
        "i've been made redundant, need to cancel my fitting",
    ],
)
async def test_a_lost_job_is_hard_news_and_nobody_has_died(house: House, told: str) -> None:
    """Bereavement is named where somebody died."""
    reply = await signed_in(house, COAT_ON_ITS_WAY).says(told)
    assert reply.startswith("I'm sorry, that is hard news.") and "Shall I cancel a fitting" in reply


@pytest.mark.parametrize(
    "said",
    [
        "boo. ok whats the cheapest teapot you sell",
        "lol you're funny. anyway do you sell teapots",
        "was I charged twice?",
    ],
)
async def test_calm_and_joking_words_are_not_told_that_it_has_come_to_this(house: House, said: str) -> None:
    """That is for real anger at us."""
    assert "come to this" not in await signed_in(house, PAID_TWICE).says(said)


async def test_real_anger_is(house: House) -> None:
    """Before the matter, with a person."""
    reply = await signed_in(house, LATE_CASSEROLE).says("this is a disgrace!! cancel my order")
    assert reply.startswith("I'm sorry it has come to this.") and "Shall I cancel it?" in reply


@pytest.mark.parametrize(
    "said",
    [
        "I'm 81 and I'm tired of chasing. I'll wait then but I want something off the price",
        "i think i should get some money back for the wait",
        "can't you knock something off for the trouble, i want a bit off",
    ],
)
async def test_money_for_what_went_wrong_is_a_persons_to_give(house: House, said: str) -> None:
    """Nobody is asked who the present is for."""
    ellis = signed_in(house, LATE_CASSEROLE)
    await ellis.says("where is my order")
    assert TO_A_PERSON in await ellis.says(said)


@pytest.mark.parametrize(
    "said", ["do u have gloves n can u tell me ur return policy", "do you have gloves & how do returns work?"]
)
async def test_both_of_two_questions_are_answered(nadia: Customer, said: str) -> None:
    """Though they are joined by an n or a sign."""
    reply = await nadia.says(said)
    assert "Fleece-lined gloves" in reply and "Thirty days" in reply


@pytest.mark.parametrize(
    "said",
    ["no thanks, what present for my mum", "no dear, what present for my mum", "no love. any present for my mum?"],
)
async def test_whom_a_no_addresses_is_nothing_to_avoid(nadia: Customer, said: str) -> None:
    """Nothing is left out for "thanks" or "dear"."""
    assert (await nadia.says(said)).startswith("Three that fit:")


@pytest.mark.parametrize(
    ("said", "moved"),
    [
        ("hi I'm in hospital til thursday, my coat is coming tomorrow and nobody's home. what can i do", True),
        ("my wife is in hospital, nobody will be home for the delivery. what do i do", True),
        ("the hospital wont let me out till thursday. can somebody else pick it up or can you bring it friday", True),
        ("can you deliver my coat friday instead", True),
        ("where is my coat", False),
    ],
)
async def test_a_parcel_that_finds_nobody_in_is_about_that_parcel(house: House, said: str, moved: bool) -> None:  # noqa: FBT001
    """Where it is, that it can't be moved from here, and who can ask; neither help lines nor a fitting."""
    reply = await signed_in(house, COAT_ON_ITS_WAY).says(said)
    assert "Order 31-4471 (Hayes quilted coat) is on its way" in reply
    assert ("a person can ask the carrier" in reply) is moved and "fitting" not in reply and "999" not in reply


@pytest.mark.parametrize(
    "said",
    [
        "how do i make a complaint about a member of staff",
        "can i submit a complaint",
        "where do i put in a complaint",
    ],
)
async def test_how_one_complains_is_answered_by_taking_it_up(nadia: Customer, said: str) -> None:
    """With an hour by which a person answers."""
    assert "A person of ours answers you here by" in await nadia.says(said)


@pytest.mark.parametrize("said", ["😡😡😡", "asdfghjkl"])
async def test_a_noise_is_not_followed_rather_than_refused(nadia: Customer, said: str) -> None:
    """Only a wish of another kind is told that it can't be done."""
    assert (await nadia.says(said)).startswith("I didn't follow.")


@pytest.mark.parametrize(
    "said",
    [
        "I am on my own now dear and I just like having someone to talk to. how are you",
        "hello, it's nice to have somebody to talk to",
    ],
)
async def test_somebody_alone_is_welcome(nadia: Customer, said: str) -> None:
    """It says that it is a machine, and that a person is there; nothing is asked to be kept."""
    reply = await nadia.says(said)
    assert "you are welcome to write here" in reply and "machine" in reply and nadia.choices == ["A person, please"]


@pytest.mark.parametrize("said", ["Yes person please thank you", "ok a person please", "yes please, a human"])
async def test_a_person_offered_is_taken_up_with_thanks(house: House, said: str) -> None:
    """Nobody is told that they are welcome instead."""
    tom = signed_in(house, BROKEN_TEAPOT)
    await tom.says("i want to complain about a member of staff")
    assert "I've put you on the list" in await tom.says(said)


@pytest.mark.parametrize(
    ("said", "after"),
    [
        ("finally. yes. and how many points do i have", "points"),
        ("yes please. where are my boots", "Order 31-6922"),
        ("yes obviously. when do you open in leeds?", "Leeds"),
    ],
)
async def test_a_yes_counts_and_what_follows_is_a_wish_of_its_own(house: House, said: str, after: str) -> None:
    """Both are done, the yes first."""
    owen = signed_in(house, LOCKED_OUT)
    await owen.says("i cant sign in")
    reply = await owen.says(said)
    assert reply.startswith("The account is open") and after in reply


@pytest.mark.parametrize("said", ["yes. wait, when does it come", "yes. hang on, where is it"])
async def test_a_yes_that_is_taken_back_does_nothing(house: House, said: str) -> None:
    """Where in doubt nothing is cancelled."""
    priya = signed_in(house, PAID_TWICE)
    await priya.says("cancel my order")
    assert "is cancelled" not in await priya.says(said)


@pytest.mark.parametrize(
    ("said", "served"),
    [
        ("no cancel that, where's my order", "Order 31-6610 (Puddle coat and Goodnight, Hare) is being made ready"),
        ("never mind, how many points have i got", "You have 82 points"),
        ("don't bother. where is my order", "Order 31-6610"),
    ],
)
async def test_the_wait_is_called_off_and_what_follows_is_served(house: House, said: str, served: str) -> None:
    """Nothing of theirs is cancelled but the wait."""
    priya = signed_in(house, PAID_TWICE)
    await priya.says("A person, please")
    reply = await priya.says(said)
    assert reply.startswith("All right, nobody comes.") and served in reply and "Shall I cancel" not in reply


async def test_cancel_that_calls_off_the_wait_alone(house: House) -> None:
    """Said while a person was fetched."""
    priya = signed_in(house, PAID_TWICE)
    await priya.says("A person, please")
    assert await priya.says("cancel that") == "All right, nobody comes. What can I do for you?"


async def test_a_person_called_off_leads_back_to_the_task(house: House) -> None:
    """The question stands again, and the next words answer it."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    await arthur.says("book a fitting in leeds for tuesday")
    await arthur.says("i want a person")
    assert "At what time on Tuesday 24 November?" in await arthur.chooses("Never mind")
    assert "at 13:30. Shall I book it?" in await arthur.says("1:30pm is fine for the fitting")


async def test_so_it_does_in_words(house: House) -> None:
    """A return goes on where it was."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    question = await nadia.says("return the jumper")
    await nadia.says("get me a human")
    assert (await nadia.says("no forget it")).endswith(question)


@pytest.mark.parametrize(
    "said",
    [
        "my little boy is poorly and i need to change the address for the coat to my mums, 4 Acomb Road York YO24 3AB",
        "can you send it to my mum's address instead, 4 Acomb Road York YO24 3AB",
    ],
)
async def test_family_beside_a_wish_of_ones_own_is_no_other_customer(house: House, said: str) -> None:
    """Their own order goes where they say."""
    priya = signed_in(house, PAID_TWICE)
    reply = await priya.says(said)
    assert "only speak with you about you" not in reply and "31-6610" in " ".join([reply, *priya.choices])


async def test_not_a_murder_story_is_no_contact_rule(house: House) -> None:
    """A wish in the middle of something lonely is for a book."""
    joan = signed_in(house, TWO_TO_SEND_BACK)
    said = "it's lonely in the evenings so I'd like a new novel too, something cosy not those murder ones"
    assert "An Orchard in October" in await joan.says(said)


@pytest.mark.parametrize(
    "said",
    ["what a day. bus was late, boss shouted, and its raining", "rubbish day, the bus was late", "my boss is awful"],
)
async def test_a_bad_day_of_theirs_is_nobodys_fault_here(house: House, said: str) -> None:
    """It is met with care, and nothing is promised."""
    reply = await house.customer("rainy").says(said)
    assert reply == "I'm sorry to hear that. A person is here for you if you want one."


async def test_a_bad_day_that_we_are_part_of_is_a_complaint(house: House) -> None:
    """What we did wrong stands beside it."""
    reply = await house.customer("rainy").says("what a bad day, your parcel never came")
    assert "that should not have happened" in reply and "I've written that down" in reply
