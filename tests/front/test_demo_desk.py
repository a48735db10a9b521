"""The demo house's own desk: its departments have topics that there are."""

from pathlib import Path

import yaml

from bot.serve import DEMO_SETTINGS
from store.desk_rules import routed
from store.house import read_settings

DOMAIN = Path(__file__).parents[2] / "bot" / "domain"


def test_the_demo_houses_departments_route_by_topics_that_there_are() -> None:
    """Two departments, each topic in one of them and known to the assistant; what neither has is for everybody."""
    departments = read_settings(DEMO_SETTINGS.read_bytes()).desk.departments
    topics = [topic for named in departments.values() for topic in named]
    domain = [yaml.safe_load(path.read_text()) for path in DOMAIN.glob("*.yml")]
    known = {intent for part in domain for intent in part.get("intents") or ()}
    assert sorted(departments) == ["orders", "shop"]
    assert len(topics) == len(set(topics)) and set(topics) <= known
    found = [routed(topic, departments) for topic in ("track_refund", "book_visit", "leave")]
    assert found == ["orders", "shop", "general"]
