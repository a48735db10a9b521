"""Customers on a bad day: typed in haste, changed in the middle, said in pieces, meant the other way round."""

import re

import pytest

from store import ConsentState, Purpose
from tests.conversations.at_desk import Desk
from tests.conversations.conftest import Customer, House
from tests.conversations.people import (
    COAT_ON_ITS_WAY,
    LOCKED_OUT,
    POINTS_AND_REFUND,
    SOCKS_TWICE_A_YEAR,
    TWO_TO_SEND_BACK,
    signed_in,
)


async def test_when_then_is_asked_of_what_was_promised(house: House) -> None:
    """ "ok when tho" after a complaint is no goodbye."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("oh great, brilliant, another delay")
    assert "an answer from a person of ours, by Monday 23 November" in await nadia.says("ok when tho")


@pytest.mark.parametrize("more", ["in york", "yesterday"])
async def test_what_is_said_in_addition_is_added(nadia: Customer, more: str) -> None:
    """A word or two more of the same complaint is no new matter, and nothing that can't be followed."""
    await nadia.says("i want to complain about a member of staff")
    assert (await nadia.says(more)).startswith("I've added that to it.")


async def test_keep_it_is_said_of_the_goods(house: House) -> None:
    """No return, and no permission to remember."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("i want to send bak the jumper")
    assert await nadia.says("actualy no keep it") == "Dropped. Nothing was changed."
    assert not house.memory.consents.grants(nadia.known.customer)


async def test_no_two_is_a_number(house: House) -> None:
    """The order is put to them again, with two."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    await arthur.says("the usual")
    await arthur.says("make it three")
    assert "2 × Rowe ribbed socks" in await arthur.says("no two")
    assert (await arthur.says("ok go on then")).startswith("Ordered: 2 × Rowe ribbed socks")


async def test_where_my_money_is_asks_for_the_refund(house: House) -> None:
    """Not where some parcel is."""
    joan = signed_in(house, POINTS_AND_REFUND)
    assert (await joan.says("wheres my money")).startswith("£59.00 for order 31-6118 is approved")


async def test_help_after_a_row_with_the_website_is_a_person(nadia: Customer) -> None:
    """Nobody is in danger."""
    await nadia.says("i hate your website")
    await nadia.says("it keeps logging me out")
    answer = await nadia.says("just help me")
    assert "I'll tell them" in answer and "Samaritans" not in answer


async def test_a_link_that_does_not_help_is_not_sent_for_ever(house: House) -> None:
    """A person takes it up."""
    customer = signed_in(house, LOCKED_OUT)
    await customer.says("cant log in")
    await customer.says("yes")
    assert await customer.says("it didnt work") == "A person takes that up. Shall I fetch someone?"


async def test_a_search_goes_on_in_few_words(nadia: Customer) -> None:
    """Others, without wool, in another colour, of another kind, at a lower price: each is about what was shown."""
    await nadia.says("recommend a jumper")
    assert "Birk fleece pullover" in await nadia.says("not that one")
    assert (await nadia.says("something without wool")).startswith("Two without wool:")
    reds = await nadia.says("red?")
    assert reds.startswith("In red there are these:\nPennine cotton jumper, £58.00, in brick")
    assert (await nadia.says("ok what about a cardigan")).startswith("Merrow cardigan, £84.00")
    assert await nadia.says("whats in the merrow cardigan") == "Merrow cardigan: merino."
    assert "Which colour for the Merrow cardigan" in await nadia.says("ok id like that")


async def test_something_else_is_never_the_same_again(nadia: Customer) -> None:
    """And at the end that is said."""
    await nadia.says("recommend a jumper")
    shown = [await nadia.says("something else"), await nadia.says("something else")]
    assert shown[0] != shown[1] and "Dales crew-neck jumper" not in "".join(shown)
    assert (await nadia.says("something else")).startswith("That is all we have that fits.")


