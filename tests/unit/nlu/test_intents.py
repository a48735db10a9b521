import pytest

from bot.nlu.intents import says_something


@pytest.mark.parametrize("text", ["hi", "12", "👍", "…and?", "où est ma commande", "你好"])
def test_words_numbers_and_pictures_say_something(text: str) -> None:
    """Whatever can mean something is judged."""
    assert says_something(text)


@pytest.mark.parametrize("text", ["", "…", "???", "- -", "x" * 5000])
def test_signs_and_noise_say_nothing(text: str) -> None:
    """What can mean nothing is never forced into an intent."""
    assert not says_something(text)
