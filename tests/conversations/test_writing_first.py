"""How we may write first is kept as it was said, and only words that give the permission give it."""

import pytest

from store import PERMITTING, Purpose
from tests.conversations.conftest import Customer, House


def permitted(nadia: Customer, house: House) -> dict[str, object] | None:
    """The terms of the permission to write first; None without one."""
    grants = house.memory.consents.grants(nadia.known.customer)
    last = next((one for one in grants if one.purpose is Purpose.CONTACT and one.fact is None), None)
    return dict(last.terms) if last and last.state in PERMITTING else None


@pytest.mark.parametrize(
    ("wish", "terms"),
    [
        ("nothing on weekends pls", {"weekdays": [1, 2, 3, 4, 5]}),
        ("nothing at weekends please", {"weekdays": [1, 2, 3, 4, 5]}),
        (
            "write to me only on weekdays between 10 and 4",
            {"weekdays": [1, 2, 3, 4, 5], "not_before": "10:00", "not_after": "16:00"},
        ),
    ],
)
async def test_terms_are_kept_as_they_were_said(
    nadia: Customer, house: House, wish: str, terms: dict[str, object]
) -> None:
    """Days that are not wanted are left out, and hours are no less than days."""
    await nadia.says("you may write to me")
    await nadia.says(wish)
    assert permitted(nadia, house) == terms


@pytest.mark.parametrize("words", ["don't write", "ur emails are doing my head in"])
async def test_no_more_is_no_more(nadia: Customer, house: House, words: str) -> None:
    """Said plainly or as a grumble, it takes the permission back."""
    await nadia.says("you may write to me")
    assert await nadia.says(words) == "Done: we don't write to you first any more."
    assert permitted(nadia, house) is None


@pytest.mark.parametrize("words", ["ur emails are doing my head in", "you emailed me on Friday about 10 percent off"])
async def test_nothing_but_a_yes_gives_it(nadia: Customer, house: House, words: str) -> None:
    """A grumble or a mention permits nothing."""
    await nadia.says(words)
    assert permitted(nadia, house) is None


async def test_a_no_right_after_terms_were_noted_takes_the_permission_back(nadia: Customer) -> None:
    """Whoever thinks better of it in the next breath has allowed nothing."""
    assert "only on Friday" in await nadia.says("you can email me on fridays about offers")
    assert "we don't write to you first any more" in await nadia.says("no actually dont")
    assert "Only with your yes, which we don't have" in await nadia.says("can you write to me?")
