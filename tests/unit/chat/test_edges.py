"""What comes over the chat's edges: frames, files, origins, a host's tokens, a flood."""

import contextlib
import itertools
import time
from typing import Any

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.files import FILE_LIMIT, FileRefused, check_file
from bot.chat.frames import BadFrame, Say, read
from bot.chat.origins import Origins
from bot.chat.pace import BURST, Pace
from bot.chat.site_tokens import NoSiteToken, check_site_token

SECRET = "the site's and the house's own secret, long enough"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 10


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_any_text_is_a_frame_or_refused(raw: str) -> None:
    """Nothing that a browser sends raises anything but BadFrame."""
    with contextlib.suppress(BadFrame):
        read(raw)


def test_a_message_is_read_as_it_was_written() -> None:
    """The text passes through untouched, a leading slash included."""
    assert read('{"type":"say","id":"1","text":"/restart \\u0000 <b>"}') == Say(id="1", text="/restart \x00 <b>")


@pytest.mark.parametrize(
    "raw",
    ['{"type":"say"}', '{"type":"say","id":1}', '{"type":"grant","id":"x"}', "[]", "null", '{"text":"x"}', "{"],
)
def test_what_is_no_frame_is_refused(raw: str) -> None:
    """Missing parts, wrong shapes and unknown kinds are no frames."""
    with pytest.raises(BadFrame):
        read(raw)


@pytest.mark.parametrize(
    ("name", "kind", "content"),
    [
        ("run.png", "image/png", b"MZ\x90"),
        ("page.html", "text/html", b"<script>"),
        ("drawing.svg", "image/svg+xml", b"<svg onload=alert(1)>"),
        ("empty.txt", "text/plain", b""),
        ("big.txt", "text/plain", b"a" * (FILE_LIMIT + 1)),
        ("nul.txt", "text/plain", b"a\x00b"),
        ("not.webp", "image/webp", b"RIFF0000WAVE"),
        ("latin.txt", "text/plain", b"\xff\xfe"),
    ],
)
def test_a_file_is_what_it_says_it_is_or_refused(name: str, kind: str, content: bytes) -> None:
    """Programs in a picture's clothes, pages, drawings that run, and what is too large are turned away."""
    with pytest.raises(FileRefused):
        check_file(name, kind, content)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("teapot.png", "teapot.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\a.png", "a.png"),
        ("a\nb\u202e.png", "ab.png"),
        ("..", "file"),
        ("", "file"),
    ],
)
def test_a_files_name_is_never_a_path(name: str, kept: str) -> None:
    """Folders, control characters and marks that turn the text around are taken out of the name."""
    assert check_file(name, "image/png", PNG).name == kept


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("https://chat.example", True),
        ("https://shop.example", True),
        ("https://shop.example.evil.example", False),
        ("https://evil.example", False),
        ("http://shop.example", False),
        ("null", False),
        ("file://", False),
        ("", False),
        (None, False),
    ],
)
def test_only_the_houses_sites_may_speak(origin: str | None, allowed: bool) -> None:
    """The house's own pages and the sites it names; nobody else, and no page without an origin."""
    assert Origins(["https://shop.example"]).allows(origin, "chat.example") is allowed


def test_a_flood_is_held_back_and_lets_up() -> None:
    """After a burst no more frames pass until time has gone by; the clock going back gives nothing."""
    pace = Pace()
    assert all(pace.allows(10.0) for _ in range(BURST))
    assert not pace.allows(10.0) and not pace.allows(5.0)
    assert pace.allows(11.0)


def a_token(secret: str = SECRET, algorithm: str = "HS256", **changes: Any) -> str:
    now = int(time.time())
    claims = {"aud": "shoebox", "sub": "account:c-1001", "iat": now, "exp": now + 300, "jti": "j1"} | changes
    return jwt.encode({name: value for name, value in claims.items() if value is not None}, secret, algorithm=algorithm)


def test_a_sites_word_names_its_customer() -> None:
    """A good token names the account and when the word lapses."""
    word = check_site_token(a_token(), (SECRET,))
    assert (word.account, word.jti) == ("c-1001", "j1")


@pytest.mark.parametrize(
    "token",
    [
        a_token(secret="another secret that is long enough too"),
        a_token(aud="elsewhere"),
        a_token(sub="c-1001"),
        a_token(sub="account:"),
        a_token(sub="telegram:8812"),
        a_token(exp=int(time.time()) - 60),
        a_token(exp=int(time.time()) + 3600),
        a_token(iat=int(time.time()) + 3600),
        a_token(jti=None),
        a_token(jti=""),
        a_token(exp=None),
        a_token(iat=None),
        jwt.encode({"sub": "account:c-1001"}, "", algorithm="none"),
        a_token(secret=SECRET * 2, algorithm="HS512"),
        "",
        "a.b.c",
        "\u0000",
    ],
    ids=itertools.count(),  # a token's own text would be another in each process that collects the tests
)
def test_any_other_word_is_nobodys(token: str) -> None:
    """Forged, late, too long-lived, for others, without its parts, unsigned: none of them opens anything."""
    with pytest.raises(NoSiteToken):
        check_site_token(token, (SECRET,))
