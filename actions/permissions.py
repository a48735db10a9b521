"""Questions about permissions: answered by how things stand. A question never gives a permission or takes one back."""

import re
from collections.abc import Mapping
from typing import Any

from actions.facts import is_plain, of_anothers_body
from actions.notices import FOR_PERMISSION
from actions.swaps import swap_in
from store import Purpose

ASK_PERMISSION, ASK_MEMORY = "ask_permission", "ask_memory"
EVERY_ONE = "every_one"  # in place of a purpose: all that may be allowed is asked about
GIVING = {
    "allow_memory": Purpose.MEMORY,
    "allow_contact": Purpose.CONTACT,
    "allow_staff": Purpose.STAFF,
    "allow_improve": Purpose.IMPROVE,
}
TAKING = {
    "stop_memory": Purpose.MEMORY,
    "stop_contact": Purpose.CONTACT,
    "stop_staff": Purpose.STAFF,
    "stop_improve": Purpose.IMPROVE,
    "set_contact_terms": Purpose.CONTACT,
}
_DECIDED_BY_YES = frozenset({None, "forget_me", "leave", *FOR_PERMISSION})
# What "my grandson is called Alfie, please remember that" may be read as, though it puts nothing right.
_HARDLY_TOLD = frozenset({"correct_memory", "nlu_fallback", "inform", "chitchat", "out_of_scope"})
_OF_WHO_SEES = frozenset(
    {
        "ask_memory", "why_said", "link_identity", "nlu_fallback", "out_of_scope", "chitchat", "inform", "confide",
        "ask_product", "allow_staff", "wait", "repeat", "ask_capabilities",
    }
)  # fmt: skip

