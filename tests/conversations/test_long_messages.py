"""A request buried in a story is found, and what the story tells beside it doesn't get in its way."""

import pytest

from tests.conversations.conftest import Customer, House
from tests.conversations.people import BROKEN_TEAPOT, TWO_TO_SEND_BACK, signed_in


async def test_last_week_is_no_place_in_a_list(nadia: Customer) -> None:
    """Nothing was shown yet, so the last of it is nothing."""
    answer = await nadia.says(
        "Hi, so I was in your Leeds shop last week with my sister who was up from Cornwall, and we saw this teapot "
        "but I didn't want to carry it on the train. Do you have it in slate?"
    )
    assert answer == "Yes, in stock in slate: Stoneware teapot, £48.00."


async def test_a_visit_told_of_is_no_question_about_the_shop(nadia: Customer) -> None:
    """Only what is asked is answered."""
    answer = await nadia.says(
        "I was in your Leeds shop last week with my sister who was up from Cornwall. Do you have the teapot in slate?"
    )
    assert "Larkin & Rowe Leeds" not in answer and "slate" in answer


async def test_a_day_in_the_story_is_not_the_day_asked_about(nadia: Customer) -> None:
    """The shop of the town told, today; not that September."""
    answer = await nadia.says(
        "I moved to Bath in September after my divorce and am trying to start afresh, new flat, new job, all of it. Is "
        "there a shop of yours here and is it open today?"
    )
    assert "Larkin & Rowe Bath" in answer and "September" not in answer


async def test_two_wishes_behind_a_story_are_both_met(house: House) -> None:
    """The question is answered, and the return begun with the order that is still taken back."""
    customer = signed_in(house, TWO_TO_SEND_BACK)
    answer = await customer.says(
        "I ordered two books for our reading group and then it turned out that Margaret had already bought me one of "
        "them, isn't that typical. I'd like to return The Ninth Carriage if that's still possible and what's your "
        "return policy on books?"
    )
    assert "Thirty days" in answer and "a return of The Ninth Carriage from order 31-6722" in answer


async def test_a_wish_in_one_part_is_found(nadia: Customer) -> None:
    """The whole is not clear; the last of it is."""
    answer = await nadia.says(
        "I read in the paper that companies sell all their customers' details these days and it has made me rather "
        "nervous, so before I order anything I'd like to know exactly what you have about me"
    )
    assert answer.startswith("I keep nothing about you")


async def test_an_order_number_among_anger(house: House) -> None:
    """It is the order meant, not a day."""
    tom = signed_in(house, BROKEN_TEAPOT)
    answer = await tom.says(
        "This is the third time. THIRD. I have photos. I want my money back for 7704, I want an apology, and I want to "
        "know who packs these things."
    )
    assert "31-7704" in answer and "Which order" not in answer


async def test_the_whole_party_is_counted(house: House) -> None:
    """Not the two of them who are named apart."""
    customer = signed_in(house, TWO_TO_SEND_BACK)
    answer = await customer.says(
        "Good morning. We are a party of six, two of us vegetarian and one in a wheelchair, coming to York on "
        "Saturday for my aunt's birthday, and we'd love a table in your tea room around three if you have one."
    )
    assert "a table for 6" in answer


async def test_who_only_tells_is_only_heard(nadia: Customer) -> None:
    """Nothing is looked up, ordered or sent back; a person reads it."""
    answer = await nadia.says(
        "I've been a customer since 1998 and always loved your socks, but the last two pairs went through at the "
        "heel after a month, which never used to happen. I don't want anything, I just thought you should know."
    )
    assert "A person of ours answers you here" in answer and "No answer needed" in nadia.choices


async def test_a_question_about_spending_behind_a_reason(nadia: Customer) -> None:
    """It is no complaint."""
    answer = await nadia.says(
        "I'm doing a project for school about how shops treat their customers. Do you think it's fair that loyal "
        "customers get better deals?"
    )
    assert "What you spend changes nothing" in answer


async def test_holding_back_a_delivery_is_for_a_person(nadia: Customer) -> None:
    """No list of the ways of delivery."""
    answer = await nadia.says(
        "We're having the kitchen done, so everything is in boxes. Could you hold any deliveries until the 10th of "
        "December?"
    )
    assert answer == "A person takes that up. Shall I fetch someone?"


async def test_what_is_asked_of_one_thing_is_told_of_it(nadia: Customer) -> None:
    """The shortbread, whatever else has nuts."""
    answer = await nadia.says(
        "Sorry, long story, my son is allergic to nuts and had a bad turn at a birthday party last month, so I have to "
        "check everything now. Is there any nut in the shortbread?"
    )
    assert answer.startswith("Butter shortbread: 60% wheat and 40% butter.")


@pytest.mark.parametrize(
    "thanks", ["ok thanks. forget me", "Thank you so much. Forget me now please.", "cheers, bye. forget me"]
)
async def test_the_right_to_be_forgotten_is_not_lost_behind_a_thanks(nadia: Customer, thanks: str) -> None:
    """It is asked whether it shall be done."""
    await nadia.says(thanks)
    assert "Yes, forget me" in nadia.choices


@pytest.mark.parametrize(
    "said", ["something warm for my mum, she cant do wool", "a warm present for gran, she can't bear wool"]
)
async def test_what_somebody_of_theirs_cannot_do_is_left_out(nadia: Customer, said: str) -> None:
    """However it is said that it does not suit them."""
    assert "without wool" in await nadia.says(said)
