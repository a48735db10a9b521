"""The greeting knows what stands between us, for whoever allowed it, and calls them as they wish."""

from datetime import timedelta

from store import Assurance, Capture, ConsentState, Purpose, Reader
from tests.conversations.conftest import Customer, House
from tests.conversations.people import COAT_ON_ITS_WAY


def allow(house: House, customer: Customer, *purposes: Purpose) -> None:
    found = house.memory.people.find(customer.channel, customer.address)
    assert found is not None
    yes = Capture(method="button", words="yes", notice_text="Shall I?", assurance=customer.assurance)
    for purpose in purposes:
        house.memory.consents.decide(found.customer, found.identity, purpose, ConsentState.GIVEN, yes)


async def test_what_was_promised_and_not_done_is_owned_up_to_first(house: House) -> None:
    """Days after an answer was due the hello says so, once, and only where their history may be used."""
    told = house.customer("told")
    kept = house.customer("kept")
    for customer in (told, kept):
        await customer.says("this is a disgrace, the teapot came broken and nobody answers")
    allow(house, told, Purpose.PERSONALISE)
    house.wait(days=5)
    reply = await told.says("hello")
    assert "what was promised you for" in reply and "has not been done, and I'm sorry" in reply
    assert len(told.replies) == 1 and "the teapot came broken" in reply
    assert "promised" not in await kept.says("hello")


async def test_a_promise_that_stands_and_a_complaint_are_not_forgotten(house: House, nadia: Customer) -> None:
    """The next day the promise stands; once it is kept, the complaint itself is asked after, in the next talk alone."""
    await nadia.says("this is a disgrace, the teapot came broken and nobody answers")
    allow(house, nadia, Purpose.PERSONALISE)
    found = house.memory.people.find("web", "nadia")
    assert found is not None
    (promise,) = house.memory.promises.of(found.customer, Reader.CUSTOMER)
    house.clock.set(promise.due_at - timedelta(hours=1))
    assert "stands." in await nadia.says("hello")
    other = house.customer("omar")
    await other.says("this is a disgrace, the teapot came broken and nobody answers")
    allow(house, other, Purpose.PERSONALISE)
    found = house.memory.people.find("web", "omar")
    assert found is not None
    (promise,) = house.memory.promises.of(found.customer, Reader.CUSTOMER)
    house.memory.promises.keep(promise.id, "Eva")
    house.wait(days=1)
    assert "You complained on" in await other.says("hello")
    house.wait(days=1)
    assert "complained" not in await other.says("hello")


async def test_they_are_called_as_they_wish(house: House, nadia: Customer) -> None:
    """A name told and remembered is used in the next hello, with the fact behind it; pronouns are no name."""
    await nadia.says("please call me Joanna")
    await nadia.says("yes, remember")
    assert nadia.remembered
    house.wait(days=1)
    assert (await nadia.says("hello")).startswith("Hello, Joanna.")
    assert any("Joanna" in why for why in nadia.because)
    assert (await nadia.says("hello")).startswith("Hello.")


async def test_whose_relationship_starts_nothing_is_not_told_what_they_ordered(house: House) -> None:
    """A secret affair, or just business: no goods are named unasked; a late order, which is owed to them, is."""
    customer = house.customer(COAT_ON_ITS_WAY, "account", assurance=Assurance.VERIFIED)
    await customer.says("hello")
    allow(house, customer, Purpose.PERSONALISE)
    for words, told in (("thanks", True), ("treat us as a secret affair", False), ("just business, please", False)):
        await customer.says(words)
        house.wait(hours=2)
        assert ("On the way to you" in await customer.says("hello")) == told
