"""Migrations that move what is there, run again on a house of today."""

from importlib import import_module

from alembic.migration import MigrationContext
from alembic.operations import Operations

from store import Assurance
from store.engine import connect
from tests.store.store_house import House
from tests.store.talk import a_talk


def test_a_hosts_customers_keep_their_conversation_when_it_moves_to_the_web(house: House) -> None:
    """What the chat held under the account is the web's; a connector's channel of that name stays as it is."""
    talk = a_talk(house)
    verified = {"channel": "account", "assurance": Assurance.VERIFIED}
    theirs = talk.write("in the chat", "1", address="c-1", **verified)
    talk.answer("Hi.")
    connectors = talk.write("by a connector", "2", address="c-2", channel="account")
    run_again("0011_accounts_write_on_the_web", house.url)
    assert talk.memory.owners.of(theirs.conversation).channel == "web"
    assert talk.memory.owners.of(connectors.conversation).channel == "account"
    goes_on = talk.write("again", "3", address="c-1", channel="web", identity_channel="account")
    assert goes_on.conversation == theirs.conversation
    assert talk.outbox.stream("account").items == ()


def run_again(name: str, url: str) -> None:
    migration = import_module(f"store.migrations.versions.{name}")
    engine = connect(url)
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        migration.upgrade()
    engine.dispose()
