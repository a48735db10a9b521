"""Danger to a life: the number to ring first, the house's help lines, and a person; until it is over.

Whoever despaired a moment ago and asks for nothing of the shop is still in it: "monday is too late" is no small talk.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import takewhile
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.around import Around
from actions.at_desk import opens_at
from actions.feeling import gives_up_on_us
from actions.moved import of_an_order_on_its_way
from actions.plain_words import TALK
from actions.turn import CareAction, Turn
from actions.while_filling import OTHER_MATTER, UNKNOWN, as_intent
from actions.wording import Lines, alternatives, clock_time, phrase, weekday

CARE, CARE_CLOSED, STILL = "utter_distress", "utter_distress_closed", "utter_distress_still"
_SAID = frozenset({CARE, CARE_CLOSED, STILL})
HALF_HEARD = 0.35
FEW = 2  # words of a no or a yes that says nothing else
_SAYS_MORE = TALK | {"deny", "abort", "affirm", "in_distress"}
# Who is there now, and that it is too long till then: whatever such words are read as by themselves.
_NEEDS_SOMEBODY = re.compile(
    r"\b(?:who|any ?(?:one|body)|some ?(?:one|body)|numbers?|lines?)\b.*\b(?:call|ring|phone|talk|speak|reach|turn|"
    r"help|there)\b|\btoo (?:late|long|far)\b|\b(?:can'?t|cannot|couldn'?t|won'?t) (?:wait|last|make it)\b|"
    r"\b(?:soon|fast) enough\b",
    re.I,
)


# What to do with a thing is no despair: "I don't know what to do with his CD player".
_UNSURE_OF_A_THING = re.compile(
    r"^(?!.*\b(?:myself|my life|anymore|any more|go on|cope|alone|die|end)\b).*\b(?:don'?t|do not|no idea|not sure) "
    r"(?:know )?what to do with (?:the|his|her|their|all|these|those|this|that|it)\b",
    re.I,
)


# Whoever has no words is hurt, or moved, and in no danger by that.
_AT_A_LOSS = re.compile(
    r"^\W*(?:(?:oh|well|sorry|and|thanks?|thank you)\W+)*i (?:\w+ )?(?:don'?t|do not) (?:\w+ )?know what to "
    r"(?:say|write|tell you)(?: (?:really|to you|now|anymore))?\W*$",
    re.I,
)

# Who laughs of what somebody will say to a purchase is in no danger: "haha my wife will kill me".
_IN_JEST = re.compile(
    r"^\W*(?:(?:ha){2,}h?|(?:he){2,}|lol|lmao)\b\W+(?:oh )?(?:my |the )?(?:\w+) "
    r"(?:will|['’]?ll|is going to|is gonna|would) (?:\w+ )?(?:kill|murder|divorce|strangle) me\b[^.,;!?]{0,25}\W*$",
    re.I,
)


def still_in_distress(read: Mapping[str, Any], text: str, intent: str, around: Around) -> dict[str, Any] | None:
    """What is said after despair and is no wish of another kind, as despair; else None."""
    if around.form or read.get(OTHER_MATTER) or not _SAID.intersection(around.told):
        return None
    rung = any(one["entity"] == "phone" for one in read.get("entities") or ())
    needs = intent != "ask_human" and not rung and _NEEDS_SOMEBODY.search(text)
    more = intent in _SAYS_MORE and len(text.split()) > FEW
    return {**as_intent(read, "in_distress"), "mood": "distressed"} if needs or more else None


# Whoever wants to kill "whoever packed this" is beside themselves with anger, and nobody is in danger.
_IN_A_TEMPER = re.compile(
    r"\b(?:want to|wanna|could|gonna|going to|i['’]?ll) (?:kill|murder|strangle|throttle) (?:whoever|who ever|"
    r"(?:the|that|your|this) (?:\w+ )?(?:driver|courier|packer|postman|person|idiot|bloke|one|people|team|staff|bot)|"
    r"you lot|you people)\b",
    re.I,
)
# That nobody answers is said of us where it is complained of.
_OF_OUR_SERVICE = re.compile(
    r"\b(?:is|are)(?: really| just|) ?n['’]?o?t (?:\w+ )?good enough\b|\b(?:nobody|no ?one)(?: ever| even| has|['’]s)* "
    r"(?:answer\w*|repl(?:y|ies|ied)|r[aiu]ngs?|calls?|called|gets? back|got back|writes?|wrote)\b",
    re.I,
)
_WORDS_OF_A_TEMPER = 12  # in a longer message something else may be told
_OF_THEMSELVES = re.compile(
    r"\b(?:myself|my (?:own )?life|die|dying|suicid\w*|harm|hurt|end (?:it|me)|go on|knife|gun|weapon|hit|cope|"
    r"alone)\b",
    re.I,
)


def _only_a_temper(text: str) -> bool:
    """Whether somebody is to be killed in a manner of speaking, and nothing else is told."""
    few = len(text.split()) <= _WORDS_OF_A_TEMPER
    return few and bool(_IN_A_TEMPER.search(text)) and not _OF_THEMSELVES.search(text)


def without_false_alarm(read: Mapping[str, Any], text: str) -> Mapping[str, Any]:
    """The same parse data; what gives up on us, finds nobody in, or hardly reads like despair needs no help lines."""
    intent = read["intent"]
    if gives_up_on_us(text) and intent["name"] in TALK | {"in_distress", "leave"}:
        return {**as_intent(read, "complain"), "mood": "upset"}
    if intent["name"] in TALK | {"in_distress"} and _only_a_temper(text):
        return {**as_intent(read, "complain"), "mood": "angry", "danger": False}
    if intent["name"] == "complain" and not read.get("danger") and _OF_OUR_SERVICE.search(text):
        return read if _OF_THEMSELVES.search(text) else {**read, "mood": "upset"}
    if of_an_order_on_its_way(read, text):
        return {**as_intent(read, "track_order"), "mood": "neutral", "moved": True}
    if intent["name"] == "in_distress" and not read.get("danger") and _UNSURE_OF_A_THING.search(text):
        return {**as_intent(read, "share_life_event"), "mood": "sad"}
    if intent["name"] == "in_distress" and not read.get("danger") and _AT_A_LOSS.match(text.replace("’", "'")):
        return {**as_intent(read, "express_feeling"), "mood": "sad"}
    if intent["name"] == "in_distress" and not read.get("danger") and _IN_JEST.search(text):
        return {**as_intent(read, "chitchat"), "mood": "neutral"}
    half_heard = intent["name"] == "in_distress" and float(intent.get("confidence") or 0) < HALF_HEARD
    return as_intent(read, UNKNOWN) if half_heard and read.get("mood") != "distressed" else read


def despaired_lately(tracker: Tracker) -> bool:
    """Whether somebody despaired in this session."""
    session = takewhile(lambda event: event["event"] != "session_started", reversed(tracker.events))
    return bool(_SAID.intersection(_said(session)))


async def care_for_distress(action: CareAction, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> None:
    """Care, the number to ring first, a person, and the help lines; the care in few words where it was said before."""
    house = await action.door(action.memory.house.settings)
    opens = await opens_at(action, house, turn.moment.now)
    again = despaired_lately(tracker)
    when = {} if opens is None else _when(action, turn, opens)
    response = STILL if again else CARE_CLOSED if when else CARE
    dispatcher.utter_message(response=response, emergency=alternatives(house.emergency, turn.language), **when)
    spoken = [line for line in house.help_lines if line.language == turn.language] or house.help_lines
    if spoken:
        lines = Lines([phrase("utter_help_line", name=line.name, reach=line.reach) for line in spoken])
        dispatcher.utter_message(response="utter_help_lines", lines=lines)


def _when(action: CareAction, turn: Turn, opens: Any) -> dict[str, str]:
    zone = action.means.zone
    return {"day": weekday(opens, turn.language, zone), "time": clock_time(opens, turn.language, zone)}


def _said(events: Iterable[Mapping[str, Any]]) -> set[str]:
    said = (event for event in events if event["event"] == "bot")
    return {str((event.get("metadata") or {}).get("utter_action")) for event in said}
