"""Rasa's rule policy, finding the rules that may apply by what happened last instead of by reading all of them."""

from collections import defaultdict
from typing import Any

from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import PREVIOUS_ACTION, USER
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT, TEXT

from bot.engine.tracker import STATES_KEPT, LeanTracker

_LOOKUPS = (RULES, RULES_FOR_LOOP_UNHAPPY_PATH)
_Last = tuple[str | None, str | None]  # intent and previous action of a state; None where a rule does not say


class RuleTooLong(Exception):
    """A rule looks further back than a live conversation's states are kept."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class IndexedRulePolicy(RulePolicy):
    """Predicts what RulePolicy predicts, at a cost that does not grow with the number of rules."""

    _indexes: dict[int, dict[_Last, set[str]]]
    _reads_text: bool
    _longest: int

    def _prediction_states(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool = False,  # noqa: FBT001,FBT002 - Rasa's signature
        rule_only_data: dict[str, Any] | None = None,
    ) -> list[State]:
        if not isinstance(tracker, LeanTracker):
            return super()._prediction_states(tracker, domain, use_text_for_last_user_input, rule_only_data)
        # No rule can tell apart what lies further back than the longest of them looks
        states = tracker.latest_states(self._longest_rule())
        self.featurizer._choose_last_user_input([states], use_text_for_last_user_input)
        return states

    def _get_possible_keys(self, lookup: dict[str, str], states: list[State]) -> set[str]:
        narrowed = self._narrowed(lookup, states[-1])
        return super()._get_possible_keys({key: lookup[key] for key in narrowed}, states)

    def _find_action_from_rules(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool,  # noqa: FBT001 - Rasa's signature
    ) -> tuple[str | None, str | None, bool]:
        if use_text_for_last_user_input and not self._some_rule_reads_text():
            return None, None, False
        return super()._find_action_from_rules(tracker, domain, use_text_for_last_user_input)

    def _narrowed(self, lookup: dict[str, str], state: State) -> set[str]:
        intent, action = _last(state)
        if action is None:  # the very start of a conversation: Rasa matches it by that alone
            return set(lookup)
        index = self._index(lookup)
        wanted = ((intent, action), (None, action), (intent, None), (None, None))
        return set().union(*(index.get(last, ()) for last in wanted))

    def _index(self, lookup: dict[str, str]) -> dict[_Last, set[str]]:
        indexes = self.__dict__.setdefault("_indexes", {})
        if id(lookup) not in indexes:
            index: dict[_Last, set[str]] = defaultdict(set)
            for key in lookup:
                index[_last(self._rule_key_to_state(key)[-1])].add(key)
            indexes[id(lookup)] = index
        found: dict[_Last, set[str]] = indexes[id(lookup)]
        return found

    def _longest_rule(self) -> int:
        if "_longest" not in self.__dict__:
            lengths = [len(self._rule_key_to_state(key)) for name in _LOOKUPS for key in self.lookup.get(name, ())]
            self._longest = max(lengths, default=1)
            if self._longest > STATES_KEPT:
                raise RuleTooLong(self._longest)
        return self._longest

    def _some_rule_reads_text(self) -> bool:
        if "_reads_text" not in self.__dict__:
            states = (state for key in self.lookup[RULES] for state in self._rule_key_to_state(key))
            self._reads_text = any(TEXT in state.get(USER, {}) for state in states)
        return self._reads_text


def _last(state: Any) -> _Last:
    return state.get(USER, {}).get(INTENT), state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME)
