"""G7 through the real engine: what is remembered and shapes a reply is named with it, and nothing else is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from store import Purpose, Reply
from tests.conversations.conftest import House
from tests.conversations.told import Told, allow, tell


@dataclass(frozen=True, slots=True)
class Canary:
    """One remembered thing, and the words by which a reply is known to speak of it."""

    told: Told
    word: str


NAME = Canary(Told("form_of_address", "need", "Zephyrine", "please call me Zephyrine"), "Zephyrine")
WOOL = Canary(Told("preference", "never", "wool", "I never wear wool"), "wool")
ZIBELINE = Canary(Told("preference", "never", "zibeline", "I can't stand zibeline"), "zibeline")
CHARCOAL = Canary(Told("preference", "like", "charcoal", "I love charcoal"), "charcoal")
LARGE = Canary(Told("size", "need", "size L", "I take a size L"), "size L")
TINY = Canary(Told("size", "need", "size XXS", "I take a size XXS"), "size XXS")
SHOES = Canary(Told("size", "need", "shoe size 43", "my shoe size is 43"), "43")
BUDGET = Canary(Told("budget", "need", "£137", "I spend £137 at most"), "£137")
COELIAC = Canary(Told("diet", "need", "coeliac", "I'm coeliac"), "coeliac")
GLUTEN = Canary(Told("diet", "need", "gluten-free", "I eat gluten-free"), "gluten-free")
PACKING = Canary(Told("packaging", "like", "heliotrope", "pack it in heliotrope tissue"), "heliotrope")
PLACE = Canary(Told("delivery", "like", "gazebo", "leave it in the gazebo"), "gazebo")
BILLS = Canary(Told("invoicing", "like", "quarterly", "bill me quarterly"), "quarterly")
EVERYTHING = (NAME, WOOL, ZIBELINE, CHARCOAL, LARGE, SHOES, BUDGET, GLUTEN, PACKING, PLACE, BILLS)
WHY, AGAIN, COAT = "why did you say that?", "can you say that again?", "can you recommend a warm coat?"
STORIES = (
    (EVERYTHING, ("hello", "what do you know about me?")),
    (EVERYTHING, (COAT, WHY, AGAIN)),
    (EVERYTHING, ("can you recommend a coat in wool?", AGAIN)),
    (EVERYTHING, ("can you recommend shoes?", WHY)),
    ((CHARCOAL, BUDGET), (COAT,)),
    ((BUDGET,), (COAT,)),
    ((TINY,), ("can you recommend a tweed overcoat?", WHY)),
    ((GLUTEN, COELIAC), ("can you recommend something from the pantry?", WHY)),
    ((WOOL, LARGE), ("I'd like to order the Whitby duffle coat in navy", "12 High Street, York YO1 7HH")),
    (EVERYTHING, ("I'd like to order the Orla parka in olive", "12 High Street, York YO1 7HH")),
    (EVERYTHING, ("I'd like to order the Hayes coat", "12 High Street, York YO1 7HH")),
)

Replies = tuple[Reply, ...]


async def heard(house: House, name: str, facts: Sequence[Canary], story: Sequence[str]) -> list[Replies]:
    """What a new customer with these facts hears, a line of the story after the other."""
    customer = house.customer(name)
    allow(house, customer, Purpose.MEMORY, Purpose.PERSONALISE)
    for fact in facts:
        tell(house, customer, fact.told)
    replies = []
    for line in story:
        await customer.says(line)
        replies.append(customer.replies)
    return replies


def said(replies: Replies) -> list[tuple[str, list[str]]]:
    return [(reply.text, [choice.title for choice in reply.choices]) for reply in replies]


def named(*replies: Reply) -> set[str]:
    return {why.text for reply in replies for why in reply.because}


def speaks_of(reply: Reply, canary: Canary) -> bool:
    return re.search(rf"(?<!\w){re.escape(canary.word)}(?!\w)", reply.text) is not None


@pytest.mark.parametrize(("facts", "story"), STORIES, ids=[story[0] for _, story in STORIES])
async def test_what_shapes_a_reply_is_named_with_it(
    house: House, facts: Sequence[Canary], story: Sequence[str]
) -> None:
    """Whatever is spoken of is named, and so is whatever would be missed: without it the reply would be another."""
    everything = await heard(house, "everything", facts, story)
    for reply in (reply for replies in everything for reply in replies):
        spoken_of = {one.told.words for one in facts if speaks_of(reply, one)}
        assert spoken_of <= named(reply), reply.text
        assert named(reply) <= {one.told.words for one in facts}
    for number, left_out in enumerate(facts):
        others = [one for one in facts if one is not left_out]
        without = await heard(house, f"without-{number}", others, story)
        # after the first difference the two stories are two
        first = next((pair for pair in zip(everything, without, strict=True) if said(pair[0]) != said(pair[1])), None)
        assert first is None or left_out.told.words in named(*first[0]), (said(first[0]), said(first[1]))
