"""What the next person is told of a matter, in the customer's words, and what they struck: values in, values out."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import pairwise

from store.calling import says_more
from store.desk import Case, NewCase, SaidBefore, SummaryLine
from store.values import Reply

LINES_TOLD = 4
BUTTON_LENGTH = 24  # characters of a line on a button
LINE_LENGTH = 140  # characters of one line of what is told
NOT_FOLLOWED = frozenset({"nlu_fallback", "out_of_scope"})
# What says nothing of the matter itself.
SAYING_NOTHING = frozenset(
    [
        "greet",
        "thank",
        "affirm",
        "deny",
        "goodbye",
        "wait",
        "abort",
        "buys_elsewhere",
        "keeps_company",
        "repeat",
        "ask_human",
        "request_callback",
        *NOT_FOLLOWED,
        "inform",
        # what is asked about their own data is between them and the memory
        "ask_memory",
        "ask_permission",
        "why_said",
        "forget_fact",
        "correct_memory",
        "allow_memory",
        "stop_memory",
        "allow_one",
        "refuse_one",
        "allow_staff",
        "stop_staff",
        "allow_improve",
        "stop_improve",
        "allow_contact",
        "stop_contact",
        "set_contact_terms",
        "export_data",
        "forget_me",
        "link_identity",
        "chitchat",
        "bot_challenge",
        "ask_capabilities",
        "rate",
        "keep_summary",
    ]
)
# What is said of oneself is no matter to be seen to, where there is one.
OF_THEMSELVES = frozenset({"state_preference", "share_life_event", "express_feeling", "praise"})
# Tastes and thanks never are: they belong to the memory, if anywhere.
NEVER_THE_MATTER = frozenset({"state_preference", "praise"})
# What the shop is asked is answered on the spot: no matter to be seen to, where there is one.
ANSWERED_AT_ONCE = frozenset(
    [
        "recommend",
        "ask_product",
        "ask_offers",
        "ask_store_info",
        "ask_delivery_options",
        "ask_payment_methods",
        "ask_return_policy",
    ]
)
# A yes or a no to remembering: what was said of oneself before it is settled with that.
SETTLING = frozenset({"allow_memory", "allow_one", "stop_memory", "refuse_one"})
# What is told between us, or asked about who may know it, is shown to no agent.
CONFIDING = frozenset({"confide", "ask_permission"})
_LONG = 12  # words: so many say something, whatever they were read as
_WORD = re.compile(r"[^\W\d_]+")
GRAVITY = ("neutral", "happy", "upset", "angry", "sad", "distressed")  # the moods, the gravest last


def gather(said: Sequence[SaidBefore], mood: str) -> NewCase:
    """What the next person is told: the customer's last telling words, never what was told in confidence.

    The mood is the gravest they were heard in: who was furious asks for a person in calm words.
    """
    open_words = [one for one in said if not one.in_confidence and one.text.strip()]
    settled = {one.id for one, answer in pairwise(said) if _of_themselves(one) and answer.intent in SETTLING}
    telling = _telling([one for one in open_words if one.id not in settled and one.intent not in NEVER_THE_MATTER])
    lines = tuple(SummaryLine(id=one.id, text=in_brief(one.text), message=one.id) for one in telling[-LINES_TOLD:])
    topics = [one.intent for one in open_words if one.intent not in SAYING_NOTHING | CONFIDING]
    return NewCase(
        reason=reason_of(lines),
        lines=lines,
        tried=tuple(one for one in dict.fromkeys(topics) if one not in OF_THEMSELVES),
        topic=topics[-1] if topics else None,
        mood=max((mood, *(one.mood for one in open_words)), key=_gravity),
    )


def reason_of(lines: Iterable[SummaryLine]) -> str:
    """Why they came, in one line: the last that is more than a number, of those that are told."""
    told = [line.text for line in lines if not line.struck]
    return next((text for text in reversed(told) if len(_WORD.findall(text)) > 1), told[-1] if told else "")


def only_called(case: Case) -> bool:
    """Whether a case says no more than that a person was asked for."""
    return not case.tried and not any(line.struck or says_more(line.text) for line in case.lines)


def _telling(said: Sequence[SaidBefore]) -> Sequence[SaidBefore]:
    """What says the matter; else what the shop was asked, what is of themselves or was not followed; else the last."""
    told = [one for one in said if tells(one)]
    asked = [one for one in told if not _of_themselves(one)]
    matters = [one for one in asked if one.intent not in ANSWERED_AT_ONCE]
    return matters or asked or [one for one in said if one in told or _not_followed(one)] or said[-1:]


def _of_themselves(said: SaidBefore) -> bool:
    return said.intent in OF_THEMSELVES


def _not_followed(said: SaidBefore) -> bool:
    return said.intent in NOT_FOLLOWED and says_more(said.text)


def _gravity(mood: str) -> int:
    return GRAVITY.index(mood) if mood in GRAVITY else 0


def matter(lines: Iterable[SummaryLine]) -> str:
    """The matter on one line, in the customer's words that they let us tell."""
    return "; ".join(line.text for line in lines if line.text and not line.struck)


