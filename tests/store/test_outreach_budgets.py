"""Budgets hold over everybody who writes: several processes, all of a customer's addresses, other systems too."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import NewEvent, NewReply, Purpose
from store.memory import contacts
from store.memory.contacts import Planned
from store.memory.threads import locked_thread
from store.outreach import Code, Concern
from store.relationship import Norm
from tests.store.store_house import House
from tests.store.test_memory_outreach import a_monday, talks

CHANNELS = ("telegram", "slack", "sms")
THANKS = NewReply(text="Thank you.")
_numbers = count(1)


def one_customer(house: House) -> list[str]:
    """Somebody who allowed being written to, at three addresses that are linked: their identities."""
    address = f"c{next(_numbers)}"
    found = [talks(house, address, channel) for channel in CHANNELS]
    for other in found[1:]:
        house.memory.links.link(found[0].identity, other.identity, "passport", "eva")
    house.allow(found[0], Purpose.CONTACT)
    house.memory.relationship.say(found[0].identity, "less formal, please", norm=Norm.COMMUNAL)
    return [one.identity for one in found]


def plans(house: House, identity: str) -> None:
    """A reason to write to this address."""
    customer = house.memory.people.customer_of(identity)
    with house.memory.store.transaction() as tx:
        thanks = Planned(
            concern=Concern.THANKS,
            identity=identity,
            customer=customer,
            occasion=f"thanks:{next(_numbers)}",
            reasons=("an order",),
            due_at=tx.now,
        )
        contacts.plan(tx, [thanks])


def test_two_processes_do_not_write_to_one_customer_at_once(house: House) -> None:
    """Of two that are about to write at two of a customer's addresses one does; the other sees that it has."""
    a_monday(house)
    one, other, _ = one_customer(house)
    for identity in (one, other):
        plans(house, identity)
    first, second = house.memory.outreach.due().calls
    # Whoever writes in the first conversation has to wait here, having looked at all there is to look at.
    with ThreadPoolExecutor(2) as pool:
        with house.memory.store.transaction() as tx:
            locked_thread(tx, first.conversation)
            begun = [pool.submit(house.memory.outreach.send, one.id, THANKS) for one in (first, second)]
            wait(begun, timeout=1)
        ruled = sorted(one.result().code for one in begun)
    assert ruled == [Code.CLEAR, Code.TOO_SOON]


STEPS = st.lists(
    st.tuples(st.integers(0, 12 * 24), st.sampled_from(["plan", "plan", "shop"]), st.integers(0, 2)), max_size=14
)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_no_window_ever_holds_more_than_the_budget(house: House, steps: list[tuple[int, str, int]]) -> None:
    """Whoever of the house wrote, at whichever address: two in any thirty days and a week between, when we write."""
    house.clock.pass_by(days=1)
    who = one_customer(house)
    customer = house.memory.people.customer_of(who[0])
    wrote: list[tuple[datetime, bool]] = []
    for hours, what, address in steps:
        house.clock.pass_by(hours=hours, seconds=1)
        if what == "plan":
            plans(house, who[address])
        else:
            _the_shop_writes(house, CHANNELS[address], who[address])
            wrote.append((house.clock(), False))
        for call in house.memory.outreach.due(500).calls:
            if call.customer == customer and house.memory.outreach.send(call.id, THANKS).allowed:
                wrote.append((house.clock(), True))
    for at, ours in wrote:
        before = [other for other, _ in wrote if at - timedelta(days=30) < other <= at]
        assert not ours or len(before) <= 2
        assert not ours or len([other for other in before if other > at - timedelta(days=7)]) == 1


def _the_shop_writes(house: House, channel: str, identity: str) -> None:
    address = house.memory.people.address_of(identity)
    note = {"touchpoint": "mailing", "cost": "0.50", "note": ""}
    mailing = NewEvent(
        id=f"b{next(_numbers)}",
        source="crm",
        type="shop.contact.made",
        subject=f"{channel}:{address}",
        at=house.clock(),
        data=note,
    )
    assert house.memory.records.take(mailing).status == "taken"
