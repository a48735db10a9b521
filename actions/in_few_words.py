"""What a few words mean after what we said last: "cheaper", "size M", "leeds", "ok when", "it still doesn't work"."""

import re
from collections.abc import Mapping
from typing import Any

from actions.answers import FEW, SOME
from actions.around import Around
from actions.asides import NO_ANSWER
from actions.narrowing import (
    FEWEST_WORDS,
    adds_to,
    asks_cheaper,
    asks_others,
    asks_which_by_price,
    narrows,
    tells_of_somebody,
    what_is_had,
)
from actions.permissions import is_question
from actions.product_questions import (
    STUFF,
    asks_another_colour,
    asks_which_of_them,
    names_only_a_size,
    names_only_stuff,
)
from actions.rather import rules_out_such
from actions.remarks import asks_when_money_is_there
from actions.replies import GOODS_SHOWN, SPOKEN_OF, waits_for_answer
from actions.tastes import names_only_most
from actions.while_filling import UNKNOWN, UNSURE, takes_one
from actions.whys import WHY_NOT

ASKED_WHAT_FOR = ("utter_ask_recommend_what", "utter_ask_recommend_whom")
MORE = 6  # words that are added to a complaint
# What "not books" and "cheaper" are read as, though a suggestion stands there.
_SOUNDS_LIKE_TERMS = UNSURE | {"set_contact_terms", "ask_offers", "deny", "state_preference"}
# "He's got the blocks already" is read as anything; what is said of an order or of ours is no such thing.
_AS_HAD = _SOUNDS_LIKE_TERMS | {
    "ask_product", "change_booking", "change_order", "correct_memory", "place_order", "recommend", "reorder",
    "report_item_problem", "share_life_event",
}  # fmt: skip
_AS_TOLD_OF_SOMEBODY = UNSURE | {"share_life_event", "state_preference"}
_ORDERED = re.compile(
    r"\b(?:order(?:ed)?|parcel|deliver\w*|refund|arrived|broken|you(?:['’]ve| have)? (?:got|have))\b", re.I
)
_NOTHING_MORE = frozenset({"goodbye", "thank", "abort", "forget_me", "ask_human"})
_SAYS_MORE = frozenset({UNKNOWN, "inform", "out_of_scope", "chitchat"})
_OF_WHAT_IS_IN_IT = UNSURE | {"state_preference", "ask_product", "ask_memory", "ask_offers", "recommend"}
_PICKS = re.compile(r"\b(?:(?:the|that) (?:first|second|third|last|1st|2nd|3rd)(?: one)?|that one|this one)\W*$", re.I)
_SHOWS_ONE = re.compile(
    r"^\W*(?:(?:ok|okay|so|and|yes|please|can you|could you)\W+)*(?:show|tell) me (?:more (?:about|of) )?"
    r"(?:(?:the|that) (?:first|second|third|last|1st|2nd|3rd|other)(?: one)?|that one|this one)\b[^,]{0,15}$",
    re.I,
)
_PICKS_ONE = re.compile(
    r"^\W*(?:(?:ok|okay|so|and|yes|please|then|what about|how about)\W+)*(?:the|that) "
    r"(?:first|second|third|last|1st|2nd|3rd|other)(?: one)?(?: please| then)*\W*$",
    re.I,
)
_SHOWN_OR_NOT = (*GOODS_SHOWN, "utter_line_says", "utter_nothing_", "utter_not_sold")
_NAMES_ANOTHER = re.compile(
    r"^\W*(?:(?:ok|and|or|so)\W+)*(?:what|how) about "
    r"(?!it\b|that\b|this\b|you\b|me\b|in\b|the\b|my\b|delivery\b|returns?\b)[a-z][\w'’-]*(?: [\w'’-]+){0,2}\W*$",
    re.I,
)
_USES = re.compile(
    r"^\W*(?:(?:please|and|so|ok|i'?ll|(?:can|could|may) i|how (?:do|can) i|let me|i'?d like to|i want to) )*"
    r"(?:use|spend|redeem|take|convert) (?:\d[\d,]*|all|them|half|(?:my|the|these|those) points)\b",
    re.I,
)
_LEAD = r"^\W*(?:(?:so|and|ok|okay|but|then|hmm+|mm+|well|oo+h|oh|yes|yeah|actually|i think)\W+)*"
_SOUNDS_GOOD = re.compile(
    rf"{_LEAD}(?:the|that|this|an?) (?:(?!shop|service|staff|way|idea|time|day)[\w'’-]+ ){{0,4}}?"
    r"(?:sounds?|looks?|seems?) (?:\w+ )?(?:good|nice|lovely|great|perfect|ideal|fine|right)\b[^?]*$",
    re.I,
)
_IN_TIME = re.compile(
    rf"{_LEAD}(?:(?:will|would|can|could) (?:it|they|that|this|those) (?:come|arrive|be here|be there|get here|"
    r"be with me|reach me|make it)|when (?:will|would|could) (?:it|they|that) (?:come|arrive|be here|get here))\b",
    re.I,
)
_OF_THESE = UNSURE | {"affirm", "ask_memory", "ask_product", "recommend", "state_preference"}
# What "can I use them on socks" is read as.
_AS_USE = UNSURE | {"ask_product", "change_order", "place_order", "redeem_points", "reorder"}
_WHAT_THEN = re.compile(
    r"^\W*(?:(?:ok|okay|and|so|but|right|yes|well)\W+)*(?:(?:by |until |till )?when|how (?:soon|long)|"
    r"what (?:will|are) you (?:going to |gonna )?(?:do|doing)\b.{0,20})"
    r"(?: (?:is that|will that be|tho|though|then|exactly))*\W*$",
    re.I,
)
_SORT_IT = re.compile(r"\b(?:sort|fix) (?:it|this|that)\b|\bdo something about\b", re.I)
_WHERE_MONEY = re.compile(r"^\W*(?:(?:and|so|hi|but)\W+)*where(?:'?s| is|s)? (?:all )?my (?:money|cash)\W*$", re.I)
_WHERE_WERE_WE = re.compile(
    r"\bwhere were we\b|\bwhat were we (?:doing|talking|saying|on about)\b|\bwhere did we (?:stop|leave off)\b", re.I
)
_TELL_OF = re.compile(
    r"\b(?:tell me|know|hear|more|information|info|details) (?:more )?(?:about|on|of) (?!my\b)|"
    r"^\W*(?:(?:ok|and|or|so)\W+)*(?:what|how) about (?:an?|some|the) \w",
    re.I,
)
_WHAT_ABOUT = re.compile(r"^\W*(?:(?:ok|and|or|so|hi|hello)\W+)*(?:what|how) about (?!my\b|your\b|you\b)\w", re.I)
_WHAT_IS_IN = re.compile(
    r"\bwhat(?:'?s| is) in (?:it|them|(?:the|this|that|these|your) "
    r"(?!(?:\w+ )?(?:basket|cart|trolley|bag|order|parcel|news|box|package|sale|shop)\b)\w)",
    re.I,
)
# What is asked of a shop that was just told of, and how that is misread; what is asked of offers just told of.
_AS_SHOPS = UNSURE | {"ask_delivery_options", "change_address", "change_details", "ask_booking"}
_OF_A_SHOP = re.compile(
    r"^\W*(?:(?:and|ok|so)\W+)*(?:what(?:['’]?s| is) (?:the|their|your) (?:address|postcode|(?:tele)?phone|number)|"
    r"(?:what time|(?:un)?till? (?:when|what time)|when)(?: \w+)? (?:they|you|it)(?: \w+)? "
    r"(?:serve|open|close|shut)|(?:what|how) about (?:on )?(?:[a-z'’]+ ){1,2}(?:day|eve))\b",
    re.I,
)
_OFF = re.compile(r"\b(?:(?:anything|nothing|money|something|\d+ ?%) off|discounts?|deals?|reduced|on offer)\b", re.I)
_ANOTHER_TOWN = re.compile(r"^\W*(?:and |or )?(?:what|how) about (?:in |at )?(?!it\b|that\b|you\b)\w+\W*$", re.I)
_DAY = re.compile(r"\b(?:today|tonight|tomorrow|tmrw|tmr|2moro|\w+days?|weekends?)\b", re.I)
# "Nothing too dear, and no wool" after goods says what the others shall be.
_RULES_OUT = re.compile(
    r"^\W*(?:(?:but|and|ok|please|well|also)\W+)*(?:nothing|not|no|without|something|anything)\b[^?]{0,40}?,? "
    rf"(?:and |or |but )(?:no|not|nothing|without)(?: any| too)? (?:{STUFF}|dear|expensive|pricey|heavy|thin|bright)\b"
    r"[^?]*$",
    re.I,
)
_OF_THEM = re.compile(r"^\W*(?:(?:but|and|oh|ah|sorry|well)\W+)*(?:she|he|they)\b", re.I)


