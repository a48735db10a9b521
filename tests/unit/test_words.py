"""Every sentence for people: used, known, and in the house's voice."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.engine.without_tensorflow import stand_in

stand_in()  # before Rasa's validator is imported

from actions.handoff import IN_THEIR_TONGUE, OTHER_MATTER  # noqa: E402
from bot.engine.validating import is_said  # noqa: E402
from store.summary import CONFIDING, OF_THEMSELVES, SAYING_NOTHING  # noqa: E402

ROOT = Path(__file__).parents[2]
SPEAKING = ("actions", "bot/front", "bot/outreach", "bot/desk", "bot/chat", "bot/channels")
NAME = re.compile(r"\b(utter_[a-z_]+)")

# What voice-and-look forbids: false friendship, empty sympathy, guilt, filler.
NEVER = (
    "as your friend",
    "we miss you",
    "i understand how you feel",
    "as a valued customer",
    "don't hesitate",
    "unfortunately",
    "we apologise for any inconvenience",
    "before you go",
    "you'll miss out",
    "are you sure?",
    "thoughts and prayers",
    "based on your profile",
    "happy to help",
    "great question",
    "my friend",
    "dear friend",
    "we'd hate to",
    "sorry to see you go",
    "last chance",
    "only today",
    "better than other shops",
    "our competitors",
    # the same in German and Spanish
    "leider",
    "zögern sie nicht",
    "wir vermissen sie",
    "wie sie sich fühlen",
    "als geschätzter kunde",
    "sind sie sicher",
    "lamentablemente",
    "no dude en",
    "le echamos de menos",
    "estimado cliente",
    "¿está seguro",
)
# British spelling: no American one of what we use.
AMERICAN = re.compile(
    r"\b(?:colors?|colored|gray|favorites?|canceled|canceling|apologize\w*|recognize\w*|personalize\w*|organize\w*|"
    r"center|honor|jewelry|catalog|check-?out|mom|zip code|cell ?phone|fulfill|inquir\w+|program)\b",
    re.I,
)
RASAS_NAME_FOR_ONE = "utter_action"  # the key under which the engine notes what a reply was
OTHER_LANGUAGES = ("de", "es")
# What is kept, a person, feelings, what we say first and why, and what is not understood: whole in every language.
WHOLE = ("privacy", "handoff", "channels", "outreach", "kinds", "relationship", "everyday")
SAID_IN_ENGLISH = frozenset({"utter_other_language"})  # beside their own words, to those whose language isn't read
BEFORE_A_TASK = frozenset(
    {"utter_feeling_first", "utter_loss_first", "utter_hurt_first", "utter_hard_news_first", "utter_sad_first"}
)
MARKS = {"de": re.compile(r"[\"«»”]|„[^“]*(?:$|„)|^[^„]*“"), "es": re.compile(r"[\"„“”]|«[^»]*(?:$|«)|^[^«]*»")}
FAMILIAR = {
    "de": re.compile(r"\b(?:du|dich|dir|dein\w*|euch|euer|eure\w*)\b", re.I),
    "es": re.compile(r"\b(?:tú|tu|tus|te|ti|contigo|vosotr\w+|vuestr\w+|os)\b", re.I),
}
LONGEST = 320  # characters that somebody reads in one reply, without what goes into it
MAY_BE_LONGER = frozenset({"utter_forgotten_all"})  # a receipt says all of it
HURT = ("loss", "distress", "complaint", "care_upset", "failed", "late", "problem", "sorry")
# Who says what somebody will do later, and what in that module writes it down; a promise has an owner.
PROMISES = re.compile(
    r"\b(?:(?:i|we)'ll see (?:that|to)|(?:someone|somebody|a person(?: of ours)?) (?:will|answers|finds out))\b", re.I
)
PROMISES_ELSEWHERE = re.compile(
    r"\bich kümmere mich|\b(?:jemand|man) \w+ Ihnen|\b(?:schreibt|ruft) (?:Ihnen hier )?jemand|"
    r"\b(?:alguien|una persona) le (?:\w+á|escrib\w+|llam\w+)|\bme encargo\b",
    re.I,
)
WRITTEN_DOWN = {
    "utter_handing_over_closed": ("actions/handoff.py", "desk.ask"),
    "utter_already_waiting_closed": ("actions/handoff.py", "desk.ask"),
    "utter_desk_nobody_came": ("bot/desk/watch.py", "desk.time_out"),
    "utter_callback_ring": ("actions/callback.py", "promises.make"),
    "utter_callback_ring_between": ("actions/callback.py", "promises.make"),
    "utter_callback_ring_not_then": ("actions/callback.py", "promises.make"),
    "utter_callback_ring_not_that_day": ("actions/callback.py", "promises.make"),
    "utter_callback_write": ("actions/callback.py", "promises.make"),
    "utter_callback_already": ("actions/callback.py", "promises.make"),
    "utter_callback_already_write": ("actions/callback.py", "promises.make"),
    "utter_complaint_taken": ("actions/belonging.py", "promises.make"),
    "utter_complaint_asked_again": ("actions/belonging.py", "promises.make"),
    "utter_complaint_broken_confidence": ("actions/belonging.py", "promises.make"),
    "utter_complaint_against_their_wish": ("actions/belonging.py", "promises.make"),
    "utter_forgotten_partly": ("actions/privacy.py", "rights.erase"),
}
# If the customer says or asks for something, it is done in answer to that.
UPON_THEIR_WORD = frozenset({"utter_reach_thanks", "utter_nothing_for_sale", "utter_nothing_pressed"})


@cache
def responses() -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = {}
    for path in sorted((ROOT / "bot" / "domain").glob("*.yml")):
        found |= yaml.safe_load(path.read_text()).get("responses") or {}
    return found


@cache
def told_in(code: str) -> dict[str, list[dict[str, object]]]:
    """The responses of another language."""
    found: dict[str, list[dict[str, object]]] = {}
    for path in sorted((ROOT / "bot" / "domain" / code).glob("*.yml")):
        found |= yaml.safe_load(path.read_text()).get("responses") or {}
    return found


def sentences() -> Iterator[tuple[str, str]]:
    """Every sentence and button in every language, by the name of its response."""
    for told in (responses(), *map(told_in, OTHER_LANGUAGES)):
        for name, variants in told.items():
            for variant in variants:
                yield name, str(variant.get("text", ""))
                for button in variant.get("buttons") or ():  # type: ignore[attr-defined]
                    yield name, button["title"]


def said_in(code: str) -> Iterator[tuple[str, str]]:
    """Every sentence and button of one language, by the name of its response."""
    for name, variants in told_in(code).items():
        for variant in variants:
            yield name, str(variant["text"])
            yield from ((name, button["title"]) for button in variant.get("buttons") or ())  # type: ignore[attr-defined]


def payloads(variant: dict[str, object]) -> set[str]:
    return {button["payload"] for button in variant.get("buttons") or ()}  # type: ignore[attr-defined]


def has_words(text: str) -> bool:
    """Whether there is anything to put into another language beside the places of values."""
    return any(letter.isalpha() for letter in re.sub(r"\{\w+\}", "", text))


def named_in_code() -> set[str]:
    files = [path for folder in SPEAKING for path in (ROOT / folder).rglob("*.py")]
    rules = [*(ROOT / "data").rglob("*.yml"), *(ROOT / "bot" / "domain").glob("*.yml")]
    text = "\n".join(path.read_text() for path in (*files, *rules))
    return set(NAME.findall(text)) - {"utter_message"}  # rasa-sdk's own method


@pytest.mark.parametrize("phrase", NEVER)
def test_nothing_says_what_the_voice_forbids(phrase: str) -> None:
    """No reply and no button holds a forbidden phrase."""
    assert [name for name, text in sentences() if phrase in text.lower()] == []


def test_nobody_who_is_hurt_is_shouted_at() -> None:
    """Where something went wrong or somebody grieves there is no exclamation mark."""
    assert [n for n, text in sentences() if "!" in text and any(word in n for word in HURT)] == []


def test_no_reply_shouts_at_all() -> None:
    """A maître d' has no need of exclamation marks, in any language."""
    assert [name for name, text in sentences() if "!" in text or "¡" in text] == []


