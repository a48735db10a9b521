"""What words mean wherever they stand, in whatever conversation."""

import re

from actions.feeling import ONLY_HARD
from actions.permissions import is_question
from actions.product_questions import PACKING
from actions.tongues import asks_to_part
from actions.while_filling import UNKNOWN, UNSURE
from store.linking import is_code

BOOKED = re.compile(r"\b(?:book\w*|table|fitting|appointment|visit|reserv\w*|slot|seats?|lesson|workshop)\b", re.I)
_ACCOUNT_ALONE = re.compile(r"^\W*(?:(?:my|the|your|our) )?accounts?\W*$", re.I)
_SELLS = re.compile(r"\b(?:do you|d'you|do u|you)\s+(?:sell|stock|have|do|carry)\b|\bhave you got\b|\bin stock\b", re.I)
_OFFER = re.compile(
    r"\b(?:offers?|sales?|discount\w*|vouchers?|gift ?cards?|deals?|promo\w*|codes?|reduced|cheap\w*)\b", re.I
)
_WHERE_NUMBER = re.compile(
    r"^\W*(?:and )?(?:where(?:'?s| is| are)?|when(?:'?s| is| does| will)?|what about|how about|track|status of)\b"
    r".{0,20}?\b\d{4,6}\b.{0,20}$",
    re.I,
)
_SHOW_ORDER = re.compile(
    r"^\W*(?:please |can you |could you )?(?:show|check|look up) (?:me )?(?:my )?order #?[\d-]{2,9}\W*$", re.I
)
_STILL_NOT_HERE = re.compile(
    r"\bstill (?:not|isn'?t|hasn'?t|haven'?t|no sign)\b.{0,12}\b(?:here|come|arrived|turned up|there|got it)\b", re.I
)
_YOU_LOST = re.compile(r"\byou(?:['’]?ve| have| guys| lot| people)? (?:just |have )?lost my\b", re.I)
_CARE = re.compile(
    r"\b(?:how (?:do|should|can|to|best)|can (?:i|it|they|you)|is it|are they|should i)\b.*"
    r"\b(?:wash|clean|iron|tumble|dry|care|look after|dishwasher|machine|hand[- ]?wash|bleach|microwave|oven)",
    re.I,
)
_LEAVES = re.compile(
    r"\b(?:leav\w+|clos\w+|cancel\w*|delet\w+|end\w*|quit\w*|stop\w*|done with|finished with|through with|good ?bye|"
    r"bye|account|elsewhere|never (?:again|shop\w*|buy\w*|order\w*|com\w+)|last time|lost (?:me|a customer)|"
    r"unsubscribe|not (?:shop|buy|order|com)\w* (?:here|again|back)|no more|out of here|had it)\b",
    re.I,
)
_UNFRIENDLY = re.compile(r"\b(?:cheaper|better|worse|competitors?|rivals?|amazon|others?)\b", re.I)
_CANCELS = re.compile(r"\bcancel\w*\b", re.I)
_MAY_I_RETURN = re.compile(
    r"^\W*(?:can|could|may) (?:i|you|we|one) (?:return|send back|exchange|bring back)\s+"
    r"(?!(?:the|my|this|that|it|these|those|them|order|an order)\b)[a-z]",
    re.I,
)
_WORN = re.compile(r"\b(?:worn(?: |-)?(?:out|through)|wears? out|worn|old|finished with|no longer wear)\b", re.I)
_WIPES = re.compile(  # what they told of themselves, by its kind
    r"^(?!.*\bremind)\W*(?:(?:now|please|and|ok|okay|also|then|can you|could you)\W+)*"
    r"(?:forget|wipe|delete|erase|scrap)\s+(?:about\s+)?(?:my|our|the|that)\s+(?:\w+(?:['’]s)?\s+){0,2}"
    r"(?:birthdays?|bday|anniversary|sizes?|measurements?|budget|allerg\w+|diet|name|town)\W*$",
    re.I,
)
_WIPES_WHERE = re.compile(
    r"^\W*(?:(?:now|please|and|ok|okay|also)\W+)*forget\s+(?:my (?:home )?(?:address|town)|where (?:i|we) live)\W*$",
    re.I,
)
# Somebody else wrote in between: "back to Priya now". "Back to work" is said in leaving.
_BACK_TO_SOMEBODY = re.compile(
    r"^\W*(?i:(?:ok|okay|right|and|so)\W+)*(?i:back to)\s+[A-Z][a-z]+(?i:\s+(?:now|again))*\W*$"
)
_CUES = (
    (_CARE, UNSURE | {"ask_return_policy"}, "ask_product"),
    (_WIPES, UNSURE | {"share_life_event", "state_preference", "express_feeling", "correct_memory"}, "forget_fact"),
    (_WIPES_WHERE, frozenset({"change_address", "change_details"}), "forget_fact"),  # nothing is to be sent elsewhere
    (_BACK_TO_SOMEBODY, frozenset({"goodbye"}), "greet"),
)


def meant_by_cue(text: str, intent: str) -> str | None:
    """What words mean wherever they stand."""
    if asks_to_part(text) or is_code(text.strip()):
        return "link_identity"
    if intent == "ask_offers" and _SELLS.search(text) and not _OFFER.search(text):
        return "ask_product"
    if intent in UNSURE | {"ask_offers", "ask_delivery_options"} and PACKING.search(text) and "?" in text:
        return "ask_product"
    if intent == "leave" and not _LEAVES.search(text):
        return "complain" if _UNFRIENDLY.search(text) else UNKNOWN  # nobody is shown the door for a remark
    if intent == "cancel_booking" and _CANCELS.search(text) and not BOOKED.search(text):
        return "cancel_order"
    if intent == "return_item" and _WORN.search(text) and is_question(text):
        return "ask_product"  # how it is given back at the end of its life
    if intent == "return_item" and _MAY_I_RETURN.search(text):
        return "ask_return_policy"
    where = intent in UNSURE and (_WHERE_NUMBER.search(text) or _SHOW_ORDER.search(text))
    if where or (intent == "report_item_problem" and _STILL_NOT_HERE.search(text)):
        return "track_order"
    return next((meant for words, read_as, meant in _CUES if intent in read_as and words.search(text)), None)


def whose_doing(text: str, intent: str) -> str | None:
    """ "You lost my mum's present": that is a parcel, and nobody is mourned. A rubbish day is none of our doing."""
    if intent == "complain" and ONLY_HARD.match(text):
        return "express_feeling"
    return "complain" if intent == "share_life_event" and _YOU_LOST.search(text) else None


def unclear_by_itself(text: str) -> list[str] | None:
    """The two things that may be meant where the words name no wish: nobody's account is closed for naming it."""
    if _ACCOUNT_ALONE.search(text):
        return ["account_problem", "ask_memory"]
    return None
