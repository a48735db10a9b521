"""What is right, told by itself: which few words put something right, and which only sound like it."""

import pytest

from actions.right_alone import names_what_is_right, right_alone
from actions.swaps import Swap


@pytest.mark.parametrize(
    ("said", "told", "about", "swap"),
    [
        ("no it's Ken", "my son is called Ben", "ben", Swap("Ken", "Ben")),
        ("it's ken", "my son is called Ben", "ben", Swap("ken", "Ben")),
        ("it's Joe with an e", "call me Jo", "jo", Swap("Joe", "Jo")),
        ("you spelled my name wrong, it's Stephen", "call me Steven", "steven", Swap("Stephen", "Steven")),
        ("*Elly", "my daughter Ellie loves horses", "horses", Swap("Elly", "Ellie")),
        ("sorry, 5 May I meant", "my birthday is 3 May", "3 may", Swap("5 May", "3 May")),
        ("it's the 21st", "my mum's birthday is 12 June", "12 june", Swap("21st", "12")),
        ("July, sorry", "my mum's birthday is 12 June", "12 june", Swap("July", "June")),
        ("change that to 70", "my budget is 50 pounds", "50 pounds", Swap("70", "50")),
        ("he's 9", "my son is 8", "8", Swap("9", "8")),
        ("oh sorry, size L", "I take a size M", "size m", Swap("L", "M")),
        ("it's only peanuts actually", "I'm allergic to nuts", "nuts", Swap("peanuts", "nuts")),
        ("no, it's acrylic I hate", "I hate polyester", "polyester", Swap("acrylic", "polyester")),
        ("I meant vegan, sorry", "I'm vegetarian", "vegetarian", Swap("vegan", "vegetarian")),
    ],
)
def test_it_takes_the_place_of_what_is_of_its_kind(said: str, told: str, about: str, swap: Swap) -> None:
    """A name that of a name, a day that of a day, a number that of a number, a slip that of the thing."""
    assert right_alone(said, told, about) == swap


@pytest.mark.parametrize(
    ("said", "told", "about"),
    [
        ("it's lovely", "I hate polyester", "polyester"),
        ("no it's itchy", "I hate polyester", "polyester"),
        ("actually, scarves", "I hate polyester", "polyester"),
        ("only cotton please", "I hate polyester", "polyester"),
        ("no, cotton please", "I hate polyester", "polyester"),
        ("it's fine", "my son is called Ben", "ben"),
        ("it's Ben", "my son is called Ben", "ben"),
        ("sorry", "I hate polyester", "polyester"),
        ("no thanks", "my son is called Ben", "ben"),
        ("is it Ken?", "my son is called Ben", "ben"),
        ("make it two of those and send them to my mother", "my budget is 50", "50"),
        ("No Worries", "my husband is called Ken", "ken"),
        ("just Browsing", "my husband is called Ken", "ken"),
        ("it's Monday", "my daughter is called Mia", "mia"),
        ("just 2 please", "my budget is 50 pounds", "50 pounds"),
        ("size 8 please", "my son is 7", "7"),
        ("the 10 please", "I take a size 12", "size 12"),
        ("it's 44", "my shoe size is 43 and my hat size 57", "size"),
    ],
)
def test_what_is_of_no_kind_told_puts_nothing_right(said: str, told: str, about: str) -> None:
    """Nor does a wish, a remark, the same again, or what could take two places."""
    assert right_alone(said, told, about) is None


@pytest.mark.parametrize(
    ("answer", "named"),
    [("silk", True), ("44", True), ("5 May", True), ("yes", False), ("no idea", False), ("dunno", False)],
)
def test_a_word_answers_how_it_should_read(answer: str, named: bool) -> None:
    """A yes or a shrug is none."""
    assert names_what_is_right(answer) is named
