"""Between the customer's words and the memory: what was stated becomes a fact to be kept, and a fact becomes lines."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from actions.languages import KIND as LANGUAGE
from actions.notices import NOTHING_SHOWN, Shown
from actions.turn import Turn
from actions.wording import Lines, Phrase, day, phrase
from store import Capture, Fact, NewFact, Provenance, Sensitivity

_LINE = {False: "utter_line_fact", True: "utter_line_fact_held"}
_LANGUAGE_LINE = {False: "utter_line_language", True: "utter_line_language_held"}
_NAMED = frozenset({"account", "desk", "email", "messenger", "orders", "sms", "store", "twilio", "web", "whatsapp"})
SHOWN = 5  # a chat message stays readable; the customer's own page shows all


def new_fact(statement: Mapping[str, Any], turn: Turn) -> NewFact:
    """The fact that a statement would become if the customer allows it."""
    return NewFact(
        kind=statement["kind"],
        stance=statement["stance"],
        about=statement["about"],
        words=statement["words"],
        text=statement["restated"],
        subject=statement.get("subject") or "self",
        provenance=Provenance.STATED,
        sensitivity=Sensitivity(statement.get("sensitivity") or "ordinary"),
        confidence=float(statement.get("confidence", 1.0)),
        said_at=turn.moment.now,
        channel=turn.moment.channel,
        conversation=turn.moment.conversation,
        message=statement.get("message") or turn.id,
    )


def is_plain(statement: Mapping[str, Any]) -> bool:
    """Whether a yes to being remembered keeps it; what is told with care or of others has a question of its own."""
    return (statement["sensitivity"], statement.get("subject") or "self") == (Sensitivity.ORDINARY, "self")


def of_anothers_body(statement: Mapping[str, Any]) -> bool:
    """Whether it is somebody else's special category, which is theirs to tell and never kept."""
    return statement["sensitivity"] == Sensitivity.SPECIAL and (statement.get("subject") or "self") != "self"


def in_confidence(statement: Mapping[str, Any]) -> dict[str, Any]:
    """The same statement, told in confidence."""
    return {**statement, "sensitivity": Sensitivity.CONFIDENCE.value}


def capture_of(turn: Turn, method: str, shown: Shown = NOTHING_SHOWN) -> Capture:
    """How the decision in this turn reached us, with the question as it was shown, where one was."""
    return Capture(
        method=method,
        words=turn.text,
        notice_version=shown.version,
        notice_text=shown.text,
        language=turn.language,
        conversation=turn.moment.conversation,
        message=turn.id,
        assurance=turn.moment.assurance,
    )


def lines(facts: Iterable[Fact], turn: Turn, zone: ZoneInfo) -> Lines:
    """The newest facts, one a line, and how many more there are."""
    newest = sorted(facts, key=lambda fact: fact.said_at, reverse=True)
    shown = [_line(fact, turn, zone) for fact in newest[:SHOWN]]
    more = len(newest) - SHOWN
    return Lines([*shown, phrase("utter_line_more", count=more)] if more > 0 else shown)


def _line(fact: Fact, turn: Turn, zone: ZoneInfo) -> Phrase:
    if fact.kind == LANGUAGE:
        return phrase(_LANGUAGE_LINE[fact.restricted], language=fact.text, **told(fact, turn, zone))
    return phrase(_LINE[fact.restricted], words=fact.words, **told(fact, turn, zone))


def named(fact: Fact) -> str:
    """What a fact is called where it is quoted: the customer's own words; of a language its name, as nobody said it.

    The words that a language was noted from are about something else.
    """
    return fact.text if fact.kind == LANGUAGE else fact.words


def told(fact: Fact, turn: Turn, zone: ZoneInfo) -> dict[str, Any]:
    """When and where a fact was told, as values of a reply."""
    return {"day": day(fact.said_at, turn.language, zone), "place": _place(fact, turn)}


def _place(fact: Fact, turn: Turn) -> Phrase:
    if fact.channel == turn.moment.channel:
        return phrase("utter_place_here")
    if fact.channel in _NAMED:
        return phrase(f"utter_place_at_{fact.channel}")
    return phrase("utter_place_elsewhere", channel=fact.channel.capitalize())


def matching(facts: Iterable[Fact], text: str, statements: Iterable[Mapping[str, Any]]) -> list[Fact]:
    """The facts that a correction or a wish to forget is about: by topic, by words they share, else by their kind.

    "My birthday" is nobody else's.
    """
    known = [fact for fact in facts if fact.subject == "self" or not _OWN.search(text)]
    topics = {statement["about"].lower() for statement in statements if statement.get("about")}
    exact = [fact for fact in known if fact.about.lower() in topics]
    if exact:
        return exact
    said = naming_words(_KEPT.sub(" ", text))
    shared = [fact for fact in known if said & naming_words(f"{fact.about} {fact.words}")]
    return _named_best(shared, said) or [fact for fact in known if said & _called(fact)]


def _named_best(facts: list[Fact], said: frozenset[str]) -> list[Fact]:
    """Of several that share a word those that the other words name as well: "Ellie's birthday" is not her gardening."""
    kinds = said & frozenset().union(*_CALLED.values())
    of_kind = [fact for fact in facts if kinds & (_called(fact) | naming_words(f"{fact.about} {fact.words}"))]
    return of_kind if kinds else facts


def no_longer_holds(text: str, fact: Fact) -> bool:
    """Whether it is said of this very thing that it isn't so, or no longer: "I'm not coeliac", "I eat pork again"."""
    denied = re.search(rf"\bnot (?:an? |really )?{re.escape(fact.about)}\b", text, re.I)
    ended = _NO_LONGER.search(text) or (fact.stance in _AGAINST and has_again(text))
    return bool(denied or (ended and matching([fact], text, ())))


