"""Three short questions on how customers find us, asked one after the other; each may be skipped, and all."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.turn import CareAction, entity, turn_of
from store import NotAllowed, Once
from store.quality import ASKED

Events = list[dict[str, Any]]


class AnswerQuestion(CareAction):
    """Keeps an answer and puts the next question, until there is none or they have had enough, which is kept too."""

    NAME = "action_answer_question"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn, facet, score = turn_of(tracker), entity(tracker, "facet"), entity(tracker, "score")
        here, once = turn.moment.conversation, Once(turn.id, self.NAME)
        if facet not in ASKED or score is None:
            await self.door(self.memory.surveys.refuse, turn.identity, here, once)
            dispatcher.utter_message(response="utter_question_enough")
            return []
        try:
            following = await self.door(self.memory.surveys.answer, turn.identity, facet, int(score), here, once)
        except NotAllowed:
            dispatcher.utter_message(response="utter_question_enough")
            return []
        dispatcher.utter_message(response=f"utter_question_{following}" if following else "utter_question_thanks")
        return []