def in_few_words(read: Mapping[str, Any], text: str, intent: str, around: Around) -> str | None:
    """What the words mean by what was just told, or by what they name; None where they mean what they say."""
    if WHY_NOT.match(text) and not waits_for_answer(around.asked):
        return "why_said"
    return (
        _of_what_was_shown(text, intent, around)
        or (_after_a_complaint(text, intent, around) if around.complained else None)
        or _of_what_is_named(read, text, intent, around)
        or _where(text, intent)
        or ("redeem_points" if "points" in around.lately and intent in _AS_USE and _USES.search(text) else None)
    )


def _of_what_was_shown(text: str, intent: str, around: Around) -> str | None:
    if around.told and around.told[0] in ASKED_WHAT_FOR and _tells_what_for(text, intent):
        return "recommend"
    if not around.products:
        return None
    another = _NAMES_ANOTHER.match(text) and not asks_another_colour(text)
    if another and intent in UNSURE | {"place_order"} and around.told[:1] and around.told[0].startswith(_SHOWN_OR_NOT):
        return "recommend"
    if _IN_TIME.match(text) and _is_of_goods(intent, around):
        return "ask_delivery_options"
    if intent in UNSURE and (_SHOWS_ONE.match(text) or _PICKS_ONE.match(text)):
        return "ask_product"
    of_these = intent in _OF_THESE and asks_which_of_them(text)
    if asks_which_by_price(text) or of_these or (_likes_one(text, intent) and not waits_for_answer(around.asked)):
        return "ask_product"
    if _narrows_the_search(text, intent, around):
        return "inform" if around.asked == SPOKEN_OF["about_products"] else "recommend"
    if intent == "affirm" and around.asked == SPOKEN_OF["about_products"] and _PICKS.search(text):
        return "inform"
    if names_only_a_size(text) and not waits_for_answer(around.asked):
        of_one = around.asked is None or len(around.products) == 1
        return "ask_product" if of_one else "inform"  # of a suggestion just made it narrows the choice
    return "ask_product" if asks_another_colour(text) else None