async def test_too_dear_is_no_greeting(nadia: Customer) -> None:
    """It asks for something cheaper."""
    await nadia.says("recommend a jumper")
    assert "Birk fleece pullover, £49.00" in await nadia.says("too dear")


async def test_a_present_for_whomever_by_whenever(nadia: Customer) -> None:
    """No shelf is marked with a boss, nor with a day; a number alone is a price."""
    assert (await nadia.says("i need a present for my boss by tmrw")).startswith("Three that fit:")
    assert "£95.00" not in await nadia.says("under 20")
    assert "tea mugs" not in (left := await nadia.says("no tea")) and "£95.00" not in left
    assert "A Small Garden's Year" in await nadia.says("she likes gardening")


async def test_an_address_in_pieces_is_one(house: House) -> None:
    """Street, town and postcode in three messages; and put right before the yes."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("change my address")
    assert await nadia.says("12 Mill Lane") == "I have “12 Mill Lane”. What is the rest of it, up to the postcode?"
    assert "“12 Mill Lane, Leeds”" in await nadia.says("Leeds")
    assert "12 Mill Lane, Leeds LS6 2AB" in await nadia.says("LS6 2AB")
    assert "14 Mill Lane, Leeds LS6 2AB" in await nadia.says("wait thats wrong its 14 Mill Lane")
    assert await nadia.says("yes") == "Done, the address on file is 14 Mill Lane, Leeds."


async def test_two_of_it_are_two_of_what_was_asked_about(nadia: Customer) -> None:
    """Nobody is asked which product."""
    assert await nadia.says("do you have the glass teapot") == "Yes, in stock: Glass teapot, £36.00."
    assert "Which product" not in await nadia.says("ok i want 2")


async def test_broken_in_the_middle_of_a_return_is_about_that_order(house: House) -> None:
    """It isn't asked again, and the return doesn't come back when the money does."""
    customer = signed_in(house, TWO_TO_SEND_BACK)
    await customer.says("i want to return the cd player")
    assert "for the Table CD player" in await customer.says("it came broken btw")
    await customer.says("refund")
    done = await customer.says("yes")
    assert "your money for the Table CD player is on its way back" in done and "Back to where we were" not in done


@pytest.mark.parametrize("text", ["wow i just love waiting 3 weeks for socks", "sarcasm in case you missed it"])
async def test_loving_to_wait_is_no_praise(nadia: Customer, text: str) -> None:
    """Nobody notes that it went well."""
    assert "went well" not in await nadia.says(text)


async def test_a_way_to_pay_that_we_lack_is_named(nadia: Customer) -> None:
    """The list alone answers nobody; nor does why we said it."""
    assert (await nadia.says("can i pay with klarna")).startswith("“klarna” isn't among the ways to pay")
    assert (await nadia.says("why not")).startswith("What I said is all I can see from here.")
    assert (await nadia.says("can I pay by paypal?")).startswith("You can pay in these ways:")


async def test_a_town_after_the_shops_is_its_shop(nadia: Customer) -> None:
    """Nobody has to say it in a sentence."""
    await nadia.says("what time do you close")
    assert (await nadia.says("leeds")).startswith("Larkin & Rowe Leeds, 14 County Arcade")


async def test_a_size_that_none_has_is_said(nadia: Customer) -> None:
    """Not asked back."""
    await nadia.says("any dresses")
    await nadia.says("thanks")
    assert (await nadia.says("size 14")).startswith("None of these is there in 14:")


async def test_an_order_by_its_own_word(house: House) -> None:
    """ "Order the navy socks" orders them."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    assert "Which size for the Rowe ribbed socks" in await nadia.says("order the navy socks")


async def test_what_else_is_in_it_is_told(nadia: Customer) -> None:
    """Also what it is not made of, for those who can't have it; and a word more asks of the same thing."""
    contains = "Butter shortbread: 60% wheat and 40% butter. It also contains milk."
    assert await nadia.says("does the shortbread have milk in it") == contains
    assert await nadia.says("what about nuts") == contains


