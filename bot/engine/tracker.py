"""A conversation's state for one turn, at a cost that does not grow with the conversation."""

import copy
from collections import deque
from typing import Any

from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    Event,
    Restarted,
    SessionStarted,
    UserUtteranceReverted,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

STATES_KEPT = 24  # more than any rule of ours looks back; Rasa itself replays the whole session for each prediction
EVENTS_KEPT = 240

_REWRITING = (ActionReverted, UserUtteranceReverted, ActiveLoop)


class LeanTracker(DialogueStateTracker):
    """Rasa's tracker, which notes the state before each action as it happens instead of replaying the session.

    Loops and reverted events rewrite the past; from then until the session ends the states are replayed as Rasa
    does, from at most EVENTS_KEPT events.
    """

    def __init__(self, sender_id: str, domain: Domain) -> None:
        self._lean_domain = domain
        self._states: deque[State] = deque(maxlen=STATES_KEPT)
        self._replayed = False
        super().__init__(sender_id, domain.slots)
        self._earlier_slots: dict[str, Any] = {}

    def update(self, event: Event, domain: Domain | None = None) -> None:
        if isinstance(event, _REWRITING):
            self._replayed = True
        elif isinstance(event, ActionExecuted) and not self._replayed:
            self._states.append(self._state_now())
        super().update(event, domain)
        if isinstance(event, Restarted | SessionStarted):
            self._begin_session()

    def past_states(
        self,
        domain: Domain,
        omit_unset_slots: bool = False,  # noqa: FBT001,FBT002 - Rasa's signature
        ignore_rule_only_turns: bool = False,  # noqa: FBT001,FBT002
        rule_only_data: dict[str, Any] | None = None,
    ) -> list[State]:
        if self._replayed or omit_unset_slots or ignore_rule_only_turns:
            return super().past_states(domain, omit_unset_slots, ignore_rule_only_turns, rule_only_data)
        states = [*self._states, self._state_now()]
        # Rasa's policies write into what they are given
        return [{key: dict(value) for key, value in state.items()} for state in states]

    def copy(self) -> "LeanTracker":
        twin = self.__class__.__new__(self.__class__)
        twin.__dict__.update(self.__dict__)
        twin.events = copy.copy(self.events)
        twin.slots = {name: _copied(slot) for name, slot in self.slots.items()}
        twin.active_loop = copy.copy(self.active_loop)
        twin._states = self._states.copy()
        return twin

    def init_copy(self) -> DialogueStateTracker:
        """An empty tracker from which the kept events can be replayed: its slots stand as they did before those."""
        twin = DialogueStateTracker(self.sender_id, self.slots.values())
        for name, value in self._earlier_slots.items():
            twin.slots[name].value = value
        return twin

    def trim(self) -> None:
        """Drops the oldest events beyond EVENTS_KEPT; their effect on slots stays."""
        surplus = len(self.events) - EVENTS_KEPT
        if surplus <= 0:
            return
        earlier = self.init_copy()
        for _ in range(surplus):
            self.events.popleft().apply_to(earlier)
        self._earlier_slots = earlier.current_slot_values()

    def _state_now(self) -> State:
        return self._lean_domain._clean_state(self._lean_domain.get_active_state(self))

    def _begin_session(self) -> None:
        self._states.clear()
        self._replayed = False
        self._earlier_slots = {}


def _copied(slot: Slot) -> Slot:
    twin = slot.__class__.__new__(slot.__class__)
    twin.__dict__.update(slot.__dict__)
    return twin