def _is_of_goods(intent: str, around: Around) -> bool:
    """Whether "it" is what they look at: goods were just shown, or no order was spoken of at all."""
    just_shown = around.told[:1] and around.told[0].startswith(GOODS_SHOWN)
    return bool(intent in UNSURE | {"track_order"} and just_shown) or (intent == "track_order" and not around.order)


def _likes_one(text: str, intent: str) -> bool:
    """Whether one of what was shown pleases them: "the garden book sounds good"."""
    return intent in UNSURE | {"affirm", "place_order", "praise", "recommend"} and bool(_SOUNDS_GOOD.match(text))


def _tells_what_for(text: str, intent: str) -> bool:
    """Whether it answers what it is for, or for whom: "she likes gardening", "about 40 quid", "a housewarming"."""
    more = intent in _SOUNDS_LIKE_TERMS and (narrows(text) or adds_to(text))
    return more or (intent in _SAYS_MORE | {"state_preference", "share_life_event"} and not is_question(text))


def _narrows_the_search(text: str, intent: str, around: Around) -> bool:
    """Whether it says more of what was just shown; "too dear" and "something else" are read as anything."""
    if intent in _SOUNDS_LIKE_TERMS and (narrows(text) or names_only_most(text)):
        return True
    shown = any(one.startswith(GOODS_SHOWN) for one in around.told) and not waits_for_answer(around.asked)
    shown = shown and intent not in _NOTHING_MORE
    if shown and intent in _AS_TOLD_OF_SOMEBODY and (_RULES_OUT.match(text) or rules_out_such(text)):
        return True
    of_somebody = tells_of_somebody(text) or (_OF_THEM.match(text) and adds_to(text))
    if shown and intent in _AS_TOLD_OF_SOMEBODY and of_somebody and not is_question(text):
        return True
    if shown and intent in _AS_HAD and what_is_had(text) and not (_ORDERED.search(text) or takes_one(text)):
        return True
    return shown and len(text.split()) <= FEWEST_WORDS and (asks_cheaper(text) or asks_others(text))


