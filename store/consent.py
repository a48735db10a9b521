"""May this be used? One rule over facts, grants and moments: values in, a Decision out, no by default."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from store.values import (
    PERMITTING,
    Assurance,
    ConsentState,
    Decision,
    Fact,
    Grant,
    Moment,
    Purpose,
    Reader,
    Sensitivity,
)

# Who may look for what, and the permissions that takes. A pair that is not here is refused.
NEEDS: dict[tuple[Reader, Purpose], tuple[Purpose, ...]] = {
    (Reader.CUSTOMER, Purpose.SERVICE): (),
    (Reader.CUSTOMER, Purpose.MEMORY): (),
    (Reader.ASSISTANT, Purpose.PERSONALISE): (Purpose.MEMORY, Purpose.PERSONALISE),
    (Reader.AGENT, Purpose.STAFF): (Purpose.MEMORY, Purpose.STAFF),
    (Reader.OUTREACH, Purpose.CONTACT): (Purpose.MEMORY, Purpose.CONTACT),
    (Reader.OPERATOR, Purpose.IMPROVE): (Purpose.MEMORY, Purpose.IMPROVE),
    (Reader.OPERATOR, Purpose.SERVICE): (),
}

# The same for service records, which are kept without consent: the matter itself takes none.
RECORD_NEEDS: dict[tuple[Reader, Purpose], tuple[Purpose, ...]] = {
    (Reader.CUSTOMER, Purpose.SERVICE): (),
    (Reader.ASSISTANT, Purpose.SERVICE): (),
    (Reader.AGENT, Purpose.SERVICE): (),
    (Reader.OPERATOR, Purpose.SERVICE): (),
    (Reader.ASSISTANT, Purpose.PERSONALISE): (Purpose.PERSONALISE,),
    (Reader.AGENT, Purpose.STAFF): (Purpose.STAFF,),
    (Reader.OUTREACH, Purpose.CONTACT): (Purpose.CONTACT,),
}

# What a fact told with extra care may ever serve, and the fact's own yes that each takes.
CAREFUL: dict[tuple[Sensitivity, Reader], Purpose] = {
    (Sensitivity.SPECIAL, Reader.ASSISTANT): Purpose.MEMORY,
    (Sensitivity.SPECIAL, Reader.AGENT): Purpose.STAFF,
    (Sensitivity.CONFIDENCE, Reader.ASSISTANT): Purpose.MEMORY,
}

# What the browser's Global Privacy Control says no to.
SIGNALLED = (Purpose.CONTACT, Purpose.IMPROVE)

# Asked, or put off: neither changes what was decided before.
UNDECIDED = frozenset({ConsentState.REQUESTED, ConsentState.DEFERRED})

YES = Decision(True, "permitted")
# Among the terms of a yes: it was to one matter by itself, so that everything else is asked about first.
ONE_BY_ONE = "one_by_one"
ASKED_LATELY = Decision(False, "asked not long ago, and not answered")


def permits(purpose: Purpose, reader: Reader, fact: Fact, grants: Iterable[Grant], moment: Moment) -> Decision:
    """Whether `reader` may use `fact` for `purpose` at `moment`. In order, the first no wins:

    1. the reader has such a purpose; 2. we are sure enough who speaks; 3. customers see all of their own;
    4. the fact is usable now; 5. it may serve this purpose; 6. each permission needed is live;
    7. what was told with care has its own yes, and this reader may have it at all.
    """
    needs = NEEDS.get((reader, purpose))
    if needs is None:
        return Decision(False, f"{reader} has no such purpose as {purpose}")
    if moment.now.tzinfo is None:
        return Decision(False, "the time is not known")
    if not reaches(reader, fact.identity, moment):
        return Decision(False, "not sure enough who this is")
    if not needs:
        return _duty(reader, fact)
    standing = tuple(grants)
    return _first_no(
        usable(fact, moment.now),
        _serves(fact, purpose),
        *(live(need, standing, moment) for need in needs),
        _careful(fact, reader, standing, moment),
        _others(fact, reader),
    )


def _duty(reader: Reader, fact: Fact) -> Decision:
    """Answering a customer about their own takes no permission; a confidence stays between the two."""
    if reader is Reader.OPERATOR and fact.sensitivity is Sensitivity.CONFIDENCE:
        return Decision(False, "told in confidence")
    return YES


def reaches(reader: Reader, identity: str, moment: Moment) -> bool:
    """Whether this moment reaches what `identity` told: its own on a channel, everything when verified."""
    if reader is Reader.OPERATOR:
        return True
    if moment.assurance >= Assurance.VERIFIED:
        return True
    return moment.assurance >= Assurance.CHANNEL and moment.identity == identity


def usable(fact: Fact, now: datetime) -> Decision:
    """Whether the fact stands: neither replaced, restricted, disputed, run out nor yet to begin."""
    if fact.said_at.tzinfo is None:
        return Decision(False, "when it was said is not known")
    if fact.superseded_by is not None:
        return Decision(False, "replaced by a newer fact")
    if fact.restricted or fact.disputed:
        return Decision(False, "restricted or disputed by the customer")
    if any(end is not None and not before(now, end) for end in (fact.valid_to, fact.kept_until)):
        return Decision(False, "its time is over")
    # With a clock set back, what was said "later" still counts; only a start after the saying is waited for.
    if not before(fact.valid_from, now) and fact.valid_from not in (now, fact.said_at):
        return Decision(False, "its time has not come")
    return YES


def live(purpose: Purpose, grants: Iterable[Grant], moment: Moment, fact: str | None = None) -> Decision:
    """Whether `purpose` (or the fact's own yes for it) is permitted now, by every grant that speaks of it."""
    spoken = [grant for grant in grants if grant.purpose is purpose and grant.fact == fact]
    if spoken and all(_in_force(grant, moment) for grant in spoken):
        return YES
    return Decision(False, f"no live consent for {purpose}")


def covers_more(purpose: Purpose, grants: Iterable[Grant], moment: Moment) -> Decision:
    """Whether what is live for `purpose` covers what was not asked about: a yes to one matter by itself does not."""
    spoken = [grant for grant in grants if grant.purpose is purpose and grant.fact is None]
    if any(grant.terms.get(ONE_BY_ONE) for grant in spoken):
        return Decision(False, "each thing needs a yes of its own")
    return live(purpose, spoken, moment)


def withheld(purpose: Purpose, reader: Reader, grants: Iterable[Grant], moment: Moment) -> tuple[Purpose, ...]:
    """The permissions missing for this reader and purpose, from the grants alone."""
    standing = tuple(grants)
    needs = NEEDS.get((reader, purpose), (purpose,))
    return tuple(need for need in needs if not live(need, standing, moment).allowed)


def withheld_records(purpose: Purpose, reader: Reader, grants: Iterable[Grant], moment: Moment) -> tuple[Purpose, ...]:
    """The permissions missing to use service records for this purpose, from the grants alone."""
    needs = RECORD_NEEDS.get((reader, purpose))
    if needs is None:
        return (purpose,)
    standing = tuple(grants)
    return tuple(need for need in needs if not live(need, standing, moment).allowed)


def standing(decisions: Sequence[Grant]) -> tuple[Grant, ...]:
    """What holds after `decisions`, oldest first: the last that decided anything on each purpose and fact."""
    last: dict[tuple[Purpose, str | None], Grant] = {}
    for grant in decisions:
        key = (grant.purpose, grant.fact)
        if grant.state not in UNDECIDED or key not in last:
            last[key] = grant
    return tuple(last.values())


def may_ask(
    purpose: Purpose, history: Sequence[Grant], moment: Moment, *, cool_down: timedelta, rest: timedelta
) -> Decision:
    """Whether to ask for `purpose` now: not nobody, not what was given, not soon after a no or a silence.

    A yes that has run out may be asked for again at once.
    """
    if moment.assurance < Assurance.CHANNEL:
        return Decision(False, "nobody in particular is not asked")
    if covers_more(purpose, standing(history), moment).allowed:
        return Decision(False, "given already")
    spoken = [grant for grant in history if grant.purpose is purpose and grant.fact is None]
    return _rested(spoken, moment.now, cool_down, rest)


def may_ask_about(
    history: Sequence[Grant], own: Sequence[Grant], moment: Moment, *, cool_down: timedelta, rest: timedelta
) -> Decision:
    """Whether a matter may be asked about by itself: where remembering is allowed or may be asked for now.

    `own` is what was asked and decided about that matter alone; a no to it leaves it, and nothing else, in peace.
    """
    if moment.assurance < Assurance.CHANNEL or not live(Purpose.MEMORY, standing(history), moment).allowed:
        may = may_ask(Purpose.MEMORY, history, moment, cool_down=cool_down, rest=rest)
        if not may.allowed:
            return may
    return _rested(own, moment.now, cool_down, rest)


def _rested(spoken: Sequence[Grant], now: datetime, cool_down: timedelta, rest: timedelta) -> Decision:
    """Whether no refusal and no question without an answer is recent."""
    decided = [place for place, grant in enumerate(spoken) if grant.state not in UNDECIDED]
    unanswered = spoken[decided[-1] + 1 :] if decided else spoken
    refused = [grant for grant in spoken if grant.state not in PERMITTING | UNDECIDED]
    if any(before(now, grant.at + cool_down) for grant in refused):
        return Decision(False, "refused not long ago")
    return ASKED_LATELY if any(before(now, grant.at + rest) for grant in unanswered) else YES


def own_yeses(reader: Reader, grants: Iterable[Grant], moment: Moment) -> tuple[str, ...]:
    """The facts that have a live yes of their own for this reader."""
    needed = {purpose for (_, who), purpose in CAREFUL.items() if who is reader}
    return tuple(one.fact for one in grants if one.fact and one.purpose in needed and _in_force(one, moment))


def for_reader(reader: Reader, purpose: Purpose) -> tuple[Sensitivity, ...]:
    """The sensitivities of which this reader may have anything at all for this purpose."""
    if not NEEDS.get((reader, purpose)):
        return tuple(one for one in Sensitivity if reader is Reader.CUSTOMER or one is not Sensitivity.CONFIDENCE)
    return (Sensitivity.ORDINARY, *(one for one, who in CAREFUL if who is reader))


def state_at(grant: Grant, now: datetime) -> ConsentState:
    """The state as it stands at this time: a yes that has run out is expired."""
    ran_out = grant.until is not None and not before(now, grant.until)
    return ConsentState.EXPIRED if ran_out and grant.state in PERMITTING else grant.state


def _in_force(grant: Grant, moment: Moment) -> bool:
    if grant.state not in PERMITTING:
        return False
    if state_at(grant, moment.now) is ConsentState.EXPIRED:
        return False
    channels = grant.terms.get("channels")
    return not channels or moment.channel in channels


def _serves(fact: Fact, purpose: Purpose) -> Decision:
    return YES if purpose in fact.purposes else Decision(False, "this fact does not serve that purpose")


def _careful(fact: Fact, reader: Reader, grants: Sequence[Grant], moment: Moment) -> Decision:
    if fact.sensitivity is Sensitivity.ORDINARY:
        return YES
    own = CAREFUL.get((fact.sensitivity, reader))
    if own is None:
        return Decision(False, "told with care, and not for this reader")
    return live(own, grants, moment, fact.id)


def _others(fact: Fact, reader: Reader) -> Decision:
    if fact.subject == "self" or reader is Reader.ASSISTANT:
        return YES
    return Decision(False, "about another person")


def _first_no(*decisions: Decision) -> Decision:
    return next((decision for decision in decisions if not decision.allowed), YES)


def before(one: datetime, other: datetime) -> bool:
    """False also for times that cannot be compared: a bad date ends the use."""
    try:
        return one < other
    except TypeError:
        return False
