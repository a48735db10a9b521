"""Questions about what is kept and done with it, that sound like something else: of names, books, places and laws."""

import re
from collections.abc import Mapping
from typing import Any

from actions.around import Around
from actions.of_others import asks_of_others
from actions.on_file import ASK_DETAILS, asks_for_details
from actions.permissions import ASK_PERMISSION, EVERY_ONE, asks_at_last, is_question
from actions.while_filling import as_intent
from store import Purpose

_OF_THE_PAGE = ("utter_known", "utter_data_use", "utter_kept_how_long", "utter_export")
FORGETTING_ASKED = frozenset({"utter_ask_forget_me", "utter_still_forget_me", "utter_forgetting_reaches"})
_MY_NAME = re.compile(
    r"^\W*(?:(?:and|so|ok|but|then|hi|hello)\W+)*(?:what(?:'?s| is)? my name|(?:do you|u) know my name|"
    r"(?:what|how) (?:name )?(?:do|will|would|are|should) (?:you|u) "
    r"(?:call|calling|address|going to call|gonna call) me|"
    r"what name (?:do you have|have you got) for me)(?: (?:now|then|again|here|please))*\W*$",
    re.I,
)
_IN_BOOKS = re.compile(
    r"^\W*(?:(?:and|so|ok|but)\W+)*(?:am i|do i|is my|are my|have i|what am i)\b.*\b(?:in|on) (?:your|the) "
    r"(?:books|records|notes|files?|memory|shoe ?box)\b",
    re.I,
)
_LAST_TIME = re.compile(
    r"\bwhat (?:did|have) (?:we|i) (?:talk(?:ed)?|speak|spoken?|chat(?:ted)?) (?:to you )?about\b|"
    r"\bwhat do you think (?:i|we) (?:like|love|hate|prefer)\b",
    re.I,
)
_CHATS = (
    r"(?:chats?|messages|conversations?|data|details|info\w*|words|what (?:i|we) (?:tell|say|told|said|type|write))"
)
# Words about data alone: what somebody sells or shares else is goods.
_OF_DATA = re.compile(
    r"\b(?:gdpr|data protection|privacy (?:policy|notice|rules?|laws?))\b|"
    rf"\b(?:share|sell|pass(?: on)?|give away|leak|hand over|trade)\b.{{0,15}}\b(?:my |our |these |this )?{_CHATS}\b|"
    rf"\bwho(?: else)? (?:sees|reads|can (?:see|read)|has access to) (?:this|my|our|these|the) {_CHATS}\b|"
    rf"\bwhere (?:is|are|do you (?:keep|store)) (?:it|this|that|all (?:this|that)|they|my {_CHATS}|{_CHATS})"
    r"(?: all)?(?: (?:stored|kept|saved|held))\b|\bwhere do you (?:store|save) (?:it|this|that|my)\b|"
    rf"\b(?:is|are) (?:(?:my|our|this) )?{_CHATS}(?: (?:to )?(?:you|u|here))?(?: (?:all|really|kept))? (?:safe|"
    rf"secure|private|protected|encrypted)\b|"
    r"\bwho (?:else )?do you (?:sell|give|pass|show) (?:it|them|that|my \w+)(?: on)?(?: to)?\W*$|"
    r"\bwho (?:did|have) you (?:tell|told|given|give)(?: it)? (?:about )?my\b",
    re.I,
)
# Where what is said here goes, whom it serves and who answers for it.
_WHERE_IT_GOES = re.compile(
    r"\b(?:is|are|do|does|will|would)\b.{0,30}\b(?:use[ds]?|share[ds]?|sold|sell|give|given|pass(?:ed)?|go(?:es)?|tell|told)\b"
    r".{0,25}\b(?:for|to|with|by)\b.{0,12}\b(?:ads?|adverts?|advertis\w+|marketing|police|government|facebook|google|"
    r"third part\w+|other (?:companies|firms|businesses)|insurers?|banks?)\b|"
    r"^\W*(?:(?:and|or|so|what about)\W+)*(?:to |with )?(?:the )?(?:police|facebook|google|advertisers)"
    r"(?:(?: or|,| and)* (?:the )?(?:police|facebook|google|advertisers))*\W*$|"
    r"\b(?:data|information) (?:controller|protection officer)\b|\bwho is responsible for (?:my|our|the) data\b",
    re.I,
)
# Whether they are known here is answered by what is known.
_ANONYMOUS = re.compile(
    r"^\W*(?:(?:and|so|but|ok)\W+)*(?:am i|is (?:this|it)(?: chat| conversation)?|are (?:we|these chats))"
    r"(?: all| really)? anonymous\b",
    re.I,
)
_ON_ANOTHER = re.compile(
    r"\bwhat (?:do|have|did) (?:you|u) (?:have|got|know|kept|keep|noted|remember)(?: got)? (?:on|about|of) my "
    r"(?!order|parcel|booking|refund|return|points|account)\w+\W*$|"
    r"^\W*(?:(?:and|so|but|ok)\W+)*do (?:you|u|ya) (?:still )?(?:know|remember|have) (?:when|what|who|how) "
    r"(?:my|our|i)\b(?!.*\b(?:order|parcel|booking|refund|deliver\w*|points|return|buy|bought|purchase\w*|appointment)\b)",
    re.I,
)
# What is remembered of a day, a size or the like: asked, and nothing told by it.
_REMEMBERED = re.compile(
    r"^\W*(?:(?:and|so|but|ok|hi|hello|oh)\W+)*(?:(?:when|what)(?:['’]?s| is| was| are)|how old (?:is|am|are)) "
    r"(?:my|our) (?:\w+(?:['’]s)? ){0,2}(?:birthday|bday|anniversary|sizes?|budget|allerg\w+|diet)"
    r"(?: (?:again|please|now|then))*\W*$|"
    r"^\W*(?:(?:and|so|but|ok)\W+)*what (?:shoe |dress )?size (?:am i|do i (?:take|wear)|is my \w+)(?: again)?\W*$",
    re.I,
)
# What they bought stands in the shop's own books: whether it is gone by, and why it is known here.
_OF_PURCHASES = (
    r"(?:my (?:shopping|order|purchase|buying) (?:history|habits)|my (?:past )?(?:orders|purchases)|"
    r"what i(?:['’]ve)? (?:buy|bought|order(?:ed)?))"
)
_USE_OF_PURCHASES = re.compile(
    rf"\b(?:us(?:e|ing)|go(?:ing)? by|(?:you|u|stop) track(?:ing)?)\b.{{0,15}}\b{_OF_PURCHASES}|"
    rf"\b(?:why|how)(?: come)? (?:do|can|did) (?:you|u) (?:know|see)\b.{{0,10}}\b{_OF_PURCHASES}",
    re.I,
)
_NOT_TO = re.compile(r"\b(?:stop|not|never|don['’]?t|without|quit)\b", re.I)
_SPOKE_OF_KEEPING = (
    *_OF_THE_PAGE, "utter_remembered", "utter_for_now", "utter_between_us", "utter_ask_remember",
    "utter_permission_memory",
)  # fmt: skip
_SEES_IT = re.compile(
    r"^\W*(?:(?:and|so|ok|but)\W+)*(?:can|could|may) i (?:see|look at|read) (?:it|that|them|all of (?:it|that))\W*$",
    re.I,
)
_HAVE_IT = re.compile(
    r"^\W*(?:(?:and|so|ok|please|can you|could you|just)\W+)*(?:(?:send|e-?mail|give) (?:me )?(?:it|that|them|"
    r"all of it|a copy)"
    r"(?: all)?(?: (?:to|over to) me)?|(?:can|could|may) i (?:have|get) (?:it|that|a copy)(?: of (?:it|that))?)"
    r"(?: (?:as a file|please|then|in writing))*\W*$",
    re.I,
)
_ALL_OF_IT = re.compile(
    r"^\W*(?:(?:ok|please|now|and|just|then)\W+)*(?:forget|delete|erase|wipe|scrap) (?:the (?:whole )?lot|"
    r"all of (?:it|that)|"
    r"it all|everything)(?: (?:then|please|now))*\W*$",
    re.I,
)
# Asked in surprise, it refuses nothing.
_NOT_KNOWN = re.compile(
    r"^\W*(?:(?:what|so|oh|and|but|wait)\W+)*(?:you|u) (?:don['’]?t|do not|didn['’]?t|"
    r"can['’]?t) (?:even )?(?:remember|know)"
    r"(?: (?:it|that|me|this|anything))?(?: (?:then|any ?more))?\s*\?+\W*$",
    re.I,
)
_ON_AGAIN = re.compile(
    r"^\W*(?:(?:and|so|ok|please|actually|can you|could you|no)\W+)*(?:turn|switch|put) (?:it|that|memory|the memory) "
    r"(?:back )?on(?: (?:again|please|then))*\W*$",
    re.I,
)
_TURNED_OFF = frozenset({"utter_memory_refused", "utter_memory_stopped"})
_WHAT_BECOMES = re.compile(
    r"^\W*(?:(?:and|so|ok|but)\W+)*what (?:will|do|are|would) (?:you|u)(?: going to| gonna)? "
    r"(?:do|doing) with (?:it|that|this|them)\b",
    re.I,
)
_THEY_SEE = re.compile(
    r"^\W*(?:(?:and|so|but|ok|then)\W+)*(?:can|do|does|will|could|would) (?:they|he|she|any ?one|any ?body|some ?one)"
    r"(?: else)?(?: at the shop| there)?(?: also| still)? (?:see|read|look at|look up) (?:all )?"
    r"(?:my|our|this|that|it|what)\b|"
    r"\bwho (?:at|in) (?:the|your) (?:shop|store|desk|team|company) (?:sees|reads|can (?:see|read)|gets to see)\b",
    re.I,
)
_THAT_PAGE = re.compile(
    r"^\W*(?:(?:and|so|but|ok)\W+)*where(?:'?s| is| do i find) (?:that|the|this|your|my) page\b", re.I
)
_FOR_THEM = re.compile(
    r"\b(?:with|to|for) (?:me|us)\b|\b(?:customers?|people|users?|their|his|her)['’]?s? data\b", re.I
)
_OFFICER = re.compile(
    r"\b(?:speak|talk|write|contact|reach|email|complain|put me)\b.*\bdata protection (?:officer|person|lead)\b", re.I
)
_CONTACT = re.compile(
    r"\b(?:what|which|how|show|see)\b.*\bcontact (?:settings|preferences|permissions?|terms)\b|"
    r"^\W*(?:(?:and|so|ok|but)\W+)*when (?:would|will|do|might|could|are) (?:you|u) "
    r"(?:write|contact|message|e-?mail|text|writing)(?: to)? me\b|"
    r"\b(?:noted|got|have|saved|kept|set|down|agreed|stored)\b[^.;!]*\b(?:for|about|on) "
    r"(?:writing|contacting|messaging|e-?mailing|texting)(?: to)? me\b|"
    r"^\W*(?:(?:and|so|ok|but)\W+)*(?:are|r|will|would) (?:you|u)(?: (?:ever|still|now|allowed to|going to|gonna|be))* "
    r"(?:write|contact|message|e-?mail|text|writing|messaging|contacting)(?: to)? me"
    r"(?: (?:now|then|first|at all|again|any ?more|with (?:offers|news)))*\W*$",
    re.I,
)
_DID_I_ALLOW = re.compile(
    r"\b(?:did|have|when did) i (?:ever |actually |really )?(?:say|said|agree|agreed|allow|allowed|tell|told)\b.{0,15}"
    r"\b(?:you|u|to|that)\b.{0,20}\b(?:keep|keeping|kept|remember\w*|stor\w+|sav\w+|not(?:e|ing))\b",
    re.I,
)
# "Your privacy thing, do you sell my data", "I asked if you share it": asked behind something else.
_ASKS_WITHIN = re.compile(
    r"\b(?:do|did|will|would|are|can|if|whether|could|have) (?:you|u|they|the shop)\b|\bis (?:it|my \w+)\b", re.I
)
_REACHES = re.compile(r"\b(?:orders?|bookings?|points|invoices?|account|parcels?|vouchers?|deliver\w*)\b", re.I)
_ASKS = re.compile(r"\?|\b(?:will|does|would|do|what happens|what about|is|are)\b", re.I)


