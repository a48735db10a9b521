"""Why somebody wants a person, in their own words: what the agent's brief says of it, and what is left out."""

import pytest

from store.desk import Case
from tests.conversations.at_desk import Desk, promised
from tests.conversations.conftest import Customer, House
from tests.conversations.people import BROKEN_TEAPOT, signed_in

WISH = "I want to talk to a person"
LEATHER, THIRD = "I hate leather", "I want a person, this is the third broken teapot"


async def told(customer: Customer, desk: Desk, *said: str) -> list[str]:
    """What the next person is told after these messages; one in brackets is the press of that button."""
    for words in said:
        await (customer.chooses(words.strip("[]")) if words.startswith("[") else customer.says(words))
    return lines(desk.case(customer))


def lines(case: Case) -> list[str]:
    return [line.text for line in case.lines if not line.struck]


async def test_what_was_just_refused_to_be_remembered_is_not_the_matter(nadia: Customer, desk: Desk) -> None:
    """The line that asks for a person says why; what they said of themselves, and refused to have kept, is left out."""
    assert await told(nadia, desk, LEATHER, "[No]", THIRD) == [THIRD]
    assert "leather" not in nadia.replies[0].text and "third broken teapot" in nadia.replies[0].text
    desk.takes(nadia)
    assert desk.brief(nadia).reason == THIRD


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (["can I talk to somebody? my parcel never came"], [0]),
        (["hello", "can I talk to somebody? my parcel never came"], [1]),
        (["hello, I need a human because you charged me twice"], [0]),
        (["get me your manager, the driver threw my parcel over the fence"], [0]),
        (["this is useless", "I need to speak to someone about order 31-7704"], [0, 1]),
        (["quiero hablar con una persona, mi paquete no llegó"], [0]),
        (["ich möchte mit einem Menschen sprechen, mein Paket ist nie angekommen"], [0]),
        (["good morning", "my teapot is broken", WISH], [1]),
        (["my teapot is broken", "get me a real person now, this is ridiculous"], [0]),
        (["my teapot is broken", "i wana speek to sumone real"], [0]),
        (["where is my refund?", "what do you know about me?", WISH], [0]),
        (["I love the red socks", "a person please, the red socks have holes"], [1]),
        (["my dad died", WISH], [0]),
        (["I love linen", WISH], [1]),
    ],
)
async def test_the_matter_is_told_and_nothing_beside_it(
    nadia: Customer, desk: Desk, said: list[str], expected: list[int]
) -> None:
    """Greetings, the bare wish and questions about their own data are left out; a wish that says more is not."""
    assert await told(nadia, desk, *said) == [said[one] for one in expected]


@pytest.mark.parametrize("answer", ["[No]", "[Yes, remember]"])
async def test_what_is_settled_of_themselves_is_no_reason(nadia: Customer, desk: Desk, answer: str) -> None:
    """Where nothing else was said the wish itself stands there, not what they just decided about."""
    assert await told(nadia, desk, LEATHER, answer, WISH) == [WISH]


async def test_several_complaints_are_all_told(nadia: Customer, desk: Desk) -> None:
    """Four things that went wrong are four lines, the last of them in the queue."""
    wrong = ["my teapot came broken", "and nobody answers the phone", "the coat is too small", "I was charged twice"]
    assert await told(nadia, desk, *wrong, "person please") == wrong
    assert desk.case(nadia).reason == wrong[-1]


async def test_what_was_answered_at_once_hides_no_trouble(nadia: Customer, desk: Desk) -> None:
    """What was asked of the shop since is left out; alone, it is what they came with."""
    wrong = "the coat came with a broken zip"
    asked = ["what's in the sale then", "do you deliver to France", "anything warm for walking?", "is it in stock"]
    assert await told(nadia, desk, wrong, *asked, WISH) == [wrong]


async def test_where_nothing_is_wrong_what_was_asked_is_told(nadia: Customer, desk: Desk) -> None:
    """Who only asked is told of by what they asked."""
    assert await told(nadia, desk, "do you deliver to France", WISH) == ["do you deliver to France"]


async def test_a_number_alone_is_told_but_is_no_reason(nadia: Customer, desk: Desk) -> None:
    """What answers a question is a line; the queue says the matter in words."""
    assert await told(nadia, desk, "where is my order?", "1042", WISH) == ["where is my order?", "1042"]
    assert desk.case(nadia).reason == "where is my order?"


