"""Which times and time zones there are, for what comes from outside."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def is_writable(moment: datetime) -> bool:
    """Whether every time zone can write it: in the first and the last year of all some can't."""
    return 1 < moment.year < 9999


def is_zone(name: str) -> bool:
    """Whether there is such a time zone.

    >>> is_zone("Europe/London"), is_zone("Europe"), is_zone("Mars/Base")
    (True, False, False)
    """
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder of zones is none, nor is what no file is called
        return False
    return True
