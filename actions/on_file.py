"""What the shop's own books have of a customer: where things go, how they are reached, since when; told when asked."""

import re
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.accounts import details_of
from actions.customers import counter_for
from actions.replies import Events, Say, failure, say
from actions.said import Said
from actions.turn import CareAction, Turn, turn_of
from actions.wording import Lines, Phrase, long_day, phrase
from shop.errors import ShopError
from shop.values import CustomerDetails

ASK_DETAILS = "ask_details"
ENDING = 3  # digits by which a number is told
_WHAT = r"(?:delivery |home |e-?mail |postal )?(?:address|e-?mail|post ?code|(?:phone|mobile|telephone) (?:number|no))"
_ASKED = re.compile(
    rf"\b(?:what(?:['’]?s| is| are)?|which is|do you (?:still )?(?:have|know)|have you (?:still )?got|tell me|show me) "
    rf"my (?:current )?{_WHAT}\b(?! (?:was|were|to|wrong|right|i)\b)(?!.*\bsent\b)|"
    rf"\b(?:what|which) {_WHAT} (?:do|have|is|are) (?:you )?(?:have|got|hold|on|down)\b[^.?!]{{0,15}}"
    r"\b(?:(?:for|of|on|about) me|(?:my |on )(?:file|account|records?))\b|"
    r"\bwhat (?:contact |personal |account )?details (?:do you have|have you got|are)\b[^.?!]{0,12}"
    r"\b(?:(?:for|of|on|about) me|(?:my |on )(?:file|account|records?))\b|"
    r"\b(?:how long|since when|how many years) (?:have i been|am i) (?:a |your )?"
    r"(?:customer|member|with you|shopping|buying|ordering)|"
    r"\bhow old is my account\b|\bwhen did i (?:join|sign up|register|become a customer|"
    r"first (?:shop|order|buy)|(?:open|make|create) (?:my|an) account)\b",
    re.I,
)
_KINDS = {
    "since": re.compile(r"\b(?:how (?:long|old|many)|since when|when did i)\b", re.I),
    "email": re.compile(r"\be-?mail\b", re.I),
    "phone": re.compile(r"\b(?:phone|mobile|telephone)\b", re.I),
    "address": re.compile(r"\b(?:address|post ?code)\b", re.I),
}


def asks_for_details(text: str) -> bool:
    """Whether it asks what the shop has on file of whoever asks.

    >>> asks_for_details("what's my address on file"), asks_for_details("how long have I been a customer")
    (True, True)
    >>> asks_for_details("what's your address"), asks_for_details("can you change my address")
    (False, False)
    """
    return bool(_ASKED.search(text))


class TellDetails(CareAction):
    """Says what is asked for of what the shop has on file; all of it where nothing by itself is named."""

    NAME = "action_tell_details"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        try:
            known = await details_of(self.means, (await counter_for(self.means, turn)).refs)
        except ShopError as error:
            failure(error).by(dispatcher)
            return []
        words = say("utter_sign_in_for_that") if known is None else self._told(known[1], Said.last(tracker).text, turn)
        words.by(dispatcher)
        return []

    def _told(self, details: CustomerDetails, text: str, turn: Turn) -> Say:
        if details.since and _KINDS["since"].search(text):
            return say("utter_customer_since", day=long_day(details.since, turn.language))
        lines = self._lines(details, turn)
        asked = next((kind for kind, words in _KINDS.items() if words.search(text)), None)
        if asked and asked not in lines:
            return say("utter_on_file_nothing")
        return say("utter_on_file", lines=Lines([lines[asked]] if asked else list(lines.values())))

    def _lines(self, details: CustomerDetails, turn: Turn) -> dict[str, Phrase]:
        """Each thing that is known, in words: a number by its end, a mailbox by its letter, as others may look on."""
        lines: dict[str, Phrase] = {}
        if place := details.delivery:
            told = {"street": place.street, "town": place.town, "postcode": place.postcode}
            lines["address"] = phrase("utter_on_file_address", **told)
        if details.email:
            begins, _, house = details.email.partition("@")
            lines["email"] = phrase("utter_on_file_email", email=f"{begins[:1]}…@{house}")
        if details.phone:
            lines["phone"] = phrase("utter_on_file_phone", ending=details.phone[-ENDING:])
        if details.since:
            lines["since"] = phrase("utter_on_file_since", day=long_day(details.since, turn.language))
        return lines
