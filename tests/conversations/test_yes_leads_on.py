"""A yes to what we said in passing leads on; a no or an "ok" ends there: no reply of ours is a dead end."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.around import Around
from actions.offered import taken_up
from bot.engine.standing import SETTLED_BY
from tests.conversations.conftest import Customer, House
from tests.conversations.people import COAT_ON_ITS_WAY, TWO_TO_SEND_BACK, signed_in

DOMAIN = Path(__file__).parents[2] / "bot" / "domain"
ENDS = "All right."
PART_OF_A_TASK = re.compile(r"utter_(?:ask|still|reach|question|close)_")


async def test_a_yes_to_what_is_in_stock_orders_it(house: House) -> None:
    """What an order still needs is asked, and nothing is ordered before the last yes."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    assert "in stock in M" in await nadia.says("is the Hayes quilted coat in stock in M?")
    assert "Which colour for the Hayes quilted coat" in await nadia.says("yes")
    assert "(moss, M)" in await nadia.says("moss") and "Shall I order it?" in nadia.replies[-1].text


async def test_of_each_shown_it_is_told_what_is_in_stock(nadia: Customer) -> None:
    """ "Is it in stock?" after three is answered for the three; then a yes is asked which."""
    await nadia.says("I'd like a jumper")
    told = await nadia.says("is it in stock?")
    assert told.count("in stock:") == 3 and "Which" not in told
    assert await nadia.says("yes") == "Which of these?"
    assert nadia.choices == ["Dales crew-neck jumper", "Pennine cotton jumper", "Merrow cardigan"]


async def test_what_they_are_made_of_and_how_to_wash_them_is_told_of_each(nadia: Customer) -> None:
    """Nobody has to choose first."""
    await nadia.says("recommend a jumper")
    assert "lambswool" in await nadia.says("what are they made of?")
    told = await nadia.says("how do I wash them?")
    assert "Merrow cardigan: Wash by hand, cool, and dry flat." in told
    assert "Pennine cotton jumper: Machine wash at 30°, dry flat." in told


@pytest.mark.parametrize("heard", ["ok", "Okay, thanks", "no"])
async def test_an_ok_takes_nothing_up(house: House, heard: str) -> None:
    """It says that it was read."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("is the Hayes quilted coat in stock in M?")
    assert await nadia.says(heard) in (ENDS, "You're welcome.")


async def test_a_yes_to_the_rules_begins_a_return(house: House) -> None:
    """Which was one button away."""
    joan = signed_in(house, TWO_TO_SEND_BACK)
    await joan.says("what is your return policy?")
    assert "Which order do you mean?" in await joan.says("yes please")


async def test_a_yes_to_whether_there_is_something_asks_what(nadia: Customer) -> None:
    """The question was ours."""
    assert (await nadia.says("what's the weather like")).endswith("Is there something about the shop?")
    assert await nadia.says("yes") == "What is it about?"
    await nadia.says("what's the weather like")
    assert await nadia.says("no") == ENDS


async def test_a_yes_between_two_readings_is_asked_again(nadia: Customer) -> None:
    """It tells them not apart."""
    await nadia.says("my account")
    assert await nadia.says("yes") == "Which of these?"
    assert nadia.choices == ["Trouble signing in", "What you know about me"]


async def test_a_yes_to_something_to_put_right_takes_the_complaint(house: House) -> None:
    """A question of care is no rhetoric."""
    read = {"intent": {"name": "affirm", "confidence": 1.0}, "entities": []}
    asked = "Is there something we should put right?"
    offered = ("/complain", "/deny", "/stop_contact")
    assert taken_up(read, "yes", Around(lately=asked, offered=offered))["intent"]["name"] == "complain"


def _questions() -> list[Any]:
    """Every reply of ours that ends in a question and is no part of a task, with its buttons."""
    found = []
    for topic in sorted(DOMAIN.glob("*.yml")):
        for name, variants in (yaml.safe_load(topic.read_text("utf-8")).get("responses") or {}).items():
            for one in variants:
                if one["text"].rstrip().endswith("?") and not PART_OF_A_TASK.match(name):
                    found.append(pytest.param(one, id=name))
    return found


@pytest.mark.parametrize("reply", _questions())
def test_every_question_has_a_yes_that_leads_on(reply: dict[str, Any]) -> None:
    """Where no open question waits for it: it begins the one thing offered, or is asked what it means."""
    read = {"intent": {"name": "affirm", "confidence": 1.0}, "entities": []}
    offered = tuple(button["payload"].replace("{{", "{").replace("}}", "}") for button in reply.get("buttons", ()))
    meant = taken_up(read, "yes", Around(lately=reply["text"], offered=offered))
    assert meant["intent"]["name"] != "affirm" or meant.get("needs")


def test_a_yes_to_an_open_question_is_left_to_it() -> None:
    """What is asked is answered, whatever stands beside it."""
    read = {"intent": {"name": "affirm", "confidence": 1.0}, "entities": []}
    for asked in SETTLED_BY:
        assert taken_up(read, "yes", Around(asked=asked, lately="Shall I?", offered=("/ask_human",))) == read
