"""Which language somebody writes in, by its everyday words: small, local, and English where in doubt."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HOUSE_TONGUE = "en"
DISTRESS = "in_distress"
HELD, USED_AGAIN = "held", "used_again"  # what is decided about the use of something remembered
LOSS, UNSAID = "share_life_event", ""  # UNSAID: it asks, and what for isn't read
_COURTESIES = frozenset({"thank", "greet", "abort"})
# What is settled for somebody who died, and no word that a loss is told in.
_BESIDE_A_LOSS = ("track_order", "stop_contact", "export_data", "request_callback", "other_matter")
_SENTENCES = re.compile(r"(?<=[.!?;])\s+|,\s+|\s+(?=¿)")
_ASKED = re.compile(r"[^.!?¿]+\?")
SCRIPTS = frozenset({"zh", "ja", "ko", "ru", "ar", "el", "he", "hi", "th"})  # told by their letters alone
# whole words of more than a letter: neither the YO of "YO1 7HH" nor an "e" tells a language
_WORDS = re.compile(r"(?<!\w)[^\W\d_]{2,}(?:['’][^\W\d_]+)?(?!\w)|(?<!\w)[^\W\d_]['’][^\W\d_]+(?!\w)")
_ASKED_FOR = (
    r"\b(?:speak|talk|(?:write|reply|answer|chat|continue|switch)(?: to me| with me)?(?: in| to)|"
    r"sprechen(?: sie| wir)?|sprichst du|habl(?:ar|as|a|an|amos|[aá]is)(?: en)?|(?:escrib|respond)\w+ en)"
    r"\s+(?:{name})\b|"
    r"\bk(?:ö|oe|o)nn\w+ (?:wir|sie|ihr)(?: bitte)?(?: auch)?(?: auf)? (?:{name})\b|"
    r"^\W*(?:(?:ok|okay|and|then|und|dann|y|entonces)\W+)*(?:in|auf|en)\s+(?:{name})"
    r"(?:\W+(?:please|bitte|por favor))?\W*$"
)
_SURE = 2  # everyday words of a language, and more of them than of English
SURE_OF_A_DETAIL = 3  # of what answers a question: a name or a street may hold two
_SCRIPT_SHARE = 0.3  # of the letters
_TYPED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l", "ı": "i"})
_DIGRAPHS = re.compile(r"([aou])e")


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language as its speakers' messages show it."""

    code: str
    words: frozenset[str]
    openers: frozenset[str]
    shared: frozenset[str]  # everyday words of English as well, which keeps them
    wishes: Mapping[str, re.Pattern[str]]


def tongue_of(text: str, spoken: str | None = None, sure: int = _SURE) -> str | None:
    """The language of a message; None where it doesn't tell: names, numbers, fewer than `sure` everyday words.

    After another language was `spoken`, one English word among several, and none of any other, is English again.

    >>> tongue_of("Wo ist meine Bestellung?"), tongue_of("where is Señor Muñoz, por favor?"), tongue_of("no, YO1 7HH")
    ('de', 'en', None)
    """
    asked = _asked_for(text)
    script = asked or _by_script(text)
    if script:
        return script
    said = [word.lower().replace("’", "'") for word in _WORDS.findall(text)]
    counts = {tongue.code: _count(said, tongue, sure) for tongue in _known()}
    english = counts.pop(HOUSE_TONGUE)
    likeliest = max(counts, key=lambda code: counts[code])
    others = max(count for code, count in counts.items() if code != likeliest)
    if counts[likeliest]:  # "no" and "me" beside Spanish are Spanish
        english -= sum(word in _spoken(likeliest).shared for word in said)
    if counts[likeliest] >= (_SURE if likeliest == spoken else sure) and counts[likeliest] > max(english, others):
        return likeliest
    back = spoken not in (None, HOUSE_TONGUE) and len(said) > 1 and not any(counts.values())
    return HOUSE_TONGUE if english >= (1 if back else _SURE) else None


def wish_in_tongue(text: str, code: str) -> str | None:
    """The intent of a message in a language that the pipeline was not trained on, by its cues."""
    typed = _as_typed(text)
    return next((intent for intent, cue in _spoken(code).wishes.items() if any(cue.search(one) for one in typed)), None)


def wish_beside(text: str, code: str, first: str | None) -> str | None:
    """What is wished for behind a courtesy, or beside the loss that a message tells of; `first` where nothing is.

    >>> wish_beside("gracias. ¿dónde está mi pedido?", "es", "thank"), wish_beside("gracias", "es", "thank")
    ('track_order', 'thank')
    """
    if first == LOSS:
        wishes = _spoken(code).wishes
        told = (one for one in _BESIDE_A_LOSS if one in wishes and any(wishes[one].search(t) for t in _as_typed(text)))
        return next(told, first)
    if first == "complain":  # what is asked in anger is answered
        asks = "?" in text and wish_in_tongue(" ".join(_ASKED.findall(text)), code) == "track_order"
        return "track_order" if asks else first
    if first not in _COURTESIES:
        return first
    rest = [part for part in _SENTENCES.split(text) if part.strip() and wish_in_tongue(part, code) != first]
    asked = " ".join(rest)
    if first not in (wish_in_tongue(part, code) for part in _SENTENCES.split(text)):
        return first
    return wish_in_tongue(asked, code) or (UNSAID if "?" in text and asked else first)