_TAKES_AWAY = re.compile(r"\b(?:remov|withdraw|revok|cancel|tak|stop|end|delet|scrap)\w*\b", re.I)
_ALL_ALLOWED = re.compile(
    r"\b(?:what|which)(?: all)? (?:have|did|do) (?:i|we) (?:(?:ever|all|already) )?"
    r"(?:allow\w*|permit\w*|agree[ds]?(?: to)?|consent\w*(?: to)?|sign(?:ed)? up (?:for|to))\b"
    r"(?! (?:from|with|before)\b)|"
    r"\b(?:what|which|my) (?:permissions?|consents?)\b|\bwhat (?:have|did) i (?:say|said|agreed) yes to\b|"
    r"\bwhat (?:am i|have i been|are we) signed up (?:for|to)\b|"
    r"\bwhat(?:['’]?s| is)(?: (?:switched|turned))? on and (?:what(?:['’]?s| is) )?(?:(?:switched|turned) )?off\b|"
    r"\b(?:turn|switch|put) (?:everything|all(?: of (?:it|them|that))?|it all|them all) (?:back )?on"
    r"(?= (?:please|again|then)|\W*$)|"
    r"\bwhat(?:['’]?s| is| have i got) (?:switched|turned) on\b",
    re.I,
)


def of_data(read: Mapping[str, Any], text: str, around: Around) -> dict[str, Any] | None:
    """How such a question is read; None where it is none of them."""
    if around.told[:1] and FORGETTING_ASKED & {*around.told[:2]} and _ASKS.search(text) and _REACHES.search(text):
        return as_intent(read, "ask_forgetting")
    if others := asks_of_others(read, text):
        return others
    if books := _of_the_books(read, text):
        return books
    if _OFFICER.search(text):
        return as_intent(read, "ask_human")
    if _ALL_ALLOWED.search(text) and (is_question(text) or not _TAKES_AWAY.search(text)):
        return {**as_intent(read, ASK_PERMISSION), "purpose": EVERY_ONE, "statements": []}
    if (purpose := _permission_in(text)) is not None:
        told: dict[str, Any] = {"statements": []} if purpose is Purpose.STAFF else {}
        return {**as_intent(read, ASK_PERMISSION), "purpose": purpose.value, **told}
    if kept := _of_what_is_kept(text, around):
        return {**as_intent(read, kept), "mood": "neutral"}
    if _ON_ANOTHER.search(text) or _ANONYMOUS.search(text):
        return as_intent(read, "ask_memory")
    if _THAT_PAGE.search(text) and any(one.startswith(_OF_THE_PAGE) for one in around.told):
        return as_intent(read, "export_data")
    asks = is_question(text) or "?" in text or _ASKS_WITHIN.search(text)
    theirs = asks and _OF_DATA.search(text) and not _FOR_THEM.search(text)
    return as_intent(read, "ask_data_use") if theirs or _WHERE_IT_GOES.search(text) else None


