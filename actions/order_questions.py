"""What is asked or wished of an order that stands: its place, its day, its payments, its number, word of a delay."""

import re

from actions.around import Around
from actions.moved import asks_for_another_day
from actions.replies import CANCELLED
from actions.said import COUNTS, count_of, telling_words
from actions.sending_back import another_thing
from actions.while_filling import UNSURE

_CERTAIN = re.compile(
    r"\b(?:definitely|for (?:sure|certain|definite)|guarantee\w*|promise|certain(?:ly)?|without fail|count on|rely on|"
    r"sure (?:it|that|they))\b|\b(?:in time for|by then|before (?:the|my|his|her|our|then))\b",
    re.I,
)
_SUNDAY = re.compile(r"\b(?:sundays?|weekends?)\b", re.I)
_COLLECTS = r"(?:collect|pick (?:it |them |that |this )?up|fetch)"
_WHAT_PLACE = re.compile(
    r"\b(?:which|what) (?:shop|store|branch|address|place|house)\b|"
    rf"\bwhere\b.{{0,20}}\b(?:do|can|will|should|must|shall|am) i\b.{{0,12}}\b{_COLLECTS}|"
    r"\bwhere\b.{0,20}"
    r"\b(?:to be collected|(?:going|being sent|sent|delivered|go) to|it goes?|(?:it|that|this|they) going)\b|"
    r"\b(?:what'?s?|which)\b.{0,12}\b(?:delivery |the )?address\b.{0,20}\b(?:for|of|on)\b|"
    r"\b(?:is|are|will|does|do)\b "
    r"(?:it|that|this|they|them|(?:my |the |that )?order\b[\d -]*|(?:my|the) [\w-]+(?: [\w-]+)?) "
    r"(?:still |be |all )*(?:going|go|sent|come|coming|delivered|headed|ready|to be collected|at|in) "
    r"(?:to|at|in) (?:the )?"
    r"(?:leeds|york|bath|(?:right|old|new|same|other|correct) (?:address|shop|store|house|place|one)|my |shop|store)",
    re.I,
)
_CAME_TO = re.compile(
    r"\b(?:what|how much)\b.{0,25}\b(?:comes?|came) to\b|\bhow much\b.{0,25}\b(?:altogether|all together|in total)\b|"
    r"\bwhat(?:'?s| is| was) (?:the|my) (?:order )?total\b|^\W*(?:and |so |ok )*(?:the )?total\W*$",
    re.I,
)
_WHAT_WAS_ORDERED = re.compile(
    r"\bwhat (?:(?:did|have|had) i (?:order(?:ed)?|buy|bought)|i(?:'?ve| have)? (?:actually )?(?:ordered|bought)|"
    r"(?:is|was|'?s) in (?:my|the|that) (?:order|parcel))\b",
    re.I,
)
_NUMBER = re.compile(r"\b\d{2}-\d{4}\b|\b\d{4,6}\b")
_SUPPOSED = re.compile(
    r"\bwhen\b.{0,10}\b(?:was|were|am|is|are)\b.{0,12}\b(?:supposed|meant|due|expected|going)\b(?: to\b.{0,12}"
    r"\b(?:get|have|receive|come|arrive|be (?:here|there|with me)|turn up|be delivered))?",
    re.I,
)
_WHERE_IS_MY = re.compile(
    r"\bwhere(?:'?s| is| are) (?:my|the|our) "
    r"(?!money|refund|cash|answer|reply|call|person|voucher|points|link|e-?mail)\w",
    re.I,
)
_OF_A_SHOP_ITSELF = re.compile(r"\b(?:open\w*|clos\w+|hours?|park\w*|nearest|closest|have|sell|stock)\b", re.I)
_MY_GOODS = r"(?:my|our|the) (?:[\w'’-]+ ){1,4}?"
_GONE_OUT = re.compile(
    rf"\b(?:has|have|did|are|is|will|when (?:are|is|will|do|does)|if|whether) {_MY_GOODS}(?:\w+ ){{0,2}}?"
    r"(?:gone out|go out|left(?: (?:you|yet|the|your)\b.*)?|shipped|ship|dispatched|been sent|posted|been posted|"
    r"on (?:its|their|the) way|arriv(?:e|es|ed|ing)|com(?:e|es|ing)|here|out for delivery|out yet|be here|be there|"
    r"be with me|get here|delivered|due|get(?:ting)? here|moved|late)\b"
    r"(?! (?:in|with|from|back|off|apart|as)\b)",
    re.I,
)
_WHAT_I_BOUGHT = re.compile(
    r"^\W*(?:(?:no|sorry|i mean|i meant|not that|it'?s|its|about)\W+)+(?:it'?s |about )*"
    r"(?:my|the) (?:own )?(?:order|ones?|[\w-]+)\b.*"
    r"\bi (?:(?:have |'ve )?(?:already )?)(?:bought|ordered|paid for)\b|"
    r"^\W*(?:no|sorry|i mean|i meant)\W+(?:\w+ ){0,3}?my (?:own )?order\W*$",
    re.I,
)
_ALTERS = re.compile(
    r"\b(?:chang\w*|swap\w*|size|colou?r|instead|make|add|cancel\w*|number|remove|more|another|wrong)\b",
    re.I,
)
_NO_CHANGE = re.compile(
    r"\b(?:don'?t|didn'?t|not|no)\b.{0,12}\b(?:want|need|wish|ask\w*|trying|to)\b.{0,10}\bchang\w*", re.I
)
_ASKS_WHERE = re.compile(r"\b(?:when|where|arriv\w*|coming|come|track\w*|gone out|sent)\b", re.I)
_PAID = re.compile(
    r"\b(?:has|have|did|is|was|were|will)\b.{0,20}"
    r"\b(?:(?:come|came|gone|go|taken|left|been taken)\b.{0,12}\b(?:off|from|out of|out)\b.{0,10}"
    r"\b(?:card|account|bank|paypal)|"
    r"(?:(?:my |the )?(?:money|payment|card)|it|that) (?:been taken|(?:actually |really )?(?:gone|go) through))\b|"
    r"\b(?:did|have|has|was|were|am) (?:i|you)\b.{0,12}\b(?:been )?(?:charged?|billed|tak(?:e|en)|paid)\b"
    r"(?! (?:a|an|the|my) (?:picture|photo|look))|"
    r"\bhow much (?:did|have|has|was) (?:i|you|my)\b.{0,15}\b(?:pa(?:y|id)|tak(?:e|en)|charged?)\b|"
    r"\b(?:what|how much)\b.{0,12}\bi(?:'ve| have)? (?:actually )?paid\b",
    re.I,
)
_HALF = re.compile(
    r"\b(?:only|just) (?:half|one|part|£?\d[\d.]*)\b.{0,30}\b(?:back|refund\w*|return\w*)\b|"
    r"\b(?:second|other|2nd|extra|two|2|both) (?:payments?|charges?|£? ?\d+[.]\d\d|halfs?|half)\b|"
    r"\bshould be £?\d[\d.]*|\byou still (?:have|owe)\b.{0,15}(?:£? ?\d[\d.]*|money|half)",
    re.I,
)
_AS_PAID = UNSURE | {
    "ask_payment_methods", "payment_problem", "track_order", "track_refund", "reorder", "cancel_order",
    "correct_memory", "complain", "return_item", "points_balance", "place_order", "praise",
}  # fmt: skip
_MANY = rf"(?:1[0-2]|[1-9]|one|{'|'.join(COUNTS)})"
_SO_MANY_NOW = re.compile(
    r"\b(?:make (?:it|that|them)|(?:i|we) (?:meant|mean|wanted|only (?:want(?:ed)?|need)|need)|"
    r"should (?:be|have been)|just|only|actually|not \d+ but|change (?:it|that|them) to|can (?:it|that|we) be|"
    rf"better|rather) (?:just |only |to be |the )?{_MANY}\b(?! sizes?\b)|"
    rf"^\W*(?:(?:oh|no|sorry|oops|wait|actually)\W+)+{_MANY}(?: \w+)?,? not {_MANY}\b",
    re.I,
)
_AS_BEFORE = re.compile(
    r"\b(?:keep|stay with|stick (?:to|with)|(?:go|put it|change it|back) (?:back )?to|leave it (?:at|as|in))\b"
    r"(?: (?:it|the|an?|at|as|in|to|size))* (?:\d{1,2}|x{0,3}[sl]|m|small|medium|large)\b",
    re.I,
)
_NOT_SO_MANY = re.compile(rf"\bnot {_MANY}\b", re.I)
_ANEW = re.compile(r"\b(?:more|another|again|extra|also|as well|too|and)\b|£|\bo'?clock\b|\b(?:am|pm)\b", re.I)
_OF_ORDERS = ("utter_order_", "utter_ordered", "utter_changed", "utter_greet")
_JUST_ORDERED = frozenset({"utter_ordered", "utter_changed"})
_AS_COUNT = UNSURE | {
    "place_order", "change_order", "reorder", "deny", "correct_memory", "affirm", "abort", "change_booking",
}  # fmt: skip
_LETS_KNOW = re.compile(
    r"\b(?:tell|let|ring|rings|call|calls|phone|text|e-?mail|message|notify|inform|update|warn|alert|contact|"
    r"write(?: to)?)\b(?: me| us)\b.{0,30}"
    r"\b(?:if|when|in case|should|as soon as|once)\b.{0,25}"
    r"\b(?:slips?|moves?|chang(?:e|es|ed)|late|later|delay(?:ed|s)?|held up|put back|pushed|"
    r"any(?:thing)? (?:new|chang\w*)|ship(?:s|ped)|dispatched|leaves|goes out|on its way|"
    r"(?:doesn'?t|does not|won'?t|isn'?t) (?:come|arrive|here|coming|make it))\b",
    re.I,
)
_NOT_OF_AN_ORDER = re.compile(
    r"\b(?:price|offers?|sale|stock|terms|policy|booking|table|fitting|appointment|hours|rules|points?|permission)\b",
    re.I,
)
_OF_THE_ORDER = re.compile(r"\b(?:order|parcel|delivery|package|date|day|it|they)\b", re.I)
_VOUCHER = re.compile(
    r"\b(?:use|us(?:ing)|take|taken|apply|put|enter|spend|redeem|knock|deduct|add|include)\b.{0,25}"
    r"\b(?:voucher|code)\b|"
    r"\b(?:voucher|code)\b.{0,25}\b(?:off|work|applied|used|go|count|included|taken)\b|"
    r"\b(?:voucher|(?:discount|promo\w*) code)\b.{0,30}\b(?:where|how) (?:do|can|should|would|to)\b|"
    r"\b(?:where|how) (?:do|can|should|would) i\b.{0,15}\b(?:put|enter|use|type|add)\b.{0,25}\bcode\b|"
    r"\bwith (?:my|the|that) voucher\b",
    re.I,
)
_AS_GONE_OUT = UNSURE | {"ask_product", "change_order", "recommend", "track_order", "ask_delivery_options", "greet"}
_AS_VOUCHER = UNSURE | {
    "ask_offers", "place_order", "ask_payment_methods", "redeem_points", "change_order", "forget_fact",
}  # fmt: skip
_GOES_THERE = re.compile(
    r"\b(?:does|will|can|could|is|should|and)\b.{0,40}"
    r"\b(?:change|move|go for|count for|apply to|affect)s?\b.{0,12}"
    r"\b(?:my|the|any)\b.{0,15}\b(?:orders?|parcels?|deliver(?:y|ies))\b|"
    r"\b(?:does|will|can|could|is|should|and)\b.{0,40}"
    r"\b(?:go|goes|going|come|sent|delivered|be sent|redirected)\b.{0,12}"
    r"\b(?:there|to (?:the )?(?:new|same|that) (?:one|address|place|house|flat)|to (?:the )?new)\b",
    re.I,
)
_OF_MONEY_BACK = frozenset(
    {
        CANCELLED, "utter_ask_paid_twice", "utter_refunds", "utter_order_cancelled", "utter_order_cancelled_and_refund",
        "utter_ask_payment",
    }
)  # fmt: skip


