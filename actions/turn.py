"""What every action of ours is given, and what it reads from the turn it runs in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet

from shop.port import BusinessSystem
from store import Assurance, Door, Memory, Moment, Sensitivity


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What actions work with: the memory through its door, the shop, the house's zone and where its pages are."""

    memory: Memory
    door: Door
    shop: BusinessSystem
    zone: ZoneInfo
    public_url: str = ""  # none: no link leads here from outside


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The circumstances of the message that an action answers."""

    id: str
    customer: str
    identity: str
    text: str
    language: str
    moment: Moment
    statements: tuple[Mapping[str, Any], ...]
    mood: str
    confided: bool = False  # told between us: it stands nowhere but in their own conversation
    care: Sensitivity = Sensitivity.ORDINARY  # with what care its words would have to be kept


class CareAction(Action):
    """An action that holds its means; `NAME` is its name in the domain."""

    NAME: ClassVar[str]

    def __init__(self, means: Means) -> None:
        self.means = means
        self.memory = means.memory
        self.door = means.door

    def name(self) -> str:
        return self.NAME


def turn_of(tracker: Tracker) -> Turn:
    """The turn as the engine describes it in the latest message."""
    message = tracker.latest_message
    about = message["metadata"]
    moment = Moment(
        now=datetime.fromisoformat(about["now"]),
        channel=about["channel"],
        conversation=tracker.sender_id,
        identity=about["identity"],
        assurance=Assurance(about["assurance"]),
    )
    return Turn(
        id=about["turn"],
        customer=about["customer"],
        identity=about["identity"],
        text=message.get("text") or "",
        language=tracker.get_slot("language") or "en",
        moment=moment,
        statements=tuple(message.get("statements") or ()),
        mood=message.get("mood") or "neutral",
        confided=bool(message.get("confided")) or message["intent"]["name"] == "confide",
        care=Sensitivity(message.get("care") or Sensitivity.ORDINARY),
    )


def entity(tracker: Tracker, name: str) -> Any | None:
    """The value of the first entity of that name in the latest message."""
    return next((e.get("value") for e in tracker.latest_message.get("entities", ()) if e["entity"] == name), None)


def asking(question: str | None) -> dict[str, Any]:
    """Notes which yes-or-no question is open until the next turn."""
    return SlotSet("asked", question)