def in_distress(text: str) -> str | None:
    """The language in which somebody says that they are in danger, also where nothing else tells the language.

    >>> in_distress("no quiero vivir"), in_distress("ich moechte sterben"), in_distress("I don't want an umbrella")
    ('es', 'de', None)
    """
    spoken = (tongue for tongue in _known() if DISTRESS in tongue.wishes)
    answered = next((one.code for one in spoken if wish_in_tongue(text, one.code) == DISTRESS), None)
    return answered or next((code for code, cue in _danger_elsewhere().items() if cue.search(text.lower())), None)


@cache
def _danger_elsewhere() -> Mapping[str, re.Pattern[str]]:
    return {code: re.compile(cue) for code, cue in _data()["distress"].items()}


def _as_typed(text: str) -> tuple[str, ...]:
    """A message in small letters; and with bare vowels, where "ue" may stand for "ü"."""
    small = text.lower()
    bare = _DIGRAPHS.sub(r"\1", small)
    return (small,) if bare == small else (small, bare)


@cache
def need_cues() -> tuple[re.Pattern[str], ...]:
    """How people ask what they need next, in the languages that we answer in."""
    return tuple(re.compile(cue) for cue in _data()["needs"].values())


def asks_to_part(text: str) -> bool:
    """Whether somebody wants channels parted that were joined, in a language that we answer in.

    >>> asks_to_part("unlink my Telegram"), asks_to_part("link my Telegram"), asks_to_part("Telegram bitte trennen")
    (True, False, True)
    """
    return any(cue.search(text) for cue in _cues("parting"))


def use_decided(text: str) -> str | None:
    """What is decided about the use of one thing remembered: "held", "used_again"; None where it is nothing of it.

    >>> use_decided("don't use that for now"), use_decided("you can use that again"), use_decided("I don't use that")
    ('held', 'used_again', None)
    """
    plain = text.replace("’", "'")
    decided = (use for use in (USED_AGAIN, HELD) if any(cue.search(plain) for cue in _cues(use)))
    return next(decided, None)


@cache
def _cues(matter: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(cue, re.I) for cue in _data()[matter].values())


def with_texts() -> frozenset[str]:
    """The languages, beside the house's own, in which there are replies."""
    return frozenset(tongue.code for tongue in _known() if tongue.wishes)


def served_in(code: str) -> frozenset[str]:
    """The wishes that are answered in that language."""
    return frozenset(intent for tongue in _known() if tongue.code == code for intent in tongue.wishes)


def says_a_word(text: str) -> bool:
    """Whether an everyday word of English is in it, so that a noise is none.

    >>> says_a_word("zoop"), says_a_word("where the hell is it")
    (False, True)
    """
    english = next(tongue for tongue in _known() if tongue.code == HOUSE_TONGUE)
    return any(word.lower().replace("’", "'") in english.words for word in _WORDS.findall(text))


def asks_for_tongue(text: str) -> bool:
    """Whether a language was asked for by its name."""
    return _asked_for(text) is not None


def _count(said: list[str], tongue: Tongue, sure: int) -> int:
    openers = sum(sure for word in said if word in tongue.openers)
    return openers + sum(word in tongue.words for word in said)


def _by_script(text: str) -> str | None:
    letters = [letter for letter in text if letter.isalpha()]
    found = {
        code: sum(first <= letter <= last for letter in letters) for code, (first, last) in _data()["scripts"].items()
    }
    if found["ja"]:
        found["ja"] += found["zh"]  # Japanese writes in both
    code = max(found, key=lambda one: found[one])
    return code if letters and found[code] > _SCRIPT_SHARE * len(letters) else None


def _asked_for(text: str) -> str | None:
    return next((code for code, name in _names().items() if name.search(text)), None)


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text())
    return found


@cache
def _names() -> dict[str, re.Pattern[str]]:
    return {code: re.compile(_ASKED_FOR.format(name=name), re.I) for code, name in _data()["names"].items()}


def _spoken(code: str) -> Tongue:
    """What is known of a language; of one known by its letters alone, nothing."""
    nothing = frozenset[str]()
    unknown = Tongue(code=code, words=nothing, openers=nothing, shared=nothing, wishes={})
    return next((tongue for tongue in _known() if tongue.code == code), unknown)


@cache
def _known() -> tuple[Tongue, ...]:
    spoken = {code: about for code, about in _data().items() if "words" in about}
    english = frozenset(spoken[HOUSE_TONGUE]["words"].split())
    return tuple(
        Tongue(
            code=code,
            # a word of two languages tells neither from English alone: English keeps it
            words=_spellings(about["words"]) - (english if code != HOUSE_TONGUE else frozenset()),
            openers=_spellings(about.get("openers", "")),
            shared=_spellings(about["words"]) & english,
            wishes={intent: re.compile(cue) for intent, cue in about.get("wishes", {}).items()},
        )
        for code, about in spoken.items()
    )


def _spellings(words: str) -> frozenset[str]:
    """Everyday words, also as they are typed in a hurry: without accents, and "ue" for "ü"."""
    return frozenset(spelling for word in words.split() for spelling in (word, _plainly(word)))


def _plainly(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.translate(_TYPED))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
