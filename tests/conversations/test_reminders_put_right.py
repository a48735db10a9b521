"""A reminder just set is put right in a few words, ended in one, and comes again as it was said, in three languages."""

import pytest

from tests.conversations.conftest import Customer, House


def reminders(nadia: Customer, house: House) -> list[tuple[str, str, str | None]]:
    """What waits, when it comes in London, and how often."""
    waiting = house.memory.reminders.of(nadia.known.customer)
    return [(one.what, f"{one.next_at:%a %d %b %H:%M}", one.every) for one in waiting]


@pytest.mark.parametrize(
    ("corrections", "becomes"),
    [
        (["no, at six"], ("buy socks", "Sun 22 Nov 18:00", None)),
        (["make it Friday"], ("buy socks", "Fri 27 Nov 10:00", None)),
        (["no, at six", "make it Friday"], ("buy socks", "Fri 27 Nov 18:00", None)),
        (["sorry, I meant Monday at 9"], ("buy socks", "Mon 23 Nov 09:00", None)),
        (["no, every month"], ("buy socks", "Mon 21 Dec 10:00", "P1M")),
        (["thanks", "actually make it Friday instead"], ("buy socks", "Fri 27 Nov 10:00", None)),
        (["no", "at six"], ("buy socks", "Sun 22 Nov 18:00", None)),
    ],
)
async def test_what_is_said_next_puts_it_right(
    nadia: Customer, house: House, corrections: list[str], becomes: tuple[str, str, str | None]
) -> None:
    """There is one reminder, at the time said last; what was not named stays."""
    await nadia.says("remind me to buy socks tomorrow")
    for one in corrections:
        reply = await nadia.says(one)
    assert reply.startswith("I'll remind you")
    assert reminders(nadia, house) == [becomes]


async def test_one_that_comes_back_stays_one_that_comes_back(nadia: Customer, house: House) -> None:
    """Another day for it, and no permission to write is asked for."""
    await nadia.says("remind me to water the plants every Sunday")
    assert "Saturday 28 November" in await nadia.says("no, every Saturday")
    assert reminders(nadia, house) == [("water the plants", "Sat 28 Nov 10:00", "P1W")]


@pytest.mark.parametrize("stop", ["stop", "cancel that", "never mind", "no, forget it"])
async def test_a_word_ends_it(nadia: Customer, house: House, stop: str) -> None:
    """As it was said: say stop, and it ends."""
    await nadia.says("remind me to water the plants every Sunday")
    assert await nadia.says(stop) == "Done. I won't remind you of this any more: water the plants."
    assert reminders(nadia, house) == []


async def test_a_booking_is_not_mistaken_for_the_reminder(nadia: Customer, house: House) -> None:
    """What has a name of its own is meant."""
    await nadia.says("remind me to buy socks tomorrow")
    await nadia.says("no, I want to move my table to Friday")
    assert reminders(nadia, house) == [("buy socks", "Sun 22 Nov 10:00", None)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Erinnern Sie mich bitte jeden Montag an die Socken", ("an die Socken", "Mon 23 Nov 10:00", "P1W")),
        ("Erinnern Sie mich jeden Montag um 9 Uhr an die Socken", ("an die Socken", "Mon 23 Nov 09:00", "P1W")),
        ("Bitte erinnere mich alle zwei Wochen an Kaffee", ("an Kaffee", "Sat 05 Dec 10:00", "P2W")),
        ("Erinnern Sie mich täglich an die Tabletten", ("an die Tabletten", "Sun 22 Nov 10:00", "P1D")),
        ("Recuérdeme cada lunes comprar calcetines", ("comprar calcetines", "Mon 23 Nov 10:00", "P1W")),
        ("Recuérdame cada dos semanas el café", ("el café", "Sat 05 Dec 10:00", "P2W")),
        ("Por favor, recuérdeme todos los meses pagar la factura", ("pagar la factura", "Mon 21 Dec 10:00", "P1M")),
        ("remind me on 3 June every year that it's our day", ("it's our day", "Thu 03 Jun 09:00", "P1Y")),
        ("remind me every year that it's Mum's day on 3 June", ("it's Mum's day", "Thu 03 Jun 09:00", "P1Y")),
    ],
)
async def test_it_comes_again_as_it_was_said(
    nadia: Customer, house: House, text: str, kept: tuple[str, str, str]
) -> None:
    """The words are the customer's own, without the when and the asking."""
    await nadia.says(text)
    assert reminders(nadia, house) == [kept]


