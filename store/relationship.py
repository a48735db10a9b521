"""Kinds of relationship and what each asks of the house; never read by anything that serves.

The fifteen kinds are those of S. Fournier, "Consumers and Their Brands", Journal of Consumer Research 24
(1998); communal and exchange norms are those of P. Aggarwal, Journal of Consumer Research 31 (2004).
No amount of money enters here.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from store.outreach import Concern


class Kind(StrEnum):
    ARRANGED_MARRIAGE = "arranged_marriage"
    CASUAL_FRIENDSHIP = "casual_friendship"
    MARRIAGE_OF_CONVENIENCE = "marriage_of_convenience"
    COMMITTED_PARTNERSHIP = "committed_partnership"
    BEST_FRIENDSHIP = "best_friendship"
    COMPARTMENTALISED_FRIENDSHIP = "compartmentalised_friendship"
    KINSHIP = "kinship"
    REBOUND = "rebound"
    CHILDHOOD_FRIENDSHIP = "childhood_friendship"
    COURTSHIP = "courtship"
    DEPENDENCY = "dependency"
    FLING = "fling"
    ENMITY = "enmity"
    SECRET_AFFAIR = "secret_affair"  # noqa: S105 - a kind of relationship
    ENSLAVEMENT = "enslavement"


class Norm(StrEnum):
    """What both sides expect: help without a price, or fair dealing, item by item."""

    COMMUNAL = "communal"
    EXCHANGE = "exchange"


class Tone(StrEnum):
    WARM = "warm"
    PLAIN = "plain"
    CAREFUL = "careful"


class Register(StrEnum):
    """How courtesies are worded; what serves is worded one way for everybody."""

    WARM = "warm"
    BUSINESS = "business"
    CAREFUL = "careful"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """How the house behaves in a kind of relationship, service apart.

    `a_month` caps what we start unasked in 30 days (never above the house's own budget); `never` holds what is
    not said: SMALL_TALK, OTHER_CATEGORIES; `duties` what is done: GIVE_FIRST, and what BESIDE everything that
    we say first is shown.
    """

    norm: Norm | None
    tone: Tone
    concerns: frozenset[Concern]
    a_month: int
    never: frozenset[str] = frozenset()
    duties: tuple[str, ...] = ()

    @property
    def beside(self) -> tuple[str, ...]:
        """What is shown beside everything that we say first."""
        return tuple(duty for duty in self.duties if duty in BESIDE)

    @property
    def starts(self) -> bool:
        """Whether anything is said first but what is owed."""
        return self.a_month > 0


SMALL_TALK, OTHER_CATEGORIES = "small_talk", "other_categories"
GIVE_FIRST, SHOW_EXITS, OFFER_PERSON = "give_before_asking", "show_exits", "offer_person"
BESIDE = frozenset({SHOW_EXITS, OFFER_PERSON})

OWED = frozenset({Concern.REMINDER, Concern.PROMISE})  # asked for, or promised: true of every kind
# The house's own wish to sell is told where dealing is fair dealing; among friends it would put the price first.
_STARTED = frozenset(Concern) - {Concern.APOLOGY}
_ALL = _STARTED - {Concern.STOCK}
_PLAINLY_DUE = OWED | {Concern.DUE}
_DEALING = _PLAINLY_DUE | {Concern.STOCK}
_COMMUNAL, _EXCHANGE = Norm.COMMUNAL, Norm.EXCHANGE


def _of(
    norm: Norm, tone: Tone, concerns: frozenset[Concern], a_month: int, *duties: str, never: str | None = None
) -> Conduct:
    told = frozenset({never}) if never else frozenset()
    return Conduct(norm=norm, tone=tone, concerns=concerns, a_month=a_month, never=told, duties=duties)


CONDUCT: dict[Kind, Conduct] = {
    Kind.ARRANGED_MARRIAGE: _of(_EXCHANGE, Tone.PLAIN, _DEALING, 1),
    Kind.CASUAL_FRIENDSHIP: _of(_EXCHANGE, Tone.PLAIN, _DEALING | {Concern.THANKS}, 1),
    Kind.MARRIAGE_OF_CONVENIENCE: _of(_EXCHANGE, Tone.PLAIN, _DEALING, 1, never=SMALL_TALK),
    Kind.COMMITTED_PARTNERSHIP: _of(_COMMUNAL, Tone.WARM, _ALL, 2),
    Kind.BEST_FRIENDSHIP: _of(_COMMUNAL, Tone.WARM, _ALL, 2, GIVE_FIRST),
    Kind.COMPARTMENTALISED_FRIENDSHIP: _of(
        _COMMUNAL, Tone.WARM, _ALL - {Concern.QUESTION}, 2, never=OTHER_CATEGORIES
    ),
    Kind.KINSHIP: _of(_COMMUNAL, Tone.PLAIN, _ALL - {Concern.QUESTION}, 1),
    Kind.REBOUND: _of(_EXCHANGE, Tone.PLAIN, _PLAINLY_DUE | {Concern.THANKS}, 1),
    Kind.CHILDHOOD_FRIENDSHIP: _of(_COMMUNAL, Tone.WARM, _PLAINLY_DUE | {Concern.THANKS}, 1),
    Kind.COURTSHIP: _of(_EXCHANGE, Tone.WARM, _PLAINLY_DUE | {Concern.THANKS}, 1),
    Kind.DEPENDENCY: _of(_COMMUNAL, Tone.CAREFUL, OWED | {Concern.CARE}, 1, SHOW_EXITS, OFFER_PERSON),
    Kind.FLING: _of(_EXCHANGE, Tone.PLAIN, OWED | {Concern.THANKS}, 1),
    Kind.ENMITY: _of(_EXCHANGE, Tone.CAREFUL, OWED, 0, OFFER_PERSON),
    Kind.SECRET_AFFAIR: _of(_COMMUNAL, Tone.CAREFUL, OWED, 0),  # what is asked for alone, so no goods are ever named
    Kind.ENSLAVEMENT: _of(_EXCHANGE, Tone.CAREFUL, OWED, 0, SHOW_EXITS, OFFER_PERSON),
}

UNKNOWN = Conduct(norm=None, tone=Tone.PLAIN, concerns=_STARTED, a_month=2)
# Where only the norm is known, because the customer said so in a sentence.
BY_NORM: dict[Norm, Conduct] = {
    Norm.EXCHANGE: Conduct(
        norm=Norm.EXCHANGE, tone=Tone.PLAIN, concerns=OWED, a_month=0, never=frozenset({SMALL_TALK})
    ),
    Norm.COMMUNAL: Conduct(norm=Norm.COMMUNAL, tone=Tone.WARM, concerns=_ALL, a_month=2),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """What a customer did, counted from service records; times in days up to now, None where unknown.

    `failings` (what we did wrong beside late promises), `late_promises`, `complaints`, `praises` and `encounters`
    are those of the last year but for `encounters_month` (30 days); `attempts_to_leave` counts those that the
    house did not carry out.
    """

    known_days: float = 0.0
    visits: int = 0
    categories: int = 0
    steady_categories: int = 0
    silent_days: float | None = None
    lapsed: bool = False
    longest_pause_days: float = 0.0
    bought_after_pause: int = 0
    encounters: int = 0
    encounters_month: int = 0
    complaints: int = 0
    praises: int = 0
    clubs: int = 0
    shared_messages: int = 0
    late_promises: int = 0
    kept_promises: int = 0
    failings: int = 0
    attempts_to_leave: int = 0
    remembered: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The kind of relationship (None: unknown), its norm, where that comes from and why, in codes.

    `grounds` holds the ids of what it rests on: the customer's own words, or what happened.
    """

    kind: Kind | None = None
    norm: Norm | None = None
    source: str = "unknown"  # stated, inferred or unknown
    reasons: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sign:
    """A kind, the sentence's code that explains it, and when behaviour shows it."""

    kind: Kind
    reason: str
    shows: Callable[[Behaviour], bool]


YEAR = 365.25
# In order: what asks for care first. The first sign that shows wins; where none does the kind is unknown.
SIGNS: tuple[Sign, ...] = (
    Sign(Kind.ENSLAVEMENT, "wanted_to_leave_and_could_not", lambda b: b.attempts_to_leave >= 2),
    Sign(
        Kind.ENMITY,
        "complained_again_and_again",
        lambda b: b.complaints >= 3 and b.complaints > b.praises,
    ),
    Sign(Kind.DEPENDENCY, "writes_almost_every_day", lambda b: b.encounters_month >= 20),
    Sign(
        Kind.CHILDHOOD_FRIENDSHIP,
        "came_back_after_years",
        lambda b: b.longest_pause_days >= 5 * YEAR and b.bought_after_pause >= 1 and not b.lapsed,
    ),
    Sign(
        Kind.BEST_FRIENDSHIP,
        "buys_for_years_and_takes_part",
        lambda b: _committed(b) and b.praises + b.clubs + b.shared_messages >= 2,
    ),
    Sign(
        Kind.COMPARTMENTALISED_FRIENDSHIP,
        "always_for_the_same_thing",
        lambda b: b.visits >= 6 and b.categories == 1 and b.steady_categories == 1 and not b.lapsed,
    ),
    Sign(Kind.COMMITTED_PARTNERSHIP, "buys_for_years_in_several_categories", lambda b: _committed(b)),
    Sign(
        Kind.FLING,
        "came_briefly_and_is_gone",
        lambda b: 1 <= b.visits <= 4 and b.known_days >= YEAR and _burst(b),
    ),
    Sign(
        Kind.CASUAL_FRIENDSHIP,
        "comes_now_and_then",
        lambda b: b.visits >= 3 and b.known_days >= YEAR and b.steady_categories == 0 and not b.lapsed,
    ),
    Sign(
        Kind.COURTSHIP,
        "asks_and_looks_before_buying",
        lambda b: b.encounters >= 3 and b.visits <= 1 and b.known_days <= 90,
    ),
)


def infer(behaviour: Behaviour) -> Standing:
    """The kind that behaviour shows, with its reason; unknown where it shows none."""
    shown = next((sign for sign in SIGNS if sign.shows(behaviour)), None)
    if shown is None:
        return Standing()
    norm = CONDUCT[shown.kind].norm
    return Standing(kind=shown.kind, norm=norm, source="inferred", reasons=(shown.reason,))


def settled(stated: Standing | None, behaviour: Behaviour) -> Standing:
    """What holds: what the customer said outranks what was seen, whenever it was said."""
    return stated or infer(behaviour)


def conduct(standing: Standing) -> Conduct:
    """How to behave: by the kind, its norm put right where the customer said so, else by the norm alone."""
    if standing.kind is not None:
        usual = CONDUCT[standing.kind]
        same = standing.norm in (None, usual.norm)
        return usual if same or standing.norm is None else _narrowed(usual, BY_NORM[standing.norm])
    return BY_NORM[standing.norm] if standing.norm is not None else UNKNOWN


def register(standing: Standing) -> Register | None:
    """How to word courtesies; None: as with everybody.

    Warmth and distance follow what the customer said, never what was seen: buying often must buy no warmer
    word. Care follows also what was seen, since it is trouble that shows it.
    """
    manners = conduct(standing)
    if manners.tone is Tone.CAREFUL:
        return Register.CAREFUL
    if standing.source != "stated":
        return None
    if manners.tone is Tone.WARM:
        return Register.WARM
    return Register.BUSINESS if SMALL_TALK in manners.never else None


def _narrowed(usual: Conduct, said: Conduct) -> Conduct:
    """A kind under another norm: nothing more than both allow, and nothing that either forbids."""
    return replace(
        said,
        concerns=usual.concerns & said.concerns,
        a_month=min(usual.a_month, said.a_month),
        never=usual.never | said.never,
        duties=usual.duties,
    )


def _committed(b: Behaviour) -> bool:
    return b.known_days >= 3 * YEAR and b.visits >= 8 and b.categories >= 2 and not b.lapsed


def _burst(b: Behaviour) -> bool:
    """All of it within two months, and nothing since."""
    return b.silent_days is not None and b.known_days - b.silent_days <= 60
