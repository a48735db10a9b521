"""The house's own settings as one validated value; what is not said here has a careful default."""

from datetime import timedelta
from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import Meta, Struct, field

from store.contrast import readable
from store.times import is_zone

Days = Annotated[int, Meta(ge=1, le=36_500)]
Count = Annotated[int, Meta(ge=0, le=10_000)]
Amount = Annotated[int, Meta(ge=1, le=100_000_000)]
ClockTime = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Colour = Annotated[str, Meta(pattern=r"^(#[0-9a-fA-F]{6})?$")]  # none: the product's own
Weekday = Annotated[int, Meta(ge=1, le=7)]


class Retention(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many days each kind of record is kept, from when it was said or happened."""

    facts_days: Days = 1095
    messages_days: Days = 365
    records_days: Days = 2555
    purchases_days: Days = 7305  # while somebody comes: what fifteen years brought is seen whole
    identities_days: Days = 2555  # since they last wrote or bought: then they go, with all that is theirs
    effects_days: Days = 30
    audit_days: Days = 1826
    withdrawn_days: Days = 30  # facts after `memory` was withdrawn: unusable at once, gone after this


class ConsentRules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long a no is left alone, an unanswered question rests, and a yes lasts."""

    cool_down_days: Days = 180
    unanswered_days: Days = 7
    lasts_days: Days | None = None


class QuietHours(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When nothing is sent first, in the zone of the customer where known, else this one."""

    start: ClockTime = "20:00"
    end: ClockTime = "09:00"
    zone: str = "Europe/London"
    weekdays: tuple[Weekday, ...] = (1, 2, 3, 4, 5, 6)  # on which contact may be made


class Budgets(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How often may be written first, and how much asked."""

    contacts_per_month: Count = 2
    contact_gap_days: Days = 7
    questions_per_encounter: Count = 1
    asked_over_given: Count = 3  # how far asking may run ahead of giving


class Limits(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much is taken in a minute of real time before whoever sends it has to wait.

    A network address may be a whole office's. Sockets are counted while they are open, `files_all_mb` while they lie
    here.
    """

    messages_each: Amount = 1_200  # of one customer's address on a channel, as fast as the engine answers eight
    messages_network: Amount = 600  # in the web chats of one network address
    messages_all: Amount = 30_000
    requests_each: Amount = 3_000  # of one network address without a key of the house's
    refusals_each: Amount = 120  # wrong keys, signatures and passwords of one network address
    sockets_each: Amount = 200
    sockets_all: Amount = 10_000
    files_each: Amount = 60  # of one network address
    files_all_mb: Amount = 10_000


class Authority(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a role may grant at once, in the house's currency."""

    agent: Decimal = Decimal("50.00")
    supervisor: Decimal = Decimal("250.00")
    kinds: tuple[str, ...] = ("credit", "refund", "upgrade", "gift")


class DeskRules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the agents' desk works: who answers what, how soon, and how much each holds."""

    departments: dict[str, tuple[str, ...]] = field(default_factory=dict)  # name: the topics it has
    wait_minutes: Annotated[int, Meta(ge=1, le=1_440)] = 10  # then a callback is promised instead
    lost_minutes: Annotated[int, Meta(ge=1, le=1_440)] = 10  # of real time without a sign of an agent
    minutes_each: Annotated[int, Meta(ge=1, le=240)] = 4  # what one conversation takes, until it is measured


class Notice(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A notice of the house's own: its version and its words in each language; `privacy` is named on receipts."""

    version: str
    texts: dict[str, str]


class Look(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The house's own colour on what customers see, for light and for dark pages."""

    accent: Colour = ""
    accent_dark: Colour = ""


class OpeningHours(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One opening on one weekday (Monday is 1)."""

    weekday: Weekday
    opens: ClockTime
    closes: ClockTime


class PhoneNumbers(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When who writes from a telephone number is no longer taken for whoever had it."""

    silent_days: Days = 90  # networks give a number that was given up to somebody else after 45 to 90


class Shop(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the house's places."""

    name: str
    place: str
    address: str = ""
    zone: str = "Europe/London"
    hours: tuple[OpeningHours, ...] = ()


class HelpLine(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where someone in distress finds help at any hour, in a language and a region; those of its language are named."""

    name: str
    reach: str
    language: str = "en"
    region: str = ""


# Said also where a house has set nothing: nobody in danger is left without a number to ring.
_HELP_LINES = (
    HelpLine(name="Samaritans", reach="116 123", region="GB"),
    HelpLine(name="Telefonseelsorge", reach="0800 111 0 111", language="de", region="DE"),
    HelpLine(name="Línea de atención a la conducta suicida", reach="024", language="es", region="ES"),
)
_DESK_HOURS = tuple(OpeningHours(weekday=day, opens="09:00", closes="17:30") for day in range(1, 6))


class Controller(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who answers for the data, as the law wants it on every consent record."""

    name: str = ""
    party_id: str = ""  # such as a company's number
    address: str = ""
    contact: str = ""
    jurisdiction: str = ""
    authority: str = ""  # to whom a customer may complain
    policy_url: str = ""  # where the house's whole privacy notice stands
    transfers: str = ""  # to which countries data goes, and on what ground


class HouseSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything the house decides for itself."""

    name: str = "Shoebox"
    controller: Controller = field(default_factory=Controller)
    look: Look = field(default_factory=Look)
    tone: str = "plain"
    currency: Annotated[str, Meta(pattern=r"^[A-Z]{3}$")] = "GBP"
    zone: str = "Europe/London"
    languages: tuple[str, ...] = ("en", "de", "es")  # in which customers are answered
    encounter_minutes: Annotated[int, Meta(ge=1, le=10_080)] = 60
    retention: Retention = field(default_factory=Retention)
    consent: ConsentRules = field(default_factory=ConsentRules)
    quiet: QuietHours = field(default_factory=QuietHours)
    budgets: Budgets = field(default_factory=Budgets)
    limits: Limits = field(default_factory=Limits)
    authority: Authority = field(default_factory=Authority)
    notices: dict[str, Notice] = field(default_factory=dict)
    numbers: PhoneNumbers = field(default_factory=PhoneNumbers)
    shops: tuple[Shop, ...] = ()
    desk: DeskRules = field(default_factory=DeskRules)
    desk_hours: tuple[OpeningHours, ...] = _DESK_HOURS
    emergency: Annotated[tuple[str, ...], Meta(min_length=1)] = ("999", "112")  # rung first in danger; both in Britain
    help_lines: tuple[HelpLine, ...] = _HELP_LINES
    clubs: tuple[str, ...] = ("baking", "gardening", "knitting", "reading", "running")

    @property
    def facts_kept(self) -> timedelta:
        return timedelta(days=self.retention.facts_days)


def read_settings(text: str | bytes) -> HouseSettings:
    """The settings in this JSON; raises msgspec.ValidationError naming the field that does not fit."""
    settings = msgspec.json.decode(text, type=HouseSettings)
    for zone in {settings.zone, settings.quiet.zone, *(shop.zone for shop in settings.shops)}:
        _check_zone(zone)
    _check_look(settings.look)
    return settings


def _check_zone(name: str) -> None:
    if not is_zone(name):
        raise msgspec.ValidationError("Unknown time zone in the settings")


def _check_look(look: Look) -> None:
    # what is read in the accent, and on it, stands on the pages' own grounds
    if look.accent and not readable(look.accent, "#fbf9f5"):
        raise msgspec.ValidationError("look.accent is too light to be read on paper")
    if look.accent_dark and not readable(look.accent_dark, "#221f1b", "#16212b"):
        raise msgspec.ValidationError("look.accent_dark is too dark to be read at night")


def write_settings(settings: HouseSettings) -> str:
    """The settings as JSON, whole."""
    return msgspec.json.encode(settings).decode()
