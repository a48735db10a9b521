"""How good a relationship is, from what was done: the six facets of Brand Relationship Quality.

S. Fournier, "Consumers and Their Brands", Journal of Consumer Research 24 (1998): love and passion,
self-connection, interdependence, commitment, intimacy, brand partner quality. Here each is computed from
behaviour alone, 0 to 1, and left out (None) where behaviour says nothing. No amount enters.
"""

from dataclasses import dataclass

from store.relationship import YEAR, Behaviour

ASKED = ("partner_quality", "intimacy", "commitment")  # the items that may be asked in words, at most these three
WORST, BEST = 1, 4  # of an answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """The six facets, each 0 to 1, or None where nothing shows it."""

    love: float | None
    self_connection: float | None
    interdependence: float | None
    commitment: float | None
    intimacy: float | None
    partner_quality: float | None


def quality(behaviour: Behaviour) -> Quality:
    """The facets that this behaviour shows."""
    b = behaviour
    return Quality(
        love=_share(b.praises, b.praises + b.complaints),
        self_connection=min(1.0, (b.clubs + b.shared_messages) / 3) if b.encounters or b.visits else None,
        interdependence=_interdependence(b),
        commitment=_commitment(b),
        intimacy=min(1.0, b.remembered / 5) if b.encounters else None,
        partner_quality=_share(b.kept_promises, b.kept_promises + b.late_promises + b.failings),
    )


def _interdependence(b: Behaviour) -> float | None:
    """How often and how widely: visits a month and categories, the more the closer."""
    if b.visits < 2 or b.known_days <= 0:
        return None
    a_month = b.visits / max(1.0, b.known_days / 30)
    return min(1.0, (min(1.0, a_month) + min(1.0, b.categories / 4)) / 2)


def _commitment(b: Behaviour) -> float | None:
    """How long, and whether still: ten years are all that counts, silence ends it."""
    if b.visits < 2:
        return None
    return 0.0 if b.lapsed else min(1.0, b.known_days / (10 * YEAR))


def _share(good: int, whole: int) -> float | None:
    return good / whole if whole else None
