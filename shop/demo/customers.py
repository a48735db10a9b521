"""Who the demo house knows: details on file, and the one row that a customer's writes queue at."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select, update

from shop.demo.database import Call, Database, insert_new
from shop.demo.tables import CustomerRow
from shop.errors import AlreadyDone, NoAccount, NotValid
from shop.values import AccountStatus, Address, CustomerDetails, CustomerRef, DetailsChange, SignInHelp

_LONGEST = 200
_LINK_LASTS = timedelta(hours=2)


class DemoAccounts:
    """`shop.port.Accounts` of the demo house."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def details(self, customer: CustomerRef) -> CustomerDetails:
        with self._database.reading() as db:
            return details_of(db, customer)

    def change(
        self, customer: CustomerRef, change: DetailsChange, *, once: str, now: datetime
    ) -> CustomerDetails:
        def work(db: Connection) -> CustomerDetails:
            check_details(change)
            lock_customer(db, customer)
            _change_row(db, customer, change)
            return details_of(db, customer)

        return self._database.once(Call(customer, once, "accounts.change", (change,)), CustomerDetails, work)

    def help_sign_in(self, customer: CustomerRef, *, once: str, now: datetime) -> SignInHelp:
        def work(db: Connection) -> SignInHelp:
            details = _with_account(db, customer)
            _set_account(db, customer, AccountStatus.ACTIVE)
            return SignInHelp(sent_to=masked(details.email), valid_until=now + _LINK_LASTS)

        return self._database.once(Call(customer, once, "accounts.help_sign_in", ()), SignInHelp, work)

    def close(self, customer: CustomerRef, *, once: str, now: datetime) -> CustomerDetails:
        def work(db: Connection) -> CustomerDetails:
            _with_account(db, customer)
            _set_account(db, customer, AccountStatus.CLOSED)
            return details_of(db, customer)

        return self._database.once(Call(customer, once, "accounts.close", ()), CustomerDetails, work)


def lock_customer(db: Connection, customer: CustomerRef) -> None:
    """Make sure that there is a row for this customer, and let nobody else write for them meanwhile."""
    insert_new(
        db, CustomerRow, customer=customer, name="", email="", phone="", account=AccountStatus.NONE.value
    )
    db.execute(select(CustomerRow.customer).where(CustomerRow.customer == customer).with_for_update())


def details_of(db: Connection, customer: CustomerRef) -> CustomerDetails:
    """What is on file; nothing for people the house does not know."""
    row = db.execute(select(CustomerRow).where(CustomerRow.customer == customer)).one_or_none()
    return CustomerDetails() if row is None else _details(row)


def address_of(stored: dict[str, Any] | None) -> Address | None:
    """An address as it was stored."""
    return None if stored is None else Address(**stored)


def stored_address(address: Address | None) -> dict[str, Any] | None:
    """An address as it is stored."""
    return None if address is None else asdict(address)


def check_texts(*texts: str) -> None:
    """Refuse what is too long or holds control characters, which PostgreSQL could not store; NotValid."""
    if any(len(text) > _LONGEST or not text.isprintable() for text in texts):
        raise NotValid


def check_address(address: Address) -> None:
    """Refuse an address that nobody could deliver to; NotValid."""
    check_texts(*asdict(address).values())
    if not all(part.strip() for part in (address.street, address.town, address.postcode)):
        raise NotValid


def check_details(change: DetailsChange) -> None:
    """Refuse details that cannot be right; NotValid."""
    check_texts(*(text for text in (change.name, change.email, change.phone) if text))
    if change.email and change.email.strip("@").count("@") != 1:
        raise NotValid
    for address in (change.delivery, change.billing):
        if address is not None:
            check_address(address)


def masked(email: str) -> str:
    """So much of an address that its owner knows it: `n…@example.org`."""
    name, at, host = email.partition("@")
    return f"{name[:1]}…{at}{host}"


def _details(row: Row[Any]) -> CustomerDetails:
    return CustomerDetails(
        name=row.name,
        email=row.email,
        phone=row.phone,
        delivery=address_of(row.delivery),
        billing=address_of(row.billing),
        account=AccountStatus(row.account),
        since=row.since,
    )


def _change_row(db: Connection, customer: CustomerRef, change: DetailsChange) -> None:
    new = {name: value for name, value in asdict(change).items() if value is not None}
    if new:
        db.execute(update(CustomerRow).where(CustomerRow.customer == customer).values(**new))


def _with_account(db: Connection, customer: CustomerRef) -> CustomerDetails:
    details = details_of(db, customer)
    if details.account is AccountStatus.NONE:
        raise NoAccount
    if details.account is AccountStatus.CLOSED:
        raise AlreadyDone
    return details


def _set_account(db: Connection, customer: CustomerRef, account: AccountStatus) -> None:
    db.execute(update(CustomerRow).where(CustomerRow.customer == customer).values(account=account.value))