_SENTENCE = re.compile(r"(?<=[.!?;…])\s+|\n+")
_LEAD = re.compile(
    r"^\W*(?:(?:and|but|so|n|then|right|oh|ok|okay|well|hi|hello|hey|sorry|wait|hm+|und|aber|y|pero)\b\W*)+", re.I
)
_OPENS = re.compile(
    r"^\W*(?:(?:who|whose|why|how)\b|(?:what|when|where|which)\b(?:'?s\b|\s+(?:\w+\s+)?(?:is|are|was|were|do|does|did|can|"
    r"could|will|would|should|shall|may|has|have|had|if|about)\b)|"
    r"(?:do|does|did|have|has|had)(?:n't)?\s+(?:you|u|ya|i|we|they|he|she|your?|the|an?|any\w*|some\w*|staff|people|my)\b"
    r"(?! dare)|(?:is|are|was|were|am|can|could|would|will|shall|should|may|might|must)(?:n't|not)?\s+(?!not\b)\w|"
    r"w(?:as|er|em|en|ie|ann|arum|ieso|eshalb)\b|(?:wird|werdet|werden|sieht|seht|sehen|liest|lest|lesen|merkt|merken|"
    r"schreibt|schreiben)\s+(?:ich|du|ihre?|eure?|man|wir|das|die|der|ein\w*|jemand)\b|"
    r"(?:darf|d(?:ü|ue|u)rf(?:t|en)|kann|k(?:ö|oe|o)nn(?:t|en))\s+(?:ich|du|ihre?|eure?|man|wir|sie|das|die|der|ein\w*|jemand)\b|"
    r"(?:me\s+)?(?:pued(?:e|es|en)|pod[eé]is)\s+\w|(?:ven?|leen?|guardan?|recuerdan?)\s+(?:sus?|tus?|el|la|los|las|alguien)\b)",
    re.I,
)
# "You can keep it, can't you", typed without its mark.
_TAGGED = re.compile(
    r"\w\W+(?:ca|could|wo|would|do|does|did|is|are|was|have|has|may|should)n['’]?t (?:you|u|ya|they|it|we|i)\W*$", re.I
)
# "Can you stop writing to me?" asks for it; "can I stop it?" and "can staff see it?" ask how things are.
_REQUEST = re.compile(
    r"^\W*(?:please\W+)?(?:(?:can|could|would|will|won't)\s+(?:you|u|ya|ye|y'?all)|(?:k[oö]nn\w*|w[uü]rd\w*)\s+(?:sie|du)|"
    r"pued\w*)\b|\bwould you mind\b",
    re.I,
)
_WISH = re.compile(
    rf"{_REQUEST.pattern}|^\W*(?:can|could|may)\s+(?:i|we)\s+(?:get|have|receive|join|subscribe|sign|let|allow|show)\b|"
    r"\bdo you (?:send|have a newsletter)\b",
    re.I,
)
_YES = re.compile(  # "yes?" is none
    r"^(?!\W*\w+\W*\?\s*$)\W*"
    r"(?:yes|yep|yeah|yea|yup|aye|ok|okay|sure|please|go ahead|do it|ja|s[ií]|claro|gerne?)\b",
    re.I,
)
_OUR_PEOPLE = (
    r"(?:any(?:one|body)|some(?:one|body)|who(?: else)?|staff|agents?|employees?|colleagues?|"
    r"(?:an?|any|the|your?|other|real|human|shop|which)\s+(?:\w+\s+)?"
    r"(?:persons?|people|staff|colleagues?|agents?|team|employees?|humans?|lot|desk)|people at)"
)
_WHO_SEES = re.compile(
    rf"\b{_OUR_PEOPLE}\b.*\b(?:sees?|reads?|look(?:s|ing)?(?: at)?|access|know(?:s)?)\b.*"
    r"\b(?:that|this|it|these|what i|i have|i'?m|i am|i said|about me|my|here)\b|"
    rf"\b(?:shared?|seen|read|shown|passed on|visible|told)\b.*\b(?:with|by|to)\b.*\b{_OUR_PEOPLE}\b|"
    rf"\b(?:do|will|would) you (?:tell|show|share|pass)\b.*\b{_OUR_PEOPLE}|"
    r"^\W*(?:and |but |so )?(?:can|do|does|will|could|may|who) (?:your |the |any |other )*"
    r"(?:staff|people|colleagues?|agents?|team|employees|humans?|anyone|anybody|else|can|sees?)\b.*\b(?:sees?|read|know|look)\b",
    re.I,
)
_AT_WORK = re.compile(r"\b(?:staff|desk|colleagues?|agents?|team|employees?|shop|else)\b", re.I)
_KEEP_IT = re.compile(
    r"(?:^|[,.;:!–-]|\b(?:please|and|so|actually|then|ok|okay|yes|yeah|yep|(?:can|could|would|will) (?:you|u))\b)\s*"
    r"(?:please\s+|just\s+)?(?:remember|keep in mind|make a note(?: of)?|note|do(?:n['’]?t| not) forget)\s+"
    r"(?:that|this|it|i|i['’]?m|i['’]?ve|my|we|our|no|never)\b|"
    r"\bremember (?:that|it|this)\b(?:\W+(?:will|would|can|could|you|u|please|for|me|next|time|thanks?))*\W*$|"
    r"\b(?:keep|make|take) (?:a )?note (?:of (?:that|it|this)|that)\b|\bjot (?:that|it|this) down\b|"
    r"\bkeep (?:that|it|this) (?:in (?:your |the )?(?:head|mind)|for (?:next time|later|me|the future)|on file)\b",
    re.I,
)
_DONT_FORGET = re.compile(r"\bdo(?:n['’]?t| not) forget\b", re.I)
# Beside a wish that it go, or be put right, nothing is a wish that it stay.
_TO_GO = re.compile(
    r"\b(?:forget|delet\w*|remov\w*|scrap|eras\w*|wip(?:e|ed|ing)|get rid|drop|bin|wrong|incorrect|not (?:true|right)|"
    r"isn['’]?t (?:true|right)|out of date|outdated)\b",
    re.I,
)
_ASKS_WITHIN = re.compile(
    r"\b(?:why|how come|when|where|what|who|how)\s+(?:did|do|does|are|is|have|has|had|was|were|would|should|can|could)"
    r"(?:n['’]?t)?\s+(?:you|your|u|i|we|my|the|it|they)\b",
    re.I,
)
# To be shown something here and now allows nobody to write later.
_SHOWN_HERE = re.compile(
    r"\b(?:show (?:me|us)|let (?:me|us) (?:see|look at)|(?:want|like) to (?:see|look at)|browse)\b", re.I
)
_WRITTEN = re.compile(
    r"\b(?:e-?mail\w*|mail\w*|texts?|texting|sms|whatsapp|writ\w+|send\w*|newsletters?|subscri\w*|sign\w*|notif\w*|"
    r"contact\w*|messag\w*|post\w*|tell|let me know)\b",
    re.I,
)
# Learning from what was said is another permission than remembering it for them.
_LEARNS = re.compile(r"\b(?:learn\w*|improve\w*|improving|get(?:ting)? better|train\w*|teach\w*)\b", re.I)
_FROM_TALKS = re.compile(
    r"\b(?:my|our|these|this|the)\s+(?:\w+\s+){0,2}(?:conversations?|chats?|messages?|questions?|enquir\w+|words|data)\b|"
    r"\bwhat (?:i|we)(?:'ve| have)? (?:say|said|write|wrote|ask|tell|told|type)\w*\b",
    re.I,
)
_REMINDS = re.compile(r"\bremind\w*|\b(?:tell|text|message|write to|ping|nudge) me\b", re.I)
_BEFORE_THE_DAY = re.compile(
    r"\b(?:days?|weeks?|months?|hours?|night|evening) before\b|\blet me know\b|\blet me forget\b|\be-?mail me\b", re.I
)
_NOT_KEPT = re.compile(
    r"(?:\b(?:not|never|dont|without|no need(?: for you)? to|no reason to|stop|never ?mind)\b|n['’]t\b)[^.;!?,]{0,25}?"
    r"\b(?:remember|keep|sav|stor|not(?:e|ing)|writ|jot)\w*\b",
    re.I,
)
_NOT_AT_ALL = re.compile(
    r"\b(?:don'?t|do not|not|never|no|nobody|stop|without|rather|object|refuse|mustn'?t|can'?t|cannot)\b", re.I
)
_NO_OBJECTION = re.compile(r"\b(?:don'?t|do not|wouldn'?t) (?:mind|object)\b|\bno (?:problem|objections?)\b", re.I)
_GIVES = re.compile(
    r"\b(?:may|can|could|allow\w*|ok(?:ay)?|fine|happy|glad|free|please|welcome|yes|use|let|agree\w*|permi\w+|consent\w*)\b",
    re.I,
)


