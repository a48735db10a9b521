import pytest

from bot.nlu.answering import Expecting, in_context
from bot.nlu.closeness import close_readings
from bot.nlu.intents import says_something
from bot.nlu.pool import Judgement


@pytest.mark.parametrize("text", ["hi", "12", "👍", "…and?", "où est ma commande", "你好"])
def test_words_numbers_and_pictures_say_something(text: str) -> None:
    """Whatever can mean something is judged."""
    assert says_something(text)


@pytest.mark.parametrize("text", ["", "…", "???", "- -", "x" * 5000])
def test_signs_and_noise_say_nothing(text: str) -> None:
    """What can mean nothing is never forced into an intent."""
    assert not says_something(text)


@pytest.mark.parametrize(
    ("expecting", "read"),
    [
        (Expecting.A_VALUE, "inform"),
        (Expecting.A_DECISION, "inform"),
        (Expecting.NOTHING, "place_order"),
    ],
)
def test_a_bare_value_is_an_answer_only_after_a_question(expecting: Expecting, read: str) -> None:
    """ "Two duvet covers" is an answer when something was asked, and an order out of the blue."""
    heard = Judgement((("inform", 0.5), ("place_order", 0.4), ("greet", 0.1)), scope=1.0)
    ranking = in_context(heard, expecting).ranking
    assert ranking[0][0] == read
    assert sum(share for _name, share in ranking) == pytest.approx(1)


@pytest.mark.parametrize(
    ("ranking", "close"),
    [
        ([("cancel_order", 0.45), ("change_order", 0.40), ("greet", 0.15)], ["cancel_order", "change_order"]),
        ([("cancel_order", 0.70), ("change_order", 0.28)], []),
        ([("cancel_order", 0.22), ("change_order", 0.20)], []),
        ([("in_distress", 0.45), ("cancel_order", 0.44)], []),
        ([("ask_human", 0.42), ("place_order", 0.40)], []),
        ([("track_order", 0.45), ("out_of_scope", 0.44)], []),
        ([("nlu_fallback", 1.0)], []),
    ],
)
def test_two_tasks_nearly_as_likely_are_close(ranking: list[tuple[str, float]], close: list[str]) -> None:
    """Only tasks that a question can tell apart, both likely, are worth a question; danger never waits for one."""
    assert close_readings(ranking) == close