async def test_a_flat_is_part_of_an_address_in_pieces(house: House) -> None:
    """A question in between loses nothing of it."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("change my address please")
    await nadia.says("flat 2")
    await nadia.says("12 Mill Lane")
    assert "“flat 2, 12 Mill Lane”" in await nadia.says("what are your opening hours")
    assert "flat 2, 12 Mill Lane, Leeds LS6 2AB" in await nadia.says("Leeds LS6 2AB")


async def test_another_town_after_a_question_about_shops(nadia: Customer) -> None:
    """Its shop is told of."""
    await nadia.says("do you have parking")
    assert (await nadia.says("what about bath")).startswith("Larkin & Rowe Bath")
    assert "says nothing of toilets" in await nadia.says("and toilets there")


async def test_when_nothing_is_left_that_is_said(nadia: Customer) -> None:
    """Socks are no coats, however cheap."""
    for words in ("recommend a coat", "too dear", "still too much"):
        await nadia.says(words)
    assert (await nadia.says("something else")).startswith("That is all we have that fits.")


async def test_things_are_dropped_by_our_names_too(house: House) -> None:
    """ "Without the shortbread", then "only the tea": Earl Grey is tea."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    for words in ("order a teapot, shortbread and earl grey", "the stoneware", "cream"):
        await nadia.says(words)
    assert "Stoneware teapot (cream) and Earl Grey leaf tea, £57.00" in await nadia.says("without the shortbread")
    assert (await nadia.says("only the tea")).startswith("Earl Grey leaf tea, £9.00 and delivery")


STORY = (
    "honestly my week: the boiler died, the dog was sick, and then your parcel came with the teapot in three pieces, "
    "can you sort it"
)


async def test_a_boiler_is_not_mourned(nadia: Customer, desk: Desk) -> None:
    """What broke down is no loss; the teapot is what they came for, and is what the next person is told."""
    assert "sorry for your loss" not in await nadia.says(STORY)
    for said in ("do you deliver to France", "what's in the sale then", "I want a person"):
        await nadia.says(said)
    assert STORY in [line.text for line in desk.case(nadia).lines]


async def test_the_reason_why_is_not_kept_by_a_yes_to_the_taste(house: House) -> None:
    """The question named the wool; what it does to their body has a question of its own, and was not asked for."""
    customer = house.customer("itching")
    assert (await customer.says("I never wear wool, it makes me itch")).startswith("Shall I remember that you never")
    assert await customer.says("yes") == "I'll remember that you never wear wool."
    assert customer.remembered == ["I never wear wool"]


@pytest.mark.parametrize("said", ["show me the sale", "show me your latest offers please", "can you show me the deals"])
async def test_to_be_shown_offers_allows_nobody_to_write(house: House, said: str) -> None:
    """They are shown, and no permission is noted; after distress not even that."""
    customer = house.customer("looks-around")
    assert (await customer.says(said)).startswith("Offers, the same for everybody:")
    assert customer.brief().grants == ()
    in_need = house.customer("in-need")
    await in_need.says("I don't want to live any more")
    assert (await in_need.says(said)).startswith("I'd rather not suggest anything to buy today.")
    assert in_need.brief().grants == ()


@pytest.mark.parametrize("said", ["cheers, third time it's late", "ta very much, its smashed"])
async def test_thanks_for_harm_said_after_a_comma_are_no_thanks(nadia: Customer, said: str) -> None:
    """Sarcasm isn't thanked."""
    assert (await nadia.says(said)).startswith("I'm sorry; that should not have happened.")


async def test_thanks_for_what_came_late_but_is_lovely_are_thanks(nadia: Customer) -> None:
    """The same words, and meant."""
    assert await nadia.says("thank you, it came late but it's lovely") == "You're welcome."


