"""After a person: what the customer lets us keep of it, and how they found it."""

from itertools import dropwhile, islice, takewhile
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.facts import capture_of
from actions.notices import Shown
from actions.offered import OPEN, SEVERAL
from actions.relationship import Hear
from actions.turn import CareAction, Turn, entity, turn_of
from store import NewFact, NotAllowed, Once, Provenance
from store.desk import Proposal

Events = list[dict[str, Any]]
NOT_KEPT = "no"
POOR = 2  # stars, up to which a person is offered again


class _AtTheClose(CareAction):
    """An action on the question that was put when a person had finished."""

    async def _answered(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        case: str,
        proposal: Proposal,
        shown: str,
        kept: str | None,
    ) -> None:
        """Keeps what was proposed, or not; then how it was may be asked, where nothing else was."""
        turn = turn_of(tracker)
        if kept == NOT_KEPT or not await self._keep(turn, proposal, Shown(shown)):
            dispatcher.utter_message(response="utter_close_not_kept")
        else:
            dispatcher.utter_message(response="utter_close_kept", words=proposal.words)
        once = Once(turn.id, f"{self.NAME}.settled")
        if await self.door(self.memory.closing.settle, tracker.sender_id, case, once):
            dispatcher.utter_message(response="utter_close_rate", case=case)

    async def _keep(self, turn: Turn, proposal: Proposal, shown: Shown) -> bool:
        fact = NewFact(
            kind="matter",
            stance="about",
            about=proposal.words,
            words=proposal.words,
            text=proposal.words,
            provenance=Provenance.STAFF if proposal.learned else Provenance.STATED,
            sensitivity=proposal.sensitivity,
            said_at=turn.moment.now,
            channel=turn.moment.channel,
            conversation=turn.moment.conversation,
            message=turn.id,
        )
        yes = capture_of(turn, "button", shown)
        try:
            await self.door(
                self.memory.facts.remember, turn.moment, fact, explicit=yes, once=Once(turn.id, self.NAME)
            )
        except NotAllowed:
            return False  # the permission was taken back since it was asked
        return True


class KeepSummary(_AtTheClose):
    """Keeps what a person proposed to keep, with the customer's yes; with their no it is gone."""

    NAME = "action_keep_summary"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        found = await self.door(self.memory.closing.proposed, tracker.sender_id, entity(tracker, "case"))
        if found is None:
            dispatcher.utter_message(response="utter_close_settled")
        else:
            await self._answered(dispatcher, tracker, *found, entity(tracker, "kept"))
        return []


class BareAnswer(_AtTheClose):
    """A yes or no to nothing in particular, unless a person's question still waits for one."""

    NAME = "action_bare_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        found = await self.door(self.memory.closing.proposed, tracker.sender_id)
        said_no = tracker.latest_message["intent"]["name"] == "deny"
        if found is None:
            late = None if said_no else await Hear(self.means).put_again(dispatcher, tracker)
            if late is not None:
                return late
            self._say_what_is_missing(dispatcher, tracker)
        else:
            await self._answered(dispatcher, tracker, *found, NOT_KEPT if said_no else None)
        return []


    def _say_what_is_missing(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        """Asks which, after a yes to several things at once, or what it is about; else there is nothing to do."""
        needs = tracker.latest_message.get("needs")
        if needs == SEVERAL:
            dispatcher.utter_message(response="utter_which_of_these", buttons=_offered_last(tracker))
        else:
            dispatcher.utter_message(response="utter_about_what" if needs == OPEN else "utter_fine")


def _offered_last(tracker: Tracker) -> list[dict[str, Any]]:
    """The choices of our last turn, each once."""
    said_before = dropwhile(lambda event: event["event"] != "user", reversed(tracker.events))
    last_turn = takewhile(lambda event: event["event"] != "user", islice(said_before, 1, None))
    buttons = [button for event in last_turn for button in (event.get("data") or {}).get("buttons") or ()]
    return list({button["payload"]: button for button in buttons}.values())


class Rate(CareAction):
    """Keeps how the customer found the help they had, once; where it was poor a person is offered again."""

    NAME = "action_rate"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        case, stars = entity(tracker, "case"), int(entity(tracker, "stars") or 0)
        if case and stars:
            await self.door(self.memory.closing.rate, tracker.sender_id, case, stars)
        dispatcher.utter_message(response="utter_rated_poor" if 0 < stars <= POOR else "utter_rated")
        return []
