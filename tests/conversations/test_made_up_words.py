"""A word that nobody knows says nothing of a mood; despair is heard however it is typed."""

import random
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from bot.nlu.parse import Pipeline

CONSONANTS, VOWELS = "bcdfghjklmnpqrstvwxz", "aeiouy"
PLAIN = (
    "I never wear {}",
    "I'm allergic to {}",
    "I prefer {}",
    "Do you have {} in stock?",
    "My name is {}",
    "please send it to {} Road",
    "I like {}",
)
FEELS_NOTHING = {"neutral", "happy"}  # who likes something may sound pleased


def made_up(count: int) -> Iterator[str]:
    """Words of nobody's language: half can be spoken, half are keys struck at random; always the same."""
    chance = random.Random(7)  # noqa: S311 - no secret hangs on it
    for _ in range(count // 2):
        yield "".join(chance.choice(CONSONANTS) + chance.choice(VOWELS) for _ in range(chance.randint(2, 4)))
        yield "".join(chance.choice(CONSONANTS + VOWELS) for _ in range(chance.randint(5, 11)))


@pytest.fixture(scope="module")
def pipeline(model: Path) -> Pipeline:
    return Pipeline(model)


def test_a_made_up_word_in_a_plain_sentence_moves_nobody(pipeline: Pipeline) -> None:
    """Hundreds of them, in everyday sentences: none reads as anger, grief or despair."""
    said = [sentence.format(word) for word, sentence in zip(made_up(400), cycle(PLAIN), strict=False)]
    read = {text: pipeline.parse(text) for text in said}
    assert {text: one["mood"] for text, one in read.items() if one["mood"] not in FEELS_NOTHING} == {}
    assert [text for text, one in read.items() if one["intent"] == "in_distress"] == []


@pytest.mark.parametrize("word", ["brumvaltig", "florptang", "Oskarine"])
def test_liking_something_unheard_of_is_a_preference(pipeline: Pipeline, word: str) -> None:
    """Whatever it is, they like it."""
    assert pipeline.parse(f"I like {word}")["intent"] == "state_preference"


@pytest.mark.parametrize(
    "text",
    [
        "I hate my life",
        "i hate my lfie",
        "I can't go on",
        "i cnat go on",
        "I cant go on anymroe",
        "I want to end it",
        "i want to edn it all",
        "i wnat to end my life",
        "i want to kil myslef",
        "i want to dei",
        "i dont wnat to live",
        "im sucidal",
        "no point in anythng anymore",
        "I just want to disappear",
        "my boyfriend hits me",
        "I hate my life and my brumvaltig",
        "I want to end it all, Grzmblk",
        "I hate my life, where's my order",
    ],
)
def test_despair_is_heard_however_it_is_typed(pipeline: Pipeline, text: str) -> None:
    """Mistyped, beside a noise, or beside an order."""
    assert pipeline.parse(text)["mood"] == "distressed"


@pytest.mark.parametrize(
    "text",
    [
        "I can't go on Friday",
        "I can't go on the 5th",
        "I hate wool",
        "I'd die for that coat",
        "I can't live without this coat",
        "I want to end my membership",
        "nah you're alright",
        "remind me to feed the cat",
        "I can't do this, the site is broken",
    ],
)
def test_everyday_words_alarm_nobody(pipeline: Pipeline, text: str) -> None:
    """What sounds alike and means a day, a coat or a website."""
    read = pipeline.parse(text)
    assert read["mood"] != "distressed" and read["intent"] != "in_distress"
