"""Goods and visits as ordinary people speak of them: a few words, one thing after the other, a change of mind."""

import pytest

from store import Purpose
from tests.conversations.conftest import House
from tests.conversations.people import (
    BROKEN_TEAPOT,
    COAT_ON_ITS_WAY,
    LATE_CASSEROLE,
    LOCKED_OUT,
    PAID_TWICE,
    POINTS_AND_REFUND,
    SOCKS_TWICE_A_YEAR,
    signed_in,
)


@pytest.mark.parametrize(
    "said",
    [
        "tell me when it's back in",
        "when will it be back?",
        "could you let me know when you get it",
        "can you email me when it comes in",
        "message me when its back",
        "ok let me know then",
        "will you be getting more in?",
    ],
)
async def test_word_of_goods_that_are_not_there_is_a_persons_to_give(house: House, said: str) -> None:
    """No order of theirs is looked for, and nothing is taken for leave to write."""
    ann = house.customer("ann")
    await ann.says("do you have the hayes coat in navy large")
    assert (await ann.says(said)).startswith("When more of the Hayes quilted coat comes in, I can't see. A person")
    assert ann.choices == ["A person, please"]
    assert Purpose.CONTACT not in {grant.purpose for grant in house.memory.consents.grants(ann.known.customer)}


async def test_of_several_that_are_not_there_one_answer_is_given(house: House) -> None:
    """Nobody has to choose first to hear that it isn't known."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("do you have any trainers")
    await kwame.says("do they come in black")
    assert "Court trainers and Road running shoes comes in, I can't see" in await kwame.says("let me know then")


async def test_what_is_not_sold_is_not_watched_for(house: House) -> None:
    """And the offers are not read out for it."""
    ann = house.customer("ann")
    await ann.says("do you have umbrellas")
    assert "can't watch for what we don't sell" in await ann.says("let me know if you get any")


async def test_a_booking_that_is_moved_after_all_is_not_cancelled_next(house: House) -> None:
    """The question whether to cancel it doesn't come back."""
    priya = signed_in(house, PAID_TWICE)
    await priya.says("need to cancel my table on monday")
    await priya.says("actually no, can we do tuesday instead same time")
    assert await priya.says("yes") == "Changed: a table for 4 in York, Tuesday 24 November at 12:30."


@pytest.mark.parametrize("said", ["afternoon tea for 2 in bath on saturday 3pm", "lunch for two in bath saturday 3pm"])
async def test_a_meal_for_two_says_how_many(house: House, said: str) -> None:
    """It is not asked again."""
    assert "a table for 2, on Saturday 28 November" in await house.customer("steph").says(f"can I book {said}")


async def test_a_shop_spoken_of_stays_the_one_that_is_asked_about(house: House) -> None:
    """Tomorrow, the station and toilets are asked of the shop just told of; a café is where a table is booked."""
    sue = house.customer("sue")
    await sue.says("when do you shut in york")
    assert await sue.says("and tomorrow?") == "Larkin & Rowe York is open on Sunday 22 November: 11:00 to 16:30."
    assert "A table can be booked in Leeds, York and Bath." in await sue.says("do you have a cafe there")
    assert "dogs" in await sue.says("is it dog friendly")
    await sue.says("is the leeds shop open on boxing day")
    assert await sue.says("is it near the train station") == (
        "Larkin & Rowe Leeds: Eight minutes from the station, in the arcade; level access."
    )
    assert "Larkin & Rowe Leeds says nothing of toilets" in await sue.says("do you have toilets")


async def test_the_menu_is_asked_after_and_no_note_for_the_shop(house: House) -> None:
    """The booking goes on, with nothing written on it."""
    steph = house.customer("steph")
    await steph.says("can I book a table for two in bath saturday 3pm")
    reply = await steph.says("is there anything vegan on the menu")
    assert "says nothing of what's on the menu" in reply and "with a note" not in reply


async def test_how_long_a_parcel_waits_in_the_shop_is_no_question_of_memory(house: House) -> None:
    """It is told with the ways of delivery."""
    gary = house.customer("gary")
    await gary.says("do you do click and collect")
    assert "kept for ten days" in await gary.says("how long do they keep it for")