def _of_the_books(read: Mapping[str, Any], text: str) -> dict[str, Any] | None:
    """A question about what the shop's own books have of them, or what they are called here."""
    if asks_for_details(text):
        return {**as_intent(read, ASK_DETAILS), "statements": []}
    if _MY_NAME.match(text):
        return as_intent(read, "ask_own_name")
    return as_intent(read, "ask_memory") if _IN_BOOKS.match(text) or _LAST_TIME.search(text) else None


def _of_what_is_kept(text: str, around: Around) -> str | None:
    """The intent of a question about one thing remembered, about purchases, or about what was just said to be kept."""
    if _REMEMBERED.match(text) or _NOT_KNOWN.match(text):
        return "ask_memory"
    if _USE_OF_PURCHASES.search(text):
        return "stop_memory" if _NOT_TO.search(text) and not is_question(text) else "ask_memory"
    if _ON_AGAIN.match(text) and _TURNED_OFF & {*around.told}:
        return "allow_memory"
    if _ALL_OF_IT.match(text) and any(one.startswith(_OF_THE_PAGE) for one in around.told):
        return "forget_me"
    if not around.told or not around.told[0].startswith(_SPOKE_OF_KEEPING):
        return None
    if _HAVE_IT.match(text) and around.told[0].startswith(_OF_THE_PAGE):
        return "export_data"
    if _WHAT_BECOMES.match(text):
        return "ask_data_use"
    return "ask_memory" if _SEES_IT.match(text) else None


def _permission_in(text: str) -> Purpose | None:
    """The permission that a question is about."""
    if _DID_I_ALLOW.search(text):
        return Purpose.MEMORY
    if _CONTACT.search(text):
        return Purpose.CONTACT
    return Purpose.STAFF if _THEY_SEE.search(text) and asks_at_last(text) else None
