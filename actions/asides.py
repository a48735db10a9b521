"""What is said aside and has a plain answer: other shops, what spending changes, the basket, no more questions."""

import re
from collections.abc import Mapping
from typing import Any

from actions.calls import calls_for_person
from actions.elsewhere import ELSEWHERE
from actions.feeling import tells_of_a_loss
from actions.gift_cards import is_to_be_bought, names_gift_card
from actions.past_orders import asks_for_orders
from actions.permissions import asks_at_last, is_question
from actions.telling_words import BOOKED
from actions.while_filling import OTHER_MATTER, UNKNOWN, UNSURE, as_intent

ASK_BASKET, BUYS_ELSEWHERE, ASK_WORTH, NO_QUESTIONS = "ask_basket", "buys_elsewhere", "ask_worth", "answer_question"
ASK_DATA_USE, ASK_KEPT_HOW_LONG = "ask_data_use", "ask_kept_how_long"
_DATA = r"(?:my|our|the|customers?'?) (?:personal )?(?:data|details|information|info|conversations?|messages)"
_DATA_USE = re.compile(
    rf"\b(?:sell|sold|share|shared|give|given|pass|trade|use|used|do with)\b.{{0,20}}\b{_DATA}\b|\b{_DATA}\b.{{0,20}}"
    r"\b(?:sold|shared|given|passed|used|go(?:es)?)\b",
    re.I,
)
_KEPT_HOW_LONG = re.compile(
    rf"\bhow long\b.{{0,15}}\b(?:keep|kept|store|stored|hold|held|remember\w*)\b.{{0,12}}"
    rf"(?:\b{_DATA}\b|\bwhat (?:i|we)\b|\b(?:this|my|our) (?:chats?|talks?)\b|\b(?:it|that|this|them|me)"
    r"(?: (?:for|then|all))*\W*$)",
    re.I,
)
# A body or a life that somebody hates is no taste of theirs.
_OF_ONESELF = re.compile(
    r"\b(?:hate|hating|loathe|despise|can'?t stand|don'?t like|disgusted (?:by|with))\b "
    r"(?:(?:my (?:own )?(?:body|life|face|looks|weight|legs|skin|belly|stomach|figure|shape|age|self))|myself|"
    r"being (?:me|fat|thin|old|alone))\b",
    re.I,
)
_KEEPS_COMING = re.compile(
    r"\b(?:keep|kept|still) (?:on )?(?:getting|receiving|sending|being sent)\b.*\b(?:reminders?|messages?|offers?)\b",
    re.I,
)
_LOYAL = re.compile(
    r"\b(?:loyal|regular|long[- ]?time|long[- ]standing|good|old) customers?\b.*"
    r"\b(?:get|deserve|reward|something|discount|perks?|extra)\b",
    re.I,
)
NO_ANSWER = re.compile(
    r"\b(?:no|don'?t (?:want|need)|do not (?:want|need)|needn'?t|no need for) (?:an?y? )?(?:answer|reply|response)\b",
    re.I,
)
_SHRUGS = re.compile(r"^\W*(?:whatever|meh|pff+|so be it|suit yourself)\W*$", re.I)
_BASKET = re.compile(
    r"\b(?:what(?:'?s| is| have i(?: got)?| do i have| did i put)?|is there anything|anything|show(?: me)?|see|view|"
    r"open|check|look (?:at|in))\b(?: \w+){0,3} (?:in(?:side)? )?(?:my|the|your) (?:shopping )?"
    r"(?:basket|cart|trolley|bag)\b"
    r"|^\W*(?:view |show |see |open )?(?:my )?(?:shopping )?(?:basket|cart|trolley)\W*$"
    r"|\bwas ist (?:in|im) (?:meinem |dem )?(?:warenkorb|einkaufswagen)\b"
    r"|\bqu[eé] hay en (?:mi|el) (?:cesta|carrito)\b",
    re.I,
)
# A list that one shops by; we have none. "What's on my list of reminders" is another.
_LIST = re.compile(
    r"\b(?:shopping|wish|grocery) ?lists?\b|\b(?:on|to|in|from|off|onto) (?:my|the|our) list\b(?! of\b)|"
    r"\b(?:my|the|our) list\W*$",
    re.I,
)
# Of those that are spoken here something else is said: how much of it.
_TONGUE = (
    r"(?:french|italian|polish|welsh|irish|gaelic|urdu|hindi|punjabi|bengali|gujarati|arabic|chinese|"
    r"mandarin|cantonese|portuguese|dutch|turkish|romanian|russian|ukrainian|greek|japanese|korean|swedish|hungarian)"
)
_LANGUAGE = re.compile(
    rf"\b(?:do|can|could|does) (?:you|u|any(?:one|body)|some(?:one|body)|we)\b.{{0,20}}"
    rf"\b(?:speak|talk|understand|write|read|chat|answer|reply)\b(?: in)?(?: any)? (?:{_TONGUE}|other languages?)\b|"
    r"\b(?:which|what|other|another) languages? (?:do|can|are)\b|"
    r"\b(?:no|not|don'?t|cannot|can'?t) (?:speak\w*|understand) (?:much |good |very good )?english\b|"
    r"\bmy english (?:is|isn'?t) (?:not )?(?:so |very )?(?:good|bad|poor|great)\b",
    re.I,
)
_OF_LISTS = frozenset({"remind_me", "stop_contact", "set_contact_terms", "in_distress"})
_WISHES = re.compile(
    r"\b(?:please|want|wanna|would like|i'd like|need|can (?:i|you)|could (?:i|you)|order|where|return|refund|clos\w+|"
    r"leav\w+|cancel\w*|delete|account|because you|from now on|instead of|no more|never)\b",
    re.I,
)
# As remarks of that kind are misread; whoever names an order, a shop of ours or a product is meant otherwise.
_NO_WISH = UNSURE | {
    "reorder", "place_order", "leave", "ask_store_info", "state_preference", "complain", "express_feeling",
    "ask_offers",
}  # fmt: skip
_WORTH = re.compile(
    r"\bhow much (?:money )?(?:i|we|people|somebody|someone|a customer|customers?)(?:'ve| have| has)? (?:spen[dt]s?|"
    r"buys?|bought|pays?|paid|(?:am|are|is) worth)\b|\bmy (?:spend|spending|customer value|worth)\b|"
    r"\b(?:big|high|top|heavy) spenders?\b|\b(?:rich|richer|wealthy|vip|profitable|better|best|bigger|big|good|loyal)"
    r" (?:customers?|clients?|people)\b|\b(?:spend|pay|buy)(?:s|ing)? more\b",
    re.I,
)
_TREATED = re.compile(
    r"\b(?:attention|notic\w+|matter\w*|care|treat\w*|track\w*|watch\w*|better|faster|quick\w*|sooner|first|priorit\w+|"
    r"service|queue|count\w*|know|keep|look|prefer\w*|favour\w*|favor\w*|nicer|depend\w*|change\w*|rank\w*|score\w*)\b",
    re.I,
)
_ENOUGH_ASKED = re.compile(
    r"(?<!\bhave )(?<!'ve )(?<!got )\b(?:no|without|enough|stop|quit|don'?t|do not|spare me)\b[^.?!,]{0,20}"
    r"\b(?:questions|surveys?|(?:ask|asking) me (?:things|stuff|anything|any more|so much))\b",
    re.I,
)
# They tell of what went wrong so that it is known, and want nothing done.
ONLY_TELLS = re.compile(
    r"\b(?:don'?t|do not) (?:want|need|expect) (?:anything|a thing)\b(?! (?:but|except|else|other))|"
    r"\b(?:don'?t|do not) (?:want|need|expect) (?:a refund|my money)\b"
    r"(?!.*\b(?:want|need|send|exchang\w*|replac\w*|repair\w*|swap|another|instead|new one|where)\b)|"
    r"\b(?:just |only )?thought (?:that )?you (?:should|ought to|'?d (?:want|like) to) know\b|"
    r"\bjust (?:wanted|want) (?:you to know|to (?:let you know|tell you|say so))\b",
    re.I,
)
_WENT_WRONG = re.compile(
    r"\b(?:went through|wore out|broke\w*|holes?|torn|fell (?:apart|off|out)|falling apart|fault\w*|wrong|late|rude|"
    r"disappoint\w*|poor|bad\w*|worse|damaged?|missing|never used to|shrank|faded|split|leak\w*)\b",
    re.I,
)
# Money for what went wrong, or off a price: a person decides that, and no suggestion is asked for.
_MONEY_OFF = re.compile(
    r"\b(?:i|we)\b.{0,30}\b(?:compensat\w+|goodwill|(?:something|money|a bit|some|a few quid|\d+ ?(?:quid|%|percent)) "
    r"(?:off|knocked off|taken off|"
    r"back for (?:the (?:wait|delay|trouble|bother|hassle|upset)|my (?:time|trouble)|all (?:this|that|the)))\b)|"
    r"\b(?:knock|take) (?:something|a bit|some|money|a fiver|a tenner)\b.{0,10}\boff\b|\bcompensat(?:ion|e me)\b",
    re.I,
)
# What is said where somebody goes over our heads: a person answers that, with an hour by which.
_THREATENS = re.compile(
    r"\b(?:trading standards|ombudsman|small claims|citi[sz]ens advice|my (?:solicitor|lawyer)|take you to court|"
    r"see you in court|legal action|the papers|watchdog)\b",
    re.I,
)
_CHASES = re.compile(
    r"\b(?:can|could|will|would) (?:you|u|some(?:one|body))(?: please| pls)? (?:chase|follow|look into|"
    r"hurry)\b(?: \w+)?"
    r"(?: up| along)?(?: for me| please)*\W*$|\bchase (?:it|that|this|them|my \w+)\b",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[.?!;])\s+")
