import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.sensitive import HIDDEN, Sensitivity, mask, sensitivity_of, special_categories


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("my card is 4111 1111 1111 1111, use that", "4111 1111 1111 1111"),
        ("card 5500005555555559", "5500005555555559"), ("amex 3782-822463-10005 ok", "3782-822463-10005"),
        ("my NI number is AB 12 34 56 C", "AB 12 34 56 C"), ("ssn 123-45-6789", "123-45-6789"),
        ("my password is hunter2!", "hunter2!"), ("password: Correct-Horse", "Correct-Horse"),
        ("PIN 4821 please", "4821"), ("the cvv is 123", "123"),
        ("IBAN GB82 WEST 1234 5698 7654 32 thanks", "GB82 WEST 1234 5698 7654 32"),
        ("passport number 925665416", "925665416"), ("sort code 20-00-00", "20-00-00"),
        ("account number 55779911", "55779911"), ("my NHS number is 9434765919", "9434765919"),
        ("pwd=letmein", "letmein"),
    ],
)  # fmt: skip
def test_what_must_not_be_written_is_hidden(text: str, hidden: str) -> None:
    """Cards, accounts, national ids, passwords and codes are masked, and the words around them stay."""
    masked = mask(text)
    assert hidden not in masked
    assert HIDDEN in masked
    assert masked.split()[0] == text.split()[0] or text.startswith("pwd")


@pytest.mark.parametrize(
    "text",
    [
        "order 31-7704", "my order number is 317704", "call me on +44 7700 900123", "I forgot my password",
        "the password is not accepted", "tracking 1234567890123456", "£1,250.00 on 2026-11-21",
        "please reset my password please", "my password doesn't work", "a table for 4 at 19:30",
        "passport photo frame", "a pin for my coat",
    ],
)  # fmt: skip
def test_what_the_matter_needs_stays(text: str) -> None:
    """Orders, phones, tracking numbers and talk about passwords are not touched."""
    assert mask(text) == text


@given(st.text(max_size=80))
def test_masking_twice_is_masking_once(text: str) -> None:
    """Nothing breaks the mask, and masked text stays as it is."""
    assert mask(mask(text)) == mask(text)


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
        "please do not share this with anyone", "Mum's the word",
    ],
)  # fmt: skip
def test_confidences_are_recognised(text: str) -> None:
    """Who asks that it goes no further has told it in confidence, whatever it is about."""
    assert sensitivity_of(text) is Sensitivity.CONFIDENCE


@pytest.mark.parametrize(
    "text", ["The difference between us and them", "I never wear wool", "share it with the courier"]
)
def test_ordinary_words_are_ordinary(text: str) -> None:
    """Nothing is made a secret that was not meant as one."""
    assert sensitivity_of(text) is Sensitivity.ORDINARY
