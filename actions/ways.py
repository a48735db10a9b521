"""Which way of delivery words wish for, whatever the house calls it; and whether they ask for the sum of it all."""

import re

from actions.permissions import is_question, is_request

NEXT_DAY, COLLECT, POST = "next", "collect", "post"
_WAYS = {
    POST: re.compile(
        r"\b(?:post(?:ed)? (?:it|them|this|that)|by post|(?:standard|normal|regular|home) (?:delivery|post|shipping)|"
        r"(?:send|sent|deliver(?:ed)?|delivery) (?:it |them |this |that )?"
        r"(?:home|to (?:me|my (?:house|home|door|flat|place)))|"
        r"(?:not|don'?t|instead of|rather than) (?:want to |be |going to )*(?:collect\w*|pick\w* (?:it |them )?up))\b",
        re.I,
    ),
    NEXT_DAY: re.compile(
        r"\b(?:next[- ](?:working[- ])?day|express|overnight|(?:fast|quick)(?:er|est)? (?:delivery|post|shipping|one)|"
        r"(?:delivered|delivery|deliver|send|get|need|have) (?:it |them |this )?(?:here )?(?:by |for )?tomorrow)\b",
        re.I,
    ),
    COLLECT: re.compile(
        r"\b(?:click (?:and|&) collect|(?:collect(?:ed|ing|ion)?|pick(?:ed|ing)? ?up|fetch)(?: (?:it|them|this|those))?"
        r"(?: (?:in|from|at|instead|myself|please|there)\b|\W*$)|"
        r"pick(?:ing)? (?:it|them|this|those) up|(?:i'?ll|to|can i|want to|i'?d) (?:collect|pick up)"
        r"(?! (?:the|my|a) parcel)|(?:i'?m|i am|we'?re|i'?ll be) (?:collecting|picking|fetching)\b(?! (?:my|a) ))\b",
        re.I,
    ),
}
_MAY_I = re.compile(
    r"^\W*(?:(?:ok|and|but|or|so|wait|actually|hm+|sorry)\W+)*"
    r"(?:(?:can|could|may) (?:i|we|you)|(?:is it|would it be) (?:ok|possible|alright|all right) (?:to|if (?:i|we))|"
    r"(?:how|what) about (?:if (?:i|we) )?"
    r"(?=collect|pick|post|deliver|send|next|express)) ?\w",
    re.I,
)
# "Same address is fine", "to my house": the one on file.
OWN_ADDRESS = re.compile(
    r"(?<!not )(?<!not the )(?<!longer )(?<!never )(?<!n't send it )(?<!not send it )"
    r"\b(?:(?:same|usual|normal) (?:address|place)(?! as\b)|"
    r"to (?:mine|my (?:own )?(?:house|home|place|flat|address))\b(?! in\b))",
    re.I,
)
# The sum of what is being ordered, not the price of one thing.
_SUM = re.compile(
    r"\b(?:total|all together|altogether|all in all|in all|sum|the lot)\b|"
    r"\bhow much\b.*\b(?:(?:with|incl\w*|plus|and) (?:the )?(?:delivery|postage|shipping|p ?& ?p)|do i (?:owe|pay))\b|"
    r"\b(?:with|incl\w*) (?:delivery|postage|shipping)\b|"
    r"\bstill (?:only )?£?\d+(?:\.\d\d)?(?: quid| pounds?)?\W*$",
    re.I,
)
_HOW_MUCH_IS_IT = re.compile(
    r"^\W*(?:(?:and|so|ok|but|wait)\W+)*(?:how much(?:'?s| is| are| does| do| will| would)?|"
    r"what(?:'?s| is| does) (?:the price|it cost))"
    r"\W*(?:it|that|this|they|them|those|these|all|of|cost|come to|be|then|now|please|\W)*$",
    re.I,
)


def way_in(text: str) -> str | None:
    """The way of delivery that is wished for; None where none is, or it is only asked about.

    >>> way_in("make it 2, and post it this time not collect"), way_in("ok but next day delivery please")
    ('post', 'next')
    >>> way_in("how much is next day delivery?"), way_in("can you send it next day?")
    (None, 'next')
    """
    if is_question(text) and not (is_request(text) or _MAY_I.search(text)):
        return None
    return next((way for way, words in _WAYS.items() if words.search(text)), None)


def asks_for_sum(text: str) -> bool:
    """Whether it asks what all that is being ordered comes to.

    >>> [asks_for_sum(one) for one in ("how much total", "how much is that", "how much is the teapot")]
    [True, True, False]
    """
    return bool(_SUM.search(text) or _HOW_MUCH_IS_IT.match(text))
