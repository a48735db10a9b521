"""One message read where it stands: what it asks for after what was said just before, and what is never done.

The language pipeline reads a line by itself. "I'll take the first one" after three coats, "when does it come?" after an
order, or a question about another customer need the conversation, so they are read again here.
"""

import re
from collections.abc import Mapping
from typing import Any

from actions.abroad import in_their_tongue
from actions.answers import meant_by_the_question
from actions.around import Around
from actions.asides import said_aside, troubled
from actions.buying_words import of_buying
from actions.call_put_right import corrects_the_call
from actions.cancelling import cancels
from actions.delays import waited_for
from actions.distress import still_in_distress, without_false_alarm
from actions.feeling import speaks_in_anger
from actions.goods_again import of_goods_again
from actions.hard_things import of_something_hard
from actions.hidden import hidden_from_staff
from actions.in_few_words import in_few_words
from actions.kinds import about_us
from actions.letting_go import only_lets_go
from actions.money_words import beside_points
from actions.narrowing import adds_to
from actions.needs_a_person import needs_a_person
from actions.no_call import says_dont_bother
from actions.not_given import never_by_a_no, not_kept
from actions.not_that import not_that
from actions.notices import REMEMBER, REMEMBER_ONE
from actions.of_data import of_data
from actions.of_the_shop import in_british_sizes, looks_for_goods, puts_side_by_side
from actions.of_themselves import of_themselves
from actions.offered import taken_up
from actions.order_words import order_words
from actions.outright import only_in_words
from actions.partly import answers_partly
from actions.past_orders import asks_for_orders
from actions.permissions import about_permission, asks_who_sees, never_by_a_question, of_learning, told_to_keep
from actions.plain_words import in_plain_words
from actions.praised import of_praise
from actions.reasons import tells_why
from actions.replies import SPOKEN_OF, waits_for_answer
from actions.rescheduling import put_right
from actions.right_alone import puts_right_alone
from actions.sarcasm import INSULT, OF_TROUBLE, is_meant_ill, kept_money, only_insults
from actions.shops_meant import asks_of_our_shops
from actions.swaps import Swap, swap_in
from actions.taking_back import JOINED, takes_back
from actions.telling_words import BOOKED, meant_by_cue, unclear_by_itself, whose_doing
from actions.tongues import says_a_word
from actions.visits_asked import beside_a_booking, of_a_visit
from actions.while_filling import (
    BESIDE,
    BUYING,
    KEEPS_IT,
    UNKNOWN,
    UNSURE,
    WHEN_COMES,
    as_intent,
    as_said,
    in_a_form,
    surely,
    takes_one_shown,
)
from actions.writing_first import of_writing_first

_OF_REMEMBERING = ("utter_memory_", "utter_ask_remember", "utter_remember", "utter_permission_memory", "utter_heard")
CLEARLY = 0.5
NOT_KEPT = "utter_memory_refused"
_FIRST_OF_ALL = frozenset({"ask_human", "forget_me", "in_distress"})  # no answer to another question
_KEEPING = frozenset({"allow_memory", "abort", "affirm"})  # as "keep it" is read
_AS_DATES = frozenset({"change_booking", "set_contact_terms", "book_visit"})  # what a day by itself is read as
# What "scrap the 12, I'm a 14" is read as.
_LETS_GO = frozenset({"forget_fact", "abort", "change_order", "place_order", "cancel_order"})
_POLITE = frozenset({"thank", "praise", "greet", "affirm", "goodbye", "express_feeling"}) | UNSURE