_ASKS_WHETHER = re.compile(r"^\W*(?:is|are|do|does|have|has|any|what|when|which)\b", re.I)  # "any money off coats?"
_HOW_TO_COMPLAIN = re.compile(
    r"\b(?:make|file|raise|lodge|submit|put in|register|have) (?:an? |my )?(?:\w+ )?complaint\b|"
    r"\b(?:do|can|could) i complain\b|\bwant to complain\b",
    re.I,
)
# Somebody who is alone and writes for company, with nothing to be done.
_COMPANY = re.compile(
    r"\b(?:(?:on my own|all alone|alone|lonely|on me own)(?: now)?\b|(?:some(?:one|body)|no ?(?:one|body)|"
    r"any(?:one|body)|a bit of) (?:to (?:talk|chat) to|company|to talk)|just (?:want(?:ed)?|wanna)(?: to)? (?:chat|"
    r"talk)\W*$)",
    re.I,
)
_HOLDS_BACK = re.compile(
    r"\b(?:(?:hold|keep)(?: back| off)?|postpone|pause|put off|delay) (?:on to )?(?:my|the|any|all|our|that|this)\b"
    r"(?: \w+)? ?\b(?:deliver\w*|orders?|parcels?|shipping)\b",
    re.I,
)
# A parcel comes and is delivered; whoever means a table or a fitting comes themselves, or names it.
_PARCEL_COMES = re.compile(
    r"\b(?:it|that|this|they|parcels?|packages?|deliver(?:y|ies)|orders?|stuff|things?)\b(?: \w+){0,2}? "
    r"(?:come|comes|coming|arrive|arrives|arriving|(?:be )?delivered|get here|turn up)\b(?! (?:forward|down)\b)|"
    r"\b(?:deliver|bring) (?:it|that|this|them|my (?:order|parcel|package))\b(?! (?:forward|back|up)\b)",
    re.I,
)
_OFF_THE_PRICE = UNSURE | {
    "recommend", "ask_offers", "complain", "place_order", "state_preference", "express_feeling", "return_item", "deny",
    "track_refund", "payment_problem", "forget_fact", "cancel_order",
}  # fmt: skip
KEEPS_COMPANY = "keeps_company"
_COMPANY_AS = frozenset({"deny", "greet", "chitchat", "bot_challenge", "express_feeling", "share_life_event"})
_AS_BOOKINGS = frozenset({"change_booking", "book_visit", "ask_booking"})
_NOT_ENOUGH = re.compile(r"\bno questions asked\b|\b(?:about|regarding) (?:my|the|an?) \w+", re.I)
_REMIND_ME = re.compile(r"\bremind (?:me|us)\b", re.I)
_GOODS = frozenset({"place_order", "ask_product", "recommend"})
_TROUBLE = frozenset({"report_item_problem", "payment_problem", "account_problem", "complain", "track_refund"})
_AS_TROUBLE = UNSURE | {
    "report_item_problem", "return_item", "reorder", "place_order", "state_preference", "track_order", "praise", "deny",
    "express_feeling", "stop_memory", "remind_me",
}  # fmt: skip
_OF_DELIVERY = UNSURE | {"ask_delivery_options", "change_order", "track_order", "change_address", "set_contact_terms"}
_STOPS = UNSURE | {"stop_contact", "abort", "deny", "set_contact_terms", "stop_memory", "complain"}


