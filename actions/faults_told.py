"""What is told of a thing that came, in words that by themselves are read as a question about goods, or as a taste."""

import re

from actions.around import Around
from actions.permissions import is_question
from actions.while_filling import UNSURE

_NO_GOODS = (
    r"(?:marriage|relationship|parents?|family|life|world|plans?|deal|wait|queue|day|week|month|year|job|talk|call|chat|"
    r"description|website|site|page|answer|list|line|trip|party|house|car|boiler|road|delivery|budget|"
    r"feet|foot|arms?|legs?|hands?|head|shoulders?|waist|calves)"
)
_THING = (
    rf"\b(?:(?:the|my|our|these|those|this|that|his|her|both) (?!(?:[\w'’-]+ )?{_NO_GOODS}\b)"
    r"(?:(?!than\b|that\b|which\b)[\w'’-]+ ){1,4}?|they |it |this |that |these |those )"
)
_IT_IS = rf"(?:{_THING}(?:is|are|was|were|turned out|came up) |\b(?:it|they|that)['’](?:s|re) )"
_NO_FIT = re.compile(
    rf"{_THING}(?:(?:really|just|still|also) )?(?:do(?:es)?|did|wo)(?:n['’]?t| not) (?:even |really |quite )?fit\b"
    r"(?! (?:in|into|through|on|under|with|my|our|the)\b)|"
    rf"{_IT_IS}(?:(?:way|far|much|a bit|a little|just|a size) )*"
    r"too (?:small|big|tight|large|loose|narrow|wide|short|long)\b(?! (?:to|for a|before|until)\b)",
    re.I,
)
_WENT_WRONG = re.compile(
    rf"(?:{_THING}(?:(?:has|have|just|already|all|both|only) )*|"
    r"\b(?:it|they|that)['’](?:s|ve) (?:(?:just|already|all) )*)"
    r"(?:shrank|shrunk|faded|bobbl\w+|unravel\w+|"
    r"(?:came|come|coming|fell|fallen|falling) (?:apart|undone|to bits)|split|tore|ripped|cracked|snapped|"
    r"stopped working|packed (?:up|in)|conked out|gone (?:wrong|bobbly)|lost (?:its|their) (?:colou?r|shape))\b",
    re.I,
)
_OTHERS = re.compile(r"\b(?:any ?thing|some ?thing|any|another)\b", re.I)
_IF = re.compile(r"\b(?:if|in case|unless|when|whether|might|would|will|could)\b", re.I)
_READ_AS = UNSURE | {
    "ask_product", "ask_return_policy", "cancel_booking", "change_order", "complain", "correct_memory", "deny",
    "state_preference", "stop_staff",
}  # fmt: skip


def told_of_goods(text: str, intent: str, around: Around) -> str | None:
    """The wish behind what is told of a thing that came: to send back what doesn't fit, to put right what broke."""
    if intent not in _READ_AS or is_question(text) or _IF.search(text) or _OTHERS.search(text):
        return None
    if _WENT_WRONG.search(text):
        return "report_item_problem"
    return "return_item" if _NO_FIT.search(text) else None