def test_the_spelling_is_british_throughout() -> None:
    """One house, one spelling."""
    english = ((n, t) for n, told in responses().items() for v in told for t in [str(v.get("text", ""))])
    assert [(name, AMERICAN.findall(text)) for name, text in english if AMERICAN.search(text)] == []


def test_replies_are_short() -> None:
    """What is said can be read at a glance."""
    long = [(name, len(text)) for name, text in sentences() if len(text) > LONGEST]
    assert [one for one in long if one[0] not in MAY_BE_LONGER] == []


def test_at_most_one_question_is_asked_at_once() -> None:
    """The question comes last, and alone; a greeting's "What can I do?" is one."""
    several = [name for name, text in sentences() if text.count("?") > 1]
    assert several == []


@pytest.mark.parametrize("code", OTHER_LANGUAGES)
@pytest.mark.parametrize("topic", WHOLE)
def test_what_is_kept_a_person_and_being_written_to_are_whole_in_every_language(code: str, topic: str) -> None:
    """No English sentence on what is kept, a person, feelings, stopping, or what we say first and why."""
    english = yaml.safe_load((ROOT / "bot" / "domain" / f"{topic}.yml").read_text())["responses"]
    worded = {name for name, variants in english.items() if any(has_words(str(one["text"])) for one in variants)}
    assert sorted(worded - SAID_IN_ENGLISH - set(told_in(code))) == []