def on_a_list(text: str) -> bool:
    """Whether it speaks of a shopping list: nothing on one is ordered.

    >>> on_a_list("put honey on my list"), on_a_list("a list of your shops")
    (True, False)
    """
    return bool(_LIST.search(text))


def said_aside(read: Mapping[str, Any], text: str) -> dict[str, Any] | None:
    """How such words are read; None where they are something else."""
    intent = str(read["intent"]["name"])
    if _BASKET.search(text) or (intent not in _OF_LISTS and on_a_list(text)):
        return as_intent(read, ASK_BASKET)
    if asks_for_a_language(text):
        return {**as_intent(read, "out_of_scope"), "plainly": "utter_languages_here", "statements": []}
    if orders := asks_for_orders(read, text):
        return orders
    if intent in _STOPS and _ENOUGH_ASKED.search(text) and not _NOT_ENOUGH.search(text):
        return as_intent(read, NO_QUESTIONS)
    if asks_at_last(text) and _WORTH.search(text) and _TREATED.search(text):
        return as_intent(read, ASK_WORTH)
    if is_question(text) and intent != "ask_human" and _DATA_USE.search(text):
        return as_intent(read, ASK_DATA_USE)
    if is_question(text) and _KEPT_HOW_LONG.search(text):
        return as_intent(read, ASK_KEPT_HOW_LONG)
    return _heard(read, text, intent)


