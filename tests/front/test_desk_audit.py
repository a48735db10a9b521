"""The audit as supervisors look through it."""

from datetime import timedelta

from tests.front.desk_house import Colleague, DeskHouse


async def found(priya: Colleague, **asked: str) -> list[dict[str, str]]:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    rows: list[dict[str, str]] = (await priya.sees(f"audit?{query}"))["items"]
    return rows


async def test_the_audit_is_looked_through_by_customer_action_reader_and_day(desk: DeskHouse) -> None:
    """Each narrows what is shown, newest first, page after page; agents have no door to it."""
    eva, priya = await desk.signed_in("Eva"), await desk.signed_in("Priya")
    for address in ("8812", "7710"):
        await eva.does(await desk.asks_for_a_person(address), "claim")
    for conversation in (one["conversation"] for one in (await eva.sees("queue"))["mine"]):
        await eva.sees(f"conversations/{conversation}/brief")
    who = desk.memory.people.find("telegram", "8812")
    assert who is not None
    rows = await found(priya, customer=who.customer)
    assert rows and {row["customer"] for row in rows} == {who.customer}
    assert [row["id"] for row in rows] == sorted((row["id"] for row in rows), reverse=True)
    (look,) = await found(priya, customer=who.customer, action="desk.brief", who="eva")
    assert (look["actor"], look["reader"]) == ("Eva", "agent")
    for pattern in ("desk_brief", "%25"):  # no pattern: only how it begins
        assert await found(priya, action=pattern) == []
    assert await found(priya, who="Marcus") == []
    today = desk.parts.clock().date()
    assert await found(priya, **{"from": f"{today - timedelta(days=1)}", "to": f"{today}"}) == await found(priya)
    assert await found(priya, to=f"{today - timedelta(days=2)}") == []
    first = await priya.sees("audit?action=desk.brief&limit=1")
    assert first["next"] is not None
    (older,) = await found(priya, action="desk.brief", before=first["next"])
    assert older["id"] < first["items"][0]["id"]
    for day in ("from=yesterday", "to=9999-12-31", "from=0001-01-01"):
        assert (await priya.get(f"audit?{day}")).status == 422
    assert (await eva.get("audit")).status == 403
