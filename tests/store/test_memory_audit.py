"""Every look and every change is on record, in a chain that cannot be changed unnoticed."""

import json

import pytest
from sqlalchemy import text

from store.engine import connect
from store.values import Purpose, Reader
from tests.store.store_house import House, lift_the_locks, owner_of


def a_day(house: House) -> None:
    nadia = house.arrive()
    house.allow(nadia)
    house.tell(nadia)
    house.known(nadia)
    house.known(nadia, Purpose.STAFF, Reader.AGENT)


def test_every_read_and_write_leaves_who_what_and_why(house: House) -> None:
    """Looking, deciding and remembering are on record with reader, purpose, ids and reason; no content."""
    a_day(house)
    rows = house.memory.audit.page().items
    assert [row.action for row in rows] == [
        "consent.given",
        "consent.given",
        "fact.remember",
        "recall",
        "recall",
    ]
    assert (rows[3].reader, rows[3].purpose, len(rows[3].subjects)) == ("assistant", "personalise", 1)
    assert (rows[4].reader, rows[4].subjects, rows[4].reason) == ("agent", (), "withheld: staff")
    assert "wool" not in json.dumps([str(row) for row in rows])


def test_the_sealer_links_what_waits(house: House) -> None:
    """After sealing nothing waits, the chain holds, and later rows go on from there."""
    a_day(house)
    assert house.memory.audit.verify().unsealed == 5
    assert house.memory.audit.seal(most=3) == 3
    assert house.memory.audit.seal() == 2
    assert house.memory.audit.seal() == 0
    a_day(house)
    house.memory.audit.seal()
    verdict = house.memory.audit.verify()
    assert (verdict.sealed, verdict.unsealed, verdict.first_bad) == (10, 0, None)


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit SET reason = 'nothing to see' WHERE seq = 3",
        "UPDATE audit SET customer_id = 'another' WHERE seq = 3",
        "DELETE FROM audit WHERE seq = 3",
        "UPDATE audit_heads SET link = signature",
        "UPDATE audit_heads SET anchor = true",
        "DELETE FROM audit WHERE seq = 5",
    ],
)
def test_tampering_is_found_and_named(house: House, tampering: str) -> None:
    """A changed, removed or re-signed row is named by the check, also where the locks were lifted."""
    a_day(house)
    house.memory.audit.seal()
    with connect(owner_of(house.url)).begin() as db:
        lift_the_locks(db)
        db.execute(text(tampering))
    assert house.memory.audit.verify().first_bad is not None


def test_the_audit_is_read_by_page_and_by_customer(house: House) -> None:
    """Pages follow each other without gaps; one customer's rows are that customer's only."""
    a_day(house)
    kwame = house.arrive("kwame")
    house.allow(kwame)
    first = house.memory.audit.page(limit=4)
    rest = house.memory.audit.page(after=first.next, limit=4)
    assert (len(first.items), len(rest.items), rest.next) == (4, 3, None)
    own = house.memory.audit.page(customer=kwame.customer).items
    assert {row.customer for row in own} == {kwame.customer}


def test_an_operators_reason_is_kept_until_the_customer_is_erased(house: House) -> None:
    """The reason given for a look is readable in the audit, sealed in the file, and goes with the customer."""
    nadia = house.arrive()
    operator = house.moment(nadia)
    reason = "letter of Nadia Haddad"
    house.memory.rights.export(nadia.customer, operator, Reader.OPERATOR, reason)
    assert reason in [row.note for row in house.memory.audit.page().items]
    house.memory.audit.seal()
    house.memory.rights.erase(nadia.customer, operator)
    assert reason not in [row.note for row in house.memory.audit.page().items]
    house.memory.audit.seal()
    assert house.memory.audit.verify().first_bad is None


def test_pruning_keeps_the_chain_checkable(house: House) -> None:
    """What retention takes goes up to a signed head, and the rest still checks."""
    a_day(house)
    house.memory.audit.seal()
    house.clock.pass_by(days=1826)
    kwame = house.arrive("kwame")
    house.allow(kwame)
    house.memory.audit.seal()
    assert house.memory.retention.run()["audit"] == 5
    house.memory.audit.seal()
    assert house.memory.audit.verify().first_bad is None
