"""Which shop is a customer's own, by what they told."""

from datetime import UTC, datetime, timedelta

import pytest

from actions.house import offers_in
from actions.local import shop_told
from shop.demo.house import load_house
from tests.actions.test_tastes import a_fact

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TOLD = {
    "lives in York": ("home_town", "york"),
    "lives in New York": ("home_town", "new york"),
    "lives in Glasgow": ("home_town", "glasgow"),
    "shops in Leeds": ("home_shop", "leeds"),
    "shops in Bath": ("home_shop", "larkin & rowe bath"),
    "moved to York": ("life_event", "moved to york last week"),
    "moved to Bath Street": ("life_event", "moved to bath street"),
    "got a dog": ("life_event", "got a dog"),
}


@pytest.mark.parametrize(
    ("told", "own"),
    [
        (["lives in York"], "york"),
        (["shops in Bath"], "bath"),
        (["lives in New York"], None),
        (["moved to Bath Street", "got a dog"], None),
        (["lives in York", "shops in Leeds"], "leeds"),
        (["shops in Leeds", "moved to York"], "york"),
        (["shops in Leeds", "lives in Glasgow"], "leeds"),
        (["lives in York", "lives in Glasgow"], None),
        ([], None),
    ],
)
def test_their_own_shop_is_what_they_told_last_of_shop_and_town(told: list[str], own: str | None) -> None:
    """Where they live now ends where they lived before, but not which shop they like."""
    facts = [a_fact(kind, "need", about, days=day) for day, (kind, about) in enumerate(TOLD[one] for one in told)]
    found = shop_told(facts, load_house().shops(MONDAY))
    assert (found.shop.id if found else None) == own


def test_a_shop_has_the_offers_of_everywhere_and_its_own_which_come_first() -> None:
    """No shop hears of another's."""
    offers = load_house().offers((MONDAY + timedelta(days=1)).date())
    york, leeds = ([offer.id for offer in offers_in(shop, offers)] for shop in ("york", "leeds"))
    assert york[0] == "york-scone" and york[1:] == leeds