_SEND_IT = re.compile(r"\b(?:send|deliver|post|ship)\s+(?:it|them|that|this|one|those)\b.*\bto\b", re.I)
_MONEY_BACK = re.compile(r"\b(?:money back|refund|my (?:money|cash|\w+ quid))\b", re.I)
_CANCEL_IT = re.compile(
    r"\bcancel\s+(?:it|that|this|them|everything|the (?:whole )?(?:thing|order|lot)|my order)\b", re.I
)
_THAT_ORDER = re.compile(r"\border\b|\b\d{4,6}\b|\bwhere\b.*\b(?:it|they)\b|\bparcel\b", re.I)
_DONT_KNOW = re.compile(r"^\W*(?:i )?(?:dunno|don'?t know|do not know|not sure|no idea|no clue)\b[^,.;]*$", re.I)
_LIGHT = re.compile(r"\b(?:haha\w*|hehe\w*|lol|lmao|funny|hiya|how are (?:you|u)|how'?s it going)\b", re.I)
_ORDERS = re.compile(
    r"^\W*(?:please |can you |i'?d like to |i want to )?(?:order|buy|get me) (?:me )?(?:the|an?|some|two|three)\b", re.I
)
_OF_GOODS = frozenset({"ask_product", "recommend"})  # either shows what there is, so nobody is asked which
_PUTS_RIGHT = frozenset({"deny", "correct_memory", "forget_fact", "change_order"})  # as "no, order 12" is read
_CHANGES = re.compile(r"\b(?:chang|forget)\w*", re.I)
_CORRECTED = re.compile(r"\b(?:no|not|sorry|meant?|wrong|instead|rather)\b.*\b(?:\d{2}-)?\d{2,6}\b", re.I)
_ONLY_CORRECTED = re.compile(
    r"\W*(?:(?:no|nope|not|sorry|actually|i|mean|meant|wrong|instead|rather|it'?s|it|was|the|order|number|one|(?:\d{2}-)?\d{2,6})"
    r"(?:\W+|$))+",
    re.I,
)


def in_context(read: Mapping[str, Any], around: Around) -> dict[str, Any]:
    """The same parse data, with the intent that the message has where it stands."""
    text = str(read.get("text") or "")
    partly = None if around.form else answers_partly(text, around.asked, around.waiting)
    if partly and not read.get("danger") and read["intent"]["name"] not in _FIRST_OF_ALL:
        meant = "out_of_scope" if "plainly" in partly else "affirm"
        return {**as_intent(read, meant), **partly, "statements": []}
    read = as_said(_where_it_stands(read, text, around), beside_points(text))
    plain = never_by_a_no(never_by_a_question(taken_up(read, text, around), text), text)
    return troubled(hidden_from_staff(only_in_words(plain, text, around.asked), text, around.form))