def _after_a_complaint(text: str, intent: str, around: Around) -> str | None:
    """When and what then, or more of what they complain of."""
    if NO_ANSWER.search(text) or (_WHAT_THEN.match(text) and intent != "request_callback"):
        return "ask_promise"
    just_taken = around.told[:1] and around.told[0].startswith("utter_complaint_")
    more = intent in _SAYS_MORE or _SORT_IT.search(text)
    adds = just_taken and more and len(text.split()) <= MORE and not is_question(text)
    return "complain" if adds else None


def _of_what_is_named(read: Mapping[str, Any], text: str, intent: str, around: Around) -> str | None:
    """A product that is asked about in whatever words; a town or a day by itself, after the shops were told of."""
    if around.products and intent in _OF_WHAT_IS_IN_IT and (_WHAT_IS_IN.search(text) or names_only_stuff(text)):
        return "ask_product"
    named = any(one["entity"] == "product" for one in read.get("entities") or ())
    if named and intent == "out_of_scope" and _WHAT_ABOUT.match(text):
        return "recommend"
    told_of = (named or around.products) and _TELL_OF.search(text)
    unclear = intent in UNSURE | {"state_preference"}
    if (told_of and (unclear or intent == "recommend")) or (unclear and _WHAT_IS_IN.search(text)):
        return "ask_product"
    of_shops = around.told[:1] and around.told[0].startswith(("utter_store", "utter_facility"))
    few = len(text.split()) <= FEW and intent in UNSURE | {"recommend"}
    if of_shops and few and _names_a_shop_or_day(text, around.lately):
        return "ask_store_info"
    if of_shops and intent in _AS_SHOPS and len(text.split()) <= SOME and _goes_on_of_shops(read, text):
        return "ask_store_info"
    of_offers = around.told[:1] and around.told[0].startswith("utter_offers")
    return "ask_offers" if of_offers and intent == "ask_product" and _OFF.search(text) else None


def _goes_on_of_shops(read: Mapping[str, Any], text: str) -> bool:
    """Whether it asks on after a shop was told of: its address, until when, or another day."""
    day = any(one["entity"] == "date" for one in read.get("entities") or ())
    return day or bool(_OF_A_SHOP.search(text))


def _names_a_shop_or_day(text: str, told: str) -> bool:
    towns = (word for word in re.findall(r"[^\W\d_]{4,}", text) if word.casefold() in told.casefold())
    return bool(_DAY.search(text) or _ANOTHER_TOWN.match(text)) or any(towns)


def _where(text: str, intent: str) -> str | None:
    if intent not in UNSURE | {"track_order"}:
        return None
    if _WHERE_MONEY.match(text) or asks_when_money_is_there(text):
        return "track_refund"
    return "repeat" if _WHERE_WERE_WE.search(text) else None