async def test_answers_to_a_form_are_told_with_what_began_it(house: House, desk: Desk) -> None:
    """In the middle of a return the matter and what is wrong with it go along, the yes and no do not."""
    kwame = signed_in(house, BROKEN_TEAPOT)
    said = await told(kwame, desk, "I want to return my teapot", "the spout snapped off in the box", "no", WISH)
    assert said == ["I want to return my teapot", "the spout snapped off in the box"]


async def test_what_was_not_followed_is_told_where_nothing_else_was_said(nadia: Customer, desk: Desk) -> None:
    """Two messages that the assistant could not read are just what a person is fetched for."""
    assert await told(nadia, desk, "florp wibble zang", "grommet snarf quux", "yes") == [
        "florp wibble zang",
        "grommet snarf quux",
    ]


@pytest.mark.parametrize("days", [0, 2])
async def test_who_says_why_only_while_waiting_is_told_of(nadia: Customer, house: House, desk: Desk, days: int) -> None:
    """After a bare wish the first words that say the matter are what is told, shown before it goes; open or closed."""
    house.wait(days=days)
    assert await told(nadia, desk, WISH, "thanks") == [WISH]
    reply = await nadia.says("my parcel never came")
    assert "I'll tell whoever comes: “my parcel never came”." in reply
    assert lines(desk.case(nadia)) == ["my parcel never came"]
    assert all("parcel never came" in one.what for one in promised(nadia))
    await nadia.says("and I was charged twice")
    desk.takes(nadia)
    assert desk.brief(nadia).reason == "my parcel never came"
    assert {WISH, "and I was charged twice"} <= set(desk.sees(nadia).splitlines())


async def test_what_is_told_while_waiting_can_be_struck(nadia: Customer, house: House, desk: Desk) -> None:
    """The button beside it takes it out again; then only that a person is wanted is told."""
    house.wait(days=2)
    await told(nadia, desk, WISH, "my parcel never came")
    assert "nothing but that you asked for a person" in await nadia.chooses("Don't pass on “my parcel never came”")
    desk.takes(nadia)
    assert "parcel" not in desk.sees(nadia) and desk.brief(nadia).reason == ""


async def test_line_after_line_can_be_struck(nadia: Customer, desk: Desk) -> None:
    """After one is taken out the buttons for the others stand beside what is left, until nothing is."""
    await told(nadia, desk, "my mother's vase came broken", "where is my refund?", WISH)
    await nadia.chooses("Don't pass on “my mother's vase came …”")
    assert "Change that" in nadia.choices and "Never mind" in nadia.choices
    assert "nothing but that you asked for a person" in await nadia.chooses("Don't pass on “where is my refund?”")


async def test_who_said_why_before_is_not_told_anew_while_waiting(nadia: Customer, house: House, desk: Desk) -> None:
    """What comes after the matter is for whoever comes to read, and changes nothing that was agreed."""
    house.wait(days=2)
    said = await told(nadia, desk, "my third teapot came broken", WISH, "the handle came off in my hand")
    assert said == ["my third teapot came broken"]


async def test_an_older_button_strikes_its_own_words_only(nadia: Customer, desk: Desk) -> None:
    """"Don't pass on" means the words it names, in their own case, and never a line of the one that is open now."""
    await told(nadia, desk, "my mother's vase came broken", "where is my refund?", WISH)
    first = nadia.replies
    desk.takes(nadia)
    await desk.resolves(nadia)
    assert await told(nadia, desk, "hello", "the coat is too small", WISH) == ["the coat is too small"]
    nadia.replies = first
    await nadia.chooses("Don't pass on “my mother's vase came …”")
    assert lines(desk.case(nadia)) == ["the coat is too small"]
    desk.takes(nadia)
    assert "vase" not in desk.sees(nadia) and "the coat is too small" in desk.sees(nadia)


async def test_a_line_is_struck_when_nobody_has_the_conversation_any_more(nadia: Customer, desk: Desk) -> None:
    """Handed back, the button still holds: the words go along with no later asking."""
    await told(nadia, desk, "my mother's vase came broken", "where is my refund?", WISH)
    first = nadia.replies
    desk.takes(nadia)
    await desk.returns(nadia)
    nadia.replies = first
    assert "taken out" in await nadia.chooses("Don't pass on “my mother's vase came …”")
    assert await told(nadia, desk, WISH) == ["where is my refund?"]
