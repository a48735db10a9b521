import shutil
from pathlib import Path

import numpy as np
import pytest

from bot.nlu.encoder import NotThePinnedFile, encoder
from bot.nlu.gist import FILES, Gist, gist
from bot.nlu.readings import GIST, MEANING, readings_of


@pytest.mark.parametrize(
    ("said", "same", "other"),
    [
        ("where is my parcel?", "has my package arrived", "I like jazz"),
        ("where is my order?", "wo ist meine Bestellung?", "Ich möchte gelöscht werden"),
        ("please delete everything about me", "borra todo lo que sabes de mí", "¿a qué hora abrís?"),
    ],
)
def test_the_same_in_other_words_is_near_in_any_language(said: str, same: str, other: str) -> None:
    """Sentences that say the same are nearer than sentences that don't, and every vector has length 1."""
    mine, near, far = gist().encode([said, same, other])
    assert mine @ near > mine @ far + 0.2
    assert np.linalg.norm(mine) == pytest.approx(1, abs=1e-5)


def test_company_changes_nothing() -> None:
    """A sentence has the same vector alone and in a batch, so that training and answering agree."""
    alone, together = gist().encode(["hi"]), gist().encode(["a much longer sentence beside it", "hi"])
    assert np.abs(alone[0] - together[1]).max() < 1e-5


def test_any_other_file_is_refused(tmp_path: Path) -> None:
    """Weights or words that are not byte for byte the pinned ones are not loaded."""
    shutil.copytree(FILES, tmp_path / "files")
    with (tmp_path / "files" / "sp.model").open("ab") as words:
        words.write(b" ")
    with pytest.raises(NotThePinnedFile):
        Gist(tmp_path / "files")


def test_bad_input_is_encoded() -> None:
    """Very long, empty and odd texts have vectors too."""
    assert np.isfinite(gist().encode(["", "word " * 5000, "🙃" * 400, "\x00", "a" * 9000])).all()


def test_a_reading_holds_both() -> None:
    """The meaning and the gist of each text stand in its row, whoever else is read."""
    texts = ["where is my parcel?", "I like jazz"]
    readings = readings_of(texts)
    assert np.allclose(readings[:, MEANING], encoder().encode(texts))
    assert np.allclose(readings[:, GIST], gist().encode(texts))
