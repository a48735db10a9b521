"""Three short questions on how customers find us, asked one after the other; each may be skipped, and all."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.turn import CareAction, entity, turn_of
from store import NotAllowed, Once
from store.quality import ASKED

Events = list[dict[str, Any]]


class AnswerQuestion(CareAction):
    """Keeps an answer and puts the next question, until there is none or they have had enough."""

    NAME = "action_answer_question"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn, facet, score = turn_of(tracker), entity(tracker, "facet"), entity(tracker, "score")
        if facet not in ASKED or score is None:
            dispatcher.utter_message(response="utter_question_enough")
            return []
        once = Once(turn.id, self.NAME)
        try:
            await self.door(
                self.memory.surveys.answer, turn.identity, facet, int(score), turn.moment.conversation, once
            )
        except NotAllowed:
            dispatcher.utter_message(response="utter_question_enough")
            return []
        left = ASKED[ASKED.index(facet) + 1 :]
        dispatcher.utter_message(response=f"utter_question_{left[0]}" if left else "utter_question_thanks")
        return []
