"""Under which names the shop knows whoever speaks."""

from datetime import UTC, datetime

from actions.customers import shop_refs
from actions.turn import Turn
from store import Assurance, IdentityView, Moment

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)


def an_identity(name: str, channel: str, address: str = "x") -> IdentityView:
    return IdentityView(
        id=name,
        customer="c",
        home="c",
        channel=channel,
        address=address,
        name=None,
        assurance=Assurance.CHANNEL,
        since=NOW,
    )


def a_turn(assurance: Assurance, identity: str = "telegram-1") -> Turn:
    moment = Moment(now=NOW, channel="telegram", identity=identity, conversation="k", assurance=assurance)
    return Turn(
        id="t",
        customer="c",
        identity=identity,
        text="",
        language="en",
        moment=moment,
        statements=(),
        mood="neutral",
    )


BOTH = [an_identity("telegram-1", "telegram"), an_identity("account-1", "account", "c-1001")]


def test_on_an_unproven_channel_only_the_identity_that_speaks_counts() -> None:
    """Orders of the account stay closed to a phone that anybody may hold."""
    assert shop_refs(BOTH, a_turn(Assurance.CHANNEL)) == ("telegram-1",)


def test_somebody_verified_is_all_their_identities_the_account_first() -> None:
    """Once proven, every order of theirs is within reach."""
    assert shop_refs(BOTH, a_turn(Assurance.VERIFIED)) == ("account:c-1001", "telegram-1")


def test_nobody_in_particular_is_nobody() -> None:
    """Without an identity there is nothing of anybody's to show."""
    assert shop_refs(BOTH, a_turn(Assurance.ANONYMOUS)) == ()
