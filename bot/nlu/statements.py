"""What a sentence says about the customer: likes, needs, allergies, sizes, people, dates, forms of address.

The surface decides first, by the forms of `statement_forms.yml`; the parse second, where it is at hand; and
what neither decides is undecided, to be asked about and never stored. Questions, hypotheticals and what
others said are no statements.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.nlu.clauses import clauses
from bot.nlu.second_person import to_second_person, trimmed
from bot.nlu.sensitive import Sensitivity, is_confided, special_categories
from bot.nlu.statement_forms import Form, forms
from store.masking import mask

SELF = "self"
PRONOUNS = {"it", "they", "that", "this", "them", "these", "those"}


@dataclass(frozen=True)
class Statement:
    """One thing said about the customer or somebody of theirs; `restated` fits after "you told me that"."""

    kind: str
    stance: str
    about: str
    words: str
    restated: str
    subject: str = SELF
    sensitivity: Sensitivity = Sensitivity.ORDINARY
    confidence: float = 0.9

    def as_dict(self) -> dict[str, Any]:
        """Plain values, as they travel in a message."""
        return {**asdict(self), "sensitivity": self.sensitivity.value}


@dataclass(frozen=True)
class Heard:
    """The statements of a message, whether it seems to make one that could not be read, and if it is between us."""

    statements: tuple[Statement, ...] = ()
    undecided: bool = False
    confided: bool = False


Parse = Callable[[str], "Reading | None"]


@dataclass(frozen=True)
class Reading:
    """What the grammar of a clause says: who, with which stance, about what; "none" denies a stance."""

    subject: str
    stance: str
    about: str


# "I told you I was vegan but I'm not any more" states nothing that holds.
_NOT_ANY_MORE = re.compile(
    r"\btold (?:you|u)\b.{0,8}\bi was\b.{1,40}\b(?:but|and)\b.{0,8}\bi(?:['’]?m| am) (?:not|no longer)\b", re.IGNORECASE
)
_CANNOT = re.compile(r"\b(?:can'?t|cannot|can not|mustn'?t|not allowed)\b", re.IGNORECASE)
_OURSELVES = re.compile(r"\b(?:i|we|me|us)\b")
_SHOES = re.compile(r"\b(?:shoes?|feet|foot|boots?|trainers?)\b", re.IGNORECASE)


def statements_in(text: str, read_as: str = "", parse: Parse | None = None) -> Heard:
    """What the text states about the customer.

    `read_as` is the text with its spelling put right, for clauses that can't be read as typed; `parse` reads
    the grammar of those that the forms leave open.
    """
    typed, right = [list(clauses(mask(one).replace("’", "'"))) for one in (text, read_as or text)]
    corrected = right if len(right) == len(typed) else typed
    found: list[Statement] = []
    open_clauses = False
    for clause, spelled in zip(typed, corrected, strict=True):
        statement = _read(clause, None) or _read(_put_plainly(clause), None) or _read(spelled, parse)
        if statement and statement.about in PRONOUNS:  # "they give me a migraine": what was said just before
            statement = replace(statement, about=found[-1].about) if found else None
        if statement:
            meant = _with_names(clause, spelled, statement.subject)
            found.append(replace(statement, words=clause, sensitivity=_sensitivity(statement.kind, meant)))
        open_clauses = open_clauses or (statement is None and _seems_one(spelled))
    if _NOT_ANY_MORE.search(text):
        found = []
    between_us = is_confided(text) or is_confided(read_as)
    if between_us:
        found = [replace(statement, sensitivity=Sensitivity.CONFIDENCE) for statement in found]
    return Heard(tuple(_without_repeats(found)), open_clauses and not found, between_us)


def _with_names(typed: str, spelled: str, subject: str) -> str:
    """The clause with its spelling put right, and the name of whom it is about as typed: Isla is no religion."""
    names, pairs = subject.split()[2:], list(zip(typed.split(), spelled.split(), strict=False))
    if len(pairs) != len(spelled.split()):
        return spelled
    return " ".join(one if one.casefold() in names else other for one, other in pairs)


def _put_plainly(clause: str) -> str:
    """A correction as it would be stated: "I'm actually an L, not an M" is "I'm an L"."""
    return trimmed(forms().cuts["putting_right"].sub("", clause))


def _seems_one(clause: str) -> bool:
    return bool(forms().verdicts["seems"].search(clause)) and not _is_no_statement(clause)


def _is_no_statement(clause: str) -> bool:
    verdicts = forms().verdicts
    if any(verdicts[name].search(clause) for name in ("question", "not_stated", "reported")):
        return True
    return bool(verdicts["hypothetical"].search(clause)) and not verdicts["polite_would"].search(clause)


def _read(clause: str, parse: Parse | None) -> Statement | None:
    if _is_no_statement(clause):
        return None
    for form in forms().forms:
        found = form.words.match(clause)
        if found:
            return _stated(form, found, clause)
    reading = parse(clause) if parse and _seems_one(clause) else None
    return _from_grammar(reading, clause) if reading and reading.stance != "none" else None


def _from_grammar(reading: Reading, clause: str) -> Statement:
    return Statement(
        kind=_kind("preference", clause),
        stance=reading.stance,
        about=topic(reading.about),
        words=clause,
        restated=to_second_person(clause),
        subject=reading.subject,
        confidence=0.7,
    )


def _stated(form: Form, found: re.Match[str], clause: str) -> Statement | None:
    groups = found.groupdict()
    named = (groups.get("about") or "").strip(" .,!")
    about = named.lower() if form.kind == "life_event" else topic(named)
    if not about:
        return None
    return Statement(
        kind=_kind(form.kind, clause),
        stance=form.stance,
        about=_about(form.kind, about, clause),
        words=clause,
        restated=_restated(form, groups, clause),
        subject=_subject(groups.get("who") or ""),
    )


def _kind(kind: str, clause: str) -> str:
    if kind not in ("preference", "wish"):
        return kind
    return next((name for name, words in forms().topics.items() if words.search(clause)), "preference")


def topic(about: str) -> str:
    """What it is about, in few words: "any wool at all, it itches" is wool."""
    short = forms().cuts["topic_end"].sub("", about.strip(" .,!'\"")).strip()
    return forms().cuts["topic_start"].sub("", short).strip(" .,!'\"").lower()


def _about(kind: str, about: str, clause: str) -> str:
    if kind == "size":
        return f"{'shoe size' if _SHOES.search(clause) else 'size'} {about}"
    return about


def _subject(who: str) -> str:
    """ "self", or who it is as the customer calls them: "my wife" """
    low = re.sub(r",? s?he$", "", who.lower().removesuffix("'s").strip())
    if low in {"", "my", "our"} or _OURSELVES.search(low):
        return SELF
    return low if low.startswith(("my ", "our ")) else f"my {low}"


def _restated(form: Form, groups: Mapping[str, str | None], clause: str) -> str:
    """As a question puts it: somebody of theirs is "your wife", also where they said "wife"."""
    told = {name: to_second_person((said or "").strip(" .,!")) for name, said in groups.items()}
    whole = to_second_person(clause)
    if (who := told.get("who")) and whole.startswith(who) and _subject(groups["who"] or "") != SELF:
        theirs = who if who.startswith("your ") else f"your {who}"
        told, whole = {**told, "who": theirs}, whole.replace(who, theirs, 1)
    return form.restated.format(**told, clause=whole, name=(groups.get("about") or "").strip(" .,!"))


def _sensitivity(kind: str, clause: str) -> Sensitivity:
    """What somebody's body doesn't take is their health, even where no illness is named."""
    of_health = kind == "allergy" or (kind == "diet" and _CANNOT.search(clause))
    return Sensitivity.SPECIAL if of_health or special_categories(clause) else Sensitivity.ORDINARY


def _without_repeats(found: list[Statement]) -> Iterator[Statement]:
    seen = set()
    for statement in found:
        key = (statement.kind, statement.stance, statement.about, statement.subject)
        if key not in seen:
            seen.add(key)
            yield statement
