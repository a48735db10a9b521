"""Lists at the desk that show names or words: whatever an agent had not been shown in them goes on record."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from store.desk import Agent, Gesture, QueueItem
from store.memory.desk_notes import audit
from store.memory.people import customer_of
from store.memory.store import Transaction
from store.memory.threads import thread_of
from store.values import Promise, Reader


@dataclass(frozen=True, slots=True)
class Seen:
    """What each agent's lists held when they were read last: a page that reads again a moment later looks once."""

    _before: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    def cases(self, tx: Transaction, agent: Agent, where: str, items: Iterable[QueueItem]) -> tuple[QueueItem, ...]:
        """The items; those that are new to this agent here are audited, each for its own customer."""
        shown = tuple(items)
        for conversation in self._new(agent, where, (item.conversation for item in shown)):
            audit(tx, thread_of(tx, conversation), agent, where)
        return shown

    def gestures(self, tx: Transaction, agent: Agent, where: str, items: Iterable[Gesture]) -> tuple[Gesture, ...]:
        """The same for what was given or asked for."""
        shown = {item.id: item for item in items}
        for id in self._new(agent, where, shown):
            audit(tx, thread_of(tx, shown[id].conversation), agent, where, (id,))
        return tuple(shown.values())

    def promises(self, tx: Transaction, agent: Agent, where: str, items: Iterable[Promise]) -> tuple[Promise, ...]:
        """The same for what is owed."""
        shown = {item.id: item for item in items}
        for id in self._new(agent, where, shown):
            whose = shown[id].identity
            customer = customer_of(tx, whose)
            tx.audit(where, reader=Reader.AGENT, customer=customer, identity=whose, subjects=(id,), actor=agent.id)
        return tuple(shown.values())

    def _new(self, agent: Agent, where: str, ids: Iterable[str]) -> list[str]:
        now = frozenset(ids)
        before = self._before.get((agent.id, where), frozenset())
        self._before[agent.id, where] = now
        return sorted(now - before)
