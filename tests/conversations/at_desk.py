"""Eva at her desk, and what a customer hears of it and is promised."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.desk.closing import RESOLVED, RETURNED, Goodbyes
from bot.desk.telling import Telling
from bot.front.live import Live
from bot.front.turns import Turns
from store import InboundMessage, NewReply, Promise, Purpose, Reader
from store.desk import Case, CaseBrief
from store.desk_numbers import Figures

if TYPE_CHECKING:
    from tests.conversations.conftest import Customer, House

PEOPLE: tuple[Mapping[str, str], ...] = (
    {"name": "Eva", "email": "eva@house.example", "password": "correct horse", "role": "agent"},
)


class Desk:
    """Eva at her desk, in the house."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._memory = house.memory
        self._memory.agents.enrol(PEOPLE)
        (self.eva,) = self._memory.agents.all()
        turns = Turns(memory=house.memory, door=house.door, engine=house.engine, live=Live())
        telling = Telling(house.engine, turns, Live())
        self._goodbyes = Goodbyes(house.memory, house.door, telling, house.engine, house.clock)

    def conversation(self, customer: Customer) -> str:
        found = self._memory.people.find(customer.channel, customer.address)
        assert found is not None
        (conversation,) = self._memory.conversations.of_customer(found.customer)
        return conversation

    def takes(self, customer: Customer) -> None:
        self._memory.desk.claim(self.conversation(customer), self.eva)

    def says(self, customer: Customer, text: str) -> None:
        said = NewReply(text=text, sender="agent", name="Eva")
        self._memory.conversations.post(self.conversation(customer), said, self.eva.id)

    async def resolves(self, customer: Customer, learned: str | None = None) -> None:
        conversation = self.conversation(customer)
        at_hand = self._memory.looks.at_hand(conversation, self.eva)
        goodbye = await self._goodbyes.of(at_hand, self.eva, learned, RESOLVED)
        self._memory.desk.resolve(conversation, self.eva, goodbye)
        self._hears(customer)

    async def returns(self, customer: Customer, learned: str | None = None) -> None:
        conversation = self.conversation(customer)
        at_hand = self._memory.looks.at_hand(conversation, self.eva)
        goodbye = await self._goodbyes.of(at_hand, self.eva, learned, RETURNED)
        self._memory.desk.give_back(conversation, self.eva, goodbye)
        self._hears(customer)

    def figures(self) -> Figures:
        return self._memory.desk_figures.of(timedelta(hours=1))

    def case(self, customer: Customer) -> Case:
        """The open case."""
        found = self._memory.looks.case(self.conversation(customer))
        assert found is not None
        return found

    def brief(self, customer: Customer) -> CaseBrief:
        return self._memory.looks.brief(self.conversation(customer), self.eva)

    def sees(self, customer: Customer) -> str:
        """Every word of the conversation that Eva may read."""
        view = self._memory.looks.look(self.conversation(customer), self.eva)
        return "\n".join(item.reply.text for item in view.items)

    async def is_told(self, customer: Customer, text: str) -> None:
        """A message of the customer's to Eva, who has the conversation."""
        message = InboundMessage(
            channel=customer.channel,
            account="main",
            message_id=f"to-eva-{text}",
            address=customer.address,
            text=text,
        )
        self._memory.conversations.accept(message)
        turn = self._memory.conversations.next_turn("test", 30.0)
        assert turn is not None
        self._memory.conversations.to_desk(turn)

    def _hears(self, customer: Customer) -> None:
        """What was said to the customer outside of a turn is what they answer next."""
        items = self._memory.conversations.transcript(self.conversation(customer), limit=500).items
        customer.replies = tuple(item for item in items[-3:] if item.sender == "house")


def said(customer: Customer) -> str:
    return "\n".join(reply.text for reply in customer.replies)


def promised(customer: Customer) -> list[Promise]:
    """What stands in the ledger for this customer, by its time."""
    found = customer.house.memory.people.find(customer.channel, customer.address)
    assert found is not None
    return list(customer.house.memory.promises.of(found.customer, Reader.CUSTOMER, Purpose.SERVICE))
