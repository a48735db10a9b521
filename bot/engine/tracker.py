"""A conversation's state for one turn, at a cost that does not grow with the conversation."""

import copy
from collections import deque
from dataclasses import dataclass
from itertools import islice
from typing import Any

from rasa.shared.core.constants import ACTIVE_LOOP, PREVIOUS_ACTION, SLOTS, USER
from rasa.shared.core.domain import Domain, State, SubState
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    Event,
    Restarted,
    SessionStarted,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

STATES_KEPT = 24  # more than any rule of ours looks back; Rasa itself replays the whole session for each prediction
EVENTS_KEPT = 120
EVENTS_OVER = 40  # so many more may gather before the oldest are dropped: dropping costs more than a turn should

_REWRITING = (ActionReverted, UserUtteranceReverted, ActiveLoop)


class LeanTracker(DialogueStateTracker):
    """Rasa's tracker, which notes the state before each action as it happens instead of replaying the session.

    Loops and reverted events rewrite the past: from then on the states are replayed as Rasa does, until the customer
    speaks outside of a loop; what was before that is rewritten no more.
    """

    def __init__(self, sender_id: str, domain: Domain) -> None:
        self._lean_domain = domain
        self._states: deque[State] = deque(maxlen=STATES_KEPT)
        self._replayed = False
        self._forms = frozenset(domain.form_names)
        self._seen = _SeenState(domain)
        super().__init__(sender_id, domain.slots)
        self._earlier_slots: dict[str, Any] = {}

    def update(self, event: Event, domain: Domain | None = None) -> None:
        if isinstance(event, _REWRITING) or self._runs_form(event):
            self._replayed = True
        elif isinstance(event, ActionExecuted) and not self._replayed:
            self._states.append(self._seen.state(self))
        elif isinstance(event, UserUttered) and self._replayed and self.active_loop is None:
            self._settle()
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
        return self.latest_states(STATES_KEPT + 1)

    def latest_states(self, count: int) -> list[State]:
        """The last states that `past_states` gives: the one now, and those before each of the latest actions."""
        if self._replayed:
            return self._replay(count)
        states = [*islice(reversed(self._states), count - 1)][::-1]
        # Rasa's policies write into what they are given
        return [{key: dict(value) for key, value in state.items()} for state in (*states, self._seen.state(self))]

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
        """Drops the oldest events beyond EVENTS_KEPT, some at a time; their effect on slots stays."""
        surplus = len(self.events) - EVENTS_KEPT
        if surplus <= EVENTS_OVER:
            return
        earlier = self.init_copy()
        for _ in range(surplus):
            self.events.popleft().apply_to(earlier)
        self._earlier_slots = earlier.current_slot_values()

    def _runs_form(self, event: Event) -> bool:
        # Rasa folds a form's later runs into its first, whether or not an event says that the loop goes on
        return isinstance(event, ActionExecuted) and event.action_name in self._forms

    def _replay(self, count: int) -> list[State]:
        events = self.applied_events()
        earlier = sum(isinstance(event, ActionExecuted) for event in events) + 1 - count
        then, states, seen = self.init_copy(), [], _SeenState(self._lean_domain)
        for event in events:
            if isinstance(event, ActionExecuted):
                if earlier <= 0:
                    states.append(seen.state(then))
                earlier -= 1
            then.update(event)
        return [*states, seen.state(then)]

    def _settle(self) -> None:
        *earlier, replayed = self._replay(STATES_KEPT + 1)
        # A reverted event may undo other things now that more is known: such a session stays replayed
        if _unsaid(replayed) == _unsaid(self._seen.state(self)):
            self._states = deque(earlier, STATES_KEPT)
            self._replayed = False

    def _begin_session(self) -> None:
        self._states.clear()
        self._replayed = False
        self._earlier_slots = {}


class _SeenState:
    """What the rules see of a tracker: as `Domain.get_active_state`, without asking what cannot have changed."""

    def __init__(self, domain: Domain) -> None:
        self._domain = domain
        self._slots = [slot.name for slot in domain.slots if slot.influence_conversation]
        self._message: UserUttered | None = None
        self._said: SubState = {}

    def state(self, tracker: DialogueStateTracker) -> State:
        """The state now. What it holds may be shared with other states."""
        state = {
            USER: self._user(tracker),
            SLOTS: self._domain._get_slots_sub_state(_OnlySlots({name: tracker.slots[name] for name in self._slots})),
            PREVIOUS_ACTION: tracker.latest_action,
            ACTIVE_LOOP: self._domain._get_active_loop_sub_state(tracker),
        }
        return {kind: part for kind, part in state.items() if part}

    def _user(self, tracker: DialogueStateTracker) -> SubState:
        if tracker.latest_message is not self._message:
            self._said = self._domain._get_user_sub_state(tracker)
            self._message = tracker.latest_message
        return self._said


@dataclass(slots=True)
class _OnlySlots:
    """As much of a tracker as the slots' part of its state needs."""

    slots: dict[str, Slot]


def _unsaid(state: State) -> State:
    return {kind: part for kind, part in state.items() if kind != USER}


def _copied(slot: Slot) -> Slot:
    twin = slot.__class__.__new__(slot.__class__)
    twin.__dict__.update(slot.__dict__)
    return twin
