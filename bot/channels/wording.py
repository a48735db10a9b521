"""The words that channels themselves show, from the domain file of their topic."""

from functools import cache
from pathlib import Path

import yaml

from bot.channels.values import Wording

TOPIC = Path(__file__).parents[1] / "domain" / "channels.yml"


@cache
def house_wording() -> Wording:
    """The house's words for choices; read once."""
    responses = yaml.safe_load(TOPIC.read_text())["responses"]
    return Wording(
        choose=responses["utter_channel_choose"][0]["text"],
        by_number=responses["utter_channel_by_number"][0]["text"],
    )
