"""P9: staff share what they learn about products as house notes, with nobody's data in them."""

import pytest

from tests.practices.conftest import Customer, House
from tests.practices.test_whole_person import signed_in

NOTES = "/api/v1/desk/notes"
PADS = "Leaks if filled above the spout; the cosy is sold beside it."


async def test_what_staff_know_is_told_where_the_product_is_asked_about_until_it_is_retired(
    house: House, nadia: Customer
) -> None:
    """After the answer itself, to everybody, of that product and no other; and it is no offer."""
    eva = (await signed_in(house))["token"]
    note = await house.call("POST", NOTES, eva, {"about": "stoneware teapot", "text": PADS})
    assert [one["id"] for one in (await house.call("GET", NOTES, eva))["items"]] == [note["id"]]
    said = await nadia.says("how much is the stoneware teapot?")
    assert "£48.00" in nadia.replies[0]["text"] and f"From our staff: {PADS}" in said
    assert not any(reply["offer"] or reply["because"] for reply in nadia.replies)
    assert "From our staff" not in await nadia.says("how much is the Orla parka?")
    await house.call("POST", f"{NOTES}/{note['id']}/retire", eva, {})
    assert (await house.call("GET", NOTES, eva))["items"] == []
    assert "From our staff" not in await nadia.says("how much is the stoneware teapot?")


@pytest.mark.parametrize(
    "text",
    [
        "Mrs Lister sends hers back each time.",
        "Ask lister@example.org about it.",
        "Ring 07700 900123 before it goes out.",
        "He always wants the cream one.",
        "It broke in order 31-9002.",
        "Paid with 4111 1111 1111 1111.",
        "Goes to LS1 6BN every spring.",
        "Lister wants the cream one.",
        "Comes apart, as Priya O'Neill always says.",
        "Sharma has ordered six of these.",
    ],
)
async def test_no_note_is_taken_in_which_somebody_can_be_found(house: House, text: str) -> None:
    """It is refused with a sentence that repeats nothing of it, and nothing stands."""
    eva = (await signed_in(house))["token"]
    headers = {"Authorization": f"Bearer {eva}"}
    refused = await house.client.post(NOTES, json={"about": "stoneware teapot", "text": text}, headers=headers)
    assert refused.status == 422 and "nobody's data" in await refused.text() and text not in await refused.text()
    assert (await house.call("GET", NOTES, eva))["items"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Everybody wants the cream one. Customers said that it drips.",
        "We asked the maker: Rowe and Hayes use the same clay.",
        "It likes a cold oven; nobody ordered the lid twice.",
    ],
)
async def test_what_people_in_general_do_is_no_name(house: House, text: str) -> None:
    """Makers, products and everybody may be written of."""
    eva = (await signed_in(house))["token"]
    note = await house.call("POST", NOTES, eva, {"about": "stoneware teapot", "text": text})
    await house.call("POST", f"{NOTES}/{note['id']}/retire", eva, {})


async def test_notes_are_for_who_is_signed_in_at_the_desk(house: House) -> None:
    """A stranger, and other keys of the house, neither read nor write any; what doesn't stand can't be retired."""
    for key in ("", house.keys["connector"], house.keys["systems"]):
        headers = {"Authorization": f"Bearer {key}"}
        assert (await house.client.get(NOTES, headers=headers)).status in (401, 403)
        wish = {"about": "tea", "text": "Keep it dry."}
        assert (await house.client.post(NOTES, json=wish, headers=headers)).status in (401, 403)
    eva = {"Authorization": f"Bearer {(await signed_in(house))['token']}"}
    assert (await house.client.post(f"{NOTES}/none/retire", json={}, headers=eva)).status == 404