def asks_for_certain(text: str) -> bool:
    """Whether a day is to be sure: "will it definitely be here for his birthday?"."""
    return bool(_CERTAIN.search(text))


def asks_of_sunday(text: str) -> bool:
    """Whether a Sunday is spoken of."""
    return bool(_SUNDAY.search(text))


def asks_where_it_is(text: str, intent: str) -> bool:
    """Whether it asks where an order is by what was promised of it: "where's my casserole, you promised Monday"."""
    return intent == "ask_promise" and bool(_WHERE_IS_MY.search(text))


def asks_what_it_came_to(text: str) -> bool:
    """Whether it asks what all of an order comes to."""
    return bool(_CAME_TO.search(text))


def asks_what_place(text: str) -> bool:
    """Whether it is asked where an order goes, or in which shop it is collected.

    >>> asks_what_place("where do I collect it from"), asks_what_place("where is my order")
    (True, False)
    """
    return bool(_WHAT_PLACE.search(text))


def wants_word_of_delay(text: str, around: Around) -> bool:
    """Whether they want to be told by us if an order's day moves: nothing here watches for that."""
    if not _LETS_KNOW.search(text) or _NOT_OF_AN_ORDER.search(text):
        return False
    return bool(around.order) and bool(_OF_THE_ORDER.search(text))


