"""What can be asked about a product, known by its words: care, what it is made of, price, stock, what it is like."""

import re

MATERIAL = re.compile(
    r"\b(?:made (?:of|from)|what(?:'?s| is) in\b(?! (?:stock|store)\b)|"
    r"materials?|fabric|contain\w*|ingredients?|lined|lining|vegan|allerg\w*)\b", re.I
)
CARE = re.compile(r"\b(?:wash\w*|care|look after|looking after|clean\w*|iron|tumble|dry|dishwasher)\b", re.I)
STUFF = (
    r"(?:nuts?|peanuts?|almonds?|hazelnuts?|gluten|wheat|dairy|milk|lactose|butter|eggs?|soya?|sugar|alcohol|caffeine|"
    r"wool|cashmere|mohair|leather|silk|fur|down|plastic|polyester|acrylic|nylon|viscose|latex|nickel|cotton|linen|meat|"
    r"gelatine)"
)
INGREDIENT = re.compile(rf"\b(?:any |no |some )?{STUFF} in(?=\b (?:it|them|the|your|this|that|these|those)\b)", re.I)
_HAS_IT = re.compile(rf"\b(?:have|has|got|with) (?:any )?{STUFF}\b(?: in (?:it|them))?\W*$", re.I)
_ONLY_STUFF = re.compile(rf"^\W*(?:(?:and|or|what about|how about|any)\b\W*)+{STUFF}\W*$", re.I)
_WHICH_OF_THEM = re.compile(
    r"^\W*(?:(?:so|and|ok|okay|but|then|hmm+|well)\W+)*which (?:ones?|of (?:them|these|those|the (?:two|three)))\b"
    r"(?! (?:shop|store|did|do i|have i)\b)",
    re.I,
)
# What else may be where it is made: no label of ours tells, and for some it is dangerous to guess.
TRACES = re.compile(
    rf"\b(?:traces?(?: of)?(?: {STUFF})?|may (?:also )?contain|cross[- ]?contaminat\w*|"
    rf"(?:made|packed|produced|prepared|handled|processed)\b.{{0,40}}"
    rf"\b(?:with|near|around|alongside|handles?|uses?|has) (?:other )?{STUFF}|"
    r"(?:made|packed|produced) in the same \w+)\b",
    re.I,
)
GIVE_BACK = re.compile(
    r"\b(?:recycl\w*|(?:give|bring|hand|take) (?:\w+ ){0,2}back|worn[- ]out|wears? out|old one|dispose|reuse|re-use|"
    r"mend\w*|repair\w*|alter(?:ed|ations?)?|shorten\w*|hem(?:s|med)?|taken? (?:up|in)|"
    r"resol\w+|re-?proof\w*|darn\w*)\b",
    re.I,
)
STOCK = re.compile(r"\b(?:stock|available|availability|left|sizes?|colou?rs?|come in|do you have|have you got)\b", re.I)
_HOLDS = r"(?! (?:does|do|will|can|would) .{1,40}\b(?:hold|weigh|fit|take|carry)\b)"
PRICE = re.compile(
    rf"\b(?:price|cost|costs|how much{_HOLDS})\b|\b(?:still|really) £?\d+(?:\.\d\d)?(?: quid| pounds?)?\W*$", re.I
)
PACKING = re.compile(
    r"\b(?:gift[- ]?(?:wrap\w*|box\w*|bag)|wrap(?:ped)?(?: (?:it|them|up))? as a (?:gift|present)|wrap (?:it|them)"
    # "put a card in saying happy birthday mum": with the words that it shall say
    r"|(?:put|pop|add|include|slip|write|enclose|stick) (?:in )?(?:an? |the )?(?:little |small |short )?"
    r"(?:(?:birthday|christmas|greetings?|thank[- ]you|anniversary) card|gift (?:note|message|tag)|"
    r"(?:card|note|message)(?= (?:in\b|inside|with (?:it|them)|saying|that says|to say)))"
    r"(?!.*\bwall\b)(?:.{0,20}\b(?:saying|that says|which says|to say)\b.{0,80})?"
    r"|(?:plain|no plastic|plastic[- ]free|without plastic) (?:box|packag\w*|wrapping))\b",
    re.I,
)
SUCH_ONES = re.compile(
    r"\b(?:the|that|those|your|an?|any) "
    r"(?!(?:first|second|third|last|other|same|only|next|right|wrong|cheap\w*|dear\w*)\b)"
    r"([a-z-]{4,}(?: [a-z-]{4,})?) ones?\b",
    re.I,
)
_SUCH = re.compile(
    r"^\W*(?:(?:and|or|so|ok|okay|but|also)\W+)*(?:(?:what|how) about (?!it\b|that\b|this\b)|"
    r"(?:got |is there |are there )?(?:any|an?|some) )(?:[\w'’-]+ ?){1,4}\W*$",
    re.I,
)
NEEDED = re.compile(
    r"\b(?:need\w*|must|has to|have to|should|want\w*)(?: (?:be|them|it|to be|one|ones|something))*"
    r" ((?:machine )?wash\w*|waterproof|warm|vegan|soft|light)\b",
    re.I,
)
WHAT_IS_THERE = re.compile(
    r"^\W*(?:and |so )?(?:what|which|do you|have you)\b.*\b(?:have|got|sell|stock|are there)\b", re.I
)
# When there will be more of it: "when is navy back in?", "will you get more?"
RESTOCKED = re.compile(
    r"\b(?:back|in) (?:in )?(?:stock )?again\b|\bwhen (?:do|will|are|is) (?:you|they|it) (?:\w+ )?"
    r"(?:get|getting|have|having) (?:any |some )?more\b|"
    r"\bback in(?:to)?(?: stock)?(?=\W*$|\W+(?:in|please|soon)\b)|\bre-?stock\w*|"
    r"\b(?:get|getting|have|having|be|order\w*) (?:any |some )?more(?: of (?:it|them|those|these))?(?: in)?(?: soon)?"
    r"\W*$|"
    r"\b(?:are|will|r) (?:you|u|they) (?:be )?(?:get(?:ting)?|hav(?:e|ing)|expect(?:ing)?) (?:any |some )?more\b|"
    r"\bmore (?:coming|on (?:the|its|their) way)\b|\bnew (?:stock|delivery) (?:coming|due|in)\b",
    re.I,
)
IT = re.compile(r"\b(?:it|its|it's|they|them|that|this|those|these|one)\b", re.I)
# Colours that people ask for, whether or not a product is made in them.
COLOURS = frozenset(
    {
        "black", "white", "grey", "gray", "red", "blue", "green", "yellow", "brown", "pink", "purple", "orange",
        "beige", "cream", "navy", "mustard", "burgundy", "turquoise", "teal", "lilac",
    }
)  # fmt: skip
_ANOTHER_COLOUR = re.compile(
    rf"^\W*(?:and |or |ok )?(?:(?:what|how) about )?(?:in |an? |the )?(?:{'|'.join(sorted(COLOURS))})(?: one)?\W*$",
    re.I,
)
_SIZE = r"(?:x{0,3}s|m|x{0,3}l|small|medium|large|extra (?:large|small)|\d{1,2}(?:[.,]5|-\d{1,2})?)"
# "I'm a UK 6, not European"
BRITISH = re.compile(
    r"\b(?:uk|british|english)(?: shoe)?(?: size)? (?P<size>\d{1,2}(?:[.,]5)?)\b|"
    r"\b(?P<before>\d{1,2}(?:[.,]5)?) (?:in )?uk\b",
    re.I,
)
_ONLY_A_SIZE = re.compile(
    rf"^\W*(?:(?:and|or|what about|how about|do you have|have you got|got|any|it|that|them|please) )*"
    rf"(?:(?:in )?(?:an? )?(?:uk |eu )?size {_SIZE}|in (?:an? )?{_SIZE})(?: please| then)?\W*$",
    re.I,
)
_ASKS = re.compile(
    r"\?|^\W*(?:and |but |ok |wait |so )*(?:is|are|does|do|has|have|can|will|would|what|how|which|whats|hows)\b", re.I
)
_ABOUT_IT = (MATERIAL, CARE, GIVE_BACK, STOCK, PRICE, IT)