def of_learning(read: Mapping[str, Any], text: str) -> dict[str, Any] | None:
    """How words about learning from conversations are read; None where they are about something else."""
    if not (_LEARNS.search(text) and _FROM_TALKS.search(text)):
        return None
    plain = _NO_OBJECTION.sub("fine", text)
    if any(_asks(one) for one in _sentences(text)):
        return {**_as_question(read, Purpose.IMPROVE), "wished": any(map(_wishes, _sentences(text)))}
    if _NOT_AT_ALL.search(plain):
        return {**read, "intent": {"name": "stop_improve", "confidence": 0.9}}
    if _GIVES.search(plain):
        return {**read, "intent": {"name": "allow_improve", "confidence": 0.9}}
    return _as_question(read, Purpose.IMPROVE)


def is_question(text: str) -> bool:
    """Whether all that a message says is asked and nothing is stated.

    >>> is_question("does a person at the desk see that?"), is_question("Nobody sees it. Is that clear?")
    (True, False)
    """
    return bool(text.strip()) and all(_asks(sentence) for sentence in _sentences(text))


def only_asks(text: str) -> bool:
    """Whether each sentence of it begins as a question does: "stop writing to me, ok?" does not."""
    return is_question(text) and all(_OPENS.search(_LEAD.sub("", one)) for one in _sentences(text))


def asks_at_last(text: str) -> bool:
    """Whether what a message says last is asked, whatever it tells before.

    >>> asks_at_last("I read about it. Is that fair?"), asks_at_last("Is that fair? I read about it.")
    (True, False)
    """
    return any(map(_asks, _sentences(text)[-1:]))


def is_request(text: str) -> bool:
    """Whether what is put as a question asks for it to be done: "could you not use that for now?"."""
    return bool(_REQUEST.search(_LEAD.sub("", text)))


def told_to_keep(read: Mapping[str, Any], text: str) -> dict[str, Any] | None:
    """A taste told with the wish that it be remembered is that permission, which nobody needs to ask for then.

    Not what is told with care or of others: it is heard as told, and their own question names it. Neither where
    something is asked, is to go or was wrong.
    """
    intent, told = read["intent"]["name"], read.get("statements") or ()
    if not_to_be_kept(text):
        return None
    known = _KEEP_IT.search(text) and not (_REMINDS.search(text) or _BEFORE_THE_DAY.search(text))
    if intent == "remind_me" and told and all(map(_is_a_date, told)) and known:
        read = {**read, "intent": {"name": "state_preference", "confidence": 0.9}}  # told to be known, not to be rung
        return told_to_keep(read, text) or read
    if intent in _HARDLY_TOLD | {"forget_fact", "allow_memory"} and told and all(map(of_anothers_body, told)):
        kept = {**read, "intent": {"name": "state_preference", "confidence": 0.9}, "theirs": True}
        return kept if _KEEP_IT.search(text) else None
    negated = bool(_DONT_FORGET.search(text))
    keeps = told and all(map(is_plain, told)) and _KEEP_IT.search(text) and _wishes_it_kept(text)
    if keeps and (intent in ("state_preference", "nlu_fallback") or (intent == "forget_fact" and negated)):
        return {**read, "intent": {"name": "allow_memory", "confidence": 0.9}}
    stays = (negated or (told and _KEEP_IT.search(text))) and not _TO_GO.search(_DONT_FORGET.sub("", text))
    if intent in _HARDLY_TOLD and told and _KEEP_IT.search(text) and not swap_in(text) and _wishes_it_kept(text):
        return {**read, "intent": {"name": "state_preference", "confidence": 0.9}}
    if intent == "forget_fact" and stays:  # nothing is lost by a word that only sounds like it
        return {**read, "intent": {"name": "state_preference", "confidence": 0.9}}
    return None


