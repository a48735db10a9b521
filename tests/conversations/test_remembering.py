"""The whole path: told, asked once, remembered or not, used where it matters, explained, corrected, forgotten."""

from dataclasses import dataclass

import pytest

from bot.shop_place import ShopPlace
from store import Assurance, KeptRecord, Refs
from tests.conversations.conftest import Customer, House
from tests.conversations.people import COAT_ON_ITS_WAY, signed_in


async def test_it_says_at_once_that_it_is_a_machine(house: House) -> None:
    """The first reply says that a machine speaks and that a person is near; on the web the page has said so before."""
    reply = await house.customer("8812", channel="telegram").says("hello")
    assert "machine" in reply and "person" in reply


async def test_asked_once_in_plain_words_and_remembered_after_yes(nadia: Customer) -> None:
    """Nothing is kept before the yes; after it the words stand as they were said."""
    question = await nadia.says("I never wear wool")
    assert "you never wear wool" in question
    assert nadia.choices == ["Yes, remember", "No", "What else do you keep?"]
    assert nadia.remembered == []
    await nadia.chooses("Yes, remember")
    assert nadia.remembered == ["I never wear wool"]


async def test_a_typed_yes_is_as_good_as_the_button(nadia: Customer) -> None:
    """The open question gives a bare yes its meaning."""
    await nadia.says("I never wear wool")
    await nadia.says("yes please")
    assert nadia.remembered == ["I never wear wool"]


async def test_after_no_nothing_is_kept_and_nothing_is_asked_again(house: House, nadia: Customer) -> None:
    """Only the refusal is kept: the next session uses nothing and asks nothing."""
    await nadia.says("I never wear wool")
    assert "won't keep it" in await nadia.chooses("No")
    house.wait(days=12)
    await nadia.says("hello")
    reply = await nadia.says("I only ever buy cotton shirts")
    assert nadia.choices == [] and "remember" not in reply
    assert nadia.remembered == []


async def test_the_next_session_uses_it_unasked_and_can_say_why(house: House, nadia: Customer) -> None:
    """Twelve days later a suggestion respects what was told, names it in `because`, and can explain it."""
    await nadia.says("I never wear wool")
    await nadia.chooses("Yes, remember")
    house.wait(days=12)
    suggestion = await nadia.says("can you recommend a warm coat?")
    assert "wool" in suggestion.splitlines()[0].lower()
    assert nadia.because
    why = await nadia.says("why did you say that?")
    assert "21 November" in why and "I never wear wool" in why


async def test_what_is_known_is_listed_with_when_and_where(house: House, nadia: Customer) -> None:
    """The list quotes the customer and says when and where."""
    await nadia.says("I never wear wool")
    await nadia.chooses("Yes, remember")
    known = await nadia.says("what do you know about me?")
    assert "“I never wear wool”, 21 November, here in the chat" in known


async def test_what_is_wrong_is_put_right(nadia: Customer) -> None:
    """A correction replaces what stood."""
    await nadia.says("I never wear wool")
    await nadia.chooses("Yes, remember")
    await nadia.says("that's wrong, I love wool")
    assert nadia.remembered == ["I love wool"]


async def test_one_thing_can_be_forgotten(nadia: Customer) -> None:
    """Forgetting names what is gone, and it is gone."""
    await nadia.says("I never wear wool")
    await nadia.chooses("Yes, remember")
    assert "I never wear wool" in await nadia.says("forget that I never wear wool")
    assert nadia.remembered == []


async def test_forget_that_means_what_was_just_spoken_of(nadia: Customer) -> None:
    """Right after one thing was remembered or listed, "that" is it; what was not just said stays."""
    await nadia.says("I never wear wool")
    await nadia.chooses("Yes, remember")
    await nadia.says("I love linen")
    assert "“I love linen”" in await nadia.says("forget that")
    assert nadia.remembered == ["I never wear wool"]
    await nadia.says("what do you know about me?")
    assert "I never wear wool" in await nadia.says("please forget that")
    assert nadia.remembered == []


@pytest.mark.parametrize("no", ["no", "No thanks", "no don't", "rather not", "never mind"])
async def test_a_no_to_what_was_just_kept_takes_it_out(nadia: Customer, no: str) -> None:
    """Once remembering is allowed nothing is asked: a no to "I'll remember" is heard as one, and of that alone."""
    await nadia.says("I never wear wool")
    await nadia.chooses("Yes, remember")
    assert "I'll remember" in await nadia.says("I hate leather")
    assert "I hate leather" in await nadia.says(no)
    assert nadia.remembered == ["I never wear wool"]


async def test_a_no_to_anything_else_takes_nothing_out(nadia: Customer) -> None:
    """What was kept before another reply stays."""
    await nadia.says("I never wear wool")
    await nadia.chooses("Yes, remember")
    await nadia.says("when do you open?")
    await nadia.says("no")
    assert nadia.remembered == ["I never wear wool"]


async def test_forget_that_forgets_nothing_that_was_not_spoken_of(nadia: Customer) -> None:
    """After a reply in which memory played no part there is nothing that "that" could be."""
    await nadia.says("I never wear wool")
    await nadia.chooses("Yes, remember")
    await nadia.says("when are you open?")
    await nadia.says("forget that")
    assert nadia.remembered == ["I never wear wool"]


