"""With memory refused the same tasks succeed in full: after another question perhaps, the same thing is done."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conversations.books import done
from tests.conversations.conftest import OpenHouse
from tests.conversations.people import (
    BROKEN_TEAPOT,
    COAT_ON_ITS_WAY,
    LOCKED_OUT,
    PAID_TWICE,
    POINTS_AND_REFUND,
    SOCKS_TWICE_A_YEAR,
    signed_in,
)

TOLD_FIRST = ("I take a size M", "my local shop is Leeds")
Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Errand:
    """What one customer wants done; `refused` is what it takes where nothing is remembered, if that is more."""

    account: str
    says: Lines
    refused: Lines = ()
    hears: str = ""  # in the last reply of both, where nothing is written down


DONE = (
    Errand(COAT_ON_ITS_WAY, ("my new address is 12 High Street, York YO1 7HH", "yes")),
    Errand(PAID_TWICE, ("please send my order to 9 Mill Lane, Leeds LS1 4AB instead", "yes")),
    Errand(PAID_TWICE, ("please cancel my order", "yes")),
    Errand(PAID_TWICE, ("change the coat in my order to size 6-7", "yes")),
    Errand(COAT_ON_ITS_WAY, ("I want to return the jumper, money back", "yes")),
    Errand(COAT_ON_ITS_WAY, ("I'd like to swap the jumper for a size L", "yes")),
    Errand(BROKEN_TEAPOT, ("my teapot came broken, please send a new one", "yes")),
    Errand(SOCKS_TWICE_A_YEAR, ("the usual please", "yes")),
    Errand(COAT_ON_ITS_WAY, ("I'd like to buy a glass teapot", "yes")),
    Errand(
        COAT_ON_ITS_WAY,
        ("I'd like the orla parka in olive", "yes"),
        ("I'd like the orla parka in olive", "M", "yes"),
    ),
    Errand(POINTS_AND_REFUND, ("turn 500 points into a voucher", "yes")),
    Errand(COAT_ON_ITS_WAY, ("change my email to nadia.new@example.org", "yes")),
    Errand(LOCKED_OUT, ("I can't sign in", "yes")),
    Errand(PAID_TWICE, ("you took the money twice for my order", "yes")),
    Errand(COAT_ON_ITS_WAY, ("book a table for two in York tomorrow at 1pm", "yes")),
    Errand(
        COAT_ON_ITS_WAY,
        ("book a fitting on Friday at 11", "yes"),
        ("book a fitting on Friday at 11", "Leeds", "yes"),
    ),
    Errand(PAID_TWICE, ("move my table to 13:30", "yes")),
    Errand(PAID_TWICE, ("cancel my table", "yes")),
    Errand(COAT_ON_ITS_WAY, ("remind me to buy tea in two weeks",)),
    Errand(COAT_ON_ITS_WAY, ("I want to join the gardening club",)),
    Errand(COAT_ON_ITS_WAY, ("put this on the wall: lovely people in Leeds",)),
    Errand(COAT_ON_ITS_WAY, ("your delivery driver was rude to me",)),
    Errand(COAT_ON_ITS_WAY, ("just business please",)),
    Errand(COAT_ON_ITS_WAY, ("please ring me back on 07700 900123 on Monday at 3pm",)),
    Errand(COAT_ON_ITS_WAY, ("you may write to me about offers", "only write to me on weekdays")),
    Errand(COAT_ON_ITS_WAY, ("don't write to me any more",)),
    Errand(COAT_ON_ITS_WAY, ("our staff may see what you know", "yes")),
    Errand(COAT_ON_ITS_WAY, ("please close my account", "yes")),
    Errand(COAT_ON_ITS_WAY, ("I want to talk to a person",)),
    Errand(COAT_ON_ITS_WAY, ("forget me", "yes")),
)
ANSWERED = (
    Errand(COAT_ON_ITS_WAY, ("where is my order?",), hears="31-4471"),
    Errand(COAT_ON_ITS_WAY, ("do you have the hayes coat in navy in M?",), hears="in stock in navy, M"),
    Errand(POINTS_AND_REFUND, ("how many points do I have?",), hears="1,302"),
    Errand(POINTS_AND_REFUND, ("where is my refund?",), hears="£59.00"),
    Errand(COAT_ON_ITS_WAY, ("I need an invoice for order 31-0012",), hears="£77.00"),
    Errand(COAT_ON_ITS_WAY, ("can you recommend a teapot?",), hears="Glass teapot"),
    Errand(PAID_TWICE, ("when is my table?",), hears="12:30"),
    Errand(COAT_ON_ITS_WAY, ("I want a copy of my data",), hears="Download"),
    Errand(COAT_ON_ITS_WAY, ("können wir Deutsch sprechen?",), hears="Auf Deutsch"),
)


@dataclass(frozen=True, slots=True)
class House:
    """How one of the two houses ended."""

    before: dict[str, object]
    after: dict[str, object]
    heard: str
    remembered: tuple[str, ...]


async def errand_in(folder: Path, open_house: OpenHouse, errand: Errand, answer: str, lines: Lines) -> House:
    with open_house(folder) as house:
        customer = signed_in(house, errand.account)
        await customer.says(TOLD_FIRST[0])
        await customer.chooses(answer)
        await customer.says(TOLD_FIRST[1])
        remembered, before = tuple(customer.remembered), done(house, customer)
        heard = ""
        for line in lines:
            heard = await customer.says(line)
        return House(before, done(house, customer), heard, remembered)


async def both(tmp_path: Path, open_house: OpenHouse, errand: Errand) -> tuple[House, House]:
    given = await errand_in(tmp_path / "given", open_house, errand, "Yes, remember", errand.says)
    refused = await errand_in(tmp_path / "refused", open_house, errand, "No", errand.refused or errand.says)
    assert (len(given.remembered), refused.remembered) == (2, ())
    return given, refused


@pytest.mark.parametrize("errand", DONE, ids=lambda errand: errand.says[0])
async def test_the_same_is_done(tmp_path: Path, open_house: OpenHouse, errand: Errand) -> None:
    """Row by row the two houses end alike, and something was done in both."""
    given, refused = await both(tmp_path, open_house, errand)
    assert refused.after == given.after
    assert given.after != given.before


@pytest.mark.parametrize("errand", ANSWERED, ids=lambda errand: errand.says[0])
async def test_the_same_is_answered(tmp_path: Path, open_house: OpenHouse, errand: Errand) -> None:
    """What is only asked is answered alike, and changes nothing in either house."""
    given, refused = await both(tmp_path, open_house, errand)
    assert errand.hears in given.heard and errand.hears in refused.heard
    assert given.after == given.before and refused.after == refused.before
