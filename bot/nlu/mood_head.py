"""A small regression on the sentence's vector and its surface cues: how does this sound?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import yaml

from bot.nlu.cues import cues_of
from bot.nlu.pool import Floats, log_softmax

NEUTRAL = "neutral"
LINES = Path(__file__).parents[2] / "data" / "mood.yml"
VECTOR_SCALE = 5.0
CUES_SCALE = 2.0
STRENGTH = 1.0
SURE = 0.4  # below this probability a mood is not claimed: most of what people write is neutral
UNLIKELY = 0.1  # unless it can't be neutral: anger and disappointment may share what is left


@dataclass(frozen=True)
class MoodHead:
    """Weights over the moods."""

    moods: tuple[str, ...]
    weights: Floats = field(repr=False)
    bias: Floats = field(repr=False)

    def mood_of(self, vector: Floats, text: str) -> tuple[str, float]:
        """The mood and its probability; neutral where none is likely enough."""
        probabilities = np.exp(log_softmax(self.weights @ _features(vector, text) + self.bias))
        best = int(probabilities.argmax())
        neutral = float(probabilities[self.moods.index(NEUTRAL)])
        if probabilities[best] < SURE and neutral > UNLIKELY:
            return NEUTRAL, neutral
        return self.moods[best], float(probabilities[best])

    def save(self, path: Path) -> None:
        """Write the head as numbers."""
        np.savez(path, moods=np.array(self.moods), weights=self.weights, bias=self.bias)


def load_head(path: Path) -> MoodHead:
    """The head that was saved there."""
    with np.load(path, allow_pickle=False) as stored:
        return MoodHead(tuple(map(str, stored["moods"])), stored["weights"], stored["bias"])


def train_head(
    vectors: Floats, texts: Sequence[str], moods: Sequence[str], weights: Sequence[float]
) -> MoodHead:
    """A head learned from lines whose mood is known; a line counts as much as its weight."""
    from sklearn.linear_model import LogisticRegression  # half a second that only training pays

    features = np.stack([_features(vector, text) for vector, text in zip(vectors, texts, strict=True)])
    fitted = LogisticRegression(C=STRENGTH, max_iter=500).fit(features, moods, sample_weight=weights)
    return MoodHead(
        tuple(map(str, fitted.classes_)),
        fitted.coef_.astype(np.float32),
        fitted.intercept_.astype(np.float32),
    )


def own_lines() -> list[tuple[str, str]]:
    """Our lines with their moods, as (text, mood)."""
    by_mood = yaml.safe_load(LINES.read_text("utf-8"))["mood"]
    return [(text, mood) for mood, texts in by_mood.items() for text in texts]


def _features(vector: Floats, text: str) -> Floats:
    return np.concatenate([vector * VECTOR_SCALE, cues_of(text) * CUES_SCALE])
