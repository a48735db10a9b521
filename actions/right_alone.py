"""What is right, told by itself right after it was told wrong: "it's Ken", "sorry, 5 May I meant", "make that 70"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from actions.around import Around
from actions.notices import REMEMBER, REMEMBER_ONE
from actions.product_questions import STUFF
from actions.swaps import Swap, swap_in

CORRECTION = "correction"  # the question how it should read
_SIGNS = " ,.;:!\"'“”*"
MOST = 3  # words of what is right
ALIKE = 0.5  # how much of a name two spellings of it share
_SLIP = (
    r"no|nope|nah|sorry|oops|whoops|wait|hang on|actually|wrong|typo|not quite|not that|i mistyped|i misspoke|"
    r"my (?:mistake|bad)|auto-?correct|that['’]?s (?:wrong|not right|a typo)|"
    r"(?:my|his|her|their|the) (?!order|address|e-?mail|phone|account)[\w'’ -]{2,25}? (?:is|was|are) "
    r"(?:wrong|not right|a typo)|"
    r"(?:you(?:['’]ve)?|i) (?:got|said|typed|have|wrote|spel[lt]\w*) "
    r"(?:it|that|(?:my|his|her|their) \w+(?: \w+)?) wrong"
)
_MEANT = (
    r"i meant?(?: to (?:say|write|put|type))?|should (?:be|say|read)|"
    r"(?:change|correct|update|set|raise|put) (?:it|that|this|my [\w'’ ]{3,25}?) (?:to|as|at)"
)
_IS = (
    r"(?:it|that|she|he|they)(?:['’]?(?:s|re)| is| are| was| should (?:be|say|read))|make (?:it|that)|"
    r"i said|(?:his|her|their|my|the) name(?:['’]s| is)|only|just|called|on|the|in|an?"
)
_I_HATE = r"(?:that |which )?i (?:hate|love|like|dislike|avoid|need|take|wear|can['’]?t (?:stand|wear|eat|have))"
_ALONE = re.compile(
    rf"^\W*(?P<slip>(?:(?:ah|oh|and|but|please|can you|could you|{_SLIP})\b[\s,.;:!–-]*)*)"
    rf"(?P<cue>(?:(?:{_IS}|{_MEANT})\s+)*)(?P<right>[£$€\w].*?)"
    r"(?P<after>(?:[\s,]+(?:actually|now|i meant?|instead|please|pls|sorry|not that|"
    r"(?:with|without) (?:an?|the|one|two) \w{1,2}|spel[lt]\w* (?:with )?[\w-]+|"
    rf"{_I_HATE}))*)[\s.!*]*$",
    re.I,
)
_PLAINLY = re.compile(
    rf"\b(?:{_MEANT}|typo|i mistyped|i misspoke|my (?:mistake|bad)|auto-?correct|it['’]?s only|"
    rf"with(?:out)? \w+ \w{{1,2}}|spel[lt]\w*)\b|\bit['’]?s \w+ {_I_HATE}\W*$|^\s*\*|\*\s*$",
    re.I,
)
_SLIPS = re.compile(rf"\b(?:{_SLIP}|i meant?)\b", re.I)
_SHOWS = ("utter_why", "utter_known")  # what quotes what is kept
_QUOTED = re.compile(r"“([^”]+)”")
_ONLY_WRONG = re.compile(
    r"^\W*(?:(?:no|nope|sorry|oh|but|hm+)\W+)*(?:that|it|this)(?:['’]?s| is| was)(?: n['’]?t|n['’]t)?(?: not)? ?"
    r"(?:(?:quite|really|all) )?(?:wrong|right|correct|true|what i (?:said|meant))\W*$",
    re.I,
)
_IT_IS = re.compile(
    r"(?:it|that|this|i said|make (?:it|that)|s?he|they|(?:his|her|their|my|the) name|called)\b", re.I
)
_POLITE = re.compile(r"\b(?:please|pls)\b", re.I)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY = rf"({_NTH}(?: of)? {_MONTH}|{_MONTH} {_NTH})\b"
_NUMBER = r"(\d+(?:[.,]\d+)*)"
# How it was told and how it is put right: a whole day, its number, its month, a size, any other number.
_FORMS = tuple(
    (re.compile(told, re.I), re.compile(right, re.I))
    for told, right in (
        (rf"\b{_DAY}", _DAY),
        (rf"\b({_NTH})(?: of)? {_MONTH}\b", r"(\d{1,2}(?:st|nd|rd|th))"),
        (rf"\b{_NTH}(?: of)? ({_MONTH})\b", rf"({_MONTH})"),
        (r"\bsize (x{0,3}[sl]|m)\b", r"(?:size )?(x{0,3}[sl]|m)"),
        (rf"(?<![\w.,]){_NUMBER}", rf"(?:[£$€]|size )?{_NUMBER}(?: ?(?:pounds|quid|euros?|dollars))?"),
    )
)
_STUFF = re.compile(STUFF, re.I)
_NAMED = re.compile(
    r"\b(?:(?i:called|named|name is|name['’]s|call me) (?=[^\W\d_])|"
    r"(?i:daughter|son|wife|husband|partner|girlfriend|boyfriend|sister|brother|friend|dog|cat) (?=[A-Z]))([\w'’-]+)"
)
_WORD = re.compile(r"[^\W\d_][\w'’-]+")
_NO_THING = re.compile(
    r"\b(?:ok(?:ay)?|fine|good|great|right|correct|true|lovely|nice|cool|perfect|all|wrong|yes|yeah|no|not|thanks?|that|"
    r"this|me|you|him|her|it|them|mine|gone|done|enough|\w+thing|sad|sweet|funny|cute|beautiful|personal|private|"
    r"important|urgent|complicated|ones?|my|i|we|what|why|how|when|who|do|don['’]?t|forget|keep|remember|delete|please|"
    r"later|never|ever|too|so|very|a?bit|really|stop|sorry|oops|wait|actually|typo|cheers|ta|bye|hi|hello|help|dunno|"
    r"idk|whatever|skip|never ?mind|agent|refund|lol|idea|order|parcel|human|person|operator|worries|problem|browsing|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|christmas|easter)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a few words say is right, and whether they say plainly that it was told otherwise by mistake."""

    right: str
    plainly: bool
    is_named: bool  # with "it's" or the like before it
    is_slip: bool  # with "no", "sorry" or the like beside it


