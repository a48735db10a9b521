"""What can go wrong between the assistant and the business; the docstring is the message."""

from __future__ import annotations

import re


class ShopError(Exception):
    """The shop could not do that."""

    def __init__(self, *choices: str) -> None:
        super().__init__(self.__doc__)
        self.choices = choices
        """What could be said instead: sizes, numbers, times. Only ever the customer's own or public ones."""


class NoSuchOrder(ShopError):
    """There is no such order of yours."""

    # Also raised for somebody else's order: nobody may learn that it exists.


class WhichOrder(ShopError):
    """Several of your orders fit that number."""


class NoSuchLine(ShopError):
    """The order has no such line."""


class TooLate(ShopError):
    """It is too late for that."""


class NotYetDelivered(ShopError):
    """It has not been delivered yet."""


class AlreadyDone(ShopError):
    """That has been done already."""


class NothingLeft(ShopError):
    """Nothing would be left of the order."""


class NoSuchProduct(ShopError):
    """There is no such product."""


class WhichVariant(ShopError):
    """It comes in several sizes or colours."""


class OutOfStock(ShopError):
    """There is not enough of it in stock."""


class NoAddress(ShopError):
    """There is no address to deliver to."""


class NoSuchVoucher(ShopError):
    """There is no such voucher, or it has been used."""


class NotEnoughPoints(ShopError):
    """There are not that many points."""


class NoSuchBooking(ShopError):
    """There is no such booking of yours."""


class WhichBooking(ShopError):
    """Several of your bookings fit."""


class NoSuchShop(ShopError):
    """There is no such shop."""


class SlotTaken(ShopError):
    """That time is not free."""


class NoAccount(ShopError):
    """There is no account to do that with."""


class NotValid(ShopError):
    """Something in what was given cannot be right."""


class OnceUsed(ShopError):
    """The same key was used for something else before."""


class ShopUnreachable(ShopError):
    """The shop's systems cannot be reached."""


class NotAllowed(ShopError):
    """The shop's systems do not accept this connection."""


def code_of(error: ShopError) -> str:
    """The name by which an error travels: `no-such-order`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", type(error).__name__).lower()


def error_called(code: str) -> type[ShopError]:
    """The error of that name; ShopError itself when there is none."""
    return next((error for error in ShopError.__subclasses__() if code_of(error()) == code), ShopError)
