"""What Messenger and WhatsApp Cloud share: Meta's signature, its question who we are, its errors."""

from collections.abc import Mapping
from datetime import datetime
from hmac import compare_digest
from typing import Any

from bot.channels.answers import RATE_LIMITED, retry_or_refuse
from bot.channels.inbound import inner, words
from bot.channels.signatures import compared, sha256_hex
from bot.channels.values import RawRequest, Refused, Retry, Secrets, Verdict
from store.delivery import BLOCKED

GRAPH_VERSION = "v23.0"

# Graph API error codes, and for Messenger subcodes; what is not here is judged by the HTTP status.
_LATER = frozenset(
    ("1", "2", "4", "17", "32", "341", "613", "80007", "130429", "131016", "131048", "131056", "133016")
)
_NEVER = {
    "190": "not_authorised",
    "551": BLOCKED,
    "131026": "not_found",
    "131030": "not_found",
    "131047": "window_closed",
    "131050": BLOCKED,
    "2018278": "window_closed",
    "2534022": "window_closed",
    "2018108": BLOCKED,
    "1545041": BLOCKED,
}


def verify(request: RawRequest, secrets: Secrets, now: datetime) -> Verdict:
    """X-Hub-Signature-256 over the raw body; Meta signs no time, so that only ids tell a replay."""
    secret = secrets.get("app_secret", "")
    expected = "sha256=" + sha256_hex(secret, request.body)
    return compared(secret, request.headers.get("x-hub-signature-256"), expected)


def answer_challenge(query: Mapping[str, str], secrets: Secrets) -> str | None:
    """The challenge that proves the address is ours, for whoever knows the verify token; else None."""
    known, given = secrets.get("verify_token", ""), query.get("hub.verify_token", "")
    same = compare_digest(known.encode(), given.encode("utf-8", "replace"))
    if not (known and same and query.get("hub.mode") == "subscribe"):
        return None
    return query.get("hub.challenge", "")


def failed(status: int, headers: Mapping[str, str], body: Mapping[str, Any]) -> Retry | Refused:
    """What an answer without success means; Meta hides limits and windows behind 400 and a code."""
    error = inner(body, "error")
    codes = (words(error.get("error_subcode")), words(error.get("code")))
    known = next((_NEVER[code] for code in codes if code in _NEVER), None)
    if known:
        return Refused(known)
    answer = retry_or_refuse(status, headers)
    return Retry(RATE_LIMITED) if isinstance(answer, Refused) and codes[1] in _LATER else answer


def reason(code: str) -> str | None:
    """Our word for a code in a delivery report."""
    return _NEVER.get(code, f"meta_{code}" if code else None)
