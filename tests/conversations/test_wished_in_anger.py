"""What is asked in anger, in grief or on the way out of a task is heard for what it is, and nothing is done instead."""

import pytest

from tests.conversations.conftest import Customer, House
from tests.conversations.people import BROKEN_TEAPOT, COAT_ON_ITS_WAY, LOCKED_OUT, SOCKS_TWICE_A_YEAR, signed_in


@pytest.mark.parametrize(
    "text",
    [
        "yeah great so you cancelled my turntable and kept the money, thieves",
        "brilliant. you cancelled the turntable and you've still got my money, crooks",
    ],
)
async def test_kept_money_is_told_of(house: House, text: str) -> None:
    """Whoever thinks that we kept it hears where it is, and is thanked for nothing."""
    told = await signed_in(house, LOCKED_OUT).says(text)
    assert "£229.00" in told and "Thank you" not in told


@pytest.mark.parametrize(
    "text",
    [
        "are you taking the mick? three teapots. i want compensation or im going to trading standards",
        "i give up. next stop is the ombudsman",
    ],
)
async def test_going_over_our_heads_is_a_complaint(house: House, text: str) -> None:
    """With an hour by which somebody answers, and no goods."""
    assert "answers you here by" in await signed_in(house, BROKEN_TEAPOT).says(text)


@pytest.mark.parametrize(
    "text",
    [
        "No thanks, forget the coat. actually id rather talk to someone",
        "no i dont want another coat i want a manager",
        "hm. could i speak to a lady about this",
        "i'd like someone senior",
    ],
)
async def test_a_person_is_had_from_the_middle_of_an_order(house: House, text: str) -> None:
    """Whatever stands before the wish."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("i'd like the orla coat")
    assert "I've put you on the list" in await nadia.says(text)


@pytest.mark.parametrize("text", ["you are useless", "you're a useless bot", "honestly you are rubbish"])
async def test_an_insult_promises_nothing(nadia: Customer, text: str) -> None:
    """A person is offered, and nothing written down."""
    told = await nadia.says(text)
    assert "sorry" in told and "written that down" not in told and nadia.choices == ["A person, please"]


async def test_what_never_came_by_itself_is_not_stopped(house: House) -> None:
    """And no permission goes with it."""
    told = await signed_in(house, COAT_ON_ITS_WAY).says("i also want to stop the monthly novels, he read them not me")
    assert "no subscription" in told


async def test_a_call_is_asked_for_behind_a_no(nadia: Customer) -> None:
    """The no is of something else."""
    told = await nadia.says("no thats not what i meant. dont worry. can a person ring me about all this")
    assert "Which number" in told


async def test_unsure_of_a_thing_is_no_despair(nadia: Customer) -> None:
    """Somebody who mourns hears no help lines for it."""
    told = await nadia.says("my husband died last month. I don't know what to do with the CD player")
    assert "I'm sorry" in told and "Samaritans" not in told


async def test_the_same_again_behind_a_greeting(house: House) -> None:
    """It is proposed, and asked for a yes."""
    assert "Shall I order it?" in await signed_in(house, SOCKS_TWICE_A_YEAR).says(
        "morning! same again please, cold feet here haha"
    )


async def test_how_long_a_swap_takes_is_answered_in_the_middle_of_one(house: House) -> None:
    """What is not known is said, and the question comes again."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("the jumper is too small")
    told = await nadia.says("hmm actually wait how long does the swap take")
    assert "I won't guess" in told and "Would you like your money back" in told


async def test_two_questions_joined_by_if(house: House) -> None:
    """Both are answered."""
    text = "i want know if you open sunday in bath and if i can return a gift without ticket"
    told = await house.customer("pat").says(text)
    assert "11:00 to 17:00" in told and "Thirty days" in told


async def test_a_person_in_german_instead_of_a_machine(nadia: Customer) -> None:
    """One is fetched."""
    told = await nadia.says("Ich will mit einem Menschen sprechen, nicht mit einer Maschine")
    assert "ich habe Sie eingetragen" in told


async def test_where_it_is_in_spanish_and_in_anger(house: House) -> None:
    """What is asked is answered."""
    told = await signed_in(house, COAT_ON_ITS_WAY).says("No entiendo nada, ¿dónde está mi pedido? Estoy muy enfadada")
    assert "31-4471" in told


@pytest.mark.parametrize(
    "text", ["not points yet, the slippers in navy 42 please", "forget the points, slippers in navy 42"]
)
async def test_points_that_are_not_meant_become_no_voucher(house: House, text: str) -> None:
    """Nor does a size count them."""
    told = await signed_in(house, SOCKS_TWICE_A_YEAR).says(text)
    assert "slippers" in told and "voucher" not in told


async def test_what_shall_not_go_back_is_not_returned(house: House) -> None:
    """Nor is anything suggested to somebody who mourns."""
    margaret = signed_in(house, "c-1007")
    await margaret.says("my husband died last month. I don't know what to do with the CD player")
    told = await margaret.says("oh no not sent back. could it go to my son as a gift?")
    assert "return" not in told and "£" not in told and margaret.choices == ["A person, please"]


@pytest.mark.parametrize("what", ["it crackles all the time", "it keeps cutting out"])
async def test_a_fault_told_in_anger_is_put_right(house: House, what: str) -> None:
    """It is taken up with the thing itself, and not left to a letter."""
    told = await signed_in(house, "c-1007").says(f"the cd player is rubbish {what}")
    assert "the Table CD player" in told and "answers you here" not in told


async def test_no_i_mean_rules_nothing_out(nadia: Customer) -> None:
    """ "I" is nothing that goods are made without."""
    await nadia.says("what can i get my dad")
    assert "without i" not in await nadia.says("no i mean something to buy him, like a warm jumper, size L")