def puts_right_alone(text: str, around: Around) -> bool:
    """Whether a few words put right what was just kept, or what is asked about."""
    shown = _QUOTED.findall(around.lately) if around.told[:1] and around.told[0].startswith(_SHOWS) else ()
    if (around.kept or shown) and _ONLY_WRONG.match(text):
        return True
    if shown:
        return any(right_alone(text, one, about=one.split()[-1]) for one in shown)
    if around.kept:
        return right_alone(text, around.lately, about="".join(around.lately.split()[-1:]).strip(_SIGNS)) is not None
    asked = around.waiting if around.asked in (REMEMBER, REMEMBER_ONE) else ()
    return any(swap_for(one, text) for one in asked)


def says_what_is_right(text: str) -> bool:
    """Whether a few words say that something is right as they say it, whatever it is."""
    return _said(text) is not None


def names_what_is_right(text: str) -> bool:
    """Whether it answers the question how something should read, in a word or a value."""
    said = _said(f"I meant {text}")
    of_a_form = said and any(right.fullmatch(said.right) for _, right in _FORMS)
    return bool(of_a_form or (said and _is_a_word(said.right)))


def swap_for(told: Mapping[str, Any], text: str) -> Swap | None:
    """What the words put in the place of another in this thing told, or right by itself where it is asked about."""
    if swap := swap_in(text):
        return swap if swap.fits(str(told["words"])) else None
    return right_alone(text, str(told["words"]), str(told["about"])) if told.get("asked") else None


def right_alone(text: str, told: str, about: str) -> Swap | None:
    """What is right, in the place of what is of its kind in the words told; None where nothing there is.

    What is no day, size, number or name takes the place of what was told `about`, where it is plainly a slip.

    >>> right_alone("sorry, 5 May I meant", "my birthday is 3 May", "birthday")
    Swap(right='5 May', wrong='3 May')
    >>> right_alone("it's lovely", "I hate polyester", "polyester") is None
    True
    """
    said = _said(text)
    swap = said and (_of_one_form(said, told) or _of_a_name(said, told) or _of_a_thing(said, about))
    return swap if swap and swap.right.casefold() != swap.wrong.casefold() else None


def _said(text: str) -> _Said | None:
    found, plainly = _ALONE.match(text), bool(_PLAINLY.search(text))
    if not found or "?" in text or not (found["slip"] or found["cue"] or found["after"] or plainly):
        return None
    right, slips = found["right"].strip(_SIGNS), bool(_SLIPS.search(f"{found['slip']} {found['after']}"))
    if not 1 <= len(right.split()) <= MOST:
        return None
    return _Said(right, plainly, bool(_IT_IS.match(found["cue"])), slips and not _POLITE.search(found["after"]))


def _of_one_form(said: _Said, told: str) -> Swap | None:
    """A value in the place of one of its form; "just 2 please" is a count of something else."""
    another_size = said.right.casefold().startswith("size") and "size" not in told.casefold()
    if another_size or not (said.plainly or said.is_named or said.is_slip):
        return None
    for form, right in _FORMS:
        there, found = form.findall(told), right.fullmatch(said.right)
        if found and len(there) == 1:
            return Swap(found[1], there[0])
    return None


def _of_a_name(said: _Said, told: str) -> Swap | None:
    """A name in the place of a name: said to be one and written so, nearly the same, or plainly a slip."""
    named = _NAMED.search(told)
    if not named or not _is_a_word(said.right):
        return None
    near = SequenceMatcher(None, said.right.casefold(), named[1].casefold()).ratio() >= ALIKE
    written = said.right[0].isupper() and (said.is_named or said.is_slip)
    return Swap(said.right, named[1]) if said.plainly or near or written else None


def _of_a_thing(said: _Said, about: str) -> Swap | None:
    """A thing in the place of a thing, where it was a slip; "it's lovely" takes no place, "it's wool" does."""
    of_stuff = said.is_named and _STUFF.fullmatch(said.right) and _STUFF.search(about)
    return Swap(said.right, about) if (said.plainly or of_stuff) and _is_a_word(said.right) else None


def _is_a_word(right: str) -> bool:
    return bool(_WORD.fullmatch(right)) and not _NO_THING.search(right)
