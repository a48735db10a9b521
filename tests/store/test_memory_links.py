"""Joining identities by proof on both sides, and parting them again."""

import pytest

from store.errors import CustomerUnknown, NotAllowed
from store.memory import links
from store.values import Arrival, Assurance, ConsentState, Once, Purpose, Reader
from tests.store.store_house import House


def two_sides(house: House) -> tuple[Arrival, Arrival]:
    return house.arrive(), house.memory.people.arrive("telegram", "8812")


def joined(house: House, web: Arrival, phone: Arrival) -> Arrival:
    return house.memory.links.link(web.identity, phone.identity, "both shown at the counter", "eva")


def test_a_code_said_on_the_other_channel_joins_both(house: House) -> None:
    """The code given on one channel and said on the other makes them one customer."""
    web, phone = two_sides(house)
    code = house.memory.links.offer_code(house.moment(web))
    assert house.memory.links.redeem(house.moment(phone), f" {code.lower()} ").customer == web.customer
    assert {one.channel for one in house.memory.people.identities(web.customer)} == {"web", "telegram"}


def test_a_code_said_in_a_turn_that_is_taken_again_joins_once_and_answers_the_same(house: House) -> None:
    """The turn that joined them may be repeated after a kill: it is not told that its own code is used up."""
    web, phone = two_sides(house)
    code, once = house.memory.links.offer_code(house.moment(web)), Once("turn 1", "action_link")
    first = house.memory.links.redeem(house.moment(phone), code, once)
    assert house.memory.links.redeem(house.moment(phone), code, once) == first


def test_a_code_serves_once(house: House) -> None:
    """A used code and an invented one are refused alike."""
    web, phone = two_sides(house)
    code = house.memory.links.offer_code(house.moment(web))
    house.memory.links.redeem(house.moment(phone), code)
    other = house.memory.people.arrive("sms", "+447700900000")
    for said in (code, "AAAAAAAA"):
        with pytest.raises(NotAllowed):
            house.memory.links.redeem(house.moment(other), said)


def test_after_five_wrong_codes_even_the_right_one_waits(house: House) -> None:
    """Codes cannot be tried out: five wrong ones and nothing is accepted from there for a while."""
    web, phone = two_sides(house)
    code = house.memory.links.offer_code(house.moment(web))
    for said in [*(f"WRONG{number}" for number in range(5)), code]:
        with pytest.raises(NotAllowed):
            house.memory.links.redeem(house.moment(phone), said)
    other = house.memory.people.arrive("sms", "+447700900000")
    assert house.memory.links.redeem(house.moment(other), code).customer == web.customer