def repeating(items: Iterable[Reply], struck: Container[str]) -> frozenset[str]:
    """The ids of these messages, and of every item that says their beginning again, such as our own list."""
    said = tuple(items)
    openings = [shortened(in_brief(one.text)).removesuffix(" …") for one in said if one.id in struck]
    return frozenset(
        one.id
        for one in said
        if one.id in struck or any(opening and opening in _all_words(one) for opening in openings)
    )


def _all_words(item: Reply) -> str:
    """What an item says, on its buttons too."""
    return on_one_line(" ".join((item.text, *(choice.title for choice in item.choices))))


def on_one_line(text: str) -> str:
    """Words on one line, all of them."""
    return " ".join(text.split())


def shortened(text: str) -> str:
    """A line as short as a button has it.

    >>> shortened("my third teapot came broken again")
    'my third teapot came …'
    """
    return text if len(text) <= BUTTON_LENGTH else text[:BUTTON_LENGTH].rsplit(" ", 1)[0] + " …"


def in_brief(text: str) -> str:
    r"""Words on one line, cut after a whole one where they are long.

    >>> in_brief("  my   teapot\nis broken ")
    'my teapot is broken'
    """
    line = on_one_line(text)
    return line if len(line) <= LINE_LENGTH else line[:LINE_LENGTH].rsplit(" ", 1)[0] + " …"


def says_matter(said: SaidBefore) -> bool:
    """Whether a message of one who waits says what the matter is."""
    return said.intent not in CONFIDING and (tells(said) or _not_followed(said))


def tells(said: SaidBefore) -> bool:
    """Whether a message says what the matter is: a call for a person does where it says more than that."""
    if said.intent == "ask_human":
        return says_more(said.text)
    return said.intent not in SAYING_NOTHING or len(said.text.split()) > _LONG


def struck(lines: Sequence[SummaryLine], line: str) -> tuple[SummaryLine, ...]:
    """The lines, one of them struck: its words are gone for good."""
    return tuple(
        SummaryLine(id=one.id, text="", message=one.message, struck=True) if one.id == line else one for one in lines
    )


def confided(events: Iterable[Mapping[str, object]]) -> frozenset[str]:
    """The ids of the messages that the customer told in confidence, from the engine's events."""
    return frozenset(str(event["message_id"]) for event in events if _in_confidence(event))


def _in_confidence(event: Mapping[str, object]) -> bool:
    parsed = event.get("parse_data")
    if event.get("event") != "user" or not isinstance(parsed, Mapping):
        return False
    intent = parsed.get("intent") or {}
    if parsed.get("confided") or (isinstance(intent, Mapping) and intent.get("name") in CONFIDING):
        return True
    return any(said.get("sensitivity") == "confidence" for said in parsed.get("statements") or ())
