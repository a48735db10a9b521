"""When a provider lets us write: not first where it forbids that, nor too long after the customer did."""

from datetime import datetime, timedelta

from store import Decision

WINDOW = timedelta(hours=24)  # WhatsApp's and Messenger's policies
RULED = frozenset({"messenger", "telegram", "twilio", "whatsapp"})

_ONLY_WITHIN_WINDOW = frozenset({"messenger", "whatsapp"})
_NO_COLD_START = frozenset({"messenger", "telegram", "whatsapp"})
_WHATSAPP_AT_TWILIO = "whatsapp:"

OPEN = Decision(True, "open")
NO_COLD_START = Decision(False, "no_cold_start")
CLOSED = Decision(False, "window_closed")


def may_write(channel: str, address: str, heard_at: datetime | None, now: datetime) -> Decision:
    """Whether the provider lets us write to this address, which last wrote to us at `heard_at`, if ever."""
    kind = "whatsapp" if channel == "twilio" and address.startswith(_WHATSAPP_AT_TWILIO) else channel
    if heard_at is None:
        return NO_COLD_START if kind in _NO_COLD_START else OPEN
    if kind in _ONLY_WITHIN_WINDOW and now - heard_at > WINDOW:
        return CLOSED
    return OPEN
