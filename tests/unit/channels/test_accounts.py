"""Accounts come from the keys, and the rehearsal's exist in rehearsal only."""

from bot.channels.accounts import accounts

KEYS = {
    "slack": {"signing_secret": "s", "bot_token": "b"},
    "telegram": {"shop": {"bot_token": "1:a", "secret_token": "t"}, "club": {"bot_token": "2:b"}},
    "carrier-pigeon": {"loft": {"ring": "7"}},
}


def test_a_house_has_several_accounts_on_one_channel() -> None:
    """Each has its own secrets; a channel that we don't speak is left out."""
    known = accounts(KEYS, rehearsal=False)
    assert {place: account.secrets["bot_token"] for place, account in known.items()} == {
        ("telegram", "shop"): "1:a",
        ("telegram", "club"): "2:b",
    }


def test_the_rehearsals_account_exists_in_rehearsal_only() -> None:
    """Secrets made for rehearsal open nothing in production."""
    assert ("slack", "rehearsal") in accounts(KEYS, rehearsal=True)
    named = {"slack": {"rehearsal": {"signing_secret": "s"}}}
    assert accounts(named, rehearsal=False) == {}


def test_reports_are_asked_for_where_the_house_is_reachable() -> None:
    """Providers get our webhook's address only when the house has a public one."""
    public = accounts(KEYS, rehearsal=False, public_url="https://shop.example/")
    assert public["telegram", "shop"].hook == "https://shop.example/hooks/telegram/shop"
    assert accounts(KEYS, rehearsal=False)["telegram", "shop"].hook is None