def has_again(text: str) -> bool:
    """Whether they eat, wear or stand again what they kept from: "I can have dairy again"."""
    return bool(_AGAIN.search(text)) and not _NOT_YET.search(text) and "?" not in text


def _called(fact: Fact) -> frozenset[str]:
    of_birth = _CALLED["date_to_remember"] if _BIRTHDAY.search(fact.words) else frozenset()
    return called(fact.kind, fact.sensitivity) | of_birth


def known_by(statement: Mapping[str, Any]) -> frozenset[str]:
    """The words that name a thing told: its own, and what its kind goes by."""
    own = naming_words(f"{statement['about']} {statement['words']}")
    return own | called(str(statement["kind"]), str(statement["sensitivity"]))


def names_any(text: str, told: Iterable[Mapping[str, Any]]) -> bool:
    """Whether the words name one of these."""
    words = naming_words(text)
    return any(words & known_by(one) for one in told)


def called(kind: str, sensitivity: str) -> frozenset[str]:
    """The words that a thing of this kind goes by, where its own words say it otherwise."""
    return _CALLED.get(kind, frozenset()) | (_HEALTH if sensitivity == Sensitivity.SPECIAL else frozenset())


_BIRTHDAY = re.compile(r"\b(?:turn(?:s|ing|ed)? \d+|born on)\b", re.I)
# What is said to stay, beside what is to go: "forget the birthday, keep the gluten".
_KEPT = re.compile(
    r"(?:[,.;]\s*|\b(?:but|and) )(?:but |and )?(?:just )?(?:keep|leave|remember|not) (?:the|my|that|about)\b[^,.;]*",
    re.I,
)
_NO_LONGER = re.compile(
    r"\b(?:wrong diagnosis|misdiagnos\w+|no longer|(?:not|n['’]?t)\b.{0,20}\b(?:any ?more|any longer)|these days i)\b",
    re.I,
)
_AGAINST = frozenset({"avoid", "dislike", "dislikes", "never"})
_AGAIN = re.compile(
    r"\bi(?:['’]?m| am) back (?:to|on) (?:eat|hav|drink|wear)ing\b|"
    r"\bi (?:can|do|may|could|(?:am|['’]m) (?:allowed|able) to)(?: \w+)? (?:eat|drink|wear|stand)\b.{1,30}"
    r"\b(?:again|now|these days|after all)\b|\bi (?:can|may|could)(?: \w+)? have\b.{1,30}\bagain\b|"
    r"\bi(?: now)? (?:eat|drink|wear)\b.{1,30}\b(?:again|after all)\b|"
    r"\bi(?: do not| don['’]?t)(?: really| actually)? (?:mind|avoid) "
    r"(?!(?:it|that|this|if|either|wh\w+|how|\w+ing|the|you)\b)\w+(?: \w+)?(?: any ?more| now| these days)?\W*$|"
    r"\bi['’]?m (?:fine|ok(?:ay)?) with (?!(?:it|that|this|the|you\w*|a|both|either|any)\b)\w+(?: now)?\W*$",
    re.I,
)
# Whoever wishes, wonders or fears that it were so doesn't say that it is.
_NOT_YET = re.compile(
    r"\b(?:not sure|wish|if|hope|hoping|think|ever|never|miss|would|once|when|unless)\b|\bcan['’]?t\b", re.I
)
_OWN = re.compile(
    r"\bmy (?:own |shoe |dress |ring |wedding )?"
    r"(?:birthday|bday|anniversary|sizes?|measurements?|address|name|allerg\w+|diet)\b",
    re.I,
)
_COMMON_WORDS = """
a about actually again always am an and any anymore are as at back be being but can can't correct delete do does don't
dont drop fact for forget from had has hate have hold i i'm in is isn't it it's just keep know last let like likes love
may me mentioned moment more my never no not now of on one or please remember remove right said say stop that that's the
then there this thing time to told true use used using was we wear what what's when while with wrong you your
wipe scrap clear please note erase
aber auch bitte das dass dem den der des die doch ein eine falsch für habe hat ich ist kein keine löschen mag mein meine
mich mir nicht nie sie stimmt trage und vergessen vergiss war was wir
algo como con cosa de del el eso esto favor la las lo los me mi mis no olvida olvide olvidar para por que verdad yo
"""
_COMMON = frozenset(_COMMON_WORDS.split())


def naming_words(text: str) -> frozenset[str]:
    """The words of a text that can tell one thing remembered from another; none in "forget that, please"."""
    told = (word.strip(".,;:!?\"'“”()").lower().replace("’", "'") for word in text.split())
    words = {word.removesuffix("'s") for word in told if word not in _COMMON}
    return frozenset(word.removesuffix("s") for word in words if len(word) > 2 and word not in _COMMON)


# What a kind of thing remembered is called by who wants it gone, where its own words say it otherwise.
_CALLED = {
    "date_to_remember": naming_words("birthday bday b-day anniversary wedding"),
    "size": naming_words("size measurement"),
    "form_of_address": naming_words("name nickname called pronoun title"),
    "home_town": naming_words("town city address live"),
    "home_shop": naming_words("branch local"),
    "allergy": naming_words("allergy allergies allergic intolerance"),
    "diet": naming_words("diet"),
    "budget": naming_words("budget"),
    "age": naming_words("age old years"),
    "person_in_life": naming_words("family people relatives"),
}
_HEALTH = naming_words("health medical personal condition conditions illness")
