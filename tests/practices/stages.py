"""What had happened before each transcript of `docs/practices.md`, and what others than the customer do in it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from tests.practices.conftest import Customer, House
from tests.practices.test_whole_person import signed_in

Act = Callable[[House, Customer], Awaitable[None]]
# What a note in brackets beside a line says of the time.
LATER = {
    "an offer": {},
    "a survey": {},
    "two hours late": {"hours": 8},
    "days later": {"days": 8},
    "a reminder, in a dependency": {"days": 1, "hours": 2},
}


async def met(house: House, customer: Customer, *purposes: str) -> None:
    await customer.says("hello")
    await customer.allows(*purposes)


async def sock_maker(house: House, customer: Customer) -> None:
    house.at(datetime(2026, 2, 2, 10, tzinfo=UTC))
    await met(house, customer, "contact")
    for year in range(2011, 2026):
        for month in (3, 9):
            await customer.buys("socks", datetime(year, month, 10, 12, tzinfo=UTC))
    house.at(datetime(2026, 3, 16, 10, tzinfo=UTC))


async def with_points(house: House, customer: Customer) -> None:
    await customer.says("how many points do I have?")
    await customer.buys("bulbs", house.now, price="40.00", order="31-19")


async def ten_years(house: House, customer: Customer) -> None:
    await met(house, customer, "personalise")
    await customer.buys("bulbs", datetime(2016, 11, 20, 12, tzinfo=UTC), price="0.50")
    house.wait(days=1)


async def books_then_audio(house: House, customer: Customer) -> None:
    await met(house, customer, "personalise")
    for week in range(8, 0, -1):
        await customer.buys("books", house.now - timedelta(weeks=week))
    await customer.buys("audio", house.now)
    house.wait(days=2)


async def monthly(house: House, customer: Customer, *purposes: str) -> None:
    await met(house, customer, *purposes)
    for month in range(6, 0, -1):
        await customer.buys("socks", house.now - timedelta(days=30 * month, hours=1))


async def offered_socks(house: House, customer: Customer) -> None:
    await monthly(house, customer, "contact")
    await house.run_due()
    await customer.gets()


async def gardener(house: House, customer: Customer) -> None:
    await met(house, customer, "contact")
    await customer.buys("seeds and bulbs", house.now - timedelta(days=200))
    await house.call("POST", "/api/v1/outreach/stock", "operator", {"offer": "bulb-season"})


async def long_silent(house: House, customer: Customer) -> None:
    await met(house, customer, "personalise")
    for month in range(8, -1, -1):
        await customer.buys("cars", house.now - timedelta(days=30 * month + 1))
    house.wait(days=245)


async def bought_yesterday(house: House, customer: Customer) -> None:
    await monthly(house, customer, "personalise")
    await customer.buys("socks", house.now - timedelta(days=1))


async def signed_in_as(account: str, house: House, customer: Customer) -> None:
    customer.channel, customer.address = "account", account


async def many_things_for_years(house: House, customer: Customer) -> None:
    await met(house, customer, "personalise")
    for half_years in range(8, 0, -1):
        await customer.buys("books" if half_years % 2 else "tea", house.now - timedelta(days=180 * half_years))


async def dependent(house: House, customer: Customer) -> None:
    await customer.says("hello")
    await customer.says("Treat us as a dependency")
    await customer.says("remind me tomorrow at 11am to water the ferns")


async def to_be_asked(house: House, customer: Customer) -> None:
    await met(house, customer, "contact")
    await house.call("POST", f"/api/v1/customers/{await customer.id()}/survey", "operator")


async def spoken(house: House, customer: Customer) -> None:
    await met(house, customer)


async def waiting(house: House, customer: Customer) -> None:
    await customer.says("I want a person please")
    await takes_it(house, customer)
    await customer.gets()


BEFORE: dict[str, Act] = {
    "P1.1": sock_maker,
    "P2.1": with_points,
    "P2.2": ten_years,
    "P3.1": partial(signed_in_as, "c-1004"),
    "P3.3": books_then_audio,
    "P4.1": offered_socks,
    "P4.2": gardener,
    "P5.1": long_silent,
    "P7.1": partial(signed_in_as, "c-1001"),
    "P8.1": bought_yesterday,
    "P9.1": waiting,
    "P13.4": many_things_for_years,
    "P13.5": dependent,
    "P13.8": to_be_asked,
}


async def eva(house: House) -> str:
    return str((await signed_in(house))["token"])


async def takes_it(house: House, customer: Customer) -> None:
    await house.call("POST", f"/api/v1/desk/conversations/{customer.conversation}/claim", await eva(house))


async def puts_down(amount: str, reason: str, house: House, customer: Customer) -> None:
    path = f"/api/v1/desk/conversations/{customer.conversation}/gesture"
    wish = {"kind": "credit", "amount": amount, "reason": reason}
    await house.call("POST", path, await eva(house), wish)


async def notes_down(about: str, text: str, house: House, customer: Customer) -> None:
    await house.call("POST", "/api/v1/desk/notes", await eva(house), {"about": about, "text": text})


async def order_comes_late(house: House, customer: Customer) -> None:
    await met(house, customer, "personalise")
    await customer.buys("socks", house.now, order="31-77")
    for kind, days in (("shipped", 2), ("delayed", 6)):
        expected = {"order": "31-77", "expected_at": (house.now + timedelta(days=days)).isoformat()}
        await customer.hears_of(f"shop.order.{kind}", expected)
        house.wait(days=1)


DONE: dict[str, Act] = {
    "*takes the conversation*": takes_it,
    "£20.00 credit, “the third broken teapot”": partial(puts_down, "20.00", "the third broken teapot"),
    "£90.00 credit, “and the kettle”": partial(puts_down, "90.00", "and the kettle"),
    "about “stoneware teapot”: “Leaks if filled above the spout; the cosy is sold beside it.”": partial(
        notes_down, "stoneware teapot", "Leaks if filled above the spout; the cosy is sold beside it."
    ),
    "order 31-77, said to come on Wednesday, is put off to Sunday": order_comes_late,
}