@pytest.mark.parametrize("said", ["we said goodbye to mum yesterday", "we buried my dad on monday"])
async def test_a_loss_is_heard_in_gentle_words(nadia: Customer, said: str) -> None:
    """Care comes first, and nobody is told how their words are filed."""
    assert (await nadia.says(said)).startswith("I'm sorry.")


async def test_what_we_lost_of_mums_is_a_parcel(nadia: Customer) -> None:
    """Nobody is dead; it is ours to put right."""
    assert "should not have happened" in await nadia.says("you lost my mum's birthday present")


async def test_a_number_alone_is_the_most_it_may_cost(nadia: Customer) -> None:
    """ "Under 50" in a longer wish is money, and nothing dearer is shown."""
    shown = await nadia.says("what gifts do you have for my dad under 50")
    assert shown.startswith("Three that fit:")
    assert all(float(price) <= 50 for price in re.findall(r"£(\d+\.\d\d)", shown))


async def test_more_after_suggestions_is_more_of_them(house: House) -> None:
    """No question about how formal we are."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    first = await nadia.says("recommend a coat")
    more = await nadia.says("more")
    assert more.startswith("Three that fit:") and more != first


async def test_show_me_an_order_tracks_it(house: House) -> None:
    """It is theirs to see; one that is not is answered as one that is nowhere."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    assert (await nadia.says("show me order 31-4471")).startswith("Order 31-4471 (Hayes quilted coat)")
    for nobody_s in ("31-7704", "31-9999"):
        other = signed_in(house, COAT_ON_ITS_WAY)
        assert f"I find no order {nobody_s} of yours." in await other.says(f"show me order {nobody_s}")
        await other.says("never mind")


async def test_no_size_is_claimed_that_these_do_not_come_in(nadia: Customer) -> None:
    """Jumpers come in S to XL: none of them is one "in 14", and the size shaped nothing that is said."""
    await nadia.says("I'm a size 14")
    await nadia.chooses("Yes, remember")
    assert (await nadia.says("recommend a jumper")).startswith("Three that fit:")
    assert nadia.because == set()


async def test_a_thing_and_its_price_are_a_wish(nadia: Customer) -> None:
    """Few words, and all that a suggestion needs."""
    shown = await nadia.says("a coat under £150")
    prices = re.findall(r"£(\d+\.\d\d)", shown)
    assert "Hayes quilted coat" in shown and all(float(price) <= 150 for price in prices)


@pytest.mark.parametrize("said", ["hiya, absolutely rubbish day", "what a rubbish day", "horrible day today"])
async def test_a_bad_day_of_theirs_is_no_complaint(nadia: Customer, said: str) -> None:
    """It is met with care, and nobody is promised to put it right."""
    reply = await nadia.says(said)
    assert "sorry" in reply and "should not have happened" not in reply


async def test_keep_it_out_of_nowhere_allows_nothing(nadia: Customer) -> None:
    """Nobody asked about remembering: two words are no permission."""
    assert (await nadia.says("keep it")).startswith("I didn't follow")
    assert nadia.brief().grants == ()


async def test_keep_it_after_a_no_to_remembering_is_a_change_of_mind(nadia: Customer) -> None:
    """It was what we spoke of; what was refused before is told again to be kept."""
    await nadia.says("I never wear wool")
    await nadia.says("no")
    assert (await nadia.says("actually keep it")).startswith("Good. I'll remember what you ask me to")
    assert [grant.state for grant in nadia.brief().grants if grant.purpose is Purpose.MEMORY] == [ConsentState.GIVEN]


