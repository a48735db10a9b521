"""Who says that they write: the customer, somebody else, or a person by name. Read off the words alone.

Told by plain phrases only. What is missed here is as it was before anybody could say it; what is heard wrongly costs
a press of "It's me again".
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

_MATE = r"(?:husband|hubby|wife|partner|spouse|boyfriend|girlfriend|fianc[eé]e?)"
_KIN = rf"(?:{_MATE}|son|daughter|brother|sister|grandson|granddaughter|flatmate|housemate|roommate|carer)"
_PARENT = r"(?:mum|mom|mother|dad|father|gran|grandmother|grandfather|friend|boss|aunt|uncle)"
_THING = r"(?:phone|mobile|account|laptop|tablet|ipad|computer|login|device|chat|number)"
_HERE = r"(?:here|speaking|writing|typing)(?:\s+now)?"
_ON_THEIRS = rf"(?:on|from|using|with)\s+(?:her|his|their)\s+{_THING}"
_IS = r"(?:i['’]?m|i am|this is)"
_BEGIN = (
    r"(?:^|(?<=[.,;:!?–-]))\W*"
    r"(?:(?:hi|hello|hey|oh|ok|okay|so|and|yes|right|no|sorry|actually|well|um|ah|btw|hallo|nein|entschuldigung|hola|perd[oó]n)\b[\s,!.]*)*"
)
_END = r"(?=\W*$|\s*[.,;!?–-])"
_ONLY = re.compile(r"\w+")

_ANOTHER = re.compile(
    rf"{_BEGIN}{_IS}\s+(?:actually\s+|just\s+)?(?:her|his|their)\s+{_KIN}\b(?!['’]s)|"
    rf"{_BEGIN}it['’]?s\s+(?:her|his|their)\s+{_KIN}\s+(?:here|speaking|writing|typing)\b|"
    rf"{_BEGIN}{_IS}\s+[^\W\d_]+['’]s\s+{_MATE}\b(?!['’]s)|"
    # typed in haste: "its priyas husband here on her laptop"
    rf"{_BEGIN}(?:it['’]?s|im|{_IS})\s+[^\W\d_]+['’]?s\s+{_KIN}\s+{_HERE}(?:\s+{_ON_THEIRS})?{_END}|"
    rf"{_BEGIN}(?:it['’]?s|im|{_IS})\s+[^\W\d_]+['’]?s\s+(?:{_KIN}|{_PARENT})\s+{_ON_THEIRS}{_END}|"
    rf"{_BEGIN}(?:{_IS}|it['’]?s|there['’]?s)\s+(?:some(?:body|one) else|(?:a different|another) (?:person|user))"
    rf"(?:\s+(?:now|here|writing|typing|speaking|using (?:this|it)))*{_END}|"
    r"\bsome(?:body|one) else(?:['’]s| is)\s+(?:now )?(?:using|writing|typing|chatting|here|on)\b(?!['’]s)|"
    r"\bi['’]?m (?:just )?(?:using|on|borrowing|writing (?:from|on|with))\s+"
    rf"(?:my (?:{_KIN}|{_PARENT})['’]?s|his|her|their|some(?:body|one) else['’]s|a friend['’]s)\s+{_THING}\b|"
    rf"\bthis (?:is(?: not|n['’]t)|['’]s not) my {_THING}{_END}|"
    rf"{_BEGIN}my (?:{_KIN}|{_PARENT}|kids?|child) (?:is|are|['’]s)(?: now| just| also)? (?:using|on) "
    rf"(?:this|the|my) {_THING}\b|"
    rf"{_BEGIN}this is my (?:{_KIN}|{_PARENT})['’]s {_THING}{_END}|"
    # German
    r"\bich bin (?:ihre?|seine?) (?:ehe)?(?:mann|frau|partner(?:in)?|freund(?:in)?|sohn|tochter|bruder|schwester)\b|"
    rf"\b(?:ich bin|hier (?:ist|schreibt)) jemand ander(?:s|es|er){_END}|"
    rf"\bdas ist nicht mein (?:konto|handy|telefon|account){_END}|"
    # Spanish
    r"\bsoy (?:su|el|la) (?:marido|esposo|mujer|esposa|pareja|novio|novia|hijo|hija|hermano|hermana)\b|"
    rf"\bsoy otra persona{_END}|\best[ea] no es mi (?:cuenta|m[oó]vil|tel[eé]fono|celular){_END}",
    re.I,
)
_AGAIN = re.compile(
    rf"{_BEGIN}(?:it['’]?s|this is|i['’]?m)\s+(?:me|back|[^\W\d_]+)\s+again\W*$|"
    rf"{_BEGIN}(?:it['’]?s me|i['’]?m back)\W*$|"
    rf"\bmy {_KIN} (?:has|['’]s|is)(?: just)? gone(?: now| home| out)*\W*$|"
    r"^\W*ich bin(?:['’]?s| es)? wieder(?: da)?\W*$|^\W*(?:soy yo|ya estoy)(?: otra vez| de nuevo| de vuelta)\W*$",
    re.I,
)
_BACK_TO = re.compile(
    rf"{_BEGIN}(?:you['’]?re |i['’]?m |it['’]?s )?(?i:back to)\s+(?P<name>[^\W\d_]+)(?i:\s+(?:now|again|here))*\W*$"
)
_NOT = r"(?:i['’]?m not|i am not|you['’]re not (?:talking|speaking) to)"
_IT_IS_NOT = r"(?:this is not|this isn['’]?t|it['’]?s not|it isn['’]?t)"  # which may be said of anything
_DENIES = re.compile(
    rf"{_BEGIN}(?:(?i:{_NOT}|no soy)\s+(?P<name>[^\W\d_][\w'’-]+)|"
    rf"(?i:{_IT_IS_NOT})\s+(?P<speaks>[^\W\d_][\w'’-]+)"
    rf"(?=[\s,;.–-]+(?i:it['’]?s|this is|{_IS})\s+\w+\s+(?i:{_HERE})\b)|"
    r"(?i:ich bin nicht(?: die| der)?)\s+(?P<noun>[^\W\d_][\w-]+))"  # in German every noun has a capital
    rf"(?:{_END}|(?=\s+(?:but|i['’]?m|it['’]?s|sondern|ich|soy|sino)\b))"
)
_PERHAPS = re.compile(rf"{_BEGIN}(?i:{_IT_IS_NOT})\s+(?P<name>[^\W\d_][\w'’-]+)(?:{_END}|(?=\s+(?i:it['’]?s)\b))")
_NAMES = re.compile(
    rf"^\W*(?i:(?:hi|hello|hey|hallo|hola)\b[\s,!.]*)?(?i:{_IS}|my name(?:['’]s| is)|ich bin|mein name ist|"
    rf"ich hei(?:ß|ss)e|soy|me llamo)\s+(?P<name>[A-ZÀ-Þ][^\W\d_]+)(?i:\s+(?:here|speaking|now|hier))?{_END}|"
    rf"^\W*(?i:it['’]?s|hier ist)\s+(?P<here>[A-ZÀ-Þ][^\W\d_]+)(?i:\s+(?:here|speaking|writing)){_END}"
)
# What people are not, and write with a capital: neither a name nor anybody else's.
_NO_NAME = re.compile(r"(?:ish|ese|ian|ican|lish|man|ic|im|ist|ew|ss)$|^(?:Sure|Happy|Interested|Ready|Really|Going)$")


_CAPITAL = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]")


class Claim(Enum):
    """What a message says of who writes it."""

    NONE = "none"
    ANOTHER = "another"
    CUSTOMER = "customer"
    DENIES = "denies"  # not the one of this name
    PERHAPS = "perhaps"  # "it's not Anna": whoever is called so, or whatever else
    BACK = "back"  # to the one of this name
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Who:
    """A claim, the name in it, and what the message says besides."""

    claim: Claim
    name: str = ""
    rest: str = ""

    def among(self, known: Collection[str]) -> "Who":
        """The same once it is known how the customer is called: by name somebody is the customer or another.

        >>> Who(Claim.NAME, "Tom").among(["anna"]).claim, Who(Claim.NAME, "Tom").among([]).claim
        (<Claim.ANOTHER: 'another'>, <Claim.NONE: 'none'>)
        """
        theirs = any(_alike(self.name, name) for name in known)
        if self.claim is Claim.DENIES:
            likely = _CAPITAL.match(self.name) and not _NO_NAME.search(self.name)
            return Who(Claim.ANOTHER if theirs or likely else Claim.NONE, self.name, self.rest)
        if self.claim is Claim.PERHAPS:  # a town, a colour or a day is no name of theirs
            exactly = any(self.name.casefold() in name.casefold().split() for name in known)
            return Who(Claim.ANOTHER if exactly else Claim.NONE, self.name, self.rest)
        if self.claim is Claim.BACK:
            likely = not known and bool(_CAPITAL.match(self.name))
            return Who(Claim.CUSTOMER if theirs or likely else Claim.NONE, self.name, self.rest)
        if self.claim is not Claim.NAME:
            return self
        other = Claim.ANOTHER if known else Claim.NONE
        return Who(Claim.CUSTOMER if theirs else other, self.name, self.rest)


_BY_NAME = ((Claim.DENIES, _DENIES), (Claim.PERHAPS, _PERHAPS), (Claim.BACK, _BACK_TO), (Claim.NAME, _NAMES))
NOBODY = Who(Claim.NONE)


def who_speaks(text: str) -> Who:
    """What a message says of who writes it.

    >>> who_speaks("I'm not Anna, I'm her husband. Do you have boots?")
    Who(claim=<Claim.ANOTHER: 'another'>, name='', rest='Do you have boots?')
    >>> who_speaks("I'm not happy").among([]).claim, who_speaks("it's her husband's fault").claim
    (<Claim.NONE: 'none'>, <Claim.NONE: 'none'>)
    """
    if found := _ANOTHER.search(text):
        return Who(Claim.ANOTHER, rest=_besides(text, found, _DENIES.search(text)))
    if _AGAIN.search(text):
        return Who(Claim.CUSTOMER)
    for claim, words in _BY_NAME:
        if found := words.search(text):
            return Who(claim, _name_in(found), _besides(text, found))
    return NOBODY


def _name_in(found: re.Match[str]) -> str:
    said = {group: name for group, name in found.groupdict().items() if name}
    return said["noun"].lower() if "noun" in said else next(iter(said.values()))


def _besides(text: str, *claims: re.Match[str] | None) -> str:
    end = max(claim.end() for claim in claims if claim)
    rest = text[end:].lstrip(" .,;:!?–-")
    return rest if len(_ONLY.findall(rest)) > 2 else ""


def _alike(one: str, other: str) -> bool:
    """Whether both may be one person's name: Jo is Joanna."""
    a, b = one.casefold(), other.casefold().split()
    return any(word.startswith(a[:2]) or a in word for word in b)
