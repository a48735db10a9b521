"""What is kept of an address: all of it, but for the token by which a browser is known, which opens doors."""

import hashlib
import re

BROWSERS = "web"  # the channel on which a visitor's browser is known by the token that it keeps
_E164 = re.compile(r"([a-z]+:)?\+[1-9]\d{6,14}")
_GONE = "moved:"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")  # 256 bits as base64url, as the browser makes it


PHONES = frozenset({"sms", "twilio", "whatsapp"})  # whose addresses are numbers, with a plus or without


def is_number(channel: str, address: str) -> bool:
    """Whether it is a telephone number, which may be somebody else's one day.

    >>> [is_number(*of) for of in (("whatsapp", "447700900123"), ("signal", "+447700900123"), ("telegram", "8812"))]
    [True, True, False]
    """
    return channel in PHONES or bool(_E164.fullmatch(address))


def is_browser_token(text: str) -> bool:
    """Whether this has the shape of a browser's token."""
    return _TOKEN.fullmatch(text) is not None


def no_address(identity: str) -> str:
    """What stands for the address of an identity that has none any more: nothing reaches it, nobody comes from it."""
    return f"{_GONE}{identity}"


def is_gone(address: str) -> bool:
    """Whether this stands for no address."""
    return address.startswith(_GONE)


def kept_address(channel: str, address: str) -> str:
    """The address as it is kept and shown; in place of a browser's token a name that cannot be turned back into it."""
    if channel != BROWSERS or not is_browser_token(address):
        return address
    return f"browser:{hashlib.sha256(address.encode()).hexdigest()[:32]}"
