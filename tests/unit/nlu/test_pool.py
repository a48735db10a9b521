from pathlib import Path

import numpy as np
import pytest

from bot.nlu.logistic import left_out, slopes_of
from bot.nlu.pool import Pool, load_pool
from bot.nlu.pool_training import train_pool
from bot.nlu.readings import readings_of

SAID = {
    "track": ["where is my order", "has my parcel left yet", "when will it arrive", "track my package",
              "my delivery is late", "still waiting for my parcel"],
    "refund": ["I want my money back", "refund me please", "when do I get my refund", "give me the money back",
               "reimburse me", "I'd like to be refunded"],
    "greet": ["hello", "hi there", "good morning", "hey", "good evening to you", "hiya"],
}  # fmt: skip


@pytest.fixture(scope="module")
def pool() -> Pool:
    texts = [text for said in SAID.values() for text in said]
    labels = [intent for intent, said in SAID.items() for _ in said]
    return train_pool(readings_of(texts), texts, labels)


@pytest.mark.parametrize(
    ("text", "intent"),
    [("where's my parcel?", "track"), ("money back now", "refund"), ("hello you", "greet")],
)
def test_unseen_words_of_a_known_wish(pool: Pool, text: str, intent: str) -> None:
    """What is said in other words is understood, with probabilities that add up to one."""
    judgement = pool.judge(readings_of([text])[0], text)
    assert judgement.ranking[0][0] == intent
    assert sum(probability for _intent, probability in judgement.ranking) == pytest.approx(1, abs=1e-4)
    assert not pool.rejects(judgement)


def test_what_was_never_learned_is_rejected(pool: Pool) -> None:
    """A sentence like none of the examples is rejected instead of forced into an intent."""
    text = "the mitochondria are the powerhouse of the cell"
    assert pool.rejects(pool.judge(readings_of([text])[0], text))


def test_saved_and_loaded_it_judges_the_same(pool: Pool, tmp_path: Path) -> None:
    """A stored pool answers as the trained one, to the precision of its half floats, and holds no pickle."""
    pool.save(tmp_path)
    reading = readings_of(["where is it"])[0]
    before, after = pool.judge(reading, "where is it"), load_pool(tmp_path).judge(reading, "where is it")
    assert [name for name, _ in before.ranking] == [name for name, _ in after.ranking]
    assert np.allclose([p for _, p in before.ranking], [p for _, p in after.ranking], atol=1e-2)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".json", ".npz"]


def test_what_is_left_out_was_not_learned() -> None:
    """The only line of a wish is, left out, as likely to be any other; one of several is known by the rest."""
    texts = [text for said in SAID.values() for text in said] + ["play some jazz"]
    owners = [place for place, said in enumerate(SAID.values()) for _ in said] + [len(SAID)]
    wanted = np.eye(len(SAID) + 1, dtype=np.float32)[owners]
    readings = readings_of(texts)
    logits = left_out(readings, wanted, np.array([0, len(texts) - 1]))
    assert logits.argmax(1)[0] == 0 and logits.argmax(1)[1] != len(SAID)
    assert (readings @ slopes_of(readings, wanted)).argmax(1).tolist() == owners
