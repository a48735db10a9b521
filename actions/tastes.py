"""What a customer's remembered facts and today's words ask of a suggestion."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from actions.avoiding import avoided_in, without_avoided
from actions.said import Said, telling_words
from actions.whom import SELF
from shop.values import ProductQuery
from store import Fact

AGAINST = frozenset({"never", "avoid", "dislike"})
FOR = frozenset({"like", "always", "need"})
HARMS = frozenset({"allergy", "diet"})
ABOUT_GOODS = frozenset({"preference", "allergy", "need", "diet", "size", "budget"})
_THINGS = re.compile(r"\s*,\s*|\s+(?:and|or)\s+|\s*/\s*")
# Ways of eating and living by what they keep away from, as the shelves know it.
KEEPS_FROM = {
    "vegan": "animal",
    "gluten-free": "gluten",
    "gluten free": "gluten",
    "coeliac": "gluten",
    "celiac": "gluten",
    "lactose-free": "lactose",
    "lactose free": "lactose",
    "dairy-free": "dairy",
    "dairy free": "dairy",
}
SMALLEST_SHOE = 16  # European sizes; smaller numbers are dress or British sizes
# few words with no pound sign, as an answer to suggestions: "under 20"
_BARE_MOST = re.compile(
    r"^\W*(?:(?:for|something|anything|but|ok|and)\W+)*(?:under|below|less than|up to|max\w*|at most|no more than|"
    r"budget(?: is| of)?)"
    r" £?(\d{1,4})(?: please)?\W*$",
    re.I,
)
# a number with no pound sign in a longer wish: "gifts for my dad under 50", never "kids under 10"
_UNPRICED_MOST = re.compile(
    r"(?<!kids )(?<!children )(?<!child )(?<!aged )(?<!boys )(?<!girls )(?<!people )(?<!is )(?<!are )"
    r"\b(?:under|below|less than|up to|at most|no more than|max(?:imum)?) (\d{2,4})(?: (?:quid|pounds?))?"
    r"(?=\W*$|\W+(?:please|for|to|if|but|and|or|thanks|maybe|that)\b)",
    re.I,
)
_AT_MOST = re.compile(
    r"\b(?:under|below|less than|up to|max\w*|at most|no more than|within|budget|cheaper than|not over)\b",
    re.I,
)
_AT_LEAST = re.compile(r"\b(?:over|above|more than|at least|from)\b", re.I)
_AROUND = (Decimal("0.6"), Decimal("1.2"))  # "about £50" is from £30 to £60


@dataclass(frozen=True, slots=True)
class Tastes:
    """What rules out, what is liked and what it may cost, with the facts that said so; today's words have none.

    `lives` are ways of living, such as vegan, whose consequences are in `avoid`.
    """

    avoid: tuple[str, ...] = ()
    lives: tuple[str, ...] = ()
    likes: tuple[str, ...] = ()
    size: str = ""
    shoe_size: str = ""
    price_to: Decimal | None = None
    because: Mapping[str, str] = field(
        default_factory=dict
    )  # what was respected → the fact that asked for it

    def facts_behind(self, respected: Iterable[str]) -> tuple[str, ...]:
        """The ids of the facts behind what a reply respected, and behind the ways of living that ask for it."""
        kept = list(respected)
        kept += [way for way in self.lives if KEEPS_FROM[way] in kept]
        return tuple(dict.fromkeys(self.because[one] for one in kept if one in self.because))


@dataclass(frozen=True, slots=True)
class _Told:
    """One thing told, by a fact or in this session."""

    kind: str
    stance: str
    about: str
    words: str
    fact: str | None
    subject: str = SELF


def tastes_of(facts: Iterable[Fact], heard: Iterable[Mapping[str, Any]], whose: str = SELF) -> Tastes:
    """What remembered facts and this session's statements of somebody ask for; what was said last wins.

    What a thing for another may cost is the customer's own matter all the same.
    """
    remembered = sorted(facts, key=lambda fact: fact.said_at)
    told = [_Told(one.kind, one.stance, one.about, one.words, one.id, one.subject) for one in remembered]
    told += [
        _Told(one["kind"], one["stance"], one["about"], one["words"], None, one.get("subject") or SELF)
        for one in heard
    ]
    tastes = Tastes()
    for one in told:
        tastes = _after(tastes, one) if one.kind in ABOUT_GOODS and _counts(one, whose) else tastes
    return tastes


def _counts(told: _Told, whose: str) -> bool:
    """Whether it is of whom goods are looked for; what anybody was just said not to have counts, it may be for them."""
    budget = told.subject == SELF and told.kind == "budget"
    return told.subject == whose or budget or (told.fact is None and told.kind in HARMS)


def _after(tastes: Tastes, told: _Told) -> Tastes:
    """The tastes with one thing more; said again in this session, a remembered thing keeps its fact."""
    after = _with(tastes, told)
    said_again = told.fact is None and replace(after, because={}) == replace(tastes, because={})
    return tastes if said_again else after


def _with(tastes: Tastes, told: _Told) -> Tastes:
    topic = re.sub(r"^.*\bis | ones?$", "", told.about.strip().casefold())  # "mystery ones" are mystery
    if told.kind == "size":
        return _with_size(tastes, told)
    if told.kind == "budget":
        limit = amount_in(told.about) or amount_in(told.words)
        return _because(replace(tastes, price_to=limit), "budget", told.fact) if limit else tastes
    life = next((way for way in KEEPS_FROM if way in topic), None)
    if life and told.stance in FOR:
        kept_from = KEEPS_FROM[life]
        lived = replace(tastes, lives=_with_one(tastes.lives, life), avoid=_with_one(tastes.avoid, kept_from))
        return _because(_because(lived, life, told.fact), kept_from, told.fact)
    if told.stance in AGAINST:
        return _against(tastes, topic, told.fact)
    if told.stance not in FOR or not topic:
        return tastes
    avoid = tuple(thing for thing in tastes.avoid if thing != topic)
    return _because(replace(tastes, likes=_with_one(tastes.likes, topic), avoid=avoid), topic, told.fact)


def _against(tastes: Tastes, topic: str, fact: str | None) -> Tastes:
    """ "Pork and alcohol" are two things to leave out."""
    for thing in filter(None, _THINGS.split(topic)):
        likes = tuple(liked for liked in tastes.likes if liked != thing)
        tastes = _because(replace(tastes, avoid=_with_one(tastes.avoid, thing), likes=likes), thing, fact)
    return tastes


def _with_size(tastes: Tastes, told: _Told) -> Tastes:
    size = size_in(told.about) or size_in(told.about.upper()) or size_in(told.words)
    if not size:
        return tastes
    if re.search(r"\b(?:shoes?|boots?|trainers?|feet|foot)\b", f"{told.about} {told.words}", re.I):
        return _because(replace(tastes, shoe_size=size), "shoe size", told.fact)
    return _because(replace(tastes, size=size), "size", told.fact)


def size_in(text: str) -> str:
    """A size as labels have it: XS to XXL, a number, or a span such as 6-8."""
    letters = re.search(r"\b(XXS|XS|S|M|L|XL|XXL)\b", text)
    if letters:
        return letters[1]
    if named := _NAMED.search(text):
        return _LETTERS[named[1].lower()]
    number = re.search(r"\b(\d{1,2}-\d{1,2}|\d{1,2})\b", text)
    return number[1] if number else ""


def letter_in(text: str, labels: Sequence[str]) -> str:
    """The one of these labels that is meant by "small" or the like; "" where none is."""
    named = _NAMED.search(text)
    letter = _LETTERS[named[1].lower()] if named else ""
    return letter if letter in labels else ""


_NAMED = re.compile(
    r"\b(extra large|extra small|small|medium|large)\b(?! (?:man|woman|person|child|boy|girl|dog|garden|house|room)\b)",
    re.I,
)
_LETTERS = {"extra large": "XL", "extra small": "XS", "small": "S", "medium": "M", "large": "L"}


def system_of(size: str) -> str:
    """Which kind of size it is: only sizes of one kind can be compared."""
    if not size.isdigit():
        return "span" if "-" in size else "letters"
    return "large numbers" if int(size) >= SMALLEST_SHOE else "small numbers"


def _with_one(things: tuple[str, ...], thing: str) -> tuple[str, ...]:
    return things if thing in things else (*things, thing)


def _because(tastes: Tastes, respected: str, fact: str | None) -> Tastes:
    others = {key: value for key, value in tastes.because.items() if key != respected}
    return replace(tastes, because={**others, respected: fact} if fact else others)


def wanted_now(said: Said) -> ProductQuery:
    """What one message asks for: the kind of thing, colour, size, material, price, and what it rules out."""
    avoid, named = avoided_in(said.text), [str(one) for one in said.values("color")]  # "medium" is read as one
    size = str(said.value("size") or next((one for one in named if one.casefold() in _LETTERS), ""))
    most = most_price(said)
    return ProductQuery(
        words=" ".join(_words_wanted(said, avoid)),
        colour=next((one for one in named if one.casefold() not in _LETTERS), ""),
        size="" if most is not None and size == str(most) else size_label(size),  # "under 40" is no size
        material=next((str(m) for m in said.values("material") if str(m).casefold() not in avoid), ""),
        price_from=least_price(said),
        price_to=most,
        avoid=avoid,
    )


def names_goods(said: Said) -> bool:
    """Whether a thing is named, or how it shall be: what is not there is then said not to be."""
    return any(said.value(one) for one in ("product", "category", "color", "material", "size"))


def size_label(typed: str) -> str:
    """A size as typed ("size 46", "medium") in the way labels have it."""
    return size_in(typed.upper()) or size_in(typed) or typed.removeprefix("size ").strip()


def most_price(said: Said) -> Decimal | None:
    """The most that it may cost: what is named, or a little more where it is named roughly."""
    amount = amount_in(str(said.value("money") or ""))
    if amount is None and (bare := _BARE_MOST.match(said.text) or _UNPRICED_MOST.search(said.text)):
        return Decimal(bare[1])
    if amount is None or _AT_MOST.search(said.text):
        return amount
    return None if _AT_LEAST.search(said.text) else amount * _AROUND[1]


def names_only_most(text: str) -> bool:
    """Whether it names the most that something may cost and nothing else: "under 20", "budget 100"."""
    return bool(_BARE_MOST.match(text))


def least_price(said: Said) -> Decimal | None:
    """The least that it should cost: what is named, or somewhat less where it is named roughly."""
    amount = amount_in(str(said.value("money") or ""))
    if amount is None or _AT_MOST.search(said.text):
        return None
    return amount if _AT_LEAST.search(said.text) else amount * _AROUND[0]


def amount_in(text: str) -> Decimal | None:
    """The first amount of money in a text."""
    found = re.search(r"\d+(?:[.,]\d{1,2})?", text.replace(",", "") if re.search(r"\d,\d{3}", text) else text)
    try:
        return Decimal(found[0].replace(",", ".")) if found else None
    except InvalidOperation:
        return None


_TALK = frozenset(
    """
    tell meant asked said cross type sort kind
    youve ive weve theyve dont doesnt isnt arent thats theyre im whatever
    my any anything recommend recommendation suggest suggestion idea ideas show find look looking looks
    whats wheres has contain contains bring
    who whom whose sizes colours colors shades thing things stuff selling popular bot lol haha
    sell stock stocked have got what which do does there something nice good best great maybe help
    give want wants need think know hi hello hey please thanks thank size colour color under over
    about around budget cost costs price priced much how many made can could would should may might
    will shall get buy present gift birthday christmas mum dad friend wife husband son daughter sister
    brother partner are be been im i'm i'd id we us our he she her him his they their them love
    really very too bit also but not no without never hate hates than more less quid pound pounds so
    if when then first second third last sorry actually instead wait left available today tomorrow
    now still here shop store just like likes u ur pls thx plz ya yer by ok okay yes yeah else other
    others different ones none one those these that this it tmrw boss colleague gran nan grandma
    grandad granny grandson granddaughter grandchild grandchildren grandkids nephew niece mother father
    aunt uncle i've we've they've you've lady gentleman bloke max tenner fiver loads lots already similar secret santa
    aunt uncle neighbour teacher girlfriend boyfriend mate safe suitable him
    though tho btw dear expensive pricey nothing
    """.split()  # noqa: SIM905 so many quoted words are harder to read
)
_AT_WORK = re.compile(r"\b(?:at|from) (?:my |her |his |the )?(?:work|office)\b", re.I)  # where somebody is known from


# Why it shall not be of something is no word for what it shall be: "not wool, I come out in a rash".
_WHY_NOT = re.compile(
    r"\b(?:i|we|s?he|they|it|that|makes?|gives?|brings?)\b[^,.;?!]{0,40}\b(?:rash\w*|hives|itch\w*|scratch\w*|sneez\w*|"
    r"swell\w*|wheez\w*|react\w*)\b",
)
_SHOE_SIZE = re.compile(r"\b(?:shoes?|feet|foot)(?: size)?(?= \d)")  # "shoes 41" tells a size


def _words_wanted(said: Said, avoid: tuple[str, ...]) -> list[str]:
    ruled_out = telling_words(" ".join(avoid))
    told = ("color", "size", "money", "material", "place")
    days = (e for e in ("date", "time") if said.value(e) != said.words_for(e))  # "jars of honey" is none
    elsewhere = telling_words(" ".join(said.words_for(e) for e in (*told, *days)))
    looked_for = _WHY_NOT.sub(" ", without_avoided(said.text.casefold()))
    looked_for = _SHOE_SIZE.sub(" ", _AT_WORK.sub(" ", looked_for))
    words = [w for w in re.findall(r"[a-z][a-z'-]+", looked_for) if w.removesuffix("'s") not in _TALK]
    words = [w for w in words if not w.endswith("n't")]
    return [w for w in words if not telling_words(w) & (ruled_out | elsewhere) and telling_words(w)]
