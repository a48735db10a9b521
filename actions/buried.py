"""The one wish in a long message: beside a feeling, a joke or a story, which change the tone and swallow nothing."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from actions.feeling import care_first, said_first
from actions.several import (
    ANSWERED,
    BETWEEN,
    DONE,
    LONGEST,
    POLITE,
    SHORTEST,
    Read,
    asks_something,
    intent_of,
    is_clear,
    is_story,
    is_wish,
    sureness,
)
from actions.tongues import DISTRESS, HOUSE_TONGUE
from actions.while_filling import BESIDE, OTHER_MATTER, UNKNOWN

_TURNS = re.compile(
    rf"{BETWEEN.pattern}|,\s+(?:so|but|anyway)\s+|\s+(?:so|anyway),?\s+|,\s+(?=(?:can|could) (?:you|i)\b)|"
    r",\s+(?=(?:where|when|how (?:much|many|long)|do you|have you|just tell me)(?:'?s)?\b)", re.I
)
# A feeling, a joke or a story: what is wished for beside it counts, and it changes the tone.
_FEELS = frozenset(
    {"complain", "praise", "express_feeling", "share_life_event", "thank", "greet", "abort", "deny", "bot_challenge"}
)
# The wish beside a feeling is put as one: what went wrong is what the feeling is about.
_WISHED = re.compile(
    r"\?|^\W*(?:(?:ok|okay|so|and|but|now|just|please|pls|anyway|right|well)\W+)*(?:(?:can|could|would|will) "
    r"(?:you|u|i)\b|i(?:'?d| would) like|i (?:want|need|wanna)\b|(?:where|when|which|how|what)(?:'?s)?\b|"
    r"do (?:you|u)\b|have you|is there|track|cancel|return|change|show|find|tell me|check|book|order|send|"
    r"recommend|reorder)\b|\bplease\b",
    re.I,
)
# Where one clause ends and another begins, with or without a sign between them.
_CLAUSES = re.compile(
    r"(?<=[?.!;…])\s+|\s*,\s+|\s+[-–—]\s+|\s+(?:and|but|so|anyway|honestly|cos|because)\s+(?=(?:i|im|i['’]m|my)\b)",
    re.I,
)
CLAUSE, SURELY_DESPAIRS = 4, 0.995  # words of a clause that despairs, and how surely: nobody is alarmed for a parcel
_NO_WISH = _FEELS | {UNKNOWN, "out_of_scope", "chitchat", "confide"}
VAGUE = 0.6  # a whole that is read with less is hardly read at all


def calmed(whole: Mapping[str, Any], read: Read) -> Mapping[str, Any]:
    """What is read as despair only as a whole, by the clear wish in it: no part sounds so, and no word names it."""
    if intent_of(whole) != DISTRESS or whole.get("danger") or _is_foreign(whole):
        return whole
    parts = _pieces(whole["text"], read)
    wishes = [part for part in parts if is_wish(part) or (intent_of(part) == "ask_human" and is_clear(part))]
    if any(map(_despairs, parts)) or not wishes:
        return whole
    return {**whole, "intent": wishes[-1]["intent"], "mood": "upset"}


def despairing(whole: Mapping[str, Any], read: Read) -> Mapping[str, Any]:
    """The message as despair, where one clause of it is nothing else, whatever story or wish stands around it."""
    sounds_so = intent_of(whole) in _NO_WISH or whole.get("mood") in ("distressed", "sad")
    if intent_of(whole) == DISTRESS or not sounds_so or _is_foreign(whole):
        return whole
    clauses = [part.strip() for part in _CLAUSES.split(whole["text"]) if len(part.split()) >= CLAUSE]
    if len(clauses) > LONGEST or not any(_surely_despairs(read(clause)) for clause in clauses):
        return whole
    return {**whole, "intent": {**whole["intent"], "name": DISTRESS}, "mood": "distressed"}


def _surely_despairs(part: Mapping[str, Any]) -> bool:
    return part.get("mood") == "distressed" and intent_of(part) == DISTRESS and sureness(part) >= SURELY_DESPAIRS


def _despairs(part: Mapping[str, Any]) -> bool:
    return part.get("mood") == "distressed" or (intent_of(part) == DISTRESS and is_clear(part))


# Never lost beside anything else that is said.
_RIGHTS = frozenset(
    {"forget_me", "stop_memory", "stop_contact", "stop_staff", "export_data", "ask_human", "in_distress"}
)
_YES_OR_NO = frozenset({"affirm", "deny"})


def buried(whole: Mapping[str, Any], read: Read) -> Mapping[str, Any]:
    """A long message read by the one part of it that asks, where the whole is unclear, or only a feeling or a story."""
    feels = intent_of(whole) in _FEELS
    nothing = intent_of(whole) in (UNKNOWN, "out_of_scope", "chitchat") or sureness(whole) < VAGUE
    if intent_of(whole) in POLITE | {"goodbye"} and not nothing:
        return _behind_a_thanks(whole, read)
    if not (nothing or feels or intent_of(whole) in ANSWERED) or _is_taken_already(whole):
        return whole
    if intent_of(whole) in _YES_OR_NO:
        return whole  # what is told beside it buries no answer
    parts = _pieces(whole["text"], read)
    wishes = [part for part in parts if not is_story(part) and intent_of(part) not in POLITE]
    if feels:
        wishes = [wish for wish in wishes if _WISHED.search(wish["text"])]
    unclear = nothing or feels or any(_only_tells(part, intent_of(whole)) for part in parts)
    if not unclear or len({intent_of(wish) for wish in wishes}) != 1:
        return whole
    return _with_wish(whole, wishes, parts) if feels or nothing else _as(whole, wishes[0])


def _behind_a_thanks(whole: Mapping[str, Any], read: Read) -> Mapping[str, Any]:
    """The message as the right that is used in it: "ok thanks. Forget me" is no mere thanks."""
    parts = [read(part.strip()) for part in _TURNS.split(whole["text"]) if part and part.strip()]
    rights = [part for part in parts if intent_of(part) in _RIGHTS and is_clear(part)]
    return _as(whole, rights[0]) if len(parts) > 1 and rights else whole


def _with_wish(
    whole: Mapping[str, Any], wishes: Sequence[Mapping[str, Any]], parts: Sequence[Mapping[str, Any]]
) -> Mapping[str, Any]:
    """The message as its wish, with the feeling beside it; a search goes by the words of the wish alone."""
    sad = any(part.get("mood") == "sad" for part in parts)
    mood = "sad" if sad else str(whole.get("mood") or "neutral")
    if intent_of(wishes[0]) == "recommend" and len(wishes) == 1 and not said_first(whole["text"]):
        told = {"statements": whole.get("statements") or [], "tongue": whole.get("tongue")}
        return {**wishes[0], **told, "mood": mood, BESIDE: True}
    return {**_as(whole, wishes[0]), "mood": mood, BESIDE: True}


def _as(whole: Mapping[str, Any], wish: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**{name: value for name, value in whole.items() if name != "close"}, "intent": wish["intent"]}


def _is_taken_already(whole: Mapping[str, Any]) -> bool:
    """Whether something was found in the whole that counts before all else."""
    found = (whole.get(name) for name in ("danger", OTHER_MATTER, "moved", "refused", "plainly"))
    return any(found) or _is_foreign(whole)


def _is_foreign(whole: Mapping[str, Any]) -> bool:
    return whole.get("tongue") not in (None, HOUSE_TONGUE)


def care_beside(read: Mapping[str, Any]) -> str | None:
    """What is said first to somebody who tells of something sad beside what is only answered."""
    begins_itself = intent_of(read) in DONE | {"track_order"}  # a task says its own word
    if begins_itself or not (read.get(BESIDE) or intent_of(read) in ANSWERED):
        return None
    beside = read.get(BESIDE) and read.get("mood") in ("sad", "angry", "upset")
    return care_first(str(read["text"]), str(read["mood"]) if beside else "neutral")


def _pieces(text: str, read: Read) -> list[Mapping[str, Any]]:
    """The sentences and turns of a message, each read by itself; none where it is one, or far too many."""
    turns = [part.strip() for part in _TURNS.split(text) if part and part.strip()]
    pieces = [part for part in turns if len(part.split()) >= SHORTEST]
    return [read(piece) for piece in pieces] if len(turns) > 1 and len(pieces) <= LONGEST else []


def _only_tells(part: Mapping[str, Any], intent: str) -> bool:
    """Whether a part is read as this question, and tells something instead: "I was in your shop last week"."""
    return intent_of(part) == intent and not asks_something(part)
