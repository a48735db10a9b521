"""How customers want their orders packed, delivered and billed: what is remembered, over it what they say today."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from actions.said import in_short
from actions.tasks import Filling
from actions.wording import Phrase, listing, phrase
from store import Brief, Fact, Purpose, Reader

WISHES = ("packaging", "delivery", "invoicing")  # kinds of facts that change how an order is handled


async def brief_of(f: Filling) -> Brief:
    """What may be used of what is known, for this reply."""
    recall = f.means.memory.recall
    return await f.means.door(recall, f.turn.customer, Purpose.PERSONALISE, Reader.ASSISTANT, f.turn.moment)


@dataclass(frozen=True, slots=True)
class Wishes:
    """How somebody wants their orders packed, delivered and billed, in their own words; the facts that say so."""

    packaging: str = ""
    delivery: str = ""
    invoicing: str = ""
    facts: tuple[str, ...] = ()

    @property
    def words(self) -> list[str]:
        """The wishes there are, as they were said."""
        return [f"“{words}”" for words in (self.packaging, self.delivery, self.invoicing) if words]

    @property
    def handling(self) -> str:
        """What those who pack and send it read."""
        return in_short("; ".join(words for words in (self.packaging, self.delivery) if words))


def wishes_in(facts: Iterable[Fact]) -> Wishes:
    """The newest wish of each kind."""
    newest = {fact.kind: fact for fact in sorted(facts, key=lambda fact: fact.said_at)}
    found = {kind: newest[kind] for kind in WISHES if kind in newest}
    words = {kind: fact.words for kind, fact in found.items()}
    return Wishes(**words, facts=tuple(fact.id for fact in found.values()))


async def wishes_of(f: Filling) -> Wishes:
    """How this order is to be handled: what is remembered, over it what was said today."""
    today: dict[str, Any] = {one["kind"]: str(one["words"]) for one in f.heard if one["kind"] in WISHES}
    today |= {"packaging": f.slots["packing"]} if f.slots.get("packing") else {}
    told = (await brief_of(f)).facts
    known = wishes_in(fact for fact in told if today.get(fact.kind, fact.words) == fact.words)
    return replace(known, **today)


def as_told(wishes: Wishes, f: Filling) -> Phrase | str:
    """The wishes as they stand in the question before an order."""
    return phrase("utter_order_as_told", wishes=listing(wishes.words, f.turn.language)) if wishes.words else ""
