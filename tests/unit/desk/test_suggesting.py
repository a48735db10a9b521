"""What an agent might say: only what fits the case, each with what it rests on, with what is known put in as text."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.desk.suggesting import SHOWN, canned, suggest
from store.desk import CaseBrief, Who
from store.values import Assurance, Fact, Promise, Provenance, Sensitivity

THEN = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def a_brief(name: str | None = "Nadia", **more: object) -> CaseBrief:
    nothing: dict[str, object] = dict.fromkeys(
        ("lines", "tried", "facts", "suggest", "avoid", "promises", "withheld", "grants"), ()
    )
    who = Who(name=name, channel="web", assurance=Assurance.CHANNEL, since=THEN, channels=("web",))
    about = {"conversation": "c", "who": who, "reason": "my lid is broken", "mood": "neutral", "language": "en"}
    return CaseBrief(**(about | nothing | more))  # type: ignore[arg-type]


def a_promise(what: str = "new legs by post") -> Promise:
    return Promise(
        id="p", identity="i", origin="agent", owner="Eva", what=what, made_at=THEN, due_at=THEN, state="open",
        closed_at=None, told_at=None, conversation="c",
    )  # fmt: skip


def a_dislike() -> Fact:
    return Fact(
        id="f", identity="i", kind="preference", stance="avoids", about="wool", words="never anything with wool",
        text="avoids wool", subject="customer", provenance=Provenance.STATED, sensitivity=Sensitivity.ORDINARY,
        said_at=THEN, channel="web", conversation=None, message=None, confidence=1.0, valid_from=THEN,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("brief", "reply", "grounds"),
    [
        (a_brief(mood="upset"), "sorry", [("mood", "upset")]),
        (a_brief(mood="sad"), "loss", [("mood", "sad")]),
        (a_brief(tried=("return_item",)), "broken", [("words", "my lid is broken")]),
        (a_brief(promises=(a_promise(),)), "promise_open", [("promise", "new legs by post")]),
        (a_brief(avoid=(a_dislike(),)), "avoid", [("fact", "never anything with wool")]),
    ],
)
def test_each_suggestion_names_what_it_rests_on(brief: CaseBrief, reply: str, grounds: list[tuple[str, str]]) -> None:
    """The mood, their words, a promise with its day, or a fact they opened to staff; nothing else is a ground."""
    (found,) = suggest(brief, canned())
    assert found["id"] == reply
    assert [(ground["kind"], ground["text"]) for ground in found["rests_on"]] == grounds
    assert all("at" in ground for ground in found["rests_on"] if ground["kind"] in ("promise", "fact"))


def test_without_a_ground_nothing_is_suggested() -> None:
    """A calm case of which nothing is known has replies at hand, and none that is put forward."""
    assert suggest(a_brief(), canned()) == []
    assert len(canned()) > SHOWN


def test_every_condition_must_be_met_and_three_are_enough() -> None:
    """Half a ground is none; more than three are not shown."""
    both = {"id": "both", "title": "Both", "text": "x", "when": {"mood": ["upset"], "topic": ["return_item"]}}
    assert suggest(a_brief(mood="upset"), [both]) == []
    assert len(suggest(a_brief(mood="upset", tried=("return_item",)), [both] * 5)) == SHOWN


@pytest.mark.parametrize("name", ["<b>x</b>", "{promise}", "{0.__class__}", "%s"])
def test_what_is_put_in_is_text(name: str) -> None:
    """A name is put in as it is, once: neither markup nor braces in it mean anything."""
    (said,) = suggest(a_brief(name, mood="sad", promises=()), canned())
    assert said["text"].startswith(f"I'm sorry, {name}. ")


def test_where_no_name_is_known_its_place_closes_up() -> None:
    """No comma is left standing in the air."""
    (said,) = suggest(replace(a_brief(None), mood="sad"), canned())
    assert said["text"].startswith("I'm sorry. There's nothing")
