"""What words rule out, for whomever: "without wool", "that isn't wool", "alergic to nuts", "can't have caffeine".

Also whether such words look for goods: "jumpers without wool" is a wish and no statement about anybody.
"""

import re
from difflib import get_close_matches

from actions.product_questions import STUFF

_CANT = r"(?:(?:can|must|should)(?:n?['’]?t| ?not))"
_BEFORE_IT = (
    r"\b(?:no|not|without|w/o|never(?:\s+(?:wear|buy|eat|drink|use|want|have))?|avoid|"
    r"except|hates?|dislikes?|al{1,2}er?g[iy]c?k? (?:to|of)|intolerant (?:to|of)|"
    rf"{_CANT} (?:wear|have|eat|drink|stand|touch)|(?:do|does)(?:n['’]?t| not) (?:wear|eat|drink|touch)|"
    r"anything but|nothing (?:with|in|made of)|free of|free from|"
    # "a jumper that isnt wool", "chocolate that doesn't contain nuts"; "it isn't warm" says nothing of the kind
    r"(?:that|which)(?: is|['’]?s| are| has| have)?(?:n['’]?t| not)(?: (?:got|made (?:of|with|from)))?|"
    r"(?:that|which)(?: does| do)(?:n['’]?t| not) (?:have|contain))"  # "that doesn't break" rules out no thing
)
_NO_MATERIAL = re.compile(
    rf"{_BEFORE_IT}\s+(?:(?:any|more|the|those|these)\s+)?([a-z]+)(?:(?:\s*,\s*|\s+)(?:or|and|nor)\s+({STUFF})\b)?",
    re.I,
)
_X_FREE = re.compile(
    rf"\b([a-z]+)[- ]free\b(?! (?:of|from)\b)|\b({STUFF})[- ](?:al{{1,2}}er?g\w+|intoleran\w+)|"
    rf"\b{_CANT} (?:do|bear|tolerate|stomach|cope with|deal with) ({STUFF})\b",
    re.I,
)
# What follows a no and is no thing: small words, and what addresses somebody ("no dear", "no thanks").
_NOT_MATERIALS = frozenset(
    """
    too very more a an the that this it sure really idea one anything much just so only them those these feel for is are
    ive ill id im youve weve theyve youre were havent hadnt dont doesnt
    didnt cant wont isnt wasnt cross mad angry fussed fussy picky bothered allowed sold
    i we you he she they me us him her than as not no never yes ok break breaks work works fit want itch
    going gonna likely supposed made
    ones thanks thank ta cheers please sorry dear love duck pet hun darling mate pal sir madam worries problem way
    i we you he she they
    """.split()  # noqa: SIM905 so many quoted words are harder to read
)
# What harms somebody must be understood however it is typed. Short names lie too near to other words.
_HARMFUL = (
    "caffeine", "gluten", "lactose", "hazelnut", "hazelnuts", "peanut", "peanuts", "almond", "almonds", "walnut",
    "walnuts", "leather", "gelatine", "alcohol", "polyester",
)  # fmt: skip
_MISTAKEN = {"diary": "dairy", "dary": "dairy", "diery": "dairy", "wheet": "wheat", "lether": "leather",
             "itchy": "wool", "scratchy": "wool"}
