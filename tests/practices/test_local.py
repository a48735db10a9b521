"""P11: their own language, shop and offers, for who told us of them and allowed it."""

from tests.practices.conftest import Customer, House

SCONE = "A scone with every pot of tea"


async def of_york(customer: Customer) -> Customer:
    """Says where they live, and allows it to be remembered and used."""
    question = await customer.says("I live in York")
    assert "you live in York" in question, question
    await customer.chooses("Yes, remember")
    return customer


async def test_p11_opening_hours_are_those_of_their_own_shop_first(house: House, nadia: Customer) -> None:
    """With the reason; the others on asking, another one by its name."""
    await of_york(nadia)
    reply = await nadia.says("when are you open?")
    assert "Larkin & Rowe York" in reply and "as you told me: “I live in York”" in reply and "Leeds" not in reply
    assert nadia.replies[0]["because"]
    assert "Larkin & Rowe Leeds" in await nadia.chooses("The other shops")
    assert "Bath" in await nadia.says("when does the Bath shop open on Friday?")
    await nadia.says("the Leeds shop is my local")
    assert "Larkin & Rowe Leeds" in (reply := await nadia.says("what are your opening hours?")) and "York" not in reply


async def test_p11_a_table_is_booked_in_their_own_shop_unless_they_say_another(house: House) -> None:
    """The shop isn't asked for; it is named, with why, before anything is booked, and put right in a word."""
    nadia = house.customer("account")
    nadia.address = "c-1003"
    await of_york(nadia)
    offered = await nadia.says("can I book a table for two on Friday at 1pm?")
    assert "In York (as you told me: “I live in York”), a table for 2" in offered and nadia.replies[-1]["because"]
    corrected = await nadia.says("no, in Bath")
    assert "In Bath, a table for 2" in corrected and not nadia.replies[-1]["because"]
    assert "in Bath" in await nadia.says("yes")


async def test_p11_an_offer_of_another_town_is_not_told_to_who_has_a_shop(house: House) -> None:
    """Their own shop's offers come first; another town's are for its people and for who asks about it."""
    nadia, lee = await of_york(house.customer()), house.customer()
    assert SCONE in await nadia.says("any offers?") and nadia.replies[0]["offer"] and nadia.replies[0]["because"]
    await lee.says("the Leeds shop is my local")
    await lee.chooses("Yes, remember")
    assert "offer" in (await lee.says("any offers on tea?")).lower() and SCONE not in lee.replies[0]["text"]
    assert f"{SCONE}. In the tea room, until noon. Only in York." in await lee.says("any offers in York?")


async def test_p11_without_a_yes_every_shop_is_told_and_every_offer(house: House, nadia: Customer) -> None:
    """What may not be kept changes nothing."""
    await nadia.says("I live in York")
    await nadia.says("No")
    assert (await nadia.says("when are you open?")).startswith("Our shops on")
    assert (await nadia.says("any offers on tea?")).startswith("Offers, the same for everybody")
    assert f"{SCONE}. In the tea room, until noon. Only in York." in nadia.replies[0]["text"]
    asked = await nadia.says("can I book a table for two on Friday at 1pm?")
    assert "York" not in asked.split("?")[0]


async def test_p11_the_language_they_write_in_is_the_one_they_are_met_in(house: House, nadia: Customer) -> None:
    """A German question is answered in German."""
    assert "Maschine" in await nadia.says("Hallo, bist du ein Mensch oder eine Maschine?")


async def test_p11_who_moves_has_the_shop_of_the_new_town(house: House, nadia: Customer) -> None:
    """What they said of the old town is used and shown no more."""
    await of_york(nadia)
    await nadia.says("I moved to Leeds last week")
    assert (await nadia.says("when are you open?")).startswith("Larkin & Rowe Leeds")
    known = await nadia.says("what do you know about me?")
    assert "I moved to Leeds" in known and "I live in York" not in known