def _heard(read: Mapping[str, Any], text: str, intent: str) -> dict[str, Any] | None:
    """What is told in passing and is no wish for goods, or for other goods than it sounds like."""
    if for_a_person := _for_a_person(read, text, intent):
        return for_a_person
    if intent != "in_distress" and _OF_ONESELF.search(text):
        return {**as_intent(read, "express_feeling"), "mood": "sad", "statements": []}
    if intent in _COMPANY_AS and _wants_company(read, text):
        return {**as_intent(read, KEEPS_COMPANY), "statements": [], "mood": "neutral"}
    return _of_what_comes(read, text, intent)


def _for_a_person(read: Mapping[str, Any], text: str, intent: str) -> dict[str, Any] | None:
    """Money for what went wrong, and how one complains: taken up, and answered by a person."""
    if intent in _OFF_THE_PRICE | {"ask_human", "set_relationship", "leave", "ask_promise"} and _THREATENS.search(text):
        return as_intent(read, "complain")
    asked = any(_MONEY_OFF.search(part) and not _ASKS_WHETHER.match(part) for part in _SENTENCE.split(text))
    if intent in _OFF_THE_PRICE and asked:
        return {**as_intent(read, UNKNOWN), OTHER_MATTER: True}
    if intent in UNSURE | {"track_order", "track_refund"} and _CHASES.search(text):
        return {**as_intent(read, UNKNOWN), OTHER_MATTER: True}
    how = intent in UNSURE | {"ask_store_info", "ask_human"} and _HOW_TO_COMPLAIN.search(text)
    return as_intent(read, "complain") if how else None


def _of_what_comes(read: Mapping[str, Any], text: str, intent: str) -> dict[str, Any] | None:
    """What is told of reminders, deliveries, offers and other shops."""
    if intent in ("remind_me", "set_contact_terms") and _KEEPS_COMING.search(text):
        return as_intent(read, "share_life_event" if tells_of_a_loss(text) else "stop_contact")
    if intent == "remind_me" and tells_of_a_loss(text) and not _REMIND_ME.search(text):
        return {**as_intent(read, "share_life_event"), "mood": "sad"}
    if intent in _AS_TROUBLE and ONLY_TELLS.search(text) and _WENT_WRONG.search(text):
        return as_intent(read, "complain")
    other_day = intent in _AS_BOOKINGS and _PARCEL_COMES.search(text) and not BOOKED.search(text)
    if other_day or (intent in _OF_DELIVERY and _HOLDS_BACK.search(text)):
        return {**as_intent(read, UNKNOWN), OTHER_MATTER: True}
    if intent in _GOODS and names_gift_card(text) and is_to_be_bought(text):
        return {**as_intent(read, "out_of_scope"), "plainly": "utter_gift_card_by_a_person"}
    if intent in _GOODS and names_gift_card(text) or intent == "set_relationship" and _LOYAL.search(text):
        return as_intent(read, "ask_offers")
    if intent == "goodbye" and _SHRUGS.search(text):
        return as_intent(read, "abort")
    if intent in _NO_WISH and _buys_elsewhere(text):
        return {**as_intent(read, BUYS_ELSEWHERE), "mood": "neutral"}
    return None


def _wants_company(read: Mapping[str, Any], text: str) -> bool:
    """Whether somebody who is alone writes to be in company, and neither despairs, mourns nor calls for a person."""
    hurt = read.get("danger") or read.get("mood") == "distressed" or tells_of_a_loss(text)
    return bool(_COMPANY.search(text)) and not hurt and not calls_for_person(text)


def asks_for_a_language(text: str) -> bool:
    """Whether it asks which languages are spoken here, or whether one is.

    >>> asks_for_a_language("do you speak french?"), asks_for_a_language("do you understand me")
    (True, False)
    """
    return bool(_LANGUAGE.search(text))


def _buys_elsewhere(text: str) -> bool:
    """Whether it is told, and nothing wished for, that they buy in other shops too.

    >>> _buys_elsewhere("I buy at another shop too, they are cheaper"), _buys_elsewhere("I want to buy at another shop")
    (True, False)
    """
    told = ELSEWHERE.search(text)
    return bool(told) and not is_question(text) and not _WISHES.search(text.replace(told[0] if told else "", ""))


def troubled(read: dict[str, Any]) -> dict[str, Any]:
    """The same parse data; nobody tells of a trouble happily, whatever the words sound like."""
    happy = read.get("mood") == "happy" and read["intent"]["name"] in _TROUBLE
    return {**read, "mood": "neutral"} if happy else read
