import pytest

from bot.nlu.cues import speaks_of_danger
from bot.nlu.encoder import encoder
from bot.nlu.mood_head import MoodHead, own_lines, train_head

MOODS = {"neutral", "happy", "upset", "angry", "sad", "distressed"}


@pytest.fixture(scope="module")
def head() -> MoodHead:
    lines = own_lines()
    texts = [text for text, _ in lines]
    return train_head(encoder().encode(texts), texts, [mood for _, mood in lines], [1.0] * len(lines))


def test_every_mood_has_lines_of_its_own() -> None:
    """The moods of the contract are labelled, 40 lines and more of each, and no line twice."""
    lines = own_lines()
    counted = {mood: sum(one == mood for _, one in lines) for mood in MOODS}
    assert {mood for _, mood in lines} == MOODS
    assert min(counted.values()) >= 40
    assert len({text.casefold() for text, _ in lines}) == len(lines)


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("When will my parcel come?", "neutral"), ("Do you have it in green?", "neutral"),
        ("You've made me so happy, thank you!", "happy"),
        ("I'm quite disappointed with the quality.", "upset"),
        ("Oh great, the wrong size again, thanks a lot.", "upset"),
        ("Brilliant, another hour in your queue.", "upset"),
        ("THIS IS AN OUTRAGE, you useless lot!!!", "angry"),
        ("My grandmother passed away yesterday.", "sad"),
        ("I can't cope any more, I see no way out of this.", "distressed"),
    ],
)  # fmt: skip
def test_moods_are_heard(head: MoodHead, text: str, mood: str) -> None:
    """How someone feels is heard in words that were never learned."""
    assert head.mood_of(encoder().encode([text])[0], text)[0] == mood


@pytest.mark.parametrize(
    "text",
    [
        "I want to kill myself", "i don’t want to live anymore", "everyone is better off without me",
        "I hurt myself again", "i wish i was dead", "my husband beats me", "thinking about suicide",
    ],
)  # fmt: skip
def test_danger_is_never_missed(text: str) -> None:
    """What plainly says danger to oneself is danger, whatever else is said."""
    assert speaks_of_danger(f"{text} and also where is my parcel")


@pytest.mark.parametrize(
    "text",
    [
        "I'd kill for those shoes",
        "I'm dying to know the price",
        "I cut myself on the box",
        "this queue is killing me",
    ],
)
def test_figures_of_speech_are_no_danger(text: str) -> None:
    """Everyday exaggeration alarms nobody."""
    assert not speaks_of_danger(text)