_COELIAC = re.compile(r"(?<!\bnot )(?<!\bnot a )\b(?:coeliac|celiac)s?\b", re.I)
# One that they know and don't want: "the stoneware one is rubbish".
_NO_GOOD = re.compile(
    r"\b(?:the|that|my) ([a-z]+) one (?:is|was|keeps?|always|just|never)\b[^.,;!?]*"
    r"(?:rubbish|useless|awful|terrible|bad|crap|no good|broke|breaks|breaking|leaks?|leaking|itch|fell apart|hate)",
    re.I,
)
# A vegan, in whatever words and whoever it is: "she's vegan", "vegan and no nuts".
_VEGAN = re.compile(
    r"\b(?:vegans? here|as an? (?:strict )?vegan|(?:s?he|they|who|that|my [\w -]{2,24}?)(?:['’]?s|['’]?re| is| are)"
    r" (?:an? |strict |also )*vegans?|vegan (?:and|but|with) no)\b",
    re.I,
)
# A way of living by which much can't be had.
_LIVES = re.compile(
    r"\b(?:i['’]?m|i am|is|he['’]?s|she['’]?s|are|they['’]?re|we['’]?re) (?:an? |strict )*(?:vegan|coeliac|celiac)s?\b",
    re.I,
)
# A thing, and then what shall not be in it; who begins with "I" or "my" tells of somebody.
_THING_WITHOUT = re.compile(
    r"^\W*(?!(?:i|we|my|our|she|he|they|it|its|this|that|no|not|never|without|please|you|life)\b)"
    r"(?:[\w'’-]+\s+){1,5}?(?:without|w/o|free (?:of|from)|with no|but (?:no|not)|"
    r"(?:that|which)(?:['’]?s)? ?(?:is|are|has|have|does|do|contain)?(?:n['’]?t| not| no))\b|"
    # "warm socks no wool": several things, then what they shall not be of
    r"^\W*(?!(?:yes|always|i|we|my|our|she|he|they|it|its|this|that|no|not|never|please|you)\b)"
    r"(?:[\w'’-]+\s+){0,3}?[\w'’-]{3,}s,?\s+(?:no|not)\b"
    r"(?! (?:thanks?|idea|more|need|matter|sure|yet|too|very|so|at|in|on|for|to|that|this|it|the|my|me|a|an)\b)|"
    # "a scarf, not wool": one thing, and the stuff that it shall not be of
    r"^\W*(?!(?:yes|yeah|ok|okay|always|definitely|absolutely|certainly|really|still|also|and|but|or|so|just|sorry|well|"
    r"actually|remember|note|i|we|my|our|she|he|they|it|its|it['’]s|this|that|that['’]s|no|not|never|please|you)\b)"
    rf"(?:[\w'’-]+\s+){{0,3}}?[\w'’-]{{3,}},?\s+(?:but )?(?:no|not)\s+{STUFF}\b",
    re.I,
)
# What somebody can have, or what there is: a question about goods beside what is told.
_FOR_THEM = re.compile(
    r"\b(?:what|which)(?! (?:do|does|did|if|about|time|day)\b)(?: \w+){0,3}? "
    r"(?:can|could|may|should|would) (?:i|we|he|she|they|you|my \w+)\b"
    r"(?! (?:do|say|see|know|remember|tell|help)\b)|"
    r"\b(?:what|which)(?: \w+){0,3}? (?:is|are) there\b|"
    r"\b(?:what|which)(?: \w+){1,3}? (?:has|have|is|are|contains?|comes?)\b.{0,12}"
    r"(?:\bno\b|\bnot\b|without|free|n['’]?t\b)|"
    r"\b(?:what|which)(?: \w+){0,3}? (?:do|have) you (?:have|got|sell|stock)\b|"
    r"\b(?:what|which)(?:['’]?s|(?: (?!time\b)\w+){0,8} (?:is|are|would be)) "
    r"(?:ok|okay|safe|fine|good|alright|suitable)\b|"
    rf"\b(?:got|have|sell|stock|is there|are there) (?:an?y?|some) (?!{STUFF}\b)\w+(?: \w+){{0,2}}\W*$|"
    rf"\bany (?!{STUFF}\b)\w+(?: \w+){{0,3}}\?",
    re.I,
)


def avoided_in(text: str) -> tuple[str, ...]:
    """What a message rules out: "no wool", "without leather", "nut-free"."""
    found = [m for pattern in (_NO_MATERIAL, _X_FREE, _NO_GOOD) for m in pattern.finditer(text)]
    words = [word.casefold() for one in found for word in one.groups() if word]
    words += ["gluten" for _ in _COELIAC.findall(text)]
    words += ["animal" for _ in _VEGAN.findall(text)]
    return tuple(dict.fromkeys(map(as_spelt, (word for word in words if word not in _NOT_MATERIALS))))


def as_spelt(word: str) -> str:
    """A thing that harms as the shelves call it, where it is nearly spelt so: "caffine", "gluton".

    >>> as_spelt("cafein"), as_spelt("diary"), as_spelt("wool")
    ('caffeine', 'dairy', 'wool')
    """
    if word in _MISTAKEN:
        return _MISTAKEN[word]
    near = get_close_matches(word, _HARMFUL, n=1, cutoff=0.8) if len(word) > 4 else []
    return near[0] if near else word


def without_avoided(text: str) -> str:
    """The text with blanks in place of what it rules out, so that only what is looked for is left."""
    blank = _NO_MATERIAL.sub(_blanked, _NO_GOOD.sub(_blanked, text))
    return _X_FREE.sub(_blanked, blank)


def _blanked(found: re.Match[str]) -> str:
    ruled_out = any(word and word.casefold() not in _NOT_MATERIALS for word in found.groups())
    return " " * len(found[0]) if ruled_out else found[0]


def names_goods_without(text: str) -> bool:
    """Whether it names a thing and what shall not be in it.

    >>> names_goods_without("jumpers without wool"), names_goods_without("I live without wool")
    (True, False)
    """
    return bool(_THING_WITHOUT.match(text) and avoided_in(text))


def asks_what_else_fits(text: str) -> bool:
    """Whether it rules something out and asks for goods all the same.

    >>> asks_what_else_fits("I can't have caffeine, what tea is there?"), asks_what_else_fits("I can't have caffeine")
    (True, False)
    """
    return bool((avoided_in(text) or _LIVES.search(text)) and _FOR_THEM.search(text))
