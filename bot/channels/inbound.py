"""What providers send, made into messages: cleaned, and in parts where too long."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

from bot.channels.splitting import split
from bot.channels.values import Heard, RawRequest, Unreadable, WrongContentType
from store import Assurance, InboundMessage

TEXT_LIMIT = 4_000
ID_LIMIT = 200
NAME_LIMIT = 200
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})([-_][A-Za-z0-9]{1,8}){0,4}")

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


def heard(
    *,
    channel: str,
    account: str,
    message_id: str,
    address: str,
    text: str,
    name: str | None = None,
    choice: str | None = None,
    sent_at: datetime | None = None,
    language: str | None = None,
    to: str | None = None,
    press: str | None = None,
) -> tuple[Heard, ...]:
    """One message; several with ids of their own where the text is too long; none where an id is unfit."""
    if not (_fit(message_id) and _fit(address)):
        return ()
    choice = choice if choice and _fit(choice) else None
    parts = split(cleaned(text), TEXT_LIMIT) or (("",) if choice else ())
    return tuple(
        Heard(
            message=InboundMessage(
                channel=channel,
                account=account,
                message_id=message_id if number == 1 else f"{message_id}~{number}",
                address=address,
                name=cleaned(name)[:NAME_LIMIT] or None if name else None,
                text=part,
                choice=choice,
                sent_at=sent_at,
                assurance=Assurance.CHANNEL,
                language=language_of(language),
            ),
            to=to or None,
            press=press if number == 1 else None,
        )
        for number, part in enumerate(parts, 1)
    )


def cleaned(text: str) -> str:
    """The text without control characters and outer space; line ends are kept."""
    return _CONTROL.sub("", text.replace("\r\n", "\n")).strip()


def language_of(tag: str | None) -> str | None:
    """The language of a tag, without country and script; None for what is no tag.

    >>> language_of("de-AT"), language_of("pt_BR"), language_of("x' OR 1"), language_of(None)
    ('de', 'pt', None, None)
    """
    found = _LANGUAGE.fullmatch(tag or "")
    return found[1].lower() if found else None


def json_body(request: RawRequest) -> Mapping[str, Any]:
    """The body as a JSON object; raises WrongContentType or Unreadable."""
    if request.content_type != JSON:
        raise WrongContentType
    return json_object(request.body)


def json_object(raw: bytes | str) -> Mapping[str, Any]:
    """A JSON object; raises Unreadable."""
    try:
        read = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Unreadable from error
    if not isinstance(read, dict):
        raise Unreadable
    return read


def form_body(request: RawRequest) -> Mapping[str, Sequence[str]]:
    """The body as a form, every value of each name; raises WrongContentType or Unreadable."""
    if request.content_type != FORM:
        raise WrongContentType
    return form_values(request.body)


def form_values(raw: bytes) -> dict[str, list[str]]:
    """Every value of each name in a form; raises Unreadable."""
    try:
        pairs = parse_qsl(raw.decode(), keep_blank_values=True, errors="strict", max_num_fields=1_000)
    except ValueError as error:
        raise Unreadable from error
    form: dict[str, list[str]] = {}
    for name, value in pairs:
        form.setdefault(name, []).append(value)
    return form


def at(seconds: object) -> datetime | None:
    """A time from seconds since 1970, also as text; None for what is none."""
    try:
        return datetime.fromtimestamp(float(str(seconds)), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def objects(value: object) -> list[Mapping[str, Any]]:
    """The JSON objects of a list; what is anything else is no list of ours."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def inner(value: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    """An object within objects, empty where there is none."""
    for name in names:
        found = value.get(name)
        value = found if isinstance(found, dict) else {}
    return value


def words(value: object) -> str:
    """A text or number as text, else nothing."""
    return str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


def _fit(id: str) -> bool:
    return 0 < len(id) <= ID_LIMIT and id.isprintable()
