"""How a task takes in one message: in any order, corrections included, the confirmation last."""

import inspect
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from actions.all import KINDS, TASKS
from actions.customers import Counter
from actions.forms import read_all
from actions.replies import SPOKEN_OF, Say, say
from actions.said import Said
from actions.stages import CONFIRMED, SLOTS, Stage, stage_of
from actions.tasks import CONFIRMATION, Detail, Filling, Unfit
from actions.turn import Means, Turn

ROOT = Path(__file__).parents[2]


def a_detail(entity: str, *shapes: str) -> Detail:
    async def read(f: Filling) -> Any:
        return f.said.value(entity)

    async def ask(f: Filling) -> Say:
        return say(f"utter_ask_{entity}")

    return Detail(read=read, ask=ask, shapes=frozenset(shapes))


DETAILS = {"order": a_detail("order", "line"), "line": a_detail("line"), CONFIRMED: CONFIRMATION}


def told(known: Mapping[str, Any], text: str = "…", asked_for: str | None = None, **values: str) -> Filling:
    entities = tuple({"entity": name, "value": value, "start": 0, "end": 0} for name, value in values.items())
    message = Said(text=text, intent="inform", confidence=0.9, entities=entities, asked_for=asked_for)
    slots = {**dict.fromkeys(DETAILS), **known}
    nothing = cast(Any, None)
    return Filling(message, cast(Turn, nothing), slots, {}, cast(Counter, nothing), cast(Means, nothing))


async def test_everything_told_in_one_message_is_taken() -> None:
    """Nobody is asked for what they have said."""
    slots, _ = await read_all(DETAILS, told({}, order="12", line="2"))
    assert slots == {"order": "12", "line": "2", CONFIRMED: None}


async def test_a_correction_changes_that_slot_and_what_depends_on_it() -> None:
    """Another order means another line; what doesn't hang on the order stays."""
    slots, _ = await read_all(DETAILS, told({"order": "21", "line": "2"}, order="12"))
    assert slots == {"order": "12", "line": None, CONFIRMED: None}


async def test_a_yes_together_with_a_change_confirms_nothing() -> None:
    """ "Yes, but order 12" agrees to something that was not proposed yet."""
    slots, _ = await read_all(
        DETAILS, told({"order": "21", "line": "1"}, "yes, but 12", CONFIRMED, order="12", line="1")
    )
    assert slots[CONFIRMED] is None


async def test_a_yes_counts_only_where_the_confirmation_was_asked() -> None:
    """A yes to another question never carries a task out."""
    known = {"order": "21", "line": "1"}
    assert (await read_all(DETAILS, told(known, "yes", CONFIRMED)))[0][CONFIRMED] is True
    assert (await read_all(DETAILS, told(known, "yes", "line")))[0][CONFIRMED] is None


async def test_what_cannot_be_is_said_and_asked_again() -> None:
    """A value that doesn't fit is not kept, and what was told beside it is."""

    async def never(f: Filling) -> Any:
        raise Unfit(say("utter_no"), "line")

    details = {**DETAILS, "line": Detail(read=never, ask=DETAILS["line"].ask)}
    slots, words = await read_all(details, told({"line": "9"}, order="12"))
    assert (slots["order"], slots["line"]) == ("12", None)
    assert words is not None and words.response == "utter_no"


class _Tracker:
    def __init__(self, *events: tuple[str, str | None]) -> None:
        self.events = [{"event": kind, "name": name, "value": name} for kind, name in events]


@pytest.mark.parametrize(
    ("events", "stage"),
    [
        ([("active_loop", "a_form"), ("user", None)], Stage.ANSWERED),
        ([("user", None), ("active_loop", "a_form")], Stage.STARTED),
        ([("user", None), ("action_execution_rejected", "a_form"), ("action", "utter_x")], Stage.RESUMED),
        ([("user", None), ("action_execution_rejected", "b_form"), ("active_loop", "a_form")], Stage.STARTED),
    ],
)
def test_a_form_knows_where_it_stands(events: list[tuple[str, str | None]], stage: Stage) -> None:
    """A message is read once: when it starts the form or answers it, not when the form goes on after it."""
    assert stage_of(cast(Any, _Tracker(*events)), "a_form") is stage


def the_domain() -> dict[str, Any]:
    whole: dict[str, Any] = {"forms": {}, "slots": {}, "responses": {}}
    for path in [ROOT / "domain.yml", *sorted((ROOT / "bot/domain").glob("*.yml"))]:
        part = yaml.safe_load(path.read_text("utf-8")) or {}
        for key in whole:
            whole[key].update(part.get(key) or {})
    return whole


def test_every_task_has_its_form_with_the_same_slots_in_the_same_order() -> None:
    """A slot that only one side knows would be asked for and never filled."""
    forms = the_domain()["forms"]
    for task in TASKS:
        assert list(task.DETAILS) == forms[task.FORM]["required_slots"], task.FORM


def test_every_slot_of_a_task_is_emptied_at_its_end() -> None:
    """What one task was told never leaks into the next."""
    known = set(the_domain()["slots"])
    assert {slot for task in TASKS for slot in task.DETAILS} | {"missed"} == set(SLOTS)
    assert set(SLOTS) | set(SPOKEN_OF) | {"set_aside", "taken_up"} <= known


def test_every_response_that_actions_name_is_in_the_domain() -> None:
    """No reply can be missing when it is needed."""
    named = {
        name
        for path in {Path(inspect.getfile(kind)) for kind in (*KINDS, *TASKS)}
        for name in re.findall(r'"(utter_[a-z0-9_]+)"', path.read_text("utf-8"))
    }
    assert named <= set(the_domain()["responses"])


def test_no_reply_about_orders_or_the_shop_shouts_or_pretends() -> None:
    """No exclamation marks, no stock phrases, at most one question in a reply."""
    banned = (
        "!",
        "unfortunately",
        "valued customer",
        "don't hesitate",
        "inconvenience",
        "just ",
        "awesome",
        "happy to",
    )
    for topic in ("orders", "shop"):
        domain = yaml.safe_load((ROOT / f"bot/domain/{topic}.yml").read_text("utf-8"))
        for name, variants in domain["responses"].items():
            text = variants[0]["text"]
            assert not [word for word in banned if word in text.lower()], name
            assert text.count("?") <= 1, name