def _hardly_read(read: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is no clear wish of another kind is only not followed: a noise is not told that it can't be done."""
    unclear = read["intent"]["name"] == "out_of_scope" and float(read["intent"].get("confidence") or 0) < CLEARLY
    return as_intent(read, UNKNOWN) if unclear else read


def _where_it_stands(read: Mapping[str, Any], text: str, around: Around) -> dict[str, Any]:
    read = in_their_tongue(without_false_alarm(_hardly_read(read), text), text, around)
    intent = str(read["intent"]["name"])
    if plain := _by_its_words(read, text, intent, around):
        return plain
    if plain := _of_waiting_or_leave(read, text, intent, around):
        return plain
    if around.why and not around.form and tells_why(read, text, around.why):
        return {**as_intent(read, "tell_why"), "why": around.why}
    if ill := _said_in_anger(read, text, intent, around):
        return ill
    if intent in _POLITE and is_meant_ill(text, around.complained or around.late or around.form in OF_TROUBLE):
        return as_intent(read, "complain")
    if intent in _POLITE | {"deny", "abort"} and INSULT.search(text) and not around.form:
        return as_intent(read, "complain")
    if hard := of_something_hard(read, text, intent, around):
        return hard
    if read.get("mood") in ("angry", "upset") and intent in ("out_of_scope", "chitchat", UNKNOWN) and not around.form:
        meant = not _LIGHT.search(text) and says_a_word(text)  # noises earn nobody's promise
        return as_intent(read, "complain") if meant else dict(read)
    return _after_what_was_said(read, text, intent, around)


def _said_in_anger(read: Mapping[str, Any], text: str, intent: str, around: Around) -> dict[str, Any] | None:
    """What is read as praise or a complaint and is only an insult, or asks what became of their money; else None."""
    if intent in _POLITE | {"complain"} and kept_money(text):
        return {**as_intent(read, "track_refund"), BESIDE: True}
    if around.form or intent not in _POLITE | {"complain", "deny", "abort"}:
        return None
    if only_insults(text) and not (around.complained or around.overdue):
        return {**as_intent(read, "out_of_scope"), "plainly": "utter_insulted"}
    angry = read.get("mood") in ("angry", "upset") and speaks_in_anger(text)
    return as_intent(read, "complain") if intent == "praise" and angry else None


def _by_its_words(read: Mapping[str, Any], text: str, intent: str, around: Around) -> dict[str, Any] | None:
    """What means the same whatever it reads like: danger first, then data, plain words and what is said in passing."""
    if despairs := still_in_distress(read, text, intent, around):
        return despairs
    if asks := None if around.form else of_data(read, text, around):
        return asks
    if read.get("mood") != "distressed" and asks_of_our_shops(text, intent, around):
        return as_intent(read, "ask_store_info")
    if around.told[:1] == (JOINED,) and (back := takes_back(read, text, around)):
        return back
    if praise := of_praise(read, text, intent, around):
        return praise
    plain = in_plain_words(read, text, intent, around) or of_buying(read, text, intent, around)
    plain = plain or order_words(read, text, intent, around) or not_that(read, text, intent, around)
    return plain or _in_passing(read, text, around)


def _of_waiting_or_leave(read: Mapping[str, Any], text: str, intent: str, around: Around) -> dict[str, Any] | None:
    """What is said of a wait, of what we may do, or with the word cancel, where that is not what it reads like."""
    if not around.form and (waits := waited_for(text, intent, around.told)):
        return as_intent(read, waits)
    if permits := _of_permission(read, text, intent, around):
        return permits
    wished = cancels(text, intent, around)
    return as_intent(read, wished) if wished else None


def _nothing_asked(around: Around) -> bool:
    return around.form is None and not waits_for_answer(around.asked)


def _of_permission(read: Mapping[str, Any], text: str, intent: str, around: Around) -> dict[str, Any] | None:
    """How a message about what we may do is read where it stands; None where it is no such message, or read right."""
    if around.called and says_dont_bother(text) and _nothing_asked(around):
        return as_intent(read, "request_callback")  # said of the call
    if left := not_kept(read, text, around.asked):
        return left
    asks = of_learning(read, text) or (None if around.form else about_permission(read, text, around.asked))
    may_keep = (asks and _nothing_asked(around)) or around.asked == REMEMBER
    if may_keep and (kept := told_to_keep(read, text)):
        return kept
    asks = asks or of_writing_first(read, text, around.asked)
    if asks or not _nothing_asked(around):
        return asks
    if intent in _KEEPING and KEEPS_IT.match(text):
        return _keeps_it(read, intent, around)
    return told_to_keep(read, text)


def _keeps_it(read: Mapping[str, Any], intent: str, around: Around) -> dict[str, Any] | None:
    """ "Keep it" after a no to being remembered is a change of mind; where nobody spoke of that it allows nothing."""
    if around.told[:1] == (NOT_KEPT,):
        return as_intent(read, "allow_memory")
    spoken_of = any(one.startswith(_OF_REMEMBERING) for one in around.told)
    return as_intent(read, UNKNOWN) if intent == "allow_memory" and not spoken_of else None


def _in_passing(read: Mapping[str, Any], text: str, around: Around) -> dict[str, Any] | None:
    """What is no wish for goods: between us, aside, or about the reminder just set; None where it is something else."""
    if around.form not in (None, BUYING):
        return beside_a_booking(read, text, around)
    if not around.form and puts_right_alone(text, around):
        return as_intent(read, "correct_memory")
    between_us = None if around.form else about_us(read, text)
    if between_us:
        return as_intent(read, between_us)
    meant = needs_a_person(read, text, around) or put_right(read, text, around)
    return meant or of_a_visit(read, text, str(read["intent"]["name"]), around) or said_aside(read, text)


def _after_what_was_said(read: Mapping[str, Any], text: str, intent: str, around: Around) -> dict[str, Any]:
    if around.form:
        if only_lets_go(text):
            return surely(read, "abort")
        return asks_who_sees(read, text) or asks_for_orders(read, text) or in_a_form(read, text, intent, around)
    meant = meant_by_the_question(read, text, around.asked, UNSURE) or corrects_the_call(read, text, intent, around)
    meant = meant or puts_side_by_side(text, intent, around) or in_british_sizes(text, intent, around)
    if not meant and (again := of_goods_again(read, text, intent, around)):
        return again
    meant = meant or in_few_words(read, text, intent, around) or _meant_after(text, intent, around)
    meant = meant or meant_by_cue(text, intent) or whose_doing(text, intent)
    meant = meant or looks_for_goods(read, text, intent, around)
    meant = meant or of_themselves(read, text, intent, around)
    if meant:
        return as_intent(read, meant)
    if back := takes_back(read, text, around):
        return back
    if unclear := unclear_by_itself(text):
        return {**as_intent(read, UNKNOWN), "close": unclear}
    if "place_order" in (read.get("close_readings") or ()) and _ORDERS.match(text):
        return as_intent(read, "place_order")
    close = frozenset(read.get("close_readings") or ()) - _OF_GOODS
    if close and not waits_for_answer(around.asked) and not around.clarified:
        return {**as_intent(read, UNKNOWN), "close": list(read["close_readings"])}
    return dict(read)


def _puts_a_number_right(text: str, intent: str) -> bool:
    """ "No, order 6610, not 9001": the same is wished for another, whatever such words by themselves read like."""
    unsure = intent in UNSURE | _PUTS_RIGHT and not _CHANGES.search(text)
    return bool(_CORRECTED.search(text)) and (unsure or bool(_ONLY_CORRECTED.fullmatch(text)))


def _meant_after(text: str, intent: str, around: Around) -> str | None:
    """What words mean by what stands before them."""
    if around.stopped and _puts_a_number_right(text, intent):
        return around.stopped
    if intent == "deny" and not waits_for_answer(around.asked) and _DONT_KNOW.search(text):
        return UNKNOWN
    if around.products and (takes_one_shown(text, intent) or _has_it_sent(text, intent)):
        return "place_order"
    if around.products and around.asked in ("product", REMEMBER, REMEMBER_ONE) and intent in UNSURE and adds_to(text):
        return "inform"
    if around.in_vain and around.asked in (None, "person") and intent in UNSURE and _THAT_ORDER.search(text):
        return "track_order"
    if around.order and intent in UNSURE | {"ask_delivery_options"} and WHEN_COMES.search(text):
        return "track_order"
    if around.order and around.overdue and intent == "return_item" and _MONEY_BACK.search(text):
        return "cancel_order"  # what never came can't be sent back
    if swap := swap_in(text):
        return _put_right(intent, swap, around)
    return "cancel_order" if _cancels_what_went_wrong(text, intent, around) else None


def _put_right(intent: str, swap: Swap, around: Around) -> str | None:
    """What "the 5th, not the 3rd" corrects: what was just booked or ordered, else something told of themselves."""
    if around.asked in (SPOKEN_OF["about_booking"], SPOKEN_OF["about_order"]):
        return None
    just_said = intent in _AS_DATES and swap.fits(around.lately) and not BOOKED.search(around.lately)
    of_goods = around.products or around.order or _THAT_ORDER.search(around.lately)
    of_a_size = intent in _LETS_GO and swap.right[0].isdigit() and not of_goods
    return "correct_memory" if just_said or of_a_size or intent in UNSURE | {"deny"} else None


def _cancels_what_went_wrong(text: str, intent: str, around: Around) -> bool:
    """A bare "just cancel it" once an order was spoken of or complained about, and nothing else is open."""
    bare = intent in UNSURE | {"abort", "deny", "complain", "cancel_booking", "leave"} and not BOOKED.search(text)
    there = around.order or around.complained
    return bool(bare and there and around.asked in (None, SPOKEN_OF["about_order"]) and _CANCEL_IT.search(text))


def _has_it_sent(text: str, intent: str) -> bool:
    """ "Yes, and send it to him": what was just shown is bought, and nobody's address changes."""
    return intent in UNSURE | {"change_address", "affirm"} and bool(_SEND_IT.search(text))