@pytest.mark.parametrize("text", ["Erinnern Sie mich jede Stunde ans Trinken", "Recuérdeme cada hora beber agua"])
async def test_not_every_hour(nadia: Customer, house: House, text: str) -> None:
    """At most once a day, in every language."""
    await nadia.says(text)
    assert reminders(nadia, house) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("remind me on 5 december to buy crackers", ("buy crackers", "Sat 05 Dec 10:00", None)),
        ("remind me on 24 december about the turkey", ("the turkey", "Thu 24 Dec 10:00", None)),
        ("remind me about Anika's party on 5 december at 3", ("Anika's party", "Sat 05 Dec 15:00", None)),
        ("remind me on december 5 to buy crackers", ("buy crackers", "Sat 05 Dec 10:00", None)),
        ("remind me every month on the first to water it", ("water it", "Tue 01 Dec 10:00", "P1M")),
        ("her birthday's 2 December, remind me the day before", ("her birthday", "Tue 01 Dec 10:00", None)),
        ("remind me tomorrow about 3 parcels", ("3 parcels", "Sun 22 Nov 10:00", None)),
    ],
)
async def test_the_day_is_the_one_that_was_named(
    nadia: Customer, house: House, text: str, kept: tuple[str, str, str | None]
) -> None:
    """A day beside its month, a day of every month, the day before one; the words are without it."""
    await nadia.says(text)
    assert reminders(nadia, house) == [kept]


async def test_so_long_before_a_booking(nadia: Customer, house: House) -> None:
    """Counted back from the table that is booked."""
    await nadia.says("book a table for 2 in York on 27 November at 13:00")
    await nadia.says("yes")
    await nadia.says("Can u remind me 2 days before my table booking")
    assert reminders(nadia, house) == [("my table booking", "Wed 25 Nov 10:00", None)]


@pytest.mark.parametrize(
    "asked", ["what reminders have i got", "which reminders do I have", "do I have any reminders", "any reminders left"]
)
async def test_they_are_told_when_asked(nadia: Customer, asked: str) -> None:
    """Each with its day and hour, or plainly that there are none."""
    assert await nadia.says(asked) == "No reminder of yours is waiting."
    await nadia.says("remind me to buy socks tomorrow")
    assert "Sunday 22 November at 10:00: buy socks" in await nadia.says(asked)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("cancel tomorrows", {"Anika's party"}),
        ("cancel the window cleaner one", {"Anika's party"}),
        ("drop the party one", {"call the window cleaner"}),
        ("cancel all reminders", set()),
    ],
)
async def test_one_that_is_named_ends(nadia: Customer, house: House, text: str, left: set[str]) -> None:
    """By its day or its words, and no order or booking is touched."""
    await nadia.says("remind me tomorrow to call the window cleaner")
    await nadia.says("remind me on friday about Anika's party")
    assert (await nadia.says(text)).startswith("Done")
    assert {what for what, _, _ in reminders(nadia, house)} == left


async def test_one_that_is_named_moves(nadia: Customer, house: House) -> None:
    """Its day, then its hour; the other stays."""
    await nadia.says("remind me on friday about Anika's party")
    await nadia.says("remind me tomorrow to call the window cleaner")
    await nadia.says("move the party one to the 12th")
    await nadia.says("make the party one 2 o'clock")
    assert reminders(nadia, house) == [
        ("call the window cleaner", "Sun 22 Nov 10:00", None),
        ("Anika's party", "Sat 12 Dec 14:00", None),
    ]


@pytest.mark.parametrize("text", ["a week before", "make it a week before", "7 days earlier please"])
async def test_so_long_before_is_counted_from_what_was_set(nadia: Customer, house: House, text: str) -> None:
    """And not from today; the hour stays."""
    await nadia.says("remind me about my mum's birthday on 12 december at 3pm")
    await nadia.says(text)
    assert reminders(nadia, house) == [("my mum's birthday", "Sat 05 Dec 15:00", None)]


async def test_the_only_one_listed_is_cancelled_by_that(nadia: Customer, house: House) -> None:
    """Of several it is asked which."""
    await nadia.says("remind me to order tulips on friday")
    await nadia.says("and mums birthday on 4 december")
    assert [what for what, _, _ in reminders(nadia, house)] == ["order tulips", "mums birthday"]
    await nadia.says("what reminders do i have")
    assert await nadia.says("cancel that") == "Which of your reminders shall go?"
    await nadia.chooses("order tulips")
    await nadia.says("what reminders do i have")
    assert (await nadia.says("cancel that")).startswith("Done.") and reminders(nadia, house) == []


async def test_and_make_it_another_hour_moves_the_one_just_set(nadia: Customer, house: House) -> None:
    """No order is looked for."""
    await nadia.says("remind me about my dentist on tuesday at 3")
    await nadia.says("and make it 4")
    assert reminders(nadia, house) == [("my dentist", "Tue 24 Nov 16:00", None)]


async def test_what_was_asked_for_is_what_is_listed(nadia: Customer) -> None:
    """And not what else is kept."""
    await nadia.says("remind me to water the plants every sunday")
    assert "water the plants" in await nadia.says("what did i ask you to remind me of")