async def test_forget_me_asks_first_and_answers_with_what_it_did(house: House, nadia: Customer) -> None:
    """Everything goes, the receipt says so, and the same address is a stranger afterwards."""
    await nadia.says("I never wear wool")
    await nadia.chooses("Yes, remember")
    assert "can't be undone" in await nadia.says("forget me")
    assert nadia.remembered == ["I never wear wool"]
    assert "strangers" in await nadia.says("yes")
    assert house.memory.people.find("web", "nadia") is None
    assert "I keep nothing about you" in await nadia.says("what do you know about me?")


async def test_the_spoken_receipt_says_what_stays_and_why(house: House) -> None:
    """What was found, and, read again from the shop, what the law makes it keep of this customer, and only then."""
    house.memory.rights.add(ShopPlace(house.shop, house.clock))
    for address, channel, keeps in (("c-1001", "account", True), ("newcomer", "web", False)):
        who = house.customer(address, channel, assurance=Assurance.VERIFIED)
        await who.says("forget me")
        receipt = await who.says("yes")
        assert "a second look found none" in receipt and "proof that it was done" in receipt
        assert ("Invoices stay for ten years" in receipt) is keeps
        assert house.memory.people.find(channel, address) is None


@dataclass
class ShutShop:
    """A place outside that can't be reached."""

    name: str = "shop"

    def count(self, refs: Refs) -> int:
        raise OSError

    def erase(self, refs: Refs) -> tuple[KeptRecord, ...]:
        raise OSError


async def test_a_place_that_cannot_be_read_is_not_called_empty(house: House, nadia: Customer) -> None:
    """The request stays open, and the reply says so."""
    house.memory.rights.add(ShutShop())
    await nadia.says("forget me")
    assert "couldn't finish: 1 of" in await nadia.says("yes")


async def test_a_slash_is_only_a_character(nadia: Customer) -> None:
    """Rasa's own commands do nothing when a customer types them."""
    await nadia.says("I never wear wool")
    await nadia.chooses("Yes, remember")
    for typed in ("/restart", "/forget_me", "/allow_memory", "/session_start"):
        await nadia.says(typed)
    assert nadia.remembered == ["I never wear wool"]


async def test_one_person_on_two_channels_joins_them_with_a_code(house: House, nadia: Customer) -> None:
    """The code asked for here and given there, however it is typed, makes one customer; a wrong one joins nobody."""
    there = house.customer("8812", channel="telegram")
    assert "not valid" in await there.says("link AAAA2222")
    for _ in range(5):
        assert "link" in await there.says("LINK MY WHATSAPP")  # no code, so it costs no try
    asked = await nadia.says("I'm the same person who wrote to you on Telegram")
    code = asked.rsplit(" ", 1)[-1].lower()
    assert "one person" in await there.says(f"{code[:4]} {code[4:]}")
    assert await together(house)


async def test_who_joined_two_channels_parts_them_by_a_word(house: House, nadia: Customer) -> None:
    """From either side, in any language that we answer in; each keeps what it told, and what is apart is said to be."""
    there = house.customer("8812", channel="telegram")
    web = house.memory.people.arrive("web", "nadia")
    phone = house.memory.people.arrive("telegram", "8812")
    words = "unlink this", "please disconnect my Telegram", "Telegram bitte trennen"
    for who, said in zip((there, nadia, there), words, strict=True):
        house.memory.links.link(web.identity, phone.identity, "both shown at the counter", "eva")
        assert "are apart again" in await who.says(said) or "wieder getrennt" in who.replies[0].text
        assert not await together(house)
    assert "Nothing is linked that I could part" in await nadia.says("unlink my telegram")


async def together(house: House) -> bool:
    known = [house.memory.people.find(*one) for one in (("web", "nadia"), ("telegram", "8812"))]
    return bool(known[0] and known[1] and known[0].customer == known[1].customer)


async def test_two_people_on_one_account_are_told_nothing_of_each_other(house: House) -> None:
    """Who only belongs to an account by a browser hears nothing of who signed in, nor of another browser.

    The browser hears what a stranger's hears, word for word: neither the other's confidences nor that there are any.
    """
    signed, browser = signed_in(house, COAT_ON_ITS_WAY), house.customer("their browser")
    stranger = house.customer("a stranger's browser")
    await signed.says("between us, wool gives me a rash")
    await signed.chooses(signed.choices[0])
    assert signed.remembered
    await signed.says("you may remember what I tell you")
    account, web = signed.known, house.memory.people.arrive("web", "their browser")
    house.memory.links.link(account.identity, web.identity, "both shown at the counter", "eva")
    for said in ("hello", "what do you know about me?", "where is my order?", "how many points do I have?",
                 "can you recommend a warm coat?", "why did you say that?"):  # fmt: skip
        assert await browser.says(said) == await stranger.says(said)
    assert browser.because == set() and browser.remembered == []
    export = house.memory.rights.export(account.customer, browser.moment)
    assert {row["identity_id"] for row in export["messages"]} == {web.identity}
    await browser.says("I never drink coffee")  # the account's yes is this customer's, and is not asked for again
    assert browser.remembered == ["I never drink coffee"]
    third = house.customer("another browser")
    other = house.memory.people.arrive("web", "another browser")
    house.memory.links.link(account.identity, other.identity, "both shown at the counter", "eva")
    assert "coffee" not in await third.says("what do you know about me?")