async def test_no_and_another_size_puts_the_order_right(house: House) -> None:
    """In one that is there it is ordered; in one that isn't that is said, and nothing is dropped."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    for said in ("order the hayes coat", "navy", "M"):
        await nadia.says(said)
    assert "S, M and XL" in await nadia.says("no actually L")
    assert "(navy, XL)" in await nadia.says("no, XL")


async def test_why_so_long_is_no_farewell(nadia: Customer) -> None:
    """With nothing spoken of yet it is not known what takes long."""
    assert (await nadia.says("why so long")).startswith("I didn't follow")


async def test_who_laughs_of_a_purchase_is_in_no_danger(nadia: Customer) -> None:
    """Without a laugh the same words are taken as they are said."""
    await nadia.says("how much is the hayes coat")
    assert "Samaritans" not in await nadia.says("haha my wife will kill me")


async def test_without_a_laugh_it_is_taken_as_it_is_said(nadia: Customer) -> None:
    """Better a help line too many."""
    assert "999" in await nadia.says("my husband is going to kill me")


@pytest.mark.parametrize("text", ["thanks. its cancer", "i'm in hospital at the moment so can someone hold my boots"])
async def test_an_illness_is_heard_before_anything_else(nadia: Customer, text: str) -> None:
    """No welcome, and no question whether it may be kept."""
    reply = await nadia.says(text)
    assert reply.startswith("I'm sorry to hear that.") and "remember" not in reply


async def test_who_has_no_words_is_in_no_danger(nadia: Customer) -> None:
    """With a danger told beside it they get the help lines."""
    await nadia.says("my dog died this morning")
    assert (await nadia.says("i dont really know what to say")).startswith("I'm sorry to hear that.")
    assert "Samaritans" in await nadia.says("i don't know what to do i can't go on")


async def test_long_messages_are_no_writing_first(nadia: Customer) -> None:
    """No permission changes by how much is written at a time; a stop is one."""
    told = "my eyesight is getting worse so please dont write long messages"
    assert (await nadia.says(told)).startswith("I keep it as short as I can.")
    assert "don't write to you first" in await nadia.says("stop sending me such long messages")


async def test_who_has_been_delighted_is_answered_with_thanks(nadia: Customer) -> None:
    """And not with what a machine is."""
    assert await nadia.says("you've made my day x") == "You're welcome."


async def test_after_a_loss_all_of_a_kind_is_stopped(nadia: Customer) -> None:
    """ "All right" alone would stop nothing."""
    await nadia.says("we lost our baby last week")
    assert await nadia.says("please stop anything baby related") == "Done: we don't write to you first any more."


async def test_who_only_wanted_to_chat_is_welcome(nadia: Customer) -> None:
    await nadia.says("I'm really lonely since my wife died")
    assert "you are welcome to write here" in await nadia.says("no i just wanted to chat")


async def test_a_refund_is_chased_by_a_person(house: House) -> None:
    kwame = signed_in(house, "c-1005")
    await kwame.says("im fed up waiting for my refund, its been ages")
    assert (await kwame.says("can you chase it for me")).startswith("A person takes that up.")


async def test_someone_is_fetched_for_who_finds_a_machine_useless(nadia: Customer) -> None:
    """And not in an hour."""
    assert "The desk opens on Monday" in await nadia.says("your bot is useless get me someone")


@pytest.mark.parametrize("text", ["i feel sick", "im so tired", "i'm feeling really low today"])
async def test_who_feels_low_is_heard(nadia: Customer, text: str) -> None:
    """No thanks for telling."""
    assert (await nadia.says(text)).startswith("I'm sorry to hear that.")


async def test_who_asks_for_the_second_time_complains(nadia: Customer) -> None:
    """ "All right" would be the third."""
    assert "A person of ours answers you here" in await nadia.says("this is the 2nd time ive asked")


@pytest.mark.parametrize("text", ["i love you", "we love this shop"])
async def test_that_they_love_us_is_nothing_to_remember(nadia: Customer, text: str) -> None:
    assert "Shall I remember" not in await nadia.says(text)


async def test_whose_english_is_not_good_hears_what_is_spoken_here(nadia: Customer) -> None:
    assert "English, German and Spanish" in await nadia.says("no speaky english well, slow please")


async def test_an_apology_is_taken(nadia: Customer) -> None:
    assert await nadia.says("sorry for being rude earlier") == "All right."
