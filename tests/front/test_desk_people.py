"""Who works at the desk and what opens the house: roles, keys and the second factor."""

import json
from hashlib import sha256
from pathlib import Path

import pyotp

from tests.front.desk_house import Colleague, DeskHouse


async def test_supervisors_see_which_keys_there_are_and_never_a_key(desk: DeskHouse, tmp_path: Path) -> None:
    """By role, how many, and the first digits of the hash; agents see nothing of it."""
    eva, priya = await desk.signed_in("Eva"), await desk.signed_in("Priya")
    held = json.loads((tmp_path / "keys.json").read_text())
    said = await (await priya.get("keys")).text()
    keys = {one["role"]: one["fingerprints"] for one in json.loads(said)["items"]}
    roles = ("connector", "systems", "operator")
    assert keys == {role: [sha256(held[role].encode()).hexdigest()[:8]] for role in roles}
    assert not any(held[role] in said for role in roles)
    assert (await eva.get("keys")).status == 403


async def test_a_second_factor_comes_and_goes_with_the_password_only(desk: DeskHouse) -> None:
    """A desk left open gives nobody its lock: neither set up, taken away nor replaced; guessing is slowed down."""
    eva = await desk.signed_in("Eva")
    password = next(one["password"] for one in desk.people if one["name"] == "Eva")
    assert (await eva.put("me/second-factor")).status == 422
    assert (await eva.put("me/second-factor", password="a guess")).status == 422
    await sets_up(eva, password)
    assert (await eva.delete("me/second-factor")).status == 422
    assert (await eva.put("me/second-factor")).status == 422
    assert (await eva.put("me/second-factor", password="a guess")).status == 422
    assert (await eva.delete("me/second-factor", password=password)).status == 204
    assert (await eva.sees("me"))["agent"]["second_factor"] is False
    await sets_up(eva, password)
    for _ in range(5):
        assert (await eva.delete("me/second-factor", password="a guess")).status == 422
    assert (await eva.delete("me/second-factor", password=password)).status == 429
    assert (await eva.sees("me"))["agent"]["second_factor"] is True


async def sets_up(agent: Colleague, password: str) -> None:
    uri = (await (await agent.put("me/second-factor", password=password)).json())["uri"]
    assert (await agent.post("me/second-factor", code=pyotp.parse_uri(uri).now())).status == 204


async def test_a_supervisor_says_who_speaks_what_and_the_queue_who_can_answer(desk: DeskHouse) -> None:
    """A language is its code; a waiting case names its department, its language and who can answer in it."""
    eva, priya = await desk.signed_in("Eva"), await desk.signed_in("Priya")
    agents = {one["name"]: one for one in (await priya.sees("agents"))["items"]}
    where = f"agents/{agents['Eva']['id']}"
    assert (await priya.put(where, role="agent", languages=["German"])).status == 422
    assert (await priya.put(where, role="agent", languages=["EN "])).status == 200
    assert (await eva.sees("me"))["agent"]["languages"] == ["en"]
    await desk.says("meine Kanne ist kaputt, a person please", language="de")
    (queued,) = (await eva.sees("queue"))["items"]
    assert (queued["language"], queued["can_answer"], queued["department"]) == ("de", ["Priya"], "general")