@pytest.mark.parametrize("said", ["any other colour?", "any other sizes"])
async def test_another_colour_or_size_is_of_the_one_in_view(house: House, said: str) -> None:
    """And looks for nothing else."""
    paul = house.customer("paul")
    await paul.says("do you have ripon brogues in 43, tan")
    assert (await paul.says(said)).startswith("Ripon brogues, in stock: black")


async def test_a_size_is_of_the_one_in_view(house: House) -> None:
    """Though there are more in it."""
    liz = house.customer("liz")
    await liz.says("do you sell mens jumpers")
    await liz.says("whats the cream one made of")
    assert "XL: Pennine cotton jumper" in await liz.says("and do you have it in XL")


async def test_record_players_are_no_records(house: House) -> None:
    """Though a record is in view."""
    kev = house.customer("kev")
    await kev.says("whats brass from the dales like")
    assert "Belt-drive turntable" in await kev.says("and do u sell record players")


async def test_what_was_had_last_time_is_told(house: House) -> None:
    """However it is asked."""
    assert "31-0130" in await signed_in(house, SOCKS_TWICE_A_YEAR).says("can u tell me what socks i got last time")


async def test_points_are_used_and_no_order_changed(house: House) -> None:
    """Right after they were told."""
    owen = signed_in(house, LOCKED_OUT)
    await owen.says("how many points have i got")
    assert "become a voucher" in await owen.says("can i use them on my next order")


async def test_two_looked_at_one_after_the_other_are_put_side_by_side(house: House) -> None:
    """And which of them is warmer is told by their records."""
    raj = house.customer("raj")
    assert await raj.says("price of the hayes coat") == "Hayes quilted coat: £129.00."
    await raj.says("and the tarn?")
    for said in ("whats the difference", "which is warmer"):
        reply = await raj.says(said)
        assert "Hayes quilted coat, £129.00" in reply and "Tarn fleece-lined coat, £98.00" in reply


async def test_whoever_compares_while_ordering_takes_neither(house: House) -> None:
    """The order goes on with what it had."""
    mike = house.customer("mike")
    await mike.says("I want to order the fell boots in 44")
    reply = await mike.says("whats the difference between the fell and the moor ones")
    assert "Side by side" in reply and reply.endswith("Where is it to go: which street, town and postcode?")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("need some walking boots size 10", "Fell walking boots"),
        ("im looking for slippers for my nan, size 5", "Corduroy slippers"),
        ("hi, after some slippers size 42", "Felt slippers"),
    ],
)
async def test_whoever_looks_for_some_orders_none_yet(house: House, said: str, shown: str) -> None:
    """Nobody is asked for an address."""
    reply = await house.customer("mike").says(said)
    assert shown in reply and "Where is it to go" not in reply and "Which would you like" not in reply


@pytest.mark.parametrize(
    ("sought", "said", "left", "gone"),
    [
        ("looking for slippers for my nan", "not wool ones, she washes everything", "Corduroy slippers", "Felt"),
        ("hi do you sell mens jumpers", "something not itchy, hes always complaining", "Pennine", "Dales"),
        ("a warm coat for my husband, he's a large", "He doesn't like anything too heavy", "Hayes", "Orla"),
        ("show me some jumpers", "nothing too thick please", "Merrow cardigan", "Pennine"),
    ],
)
async def test_what_the_others_shall_not_be_narrows_the_choice(
    house: House, sought: str, said: str, left: str, gone: str
) -> None:
    """It is not taken for something told of themselves."""
    liz = house.customer("liz")
    await liz.says(sought)
    reply = await liz.says(said)
    assert left in reply and gone not in reply and "itchy" not in reply


async def test_one_of_what_is_in_view_is_ordered_in_a_size(house: House) -> None:
    """No order of theirs is changed."""
    mo = house.customer("mo")
    await mo.says("got any wool jumpers for a 5 year old")
    assert await mo.says("ok order one in 4-5") == "Which colour for the Little Dales jumper: sky or oatmeal?"


async def test_something_like_what_was_read_is_found_among_those_shown(house: House) -> None:
    """The other mystery."""
    joan = house.customer("joan")
    await joan.says("any new books in?")
    reply = await joan.says("ive read the ninth carriage, something similar?")
    assert "The Lamp at Ravenscar" in reply and "Ninth" not in reply


