"""What a customer types and nobody may write down is in no place, whatever they were doing."""

import json

from store import Moment, Reader
from tests.conversations.conftest import Customer, House
from tests.conversations.people import COAT_ON_ITS_WAY, signed_in

CARD, PASSWORD = "4111 1111 1111 1111", "hunter2horse"


async def test_a_card_and_a_password_are_found_nowhere(house: House) -> None:
    """Not in the transcript, the engine's events, a promise, a case's lines or a phone number; nor in any answer."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    heard = [await nadia.says(words) for words in (
        f"my card number is {CARD} and nothing works",
        "I want to change my phone number",
        CARD.replace(" ", ""),
        "never mind",
        f"can someone write to me later? my password is {PASSWORD}",
        f"this is a disgrace, you charged {CARD} twice",
        f"get me a person, it's the card {CARD}",
    )]  # fmt: skip
    assert "••••" in heard[-1], "the line that is told is shown without it"
    assert not _sings(heard) and not _sings(await _all_that_is_kept(house, nadia))


async def _all_that_is_kept(house: House, customer: Customer) -> list[str]:
    found = house.memory.people.find("account", customer.address)
    assert found is not None
    thread = customer.replies[-1].conversation
    operator = Moment(now=house.clock(), channel="api")
    exported = house.memory.rights.export(found.customer, operator, Reader.OPERATOR, "a test")
    assert exported["promises"] and exported["messages"] and exported["desk_cases"], exported.keys()
    case = house.memory.looks.case(thread)
    assert case is not None and case.lines
    events = house.memory.trackers.tail(thread)
    return [json.dumps(exported, default=str), str(case), str(events)]


def _sings(kept: list[str]) -> list[str]:
    """Eight digits of the card, however written: four of them stand in many a probability."""
    secrets = (CARD[:9], CARD[:9].replace(" ", ""), PASSWORD)
    return [words[:200] for words in kept if any(secret in words for secret in secrets)]