def not_to_be_kept(text: str) -> bool:
    """Whether a no stands before the word for keeping it.

    >>> not_to_be_kept("I hate wool, please don't remember that"), not_to_be_kept("don't forget that I hate wool")
    (True, False)
    """
    return bool(_NOT_KEPT.search(_DONT_FORGET.sub("remember", text)))


def _is_a_date(statement: Mapping[str, Any]) -> bool:
    return bool(statement["kind"] == "date_to_remember")


def wishes_kept(text: str) -> bool:
    """Whether it is wished that what is told be remembered: "please remember that"."""
    return bool(_KEEP_IT.search(text))


def _wishes_it_kept(text: str) -> bool:
    """Whether the wish to keep it is the only one: nothing is asked, and nothing is to go or was wrong."""
    asks = any(map(_asks, _sentences(text))) or _ASKS_WITHIN.search(text)
    return not (asks or _TO_GO.search(_DONT_FORGET.sub("", text)))


def never_by_a_question(read: dict[str, Any], text: str) -> dict[str, Any]:
    """The same parse data; where something is asked, in the middle of a task too, no permission is given by it."""
    asked = (intent := read["intent"]["name"]) in GIVING and any(map(_asks, _sentences(text)))
    return _as_question(read, GIVING[intent]) if asked else read


def about_permission(read: Mapping[str, Any], text: str, asked: str | None) -> dict[str, Any] | None:
    """How a message that asks is read instead of as a decision; None where it decides, or is about something else.

    Giving takes more than taking back: one question anywhere in a message is enough not to give.
    """
    intent = str(read["intent"]["name"])
    if intent == "allow_contact" and _SHOWN_HERE.search(text) and not _WRITTEN.search(text):
        return {**read, "intent": {"name": "ask_offers", "confidence": 0.9}}
    if intent in GIVING and (asked_in := [one for one in _sentences(text) if _asks(one)]):
        return {**_as_question(read, GIVING[intent]), "wished": any(map(_wishes, asked_in))}
    if not is_question(text):
        return None
    decides = not only_asks(text)  # "no more of it, ok?"
    if who := asks_who_sees(read, text):
        return who
    if decides or is_request(text):
        return _no_yes(read, text, asked)
    if intent in TAKING:
        return _as_question(read, TAKING[intent])
    if intent == "forget_fact":
        return {**read, "intent": {"name": ASK_MEMORY, "confidence": 0.9}}
    return _no_yes(read, text, asked)


def asks_who_sees(read: Mapping[str, Any], text: str) -> dict[str, Any] | None:
    """How a question about who sees what was told is read, in the middle of a task too; None where it is none."""
    intent = read["intent"]["name"]
    fits = intent in _OF_WHO_SEES | TAKING.keys() or (intent == "bot_challenge" and _AT_WORK.search(text))
    return _as_question(read, Purpose.STAFF) if fits and is_question(text) and _WHO_SEES.search(text) else None


def _no_yes(read: Mapping[str, Any], text: str, asked: str | None) -> dict[str, Any] | None:
    """A question in answer to a question is no yes to it: "really?"."""
    if read["intent"]["name"] != "affirm" or asked not in _DECIDED_BY_YES or _YES.search(text):
        return None
    return {**read, "intent": {"name": "nlu_fallback", "confidence": 0.9}}


def _as_question(read: Mapping[str, Any], purpose: Purpose) -> dict[str, Any]:
    return {**read, "intent": {"name": ASK_PERMISSION, "confidence": 0.9}, "purpose": purpose.value}


def _sentences(text: str) -> list[str]:
    return [one for one in _SENTENCE.split(text.strip()) if re.search(r"\w", one)]


def _asks(sentence: str) -> bool:
    plain = sentence.strip(' !"').replace("’", "'")
    marked = plain.endswith("?") or plain.startswith("¿") or bool(_TAGGED.search(plain))
    return marked or bool(_OPENS.search(_LEAD.sub("", plain)))


def _wishes(sentence: str) -> bool:
    """Whether a question wishes for what takes the permission: "can you remember that?", "you can, ok?"."""
    plain = _LEAD.sub("", sentence)
    return bool(_WISH.search(plain)) or not _OPENS.search(plain)
