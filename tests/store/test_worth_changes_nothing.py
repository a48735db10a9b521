"""G9 at the desk, metamorphic: purchases, tier, points and cost go up or down, and nothing at the desk moves."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from itertools import count
from random import Random

import msgspec
import pytest

from bot.desk.suggesting import canned, suggest
from store.desk import Agent, GestureState, Role
from store.errors import NotAllowed
from store.values import Arrival, NewEvent, Purpose
from tests.store.store_house import House
from tests.store.test_memory_desk import TEAPOT, say, staff

ADDRESSES = [f"customer-{number}" for number in range(8)]
TOPICS = ("return_item", "track_order", "complain", None)
_NUMBERS = count(1)


@dataclass(frozen=True)
class Worth:
    """What a business might hold for or against somebody."""

    spent: Decimal
    orders: int
    points: int
    cost: Decimal
    tier: str


POOR = Worth(Decimal("0.01"), 1, 0, Decimal("900.00"), "none")
RICH = Worth(Decimal("9999.00"), 6, 90_000, Decimal("0.00"), "gold")


def gains(house: House, address: str, worth: Worth) -> None:
    """The shop's systems tell what this customer is worth, and what they cost."""
    about = {"currency": "GBP", "touchpoint": "web", "cost_to_serve": str(worth.cost), "tier": worth.tier}
    for _ in range(worth.orders):
        line = {"sku": "s", "name": "Coat", "category": "coats", "quantity": 1, "total": str(worth.spent)}
        placed = {"order": f"o{next(_NUMBERS)}", "placed_at": house.clock().isoformat(), "lines": [line | {
            "unit_price": str(worth.spent)}]}
        happened(house, address, "shop.order.placed", placed | about)
    happened(house, address, "shop.points.posted", {"points": worth.points, "reason": worth.tier})
    happened(house, address, "shop.contact.made", {"touchpoint": "mailing", "cost": str(worth.cost), "note": ""})


def happened(house: House, address: str, kind: str, data: dict[str, object]) -> None:
    event = NewEvent(
        id=f"e{next(_NUMBERS)}",
        source="shop",
        type=kind,
        subject=f"telegram:{address}",
        at=house.clock() - timedelta(days=1),
        data=data,
    )
    assert house.memory.records.take(event).status == "taken"


def departments(house: House) -> None:
    settings = house.memory.house.settings()
    rules = msgspec.structs.replace(
        settings.desk, departments={"money": ("return_item",), "post": ("track_order",)}
    )
    house.memory.house.change(msgspec.structs.replace(settings, desk=rules), actor="operator")


def all_ask(house: House, before: Callable[[str], None]) -> list[str]:
    """Everybody asks for a person, one a minute, each in their own matter; `before` happens to each first."""
    conversations = []
    for number, address in enumerate(ADDRESSES):
        before(address)
        conversation = say(house, f"matter {number}", address)
        known = house.memory.people.find("telegram", address)
        assert isinstance(known, Arrival)
        house.allow(known, Purpose.MEMORY, Purpose.PERSONALISE, Purpose.STAFF)
        for about in ("wool", "nuts"):
            house.tell(known, about, channel="telegram")
        topic = TOPICS[number % len(TOPICS)]
        house.memory.desk.ask(conversation, replace(TEAPOT, reason=f"matter {number}", topic=topic))
        conversations.append(conversation)
        house.clock.pass_by(minutes=1)
    return conversations


def queue(house: House, people: dict[str, Agent], conversations: list[str]) -> list[object]:
    """The queue of everybody at the desk with every field, and each customer's place and estimate."""
    queues = [house.memory.looks.queue(people[name]) for name in ("Eva", "Marcus", "Priya")]
    return [queues, [house.memory.looks.place(conversation) for conversation in conversations]]


def served(house: House, eva: Agent, conversations: list[str]) -> list[object]:
    """Every brief in full, and what is suggested on it."""
    briefs = [house.memory.looks.brief(conversation, eva) for conversation in conversations]
    return [(brief, suggest(brief, canned())) for brief in briefs]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_worth_that_changes_moves_nothing(house: House, seed: int) -> None:
    """While they wait and while they are served, some grow rich and some grow dear: all stays byte for byte."""
    people = _roomy(house)
    departments(house)
    conversations = all_ask(house, lambda address: None)
    before = queue(house, people, conversations)
    _shuffle_worth(house, Random(seed))
    assert queue(house, people, conversations) == before
    for conversation in conversations:
        house.memory.desk.claim(conversation, people["Eva"])
    known = served(house, people["Eva"], conversations)
    _shuffle_worth(house, Random(seed + 100))
    assert served(house, people["Eva"], conversations) == known


@pytest.mark.parametrize("richest", [0, 5])
def test_who_was_rich_before_they_asked_is_served_alike(house: House, richest: int) -> None:
    """Order, department, place and authority follow from waiting, topic and role, whoever is the rich one."""
    people = _roomy(house)
    departments(house)
    rich = ADDRESSES[richest]
    conversations = all_ask(house, lambda address: gains(house, address, RICH if address == rich else POOR))
    waiting = house.memory.looks.queue(people["Priya"])
    assert [item.conversation for item in waiting] == conversations
    wanted = {"return_item": "money", "track_order": "post"}
    topics = [TOPICS[number % len(TOPICS)] for number in range(len(ADDRESSES))]
    assert [item.department for item in waiting] == [wanted.get(topic or "", "general") for topic in topics]
    places = [house.memory.looks.place(conversation) for conversation in conversations]
    departments_so_far = [[item.department for item in waiting[: number + 1]] for number in range(len(waiting))]
    assert [place.place for place in places if place] == [seen.count(seen[-1]) for seen in departments_so_far]
    remedies = {_remedies(house, people["Eva"], conversation) for conversation in conversations}
    assert remedies == {(GestureState.GRANTED, GestureState.ASKED, "refused")}


def _roomy(house: House) -> dict[str, Agent]:
    for agent in staff(house).values():
        role = Role.SUPERVISOR if agent.name == "Priya" else Role.AGENT
        house.memory.agents.change(agent.id, role, (), 20, actor="operator")
    return {agent.name: agent for agent in house.memory.agents.all()}


def _shuffle_worth(house: House, dice: Random) -> None:
    for address in dice.sample(ADDRESSES, k=5):
        gains(house, address, dice.choice([POOR, RICH]))


def _remedies(house: House, eva: Agent, conversation: str) -> tuple[GestureState, GestureState, str]:
    """What an agent may give here: at once, only by asking, and not at all."""
    house.memory.desk.claim(conversation, eva)
    give = house.memory.gestures.grant
    at_once = give(conversation, eva, "credit", Decimal("50.00"), "sorry")
    asked = give(conversation, eva, "credit", Decimal("50.01"), "sorry")
    with pytest.raises(NotAllowed):
        give(conversation, eva, "yacht", Decimal("1.00"), "sorry")
    return at_once.state, asked.state, "refused"
