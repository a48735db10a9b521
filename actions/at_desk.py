"""When our people are at the desk."""

from datetime import datetime

from actions.turn import CareAction
from store.desk import Presence
from store.hours import is_open, next_opening
from store.house import HouseSettings


async def opens_at(action: CareAction, house: HouseSettings, now: datetime) -> datetime | None:
    """When somebody is there next; None where somebody is there, or nobody within two weeks."""
    if is_open(house.desk_hours, house.zone, now):
        return None
    agents = await action.door(action.memory.agents.all)
    if any(agent.presence is Presence.HERE for agent in agents):
        return None
    return next_opening(house.desk_hours, house.zone, now)
