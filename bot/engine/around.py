"""What stands in a conversation when a message comes: for reading the message where it stands."""

from collections.abc import Iterator

from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from actions.around import Around
from actions.what_is_wrong import BROKEN

TAKES_COMPLAINT = "action_take_complaint"
LOOKED_BACK = 3  # turns
SAYS_KEPT = frozenset({"utter_remembered", "utter_remembered_between_us"})
# What says that a permission was given, by the permission.
SAYS_PERMITTED = {
    "utter_memory_allowed": "memory",
    "utter_permitted_contact": "contact",
    "utter_terms_kept": "contact",
    "utter_permitted_staff": "staff",
    "utter_permitted_improve": "improve",
}
PROMISES = "utter_complaint_"  # a person's answer was promised: a yes to that is no call for one now
SAYS_REMINDED = frozenset({"utter_reminder_set", "utter_reminder_every", "utter_reminder_when_then"})
SAYS_REMINDERS = SAYS_REMINDED | {"utter_reminders", "utter_reminder_which", "utter_reminder_move_which"}
SAYS_LATE = frozenset(
    {"utter_order_delayed", "utter_order_delayed_some_day", "utter_greet_late", "utter_greet_promise_late"}
)


def around(tracker: DialogueStateTracker) -> Around:
    """What the tracker tells of it."""
    loop = tracker.active_loop
    slots = tracker.slots
    last = next((event for event in reversed(tracker.events) if isinstance(event, BotUttered)), None)
    return Around(
        form=loop.name if loop else None,
        slot=slots["requested_slot"].value,
        asked=slots["asked"].value,
        order=slots["about_order"].value,
        stopped=_stopped_just_now(tracker),
        products=tuple(slots["about_products"].value or ()),
        language=slots["language"].value,
        complained=_complained_lately(tracker),
        in_vain=bool(slots["in_vain"].value),
        why=last.metadata.get("asks_why") if last else None,
        late=bool(last and _says(SAYS_LATE, last)),
        overdue=any(_says(SAYS_LATE, said) for said in _said_lately(tracker)),
        lately=last.text or "" if last else "",
        told=tuple(str(said.metadata.get("utter_action")) for said in _said_lately(tracker)),
        offered=tuple(_offered_just_now(tracker)),
        called=bool(slots["called"].value),
        reminded=bool(last and _says(SAYS_REMINDED, last)),
        reminded_lately=any(_says(SAYS_REMINDERS, said) for said in _said_lately(tracker)),
        reminders=tuple(_reminders_spoken_of(tracker)),
        kept=bool(last and _says(SAYS_KEPT, last)),
        permitted=SAYS_PERMITTED.get(str(last.metadata.get("utter_action"))) if last else None,
        broke=_told_of_damage(tracker),
        waiting=tuple(one for one in slots["heard"].value or () if one.get("asked") and not one.get("refused")),
        clarified=bool(last and last.metadata.get("clarifies")),
    )


def _offered_just_now(tracker: DialogueStateTracker) -> Iterator[str]:
    """What the choices of our last turn stand for; a promise made needs none of them."""
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return
        if isinstance(event, BotUttered) and not str(event.metadata.get("utter_action")).startswith(PROMISES):
            yield from (button["payload"] for button in (event.data or {}).get("buttons") or ())


def _reminders_spoken_of(tracker: DialogueStateTracker) -> Iterator[str]:
    """What each reminder is about that was set or listed in this session."""
    for event in tracker.events:
        if isinstance(event, BotUttered) and _says(SAYS_REMINDERS, event):
            yield from (str(one) for one in event.metadata.get("reminders") or ())


def _says(responses: frozenset[str], said: BotUttered) -> bool:
    return said.metadata.get("utter_action") in responses


def _said_lately(tracker: DialogueStateTracker) -> Iterator[BotUttered]:
    """What we said in the last turns, the newest first."""
    turns = 0
    for event in reversed(tracker.events):
        turns += isinstance(event, UserUttered)
        if turns >= LOOKED_BACK:
            return
        if isinstance(event, BotUttered):
            yield event


def _stopped_just_now(tracker: DialogueStateTracker) -> str | None:
    """The wish of the last message that could not be served as it was told."""
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return None
        if isinstance(event, SlotSet) and event.key == "stopped":
            return str(event.value)
    return None


def _complained_lately(tracker: DialogueStateTracker) -> bool:
    """Whether a complaint was taken in one of the last turns."""
    turns = 0
    for event in reversed(tracker.events):
        turns += isinstance(event, UserUttered)
        if turns > LOOKED_BACK:
            return False
        if isinstance(event, ActionExecuted) and event.action_name == TAKES_COMPLAINT:
            return True
    return False


def _told_of_damage(tracker: DialogueStateTracker) -> bool:
    """Whether the customer told in one of the last turns that something came broken."""
    said = [event for event in tracker.events if isinstance(event, UserUttered)][-LOOKED_BACK:]
    return any(one.intent.get("name") == "report_item_problem" or BROKEN.search(one.text or "") for one in said)
