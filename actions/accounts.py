"""What the shop has on file of a customer: name, phone, e-mail, and signing in."""

import re
from collections.abc import Iterable
from typing import Any

from actions.replies import Say, say
from actions.said import Said, in_short
from actions.stages import CONFIRMED
from actions.tasks import CONFIRMATION, Detail, Filling, Stop, Task
from actions.turn import Means
from actions.wording import phrase
from shop.values import AccountStatus, CustomerDetails, CustomerRef, DetailsChange

_KINDS = {"email": re.compile(r"\be-?mail\b", re.I), "phone": re.compile(r"\b(?:phone|mobile|number|tel)\b", re.I),
          "person_name": re.compile(r"\b(?:name|surname|married|called)\b", re.I)}  # fmt: skip
_FIELDS = {"email": "email", "phone": "phone", "person_name": "name"}
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NOT_THAT = re.compile(
    r"^\W*(?i:no|sorry|nope)\b\W+(?i:it'?s |it is |that'?s |i meant |i said )?((?:[A-Z][\w'’-]*\s?)+)"
    r"(?i:\s*,?\s*(?:without|with|spelt|spelled)\b.*)?\W*$"
)
# The link is no help to them, or was none.
_TRIED = re.compile(
    r"\b(?:tried|done|did|had) (?:that|it|this|one|the link)\b|\b(?:does|did|is|do)(?:n['’]?t| not) (?:work|help)|"
    r"\bnot working\b|\bstill (?:locked|nothing|can['’]?t|not)\b|\b(?:no|any) (?:use|good)\b",
    re.I,
)
_NAME_LEAD = re.compile(r"^.*?\b(?:it's|its|is|to|called|now)\s+", re.I)


def detail_in(said: Said) -> str | None:
    """Which of name, phone and e-mail a message is about."""
    chosen = said.value("detail")
    if chosen in _FIELDS:
        return str(chosen)
    told = next((kind for kind in _KINDS if said.value(kind)), None)
    return told or next((kind for kind, words in _KINDS.items() if words.search(said.text)), None)


def new_value_in(said: Said, detail: str) -> str | None:
    """The new e-mail address, number or name in a message."""
    told = said.value(detail)
    if detail == "email":
        found = _EMAIL.search(said.text)
        return found[0].lower() if found else None
    if detail == "phone":
        return str(told) if told else None  # found only where such a number can exist
    if told or said.asked_for != "new_value":
        return str(told) if told else None
    return in_short(_NAME_LEAD.sub("", said.text).strip(" .!,")) or None


def corrected_name(text: str, before: str) -> str | None:
    """The name after "no, …": where one word is put right, the others stay.

    >>> corrected_name("no, Clark without e", "Nadia Clarke"), corrected_name("no thanks", "Nadia Clarke")
    ('Nadia Clark', None)
    """
    found = _NOT_THAT.match(text)
    if not found:
        return None
    right = in_short(found[1]).split()
    first = before.split()[:-1] if len(right) == 1 else []
    return " ".join([*first, *right])


async def details_of(means: Means, refs: Iterable[CustomerRef]) -> tuple[CustomerRef, CustomerDetails] | None:
    """What the shop has of somebody, under the name that has an account; None for nobody the shop knows."""
    known = [(ref, await means.door(means.shop.accounts.details, ref)) for ref in refs]
    with_account = [owned for owned in known if owned[1].account is not AccountStatus.NONE]
    return next(iter(with_account or [owned for owned in known if owned[1].name]), None)


async def on_file(f: Filling) -> tuple[CustomerRef, CustomerDetails]:
    """What the shop has of them; Stop for nobody the shop knows."""
    found = await details_of(f.means, f.counter.refs)
    if found is None:
        raise Stop(say("utter_sign_in_for_that"))
    return found


async def _detail(f: Filling) -> str | None:
    await on_file(f)
    return detail_in(f.said) if f.slots["detail"] is None else None


async def _ask_detail(f: Filling) -> Say:
    return say("utter_ask_detail")


async def _new_value(f: Filling) -> str | None:
    detail, before = f.slots["detail"], f.slots["new_value"]
    if detail == "person_name" and before and f.said.asked_for == CONFIRMED and not f.said.is_bare_no:
        return corrected_name(f.said.text, before) or new_value_in(f.said, detail)
    return new_value_in(f.said, detail) if detail else None


async def _ask_new_value(f: Filling) -> Say:
    return say("utter_ask_new_value", what=phrase(f"utter_detail_{f.slots['detail']}"))


class ChangeDetails(Task):
    """Changes the name, phone number or e-mail address on file."""

    NAME, FORM = "action_change_details", "details_form"
    OWN = frozenset({"change_details", "share_life_event"})
    DETAILS = {
        "detail": Detail(read=_detail, ask=_ask_detail, shapes=frozenset({"new_value"})),
        "new_value": Detail(read=_new_value, ask=_ask_new_value),
        CONFIRMED: CONFIRMATION,
    }

    async def propose(self, f: Filling) -> Say:
        what = phrase(f"utter_detail_{f.slots['detail']}")
        return say("utter_ask_change_detail", what=what, value=f.slots["new_value"])

    async def carry_out(self, f: Filling) -> Say:
        ref, _ = await on_file(f)
        change = DetailsChange(**{_FIELDS[f.slots["detail"]]: f.slots["new_value"]})
        change_details = self.means.shop.accounts.change
        await self.door(change_details, ref, change, once=self.once(f), now=f.turn.moment.now)
        return say(
            "utter_detail_changed",
            what=phrase(f"utter_detail_{f.slots['detail']}"),
            value=f.slots["new_value"],
        )


async def _sign_in_confirmed(f: Filling) -> Any:
    await on_file(f)
    if f.said.asked_for == CONFIRMED and _TRIED.search(f.said.text):
        raise Stop(Say("utter_sign_in_by_person", about={"asked": "person"}))
    return await CONFIRMATION.read(f)


class HelpSignIn(Task):
    """Unlocks an account and sends the link for a new password to the address on file."""

    NAME, FORM = "action_help_sign_in", "account_form"
    OWN = frozenset({"account_problem"})
    DETAILS = {CONFIRMED: Detail(read=_sign_in_confirmed, ask=CONFIRMATION.ask)}

    async def propose(self, f: Filling) -> Say:
        return say("utter_ask_sign_in_link")

    async def carry_out(self, f: Filling) -> Say:
        ref, _ = await on_file(f)
        help_sign_in = self.means.shop.accounts.help_sign_in
        help_sent = await self.door(help_sign_in, ref, once=self.once(f), now=f.turn.moment.now)
        return say("utter_sign_in_link_sent", sent_to=help_sent.sent_to)
