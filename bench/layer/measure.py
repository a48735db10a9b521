"""mem0 as its documents set it up, local and without a model: writing, searching, deleting, and what is left on disk.

Runs in its own environment; the task comes as JSON on standard input, the figures go out as JSON.
"""

import hashlib
import json
import os
import sys
import time
from functools import partial
from pathlib import Path
from statistics import quantiles

DIMENSIONS = 384  # as many as our own encoder's


class WordHashes:
    """Stands for an embedder: each word falls into a few places of the vector. It costs microseconds and no hub."""

    def embed(self, text, memory_action=None):
        vector = [0.0] * DIMENSIONS
        for word in text.lower().split():
            digest = hashlib.blake2b(word.encode(), digest_size=8).digest()
            for place in range(0, 8, 2):
                vector[int.from_bytes(digest[place : place + 2], "big") % DIMENSIONS] += 1.0
        return vector


def main():
    task = json.load(sys.stdin)
    folder = Path(task["folder"])
    os.environ |= {"MEM0_TELEMETRY": "False", "MEM0_DIR": str(folder / "home"), "OPENAI_API_KEY": "never used"}
    memory = opened(folder)
    for name, facts in task["others"].items():
        remember(memory, name, facts)
    written = remember(memory, task["rich"], task["facts"])
    found = [seconds_of(partial(search, memory, name)) for name in list(task["others"]) * 4]
    erased = seconds_of(partial(memory.delete_all, user_id=task["rich"]))
    left = len(memory.get_all(filters={"user_id": task["rich"]}, top_k=1_000_000)["results"])
    memory.close()
    on_disk = held(folder, task["mark"])
    print(json.dumps(figures(written, found, erased) | {"left_to_its_api": left, **on_disk}))


def opened(folder):
    from mem0 import Memory

    store = {"collection_name": "facts", "embedding_model_dims": DIMENSIONS, "path": str(folder / "qdrant")}
    memory = Memory.from_config(
        {
            "vector_store": {"provider": "qdrant", "config": {**store, "on_disk": True}},
            "history_db_path": str(folder / "history.db"),
        }
    )
    memory.embedding_model = WordHashes()
    return memory


def remember(memory, name, facts):
    return [seconds_of(partial(memory.add, fact, user_id=name, infer=False)) for fact in facts]


def search(memory, name):
    found = memory.search("what do they like", filters={"user_id": name}, top_k=20, threshold=0.0)["results"]
    if len(found) != 20:
        raise SystemExit(f"found {len(found)} of 20")


def seconds_of(work):
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def figures(written, found, erased):
    return {
        "write_p50_ms": p50(written),
        "search_p50_ms": p50(found),
        "search_p95_ms": round(quantiles(found, n=20)[-1] * 1000, 3),
        "erase_s": round(erased, 3),
    }


def held(folder, mark):
    """In how many files, and how often, a deleted customer's words are still found."""
    times = {path.name: path.read_bytes().count(mark.encode()) for path in folder.rglob("*") if path.is_file()}
    return {"files_with_erased_words": sum(map(bool, times.values())), "erased_words_left": sum(times.values())}


def p50(seconds):
    return round(quantiles(seconds, n=2)[0] * 1000, 3)


if __name__ == "__main__":
    main()
