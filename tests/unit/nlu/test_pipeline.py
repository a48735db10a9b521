import os
from pathlib import Path

import pytest
import yaml

from bot.nlu.parse import Pipeline

ROOT = Path(__file__).parents[3]
LINES = yaml.safe_load("""
greet: [hello there, hi, good morning, hey you, good evening, hiya]
track_order:
- "where is my order [31-7704](order_number)"
- has my parcel left
- when will it arrive
- "track order [12](order_number)"
- my delivery is late
- still waiting for my parcel
book_visit:
- "a table for [four](people) [tomorrow](date) at [half seven](time)"
- "book me a fitting on [Friday](date)"
- "table for [2](people) at [6](time)"
- "I'd like an appointment [next Monday](date) at [noon](time)"
- "reserve a table [tonight](date) for [six](people)"
- "can we come on [Saturday](date) at [5](time)"
state_preference: [I never wear wool, I hate pink, I always take the aisle seat, no garlic for me, linen]
affirm: ["yes", yes please, 👍, sure, of course, go ahead]
""")
ANSWERS = [("13", "people"), ("13", "time"), ("4", "people"), ("4", "time"), ("7", "time"), ("7", "people")]


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    from rasa.model_training import train_nlu

    folder = tmp_path_factory.mktemp("nlu")
    config = yaml.safe_load((ROOT / "config.yml").read_text())
    (folder / "config.yml").write_text(
        yaml.safe_dump({k: config[k] for k in ("recipe", "language", "assistant_id", "pipeline")})
    )
    nlu = [
        {"intent": intent, "examples": [{"text": line} for line in lines]} for intent, lines in LINES.items()
    ]
    nlu.append({"intent": "inform", "examples": [
        {"text": f"[{text}]({slot})", "metadata": {"requested_slot": slot}} for text, slot in ANSWERS
    ]})  # fmt: skip
    (folder / "nlu.yml").write_text(yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True))
    before = Path.cwd()
    os.chdir(folder)
    try:
        model = train_nlu("config.yml", "nlu.yml", "models", fixed_model_name="small")
    finally:
        os.chdir(before)
    return Pipeline(folder / str(model))


def test_what_is_wanted_and_named(pipeline: Pipeline) -> None:
    """A line in other words, mistyped, gives its intent and what it names, in the form of `make parse`."""
    parsed = pipeline.parse("a tabel for four tomorow at half six")
    assert set(parsed) == {"text", "intent", "confidence", "ranking", "entities", "mood"}
    assert parsed["intent"] == "book_visit"
    assert {(one["entity"], one["value"]) for one in parsed["entities"]} >= {
        ("people", "4"),
        ("time", "18:30"),
    }
    assert [parsed["intent"], parsed["confidence"]] in parsed["ranking"]


def test_the_asked_slot_decides(pipeline: Pipeline) -> None:
    """A bare number is a time after "what time?", and a number of people after "for how many?"."""
    assert [(one["entity"], one["value"]) for one in pipeline.parse("4", "time")["entities"]] == [
        ("time", "16:00")
    ]
    assert [(one["entity"], one["value"]) for one in pipeline.parse("4", "visit_people")["entities"]] == [
        ("people", "4")
    ]


def test_an_asked_date_is_read_where_nothing_was_learned(pipeline: Pipeline) -> None:
    """A short answer that the resolver can read is the value, whether or not the field knew its words."""
    (found,) = pipeline.parse("2026-12-24", "date")["entities"]
    assert (found["entity"], found["value"]) == ("date", "2026-12-24")


@pytest.mark.parametrize(
    "line",
    ["", "   ", "👍🏽", "😀" * 400, "x" * 5000, "word " * 3000, "12345", "07 31 12 2026", "/greet", "\x00",
     "où est 在哪里", "hola, where ist mon colis por favor, danke", "où ¿dónde? wo 在哪里 " * 50],
)  # fmt: skip
def test_bad_input_is_answered(pipeline: Pipeline, line: str) -> None:
    """Whatever is typed gives an intent or a fallback, and never an exception."""
    parsed = pipeline.parse(line)
    assert parsed["text"] == line
    assert 0 <= parsed["confidence"] <= 1


def test_three_hundred_typing_errors_are_read_through(pipeline: Pipeline) -> None:
    """A message with hundreds of mistyped words is still the wish that they spell."""
    assert pipeline.parse("wheer iz mi ordr plese " * 60)["intent"] == "track_order"


def test_silence_is_a_fallback(pipeline: Pipeline) -> None:
    """Nothing said is nothing understood."""
    assert pipeline.parse("…")["intent"] == "nlu_fallback"


def test_nothing_that_runs_is_in_a_model(
    pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A trained model holds numbers, text and the field's own file: no pickle."""
    import tarfile

    model = next(tmp_path_factory.getbasetemp().glob("nlu*/models/small.tar.gz"))
    with tarfile.open(model) as archive:
        suffixes = {Path(file.name).suffix for file in archive.getmembers() if file.isfile()}
    assert suffixes == {".json", ".npz", ".model"}
