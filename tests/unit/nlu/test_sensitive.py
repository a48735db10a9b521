import pytest

from bot.nlu.sensitive import Sensitivity, sensitivity_of, special_categories


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("I'm allergic to wool", {"health"}), ("wool gives me a rash", {"health"}),
        ("we keep kosher", {"religion"}), ("I'm gay", {"sexuality"}),
        ("I voted for the greens", {"politics"}), ("I'm a union rep", {"union"}),
        ("I've been to prison", {"offence"}), ("my fingerprint is on it", {"biometrics"}),
        ("I'm a coeliac", {"health"}), ("I use a wheelchair", {"health"}), ("I'm pregnant", {"health"}),
        ("as a Black woman I find it hard", {"ethnicity"}), ("I never wear wool", set()),
        ("I take a size 12", set()), ("the white ones, please", set()), ("I'm vegetarian", set()),
    ],
)  # fmt: skip
def test_special_categories_are_recognised(text: str, categories: set[str]) -> None:
    """What the law protects more strongly is recognised before it could be stored."""
    assert special_categories(text) == categories


@pytest.mark.parametrize(
    "text",
    [
        "Between us, it's for my boss", "Please don't pass this on, but I'm leaving",
        "I'm telling you this in confidence: we sell", "Keep this to yourself", "it's a secret for now",
        "don't tell anyone, I'm pregnant", "off the record, I hate it", "this stays between us",
        "strictly confidential: we split up", "This isn't for anybody else: I owe money",
        "please do not share this with anyone", "Mum's the word", "don't let my husband know, I ordered two",
        "unter uns, ich lasse mich scheiden", "entre nosotros, me divorcio", "I told you this in confidence: I'm ill",
    ],
)  # fmt: skip
def test_confidences_are_recognised(text: str) -> None:
    """Who asks that it goes no further has told it in confidence, whatever it is about."""
    assert sensitivity_of(text) is Sensitivity.CONFIDENCE


@pytest.mark.parametrize(
    "text",
    [
        "The difference between us and them", "I never wear wool", "share it with the courier",
        "you never tell me when it comes", "don't mention it", "don't let it get wet", "do not share tables",
        "I told you that in confidence and somebody told my sister",
    ],
)
def test_ordinary_words_are_ordinary(text: str) -> None:
    """Nothing is made a secret that was not meant as one."""
    assert sensitivity_of(text) is Sensitivity.ORDINARY
