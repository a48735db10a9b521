"""What is kept of an address: all of it, but for the token by which a browser is known, which opens doors."""

import hashlib
import re

BROWSERS = "web"  # the channel on which a visitor's browser is known by the token that it keeps
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")  # 256 bits as base64url, as the browser makes it


def is_browser_token(text: str) -> bool:
    """Whether this has the shape of a browser's token."""
    return _TOKEN.fullmatch(text) is not None


def kept_address(channel: str, address: str) -> str:
    """The address as it is kept and shown; in place of a browser's token a name that cannot be turned back into it."""
    if channel != BROWSERS or not is_browser_token(address):
        return address
    return f"browser:{hashlib.sha256(address.encode()).hexdigest()[:32]}"
