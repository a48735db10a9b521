import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.masking import HIDDEN, mask


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
        ("pwd=letmein", "letmein"), ("4111 1111 1111 1111 12/27 123", "4111 1111 1111 1111"),
        ("for order 3042 4111-1111-1111-1111", "4111-1111-1111-1111"), ("visa 411111 11111 11111", "411111"),
        ("photo_4111111111111111.jpg", "4111111111111111"),
    ],
)  # fmt: skip
def test_what_must_not_be_written_is_hidden(text: str, hidden: str) -> None:
    """Cards, accounts, national ids, passwords and codes are masked, and the words around them stay."""
    masked = mask(text)
    assert hidden not in masked
    assert HIDDEN in masked
    assert masked.split()[0] == text.split()[0] or text.startswith(("pwd", "4111", "photo"))


@pytest.mark.parametrize(
    "text",
    [
        "order 31-7704", "my order number is 317704", "call me on +44 7700 900123", "I forgot my password",
        "the password is not accepted", "tracking 1234567890123456", "£1,250.00 on 2026-11-21",
        "please reset my password please", "my password doesn't work", "a table for 4 at 19:30",
        "passport photo frame", "a pin for my coat",
        "order number 4111111111111111", "orders 31-7704 31-6610 31-2043", "ring 0044 7700 900123",
    ],
)  # fmt: skip
def test_what_the_matter_needs_stays(text: str) -> None:
    """Orders, phones, tracking numbers and talk about passwords are not touched."""
    assert mask(text) == text


@given(st.text(max_size=80))
def test_masking_twice_is_masking_once(text: str) -> None:
    """Nothing breaks the mask, and masked text stays as it is."""
    assert mask(mask(text)) == mask(text)