@pytest.mark.parametrize("code", OTHER_LANGUAGES)
def test_what_is_said_before_a_task_to_somebody_hurt_is_said_in_every_language(code: str) -> None:
    """A loss, an illness or an anger beside a matter is answered first, also where the matter is for a person."""
    assert sorted(BEFORE_A_TASK - set(told_in(code))) == []


@pytest.mark.parametrize("code", OTHER_LANGUAGES)
def test_words_are_quoted_in_the_marks_of_the_language(code: str) -> None:
    """„…“ in German, «…» in Spanish, each opened and closed, and no others."""
    assert [(name, text) for name, text in said_in(code) if MARKS[code].search(text)] == []


@pytest.mark.parametrize("code", OTHER_LANGUAGES)
def test_nobody_is_addressed_familiarly(code: str) -> None:
    """Sie and usted throughout."""
    assert [(name, text) for name, text in said_in(code) if FAMILIAR[code].search(text)] == []


@pytest.mark.parametrize("code", OTHER_LANGUAGES)
def test_choices_in_other_languages_do_what_the_english_ones_do(code: str) -> None:
    """A button abroad means what one beside the same English words means; or it fetches a person."""
    for name, variants in told_in(code).items():
        if name == "utter_only_some_things_here":
            continue  # what can be had in that language, which English needn't say
        known = {payload for one in responses()[name] for payload in payloads(one)} | {"/ask_human"}
        assert {payload for one in variants for payload in payloads(one)} <= known, name


@pytest.mark.parametrize("code", OTHER_LANGUAGES)
def test_other_languages_say_the_same_things(code: str) -> None:
    """The same places for values, and choices that do what the English ones do."""
    places = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")
    english = responses()
    for name, variants in told_in(code).items():
        known = {place for one in english[name] for place in places.findall(str(one.get("text", "")))}
        for variant in variants:
            assert set(places.findall(str(variant["text"]))) <= known, name


def test_offers_say_that_they_are_offers() -> None:
    """A sentence that sells begins with the word."""
    selling = [(n, t) for n, t in sentences() if n.startswith("utter_offer") and not n.endswith("none")]
    spoken = [(n, t) for n, t in selling if "£" in t or "{price}" in t]
    assert [n for n, t in spoken if not t.startswith("Offer")] == []


def test_the_desk_has_words_for_whatever_was_tried() -> None:
    """Each intent that a brief may name under "tried before" is put into words there."""
    parts = [yaml.safe_load(path.read_text()) for path in (ROOT / "bot" / "domain").glob("*.yml")]
    intents = {name for part in parts for name in part.get("intents") or ()} | {IN_THEIR_TONGUE, OTHER_MATTER}
    words = yaml.safe_load((ROOT / "bot" / "desk" / "words" / "en.yml").read_text())
    silent = SAYING_NOTHING | CONFIDING | OF_THEMSELVES
    assert sorted(name for name in intents - silent if f"topic_{name}" not in words) == []


def test_every_reply_that_code_or_rules_name_exists() -> None:
    """No action can ask for words that are not there."""
    whole = {name for name in named_in_code() if not name.endswith("_")} - {RASAS_NAME_FOR_ONE}
    known = set(responses())
    built = {name for name in whole if any(one.startswith(name) for one in known)}  # f"utter_purpose_{…}"
    assert sorted(whole - known - built) == []


def test_what_is_promised_has_a_row_of_its_own() -> None:
    """Nobody is told that somebody will see to it but where the same action writes it down for them."""
    told = {n for n, t in sentences() if PROMISES.search(t) or PROMISES_ELSEWHERE.search(t)}
    assert sorted(told - UPON_THEIR_WORD) == sorted(WRITTEN_DOWN)
    for name, (module, writes) in WRITTEN_DOWN.items():
        source = (ROOT / module).read_text()
        assert name in source and writes in source, name


def test_rasa_is_told_of_nothing_that_is_not_said() -> None:
    """Its check passes over what some code says, by name, by beginning or by ending, and over nothing else."""
    assert is_said("utter_greet_late") and is_said("utter_order_shipped_some_day") and is_said("utter_reach_care")
    assert not is_said("utter_said_by_nobody")
    in_rules = {name for path in (ROOT / "data").rglob("*.yml") for name in NAME.findall(path.read_text())}
    assert sorted(name for name in responses() if name not in in_rules and not is_said(name)) == []