def of_a_voucher(text: str, intent: str) -> bool:
    """Whether a voucher is to come off what is bought; of turning points into one nothing is said so."""
    return intent in _AS_VOUCHER and bool(_VOUCHER.search(text)) and "points" not in text.lower()


def of_an_order(text: str, intent: str, around: Around) -> str | None:
    """The wish of a question after an order that stands, which by itself reads as one for goods or a shop."""
    if _asks_its_place(text, intent, around):
        return "track_order"
    if "utter_address_changed" in around.told and _GOES_THERE.search(text):
        return "change_address"
    if intent in UNSURE | {"ask_product", "praise"} and _names_what_was_told(text, around):
        return "track_order"
    if intent in _AS_GONE_OUT and _GONE_OUT.search(text):
        return "track_order"
    if intent in ("change_order", *UNSURE) and _WHAT_I_BOUGHT.search(text) and not _ALTERS.search(text):
        return "track_order"
    if around.told[:1] == ("utter_changed",) and intent in _AS_COUNT | {"allow_memory"} and _AS_BEFORE.search(text):
        return "change_order"
    if spoken_of(around) and _asks_of_it(text, intent):
        return "track_order"
    if intent in UNSURE | {"reorder"} and _WHAT_WAS_ORDERED.search(text):
        return "track_order" if _NUMBER.search(text) or around.order else "ask_orders"
    just_ordered = _JUST_ORDERED & set(around.told[:2])
    if just_ordered and intent in _AS_COUNT and _SO_MANY_NOW.search(text) and not _ANEW.search(text):
        return "change_order"
    return _of_its_payment(text, intent, around)


