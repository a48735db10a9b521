"""Who may speak: the table of ownership, as a customer and an agent would put it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.handoff import BY_WHOM, Event, Owner, Standing, decide, encounter_continues, may_speak

ASSISTANT, WAITING, ADA = Standing(Owner.ASSISTANT), Standing(Owner.WAITING), Standing(Owner.AGENT, "ada")
AGENTS = st.sampled_from([None, "ada", "ben"])
STANDINGS = st.sampled_from([ASSISTANT, WAITING, ADA, Standing(Owner.AGENT, "ben")])
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "event", "agent", "after"),
    [
        (ASSISTANT, Event.ASK_HUMAN, None, WAITING),
        (WAITING, Event.ASK_HUMAN, None, WAITING),
        (ADA, Event.ASK_HUMAN, None, ADA),
        (WAITING, Event.CLAIM, "ada", ADA),
        (ASSISTANT, Event.CLAIM, "ada", ADA),
        (WAITING, Event.CANCEL, None, ASSISTANT),
        (WAITING, Event.TIMEOUT, None, ASSISTANT),
        (ADA, Event.RETURN, "ada", ASSISTANT),
        (ADA, Event.RESOLVE, "ada", ASSISTANT),
        (ADA, Event.TRANSFER, "ada", WAITING),
    ],
)
def test_where_each_event_leads(before: Standing, event: Event, agent: str | None, after: Standing) -> None:
    """Asking, claiming, giving back and the rest lead where people expect."""
    move = decide(before, event, agent)
    assert (move.decision.allowed, move.standing) == (True, after)


def test_an_agent_hands_on_to_a_colleague() -> None:
    """A transfer that names somebody makes them the owner."""
    assert decide(ADA, Event.TRANSFER, "ada", "ben").standing == Standing(Owner.AGENT, "ben")


@pytest.mark.parametrize("event", [Event.TRANSFER, Event.RETURN, Event.RESOLVE])
def test_only_the_owner_lets_go(event: Event) -> None:
    """Nobody gives away, returns or closes what another agent has."""
    assert not decide(ADA, event, "ben").decision.allowed


@pytest.mark.parametrize(
    ("standing", "event"), [(ASSISTANT, Event.ASK_HUMAN), (WAITING, Event.CANCEL), (WAITING, Event.TIMEOUT)]
)
def test_no_agent_asks_or_gives_up_for_the_customer(standing: Standing, event: Event) -> None:
    """Asking and giving up are the customer's, running out of time is the house's; an agent's name allows neither."""
    assert decide(standing, event).decision.allowed
    assert not decide(standing, event, "ada").decision.allowed


def test_the_table_says_of_every_event_by_whom() -> None:
    """No event without somebody who may bring it about."""
    assert set(BY_WHOM) == set(Event)


def test_a_second_claim_comes_too_late() -> None:
    """Of two agents who claim, the second is told so."""
    assert not decide(decide(WAITING, Event.CLAIM, "ada").standing, Event.CLAIM, "ben").decision.allowed


@given(STANDINGS, st.lists(st.tuples(st.sampled_from(Event), AGENTS, AGENTS), max_size=12))
def test_there_is_always_exactly_one_owner(standing: Standing, story: list[tuple[Event, str, str]]) -> None:
    """After any story an agent is named exactly when an agent owns, and exactly one voice is heard."""
    for event, agent, to in story:
        move = decide(standing, event, agent, to)
        assert move.decision.allowed or move.standing == standing
        standing = move.standing
        assert (standing.owner is Owner.AGENT) == (standing.agent is not None)
        voices = [
            may_speak(standing, "assistant"),
            *(may_speak(standing, "agent", one) for one in ("ada", "ben")),
        ]
        assert sum(voice.allowed for voice in voices) == 1


@given(STANDINGS, st.sampled_from(Event), AGENTS)
def test_every_refusal_says_why(standing: Standing, event: Event, agent: str | None) -> None:
    """A decision always carries its reason."""
    assert decide(standing, event, agent).decision.reason


def test_an_encounter_ends_with_silence_and_never_by_a_clock_set_back() -> None:
    """Sixty minutes after the last word it is over, not a second before."""
    hour = timedelta(minutes=60)
    assert encounter_continues(NOW, NOW + hour - timedelta(seconds=1), hour)
    assert not encounter_continues(NOW, NOW + hour, hour)
    assert encounter_continues(NOW, NOW - timedelta(days=1), hour)