async def test_what_goes_with_it_may_be_named_behind(house: House) -> None:
    """The biscuits are looked for, and then those without nuts."""
    carol = house.customer("carol")
    await carol.says("what tea do you have without caffeine")
    assert "Butter shortbread, £6.50" in await carol.says("have you got something to go with it, biscuits or something")
    assert "Butter shortbread" in await carol.says("any without nuts?")


async def test_a_card_in_the_parcel_stands_on_the_order_with_its_words(house: House) -> None:
    """And is no way to pay."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    assert "it stands on the order" in await nadia.says("can you put a card in with it saying happy birthday mum")
    await nadia.says("I'd like to order the stoneware teapot in cream")
    assert "“pop a card in saying happy birthday mum”" in await nadia.says(
        "can you pop a card in saying happy birthday mum"
    )


async def test_what_is_asked_of_gift_cards_is_answered_by_their_terms(house: House) -> None:
    """To buy one takes a person."""
    tracey = house.customer("tracey")
    await tracey.says("do you sell gift cards")
    assert "from £10 to £250" in await tracey.says("how much are they")
    assert "A gift card I can't sell you here" in await tracey.says("can i get one for £40 emailed to my sister")
    assert "they never lapse" in await tracey.says("does it expire")


async def test_whether_it_is_real_is_asked_of_the_coat(house: House) -> None:
    """And nobody is told that a machine speaks."""
    nina = house.customer("nina")
    await nina.says("do you have the Linden coat in medium?")
    assert "70% duck down" in await nina.says("is it real down? i dont really like feathers")


async def test_who_else_comes_to_a_fitting_is_for_the_shop_to_know(house: House) -> None:
    """It is not heard as news of their family."""
    tom = signed_in(house, BROKEN_TEAPOT)
    await tom.says("I'd like a fitting in york on saturday at 10")
    await tom.says("yes")
    assert "The booking stands" in await tom.says("can my wife come too")


async def test_the_usual_may_be_asked_about_before_it_is_ordered(house: House) -> None:
    """Its colours are told, and no tea called Grey."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    await arthur.says("the usual")
    assert "in charcoal: Rowe ribbed socks" in await arthur.says("hang on do you have them in grey")
    again = await arthur.says("are they still 19 quid")
    assert "£19.00" in again and "didn't follow" not in again


async def test_the_one_that_pleases_is_told_to_be_gone(house: House) -> None:
    """It is not suggested in what it isn't there in."""
    ann = house.customer("ann")
    await ann.says("a warm coat for my husband, he's a large")
    told = await ann.says("the hayes one looks good but you don't have navy in large?")
    assert "Hayes quilted coat: not in stock in navy, L" in told


async def test_whether_they_are_any_good_for_something_is_not_guessed(house: House) -> None:
    """And is no small talk."""
    mike = house.customer("mike")
    await mike.says("tell me about the fell boots")
    assert "won't guess" in await mike.says("are they any good in snow")


async def test_a_bare_number_behind_order_is_how_many(house: House) -> None:
    """Three packs cost three times as much."""
    tony = house.customer("tony")
    await tony.says("meadow seeds, how much are they")
    assert "3 × Meadow seed mix: £18.00" in await tony.says("order 3 then")


async def test_the_usual_is_sent_home_where_that_is_said_with_it(house: House) -> None:
    """Nothing is ordered to be collected first, and sent elsewhere afterwards."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    asked = await arthur.says("hello, usual socks please but can you send them to my house this time")
    assert "£22.95 in all, to 88 Kirkstall Lane" in asked and "One after the other" not in asked


@pytest.mark.parametrize("said", ["cancel it please", "i cant make it actually, can you cancel"])
async def test_the_visit_just_told_of_is_the_one_to_cancel(house: House, said: str) -> None:
    """No order of theirs is looked at, though its place was asked in between."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("what time is my fitting")
    assert "14 County Arcade" in await nadia.says("where is it exactly")
    assert "Shall I cancel a fitting in Leeds" in await nadia.says(said)


async def test_what_is_brought_to_a_visit_is_no_change_of_an_order(house: House) -> None:
    """The shop should know of it."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("what time is my fitting")
    assert "The booking stands" in await nadia.says("can i bring my coat to be altered")


async def test_after_an_order_was_told_of_that_is_the_one_to_cancel(house: House) -> None:
    """Though a visit was spoken of before it."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("what time is my fitting")
    await nadia.says("wheres my order")
    assert "31-4471" in await nadia.says("cancel it")


