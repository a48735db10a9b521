"""Reply windows and no cold start, as the providers' policies have them."""

from datetime import datetime, timedelta

import pytest

from bot.channels.windows import may_write
from tests.unit.channels.builders import NOW

DAY = timedelta(hours=24)


@pytest.mark.parametrize(
    ("channel", "address", "heard_at", "reason"),
    [
        ("whatsapp", "447700900123", NOW - DAY, "open"),
        ("whatsapp", "447700900123", NOW - DAY - timedelta(seconds=1), "window_closed"),
        ("messenger", "77", NOW - DAY - timedelta(seconds=1), "window_closed"),
        ("twilio", "whatsapp:+447700900123", NOW - timedelta(days=2), "window_closed"),
        ("twilio", "+447700900123", NOW - timedelta(days=300), "open"),
        ("telegram", "8812", NOW - timedelta(days=300), "open"),
        ("slack", "T1:U1", None, "open"),
        ("twilio", "+447700900123", None, "open"),
        ("telegram", "8812", None, "no_cold_start"),
        ("messenger", "77", None, "no_cold_start"),
        ("whatsapp", "447700900123", None, "no_cold_start"),
        ("twilio", "whatsapp:+447700900123", None, "no_cold_start"),
    ],
)
def test_each_provider_has_its_rules(
    channel: str, address: str, heard_at: datetime | None, reason: str
) -> None:
    """We write when the provider lets us, and otherwise say which rule forbids it."""
    decision = may_write(channel, address, heard_at, NOW)
    assert (decision.allowed, decision.reason) == (reason == "open", reason)
