"""One call to a shop's HTTP API: signed, bounded in time, repeated only when that is harmless."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http.cookiejar import DefaultCookiePolicy
from typing import TypeVar
from urllib.parse import quote

import msgspec
import requests
from requests.auth import AuthBase

from shop.errors import NotAllowed, ShopError, ShopUnreachable, error_called

T = TypeVar("T")
_SECONDS = (2.0, 6.0)
"""How long to wait for a connection, and then for each part of the answer."""
_PAUSES = (0.1, 0.4)
"""Seconds before the second and the third try."""
_LONGEST_PART = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to ask for. A write carries `once`; everything in a path that people typed goes in by `part`."""

    method: str
    path: str
    customer: str = ""
    once: str = ""
    now: datetime | None = None
    query: Mapping[str, str | int] | None = None
    body: object = None

    def headers(self) -> dict[str, str]:
        """The headers that say for whom, under which key and for which moment."""
        named = {
            "Shoebox-Customer": quote(self.customer, safe=":@.-_"),
            "Idempotency-Key": quote(self.once, safe=":.-_/"),
            "Shoebox-Now": self.now.isoformat() if self.now else "",
            "Content-Type": "application/json" if self.body is not None else "",
        }
        return {"Accept": "application/json", **{name: value for name, value in named.items() if value}}


class Problem(msgspec.Struct):
    """What a shop says instead of an answer."""

    code: str = ""
    choices: tuple[str, ...] = ()


class Wire:
    """A connection to one shop; safe to use from many threads."""

    def __init__(self, url: str, key: str, pause: Callable[[float], None] = time.sleep) -> None:
        self._url = url.rstrip("/")
        self._auth = _Bearer(key)
        self._pause = pause
        # A session is not made for several threads, and must not carry one customer's cookies to the next.
        self._mine = threading.local()

    def ask(self, request: Request, answer: type[T]) -> T:
        """The shop's answer; the ShopError it names, ShopUnreachable when there is no sensible answer."""
        response = self._send(request)
        if not response.ok or response.is_redirect:
            raise _refusal(response)
        try:
            return msgspec.json.decode(response.content, type=answer)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise ShopUnreachable from error

    def _send(self, request: Request) -> requests.Response:
        # Repeating is harmless: reads change nothing, and every write carries its key.
        for pause in _PAUSES:
            response = self._try(request)
            if response is not None:
                return response
            self._pause(pause)
        response = self._try(request)
        if response is None:
            raise ShopUnreachable
        return response

    def _session(self) -> requests.Session:
        if not hasattr(self._mine, "session"):
            self._mine.session = _session_without_memory()
        session: requests.Session = self._mine.session
        return session

    def _try(self, request: Request) -> requests.Response | None:
        """The response, or None when another try might bring one."""
        try:
            response = self._session().request(
                request.method,
                self._url + request.path,
                params=request.query,
                data=None if request.body is None else msgspec.json.encode(request.body),
                headers=request.headers(),
                auth=self._auth,
                timeout=_SECONDS,
                allow_redirects=False,  # the key is for this shop only
            )
        except (requests.ConnectionError, requests.Timeout):
            return None
        except requests.RequestException as error:
            raise ShopUnreachable from error
        return None if response.status_code in (429, 502, 503, 504) else response


def part(text: str) -> str:
    """What somebody typed as one part of a path, which can lead nowhere else."""
    kept = "".join(c for c in text[:_LONGEST_PART] if c.isalnum() or c in "#-_ ").strip()
    return quote(kept or "-", safe="")


def _session_without_memory() -> requests.Session:
    session = requests.Session()
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return session


class _Bearer(AuthBase):
    """Signs with the shop's key; being an auth object, it also keeps `.netrc` out of it."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._key}"
        return request


def _refusal(response: requests.Response) -> ShopError:
    if response.status_code in (401, 403):
        return NotAllowed()
    if response.is_redirect or response.status_code >= 500:
        return ShopUnreachable()
    try:
        problem = msgspec.json.decode(response.content, type=Problem)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return ShopError()
    return error_called(problem.code)(*problem.choices)