async def test_somebody_who_helps_to_choose_is_advice(house: House) -> None:
    """And is booked where it is given."""
    margaret = signed_in(house, LATE_CASSEROLE)
    said = "can i book someone to help me choose an outfit for my daughters wedding"
    assert await margaret.says(said) == "In which shop?"
    assert margaret.choices == ["Leeds", "Bath"]


async def test_what_is_done_to_worn_things_is_told_by_their_kind(house: House) -> None:
    """Of the shops nothing is said of it."""
    lou = house.customer("lou")
    assert "says nothing of alterations" in await lou.says("do you do alterations")
    assert "Hems are taken up free within a year" in await lou.says("how much to shorten trousers")
    assert await lou.says("do you sell belts") == "We don't sell “belts”. What else may I look for?"


@pytest.mark.parametrize("before", ["hi", "tell me about the hayes coat"])
async def test_what_is_sold_is_shown_whatever_was_in_view(house: House, before: str) -> None:
    """Books are no coats, and are there."""
    lou = house.customer("lou")
    await lou.says(before)
    await lou.says("do you sell books?")
    assert "The Lamp at Ravenscar" in lou.choices


async def test_the_closest_shop_is_none_of_their_orders(house: House) -> None:
    """Right after the shops were told."""
    wendy = house.customer("wendy")
    await wendy.says("Do you have a shop in Manchester?")
    assert "here is where they are" in await wendy.says("Where's the closest one then")


async def test_how_old_the_child_is_narrows_the_choice(house: House) -> None:
    """A puzzle from six is not for a child of two."""
    priya = signed_in(house, PAID_TWICE)
    await priya.says("got anything for a toddler's birthday, about 20 quid")
    reply = await priya.says("he's 2")
    assert "Cotton bear" in reply and "Map puzzle" not in reply


async def test_mugs_to_match_are_looked_for(house: House) -> None:
    """It is not asked whether they are to be ordered."""
    tom = signed_in(house, BROKEN_TEAPOT)
    await tom.says("does the glass teapot come with a strainer")
    assert "Pair of tea mugs, £22.00" in await tom.says("ok what about mugs to match")


@pytest.mark.parametrize("said", ["1pm sunday, 2 of us", "book me in for 1pm sunday, 2 of us"])
async def test_day_and_hour_told_with_the_heads_are_heard(house: House, said: str) -> None:
    """Though how many was all that was asked."""
    pam = house.customer("pam")
    assert await pam.says("can i get lunch in bath") == "For how many people?"
    assert "a table for 2, on Sunday 22 November at 13:00" in await pam.says(said)


async def test_day_and_hour_told_before_the_heads_are_kept(house: House) -> None:
    """Neither is asked again."""
    pam = house.customer("pam")
    await pam.says("can i get lunch in bath")
    await pam.says("sunday at 1pm")
    assert "a table for 2, on Sunday 22 November at 13:00" in await pam.says("2 of us")


async def test_a_visit_is_put_to_a_bare_hour(house: House) -> None:
    """Twelve is no size, and nobody counts them."""
    priya = signed_in(house, PAID_TWICE)
    reply = await priya.says("can i bring my table forward to 12")
    assert "a table for 4 in York, Monday 23 November at 12:00" in reply


async def test_all_days_of_the_years_end_are_told_at_once(house: House) -> None:
    """Of the shop that is named."""
    told = await house.customer("bev").says("what are your christmas opening hours in leeds")
    assert "Friday 25 December (Christmas Day): closed" in told and "(New Year's Eve): 09:00 to 16:00" in told
    assert "York" not in told


@pytest.mark.parametrize(
    ("sought", "said", "left", "gone"),
    [
        ("do you have any dresses", "anything with pockets", "Harrow jersey dress", "coat"),
        ("show me some coats", "any with a hood", "Hayes quilted coat", "Tarn"),
    ],
)
async def test_what_it_shall_have_is_looked_for_among_those_shown(
    house: House, sought: str, said: str, left: str, gone: str
) -> None:
    """No other kind is brought in."""
    amy = house.customer("amy")
    await amy.says(sought)
    reply = await amy.says(said)
    assert left in reply and gone not in reply


async def test_what_about_some_goods_is_no_trap(house: House) -> None:
    """It is the first thing that somebody says."""
    assert "Meadow seed mix" in await house.customer("tony").says("what about seeds for bees")