def spoken_of(around: Around) -> bool:
    """Whether an order was told of last."""
    return bool(around.order and around.told[:1] and around.told[0].startswith(_OF_ORDERS))


def _asks_of_it(text: str, intent: str) -> bool:
    """What it came to, when it was to come, or another day for it, read by itself as of us or of a booking."""
    if intent in ("change_booking", "book_visit"):
        return asks_for_another_day(text)
    if intent in UNSURE | {"ask_product"} and _CAME_TO.search(text):
        return True
    read_so = intent in UNSURE | {"ask_booking", "ask_promise", "ask_delivery_options"}
    return read_so and bool(_SUPPOSED.search(text) or _CERTAIN.search(text))


def count_put_right(text: str) -> int | None:
    """How many were meant after all: "sorry, I meant 2"; None where it says nothing of that.

    >>> count_put_right("sorry, I meant two"), count_put_right("make it a 38"), count_put_right("make it one size up")
    (2, None, None)
    >>> count_put_right("not 6 but 3"), count_put_right("no, 3 not 6")
    (3, 3)
    """
    found = _SO_MANY_NOW.search(text)
    many = re.findall(rf"\b{_MANY}\b", _NOT_SO_MANY.sub(" ", found[0]), re.I) if found else []
    return count_of(many[-1]) if many else None


def _names_what_was_told(text: str, around: Around) -> bool:
    """ "And the boots?", where an order with boots in it was just told of."""
    told = around.told[:1] and around.told[0].startswith(_OF_ORDERS)
    thing = another_thing(text) if told and around.order else None
    return bool(thing and telling_words(thing) and telling_words(thing) <= telling_words(around.lately))


def goes_there_too(text: str) -> bool:
    """Whether an order is to go to the address that was just told: "does the casserole go there too?".

    >>> goes_there_too("and the casserole, does that go to the new one too?"), goes_there_too("where does it go?")
    (True, False)
    """
    return bool(_GOES_THERE.search(text))


def _asks_its_place(text: str, intent: str, around: Around) -> bool:
    if not _WHAT_PLACE.search(text) or _OF_A_SHOP_ITSELF.search(text):
        return False
    named = re.search(r"\border\b|\b\d{2}-\d{4}\b", text, re.I)
    read_so = UNSURE | {"ask_store_info", "change_address", "track_order", "ask_delivery_options"}
    told_last = around.told[:1] and around.told[0].startswith(_OF_ORDERS)
    return intent in read_so and bool(named or told_last)


def _of_its_payment(text: str, intent: str, around: Around) -> str | None:
    if intent not in _AS_PAID:
        return None
    if _OF_MONEY_BACK & set(around.told) and _HALF.search(text):
        return "payment_problem"
    return "payment_problem" if (around.order or "order" in text.lower()) and _PAID.search(text) else None


def leaves_the_change(text: str, around: Around) -> str | None:
    """What is asked by somebody who is asked for a change that they don't want."""
    if around.form != "change_form" or not (_NO_CHANGE.search(text) or _WHAT_I_BOUGHT.search(text)):
        return None
    return "track_order" if _ASKS_WHERE.search(text) else "abort"
