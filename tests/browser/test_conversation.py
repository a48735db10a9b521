"""A conversation in the browser, as a customer lives it."""

from .conftest import Customer


async def test_a_customer_is_asked_once_and_remembered(customer: Customer) -> None:
    """A preference is asked about with choices, remembered on yes, and a later reply says why it used it."""
    await customer.open()
    await customer.picture("01-opened")
    await customer.say("I never wear wool")
    await customer.hears("Shall I remember")
    await customer.picture("02-asked")
    await customer.chat.get_by_role("button", name="Yes, remember").click()
    await customer.hears("I'll remember it")
    await customer.say("Something warm, please")
    await customer.hears("Three warm ones")
    await customer.chat.get_by_role("button", name="why?").click()
    await customer.sees("web chat, you told us: prefers no wool")
    await customer.picture("03-why")
