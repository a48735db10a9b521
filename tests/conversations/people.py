"""Customers of the demo house who are signed in; who they are is in shop/demo/customers.yml."""

from store import Assurance
from tests.conversations.conftest import Customer, House

COAT_ON_ITS_WAY, BROKEN_TEAPOT, LATE_CASSEROLE = "c-1001", "c-1002", "c-1003"
SOCKS_TWICE_A_YEAR, POINTS_AND_REFUND, PAID_TWICE = "c-1004", "c-1005", "c-1006"
TWO_TO_SEND_BACK, LOCKED_OUT = "c-1007", "c-1008"


def signed_in(house: House, account: str) -> Customer:
    return house.customer(account, "account", assurance=Assurance.VERIFIED)
