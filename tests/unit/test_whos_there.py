"""Who says that they write: heard where it is said plainly, and nowhere else."""

import pytest

from bot.front.whos_there import Claim, who_speaks

ANOTHER, CUSTOMER, NONE = Claim.ANOTHER, Claim.CUSTOMER, Claim.NONE


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("I'm not Anna", ANOTHER),
        ("i'm not anna", ANOTHER),  # she asked to be called so
        ("I am not Anna, I'm her husband", ANOTHER),
        ("Hello, I’m not Anna but her son", ANOTHER),
        ("this is not Anna, it's Tom", ANOTHER),
        ("you're not talking to Anna", ANOTHER),
        ("I'm her husband", ANOTHER),
        ("Hi, this is her daughter", ANOTHER),
        ("it's her husband here", ANOTHER),
        ("I'm Anna's husband", ANOTHER),
        ("it's someone else now", ANOTHER),
        ("I'm somebody else", ANOTHER),
        ("I'm a different person", ANOTHER),
        ("someone else is using this", ANOTHER),
        ("I'm using my wife's phone", ANOTHER),
        ("this isn't my phone", ANOTHER),
        ("This is my husband's account.", ANOTHER),
        ("hi its annas husband here on her laptop", ANOTHER),
        ("it's Anna's son speaking", ANOTHER),
        ("this is Anna's mum on her phone", ANOTHER),
        ("this isn't Anna, it's Tom here", ANOTHER),
        ("This isn't Joanna, it's Tom here", ANOTHER),
        ("My name is Tom", ANOTHER),
        ("I'm Tom.", ANOTHER),
        ("It's Tom here", ANOTHER),
        ("Ich bin nicht Anna", ANOTHER),
        ("ich bin ihr Mann", ANOTHER),
        ("Hier schreibt jemand anderes", ANOTHER),
        ("no soy Anna", ANOTHER),
        ("soy su marido", ANOTHER),
        ("it's me again", CUSTOMER),
        ("It's Anna again", CUSTOMER),
        ("I'm back", CUSTOMER),
        ("I'm Anna", CUSTOMER),
        ("ich bin es wieder", CUSTOMER),
        ("soy yo otra vez", CUSTOMER),
        ("back to Anna now", CUSTOMER),
        ("back to anna", CUSTOMER),
        ("I'm not happy", NONE),
        ("it's not Whitby it's Scarborough", NONE),
        ("It's not Whitby, it's Scarborough.", NONE),
        ("this isn't Whitby", NONE),
        ("it's not Anthracite, it's Navy", NONE),
        ("its annas husband", NONE),
        ("it's Anna's birthday here", NONE),
        ("back to Work now", NONE),
        ("back to Tom now", NONE),
        ("I'm not British", NONE),
        ("I'm not Catholic.", NONE),
        ("I'm not OK", NONE),
        ("i'm tired", NONE),
        ("it's her husband's fault", NONE),
        ("It's my husband's birthday", NONE),
        ("It's for my husband", NONE),
        ("My wife is using it", NONE),
        ("my husband's phone is broken", NONE),
        ("It's someone else's parcel", NONE),
        ("that's not my order", NONE),
        ("I'm Tom's mum", NONE),
        ("My son needs shoes, I'm his mum", NONE),
        ("I'm back pain free with your mattress", NONE),
        ("where is my order?", NONE),
        ("call me Tom", NONE),
        ("I'm not Anna's biggest fan", NONE),
    ],
)
def test_who_speaks_is_heard_in_plain_words_alone(text: str, claim: Claim) -> None:
    """Of a customer who asked to be called Anna."""
    assert who_speaks(text).among(["anna"]).claim is claim


@pytest.mark.parametrize("text", ["I'm Tom", "My name is Tom", "i'm not anna", "ich bin nicht Mitglied"])
def test_a_name_by_itself_says_nothing_where_none_is_known(text: str) -> None:
    """Whoever never said how to call them may say it now."""
    assert who_speaks(text).among([]).claim is NONE


def test_what_is_asked_beside_it_is_kept_for_an_answer() -> None:
    """Nobody has to say it twice."""
    assert who_speaks("I'm not Anna, I'm her husband. Do you have boots in 46?").rest == "Do you have boots in 46?"
    assert who_speaks("Hi, I'm her husband").rest == ""


@pytest.mark.parametrize(("text", "claim"), [("back to Priya now", CUSTOMER), ("back to work now", NONE)])
def test_a_name_with_a_capital_is_come_back_to_where_none_is_known(text: str, claim: Claim) -> None:
    """It undoes no more than the button beside the first answer."""
    assert who_speaks(text).among([]).claim is claim


def test_on_whose_thing_it_is_written_is_nothing_besides() -> None:
    """Nobody is answered for the words that say who writes."""
    assert who_speaks("hi its priyas husband here on her laptop").rest == ""