# "Is it real leather": what it is made of, though the stuff be in its name.
REAL = re.compile(rf"\b(?:real|genuine|proper|actual|pure) (?:{STUFF}|\w+ (?:leather|wool))\b", re.I)


def asks_what_is_in_it(text: str) -> bool:
    """Whether it asks what something is made of, or for one thing in it: "any nuts in the shortbread?"."""
    asked = any(words.search(text) for words in (MATERIAL, INGREDIENT, _HAS_IT, REAL))
    return asked or names_only_stuff(text)


def names_only_stuff(text: str) -> bool:
    """Whether it goes on to ask of one more thing in what was spoken of.

    >>> names_only_stuff("what about nuts?"), names_only_stuff("never nuts")
    (True, False)
    """
    return bool(_ONLY_STUFF.match(text))


def asks_of_product(text: str) -> bool:
    """Whether it is a question about a product that was just spoken of.

    >>> asks_of_product("is it warm"), asks_of_product("how do I wash it?"), asks_of_product("the navy one")
    (True, True, False)
    """
    return bool(_ASKS.search(text)) and any(about.search(text) for about in _ABOUT_IT)


def names_only_a_size(text: str) -> bool:
    """Whether a size is named and nothing is said of whose it is: "size M", not "I'm a size M".

    >>> names_only_a_size("size M"), names_only_a_size("in medium?"), names_only_a_size("size 44 usually")
    (True, True, False)
    """
    return bool(_ONLY_A_SIZE.match(text))


def asks_another_colour(text: str) -> bool:
    """Whether a colour is asked about and nothing else: "what about green?"."""
    return bool(_ANOTHER_COLOUR.match(text))


def asks_which_there_are(text: str) -> bool:
    """Whether it asks for those that are so, and nothing of one of them: "what about socks", "a waterproof one?".

    >>> asks_which_there_are("which ones then"), asks_which_there_are("any vegan ones?"), asks_which_there_are("is it?")
    (True, True, False)
    """
    return asks_which_of_them(text) or bool(_SUCH.match(text))


def asks_which_of_them(text: str) -> bool:
    """Whether it asks which of those in view may be meant: "so which ones then", "which of them are vegan".

    >>> asks_which_of_them("ok, which ones then?"), asks_which_of_them("which shop has it")
    (True, False)
    """
    return bool(_WHICH_OF_THEM.match(text))