def test_a_code_runs_out_by_real_time(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """After ten real minutes the code is worth nothing, whatever the house's clock says."""
    web, phone = two_sides(house)
    monkeypatch.setattr(links, "CODE_SECONDS", 0)
    code = house.memory.links.offer_code(house.moment(web))
    with pytest.raises(NotAllowed):
        house.memory.links.redeem(house.moment(phone), code)


def test_nobody_in_particular_is_linked(house: House) -> None:
    """Without assurance there is neither a code nor a joining."""
    web, phone = two_sides(house)
    code = house.memory.links.offer_code(house.moment(web))
    with pytest.raises(NotAllowed):
        house.memory.links.offer_code(house.moment(web, Assurance.ANONYMOUS))
    with pytest.raises(NotAllowed):
        house.memory.links.redeem(house.moment(phone, Assurance.ANONYMOUS), code)


def test_an_operator_needs_proof_too(house: House) -> None:
    """An operator's joining without a word of proof is refused."""
    web, phone = two_sides(house)
    with pytest.raises(NotAllowed):
        house.memory.links.link(web.identity, phone.identity, "  ", "eva")
    with pytest.raises(CustomerUnknown):
        house.memory.links.link(web.identity, "nobody", "passport", "eva")


def test_two_accounts_never_become_one(house: House) -> None:
    """Two proven accounts are two customers, whatever somebody says."""
    web = house.arrive()
    one, other = (house.memory.people.arrive("account", name) for name in ("c-1", "c-2"))
    joined(house, web, one)
    with pytest.raises(NotAllowed):
        joined(house, web, other)


def test_parting_gives_each_fact_back_to_where_it_came_from(house: House) -> None:
    """After joining, telling the same things twice and parting, each side has what it told and nothing else."""
    web, phone = two_sides(house)
    house.allow(web)
    house.allow(phone)
    for number in range(20):
        house.tell(web if number % 2 else phone, f"thing {number}")
    before = house.known(web), house.known(phone)
    joined(house, web, phone)
    together = Arrival(identity=web.identity, customer=web.customer)
    assert len(house.known(together, assurance=Assurance.VERIFIED)) == 20
    house.tell(together, "thing 0", text="said again on the web")
    house.memory.links.unlink(phone.identity, Reader.CUSTOMER)
    assert (house.known(web), house.known(phone)) == (["thing 0", *before[0]], before[1])


def test_who_may_part_what(house: House) -> None:
    """On a channel one parts oneself, or those who joined one; once verified each; nobody parts a stranger's."""
    web, phone = two_sides(house)
    text = house.memory.people.arrive("sms", "+447700900000")
    joined(house, web, phone)
    joined(house, web, text)
    part = house.memory.links.part
    for wanted, error in ((text.identity, NotAllowed), (web.identity, NotAllowed), ("nobody", CustomerUnknown)):
        with pytest.raises(error):
            part(web.customer, wanted, house.moment(phone))
    with pytest.raises(CustomerUnknown):
        part(web.customer, text.identity, house.moment(house.arrive("stranger"), Assurance.VERIFIED))
    assert part(web.customer, text.identity, house.moment(web)).customer == text.customer
    assert part(web.customer, phone.identity, house.moment(phone)).customer == phone.customer
    joined(house, web, phone)
    assert part(web.customer, phone.identity, house.moment(web, Assurance.VERIFIED)) == phone


def test_words_part_what_they_name_once(house: House) -> None:
    """A named channel, else the one that speaks, else all that joined it; repeated, the turn changes nothing."""
    web, phone = two_sides(house)
    text = house.memory.people.arrive("sms", "+447700900000")
    for guest in (phone, text):
        joined(house, web, guest)
    said, once = house.memory.links.part_by_words, Once("turn 1", "action_link")
    assert [said(house.moment(web), {"telegram"}, once) for _ in range(2)] == [1, 1]
    assert house.memory.people.customer_of(text.identity) == web.customer
    joined(house, web, phone)
    assert said(house.moment(phone), ()) == 1 and said(house.moment(phone), ()) == 0
    joined(house, web, phone)
    assert said(house.moment(web), {"slack"}) == 2
    assert house.memory.people.customer_of(text.identity) == text.customer


@pytest.mark.parametrize("said_on", [0, 1])
def test_what_was_stopped_while_joined_stays_stopped_on_each_side(house: House, said_on: int) -> None:
    """Contact withdrawn on either channel is withdrawn on both, though one of them then goes its own way."""
    sides = two_sides(house)
    for side in sides:
        house.allow(side, Purpose.CONTACT)
    joined(house, *sides)
    house.withdraw(Arrival(identity=sides[said_on].identity, customer=sides[0].customer), Purpose.CONTACT)
    house.memory.links.unlink(sides[1].identity, Reader.CUSTOMER)
    for side in sides:
        (contact,) = house.memory.consents.grants(side.customer)
        assert contact.state is ConsentState.WITHDRAWN


def test_while_joined_the_newest_saying_counts_and_the_newest_decision_holds(house: House) -> None:
    """Over all identities of a customer the last word is the one that counts, for facts and for consent."""
    web, phone = two_sides(house)
    house.allow(web)
    house.allow(phone)
    house.tell(web, "shoes", text="takes 44")
    joined(house, web, phone)
    phone = Arrival(identity=phone.identity, customer=web.customer)
    house.tell(phone, "shoes", text="takes 46")
    moment = house.moment(web, Assurance.VERIFIED)
    brief = house.memory.recall(web.customer, Purpose.PERSONALISE, Reader.ASSISTANT, moment)
    assert [fact.text for fact in brief.facts] == ["takes 46"]
    house.decide(phone, Purpose.PERSONALISE, state=ConsentState.WITHDRAWN)
    assert house.known(web, assurance=Assurance.VERIFIED) == []


def test_what_is_not_linked_cannot_be_parted(house: House) -> None:
    """Parting an identity from itself is refused."""
    web, _ = two_sides(house)
    with pytest.raises(NotAllowed):
        house.memory.links.unlink(web.identity, Reader.CUSTOMER)
