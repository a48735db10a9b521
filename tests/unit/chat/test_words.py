"""The chat's words: complete in English, and the same promises in every language."""

import re
from pathlib import Path

import pytest
import yaml

from bot.chat.script import FOLDER, chat_script
from bot.chat.words import FOLDER as WORDS
from bot.chat.words import sheet_for, sheets
from store.datamap import DATA_MAP, Belongs

SCRIPTS = "".join(path.read_text() for path in FOLDER.glob("*.js"))
BUILT = re.compile(r"(unread|waiting_place)_(one|other)|(channel|fact|use|consent|state|place|kept|seen)_\w+")
NEVER = re.compile(r"!|unfortunately|as your friend|we miss you|valued customer|don't hesitate|\bjust\b", re.IGNORECASE)


def words_of(path: Path) -> dict[str, str]:
    words: dict[str, str] = yaml.safe_load(path.read_text())["words"]
    return words


ENGLISH = words_of(WORDS / "en.yml")


def test_every_word_the_page_asks_for_is_there() -> None:
    """No key that the script names is missing from the English sheet."""
    asked = set(re.findall(r'"((?:[a-z]+_)*[a-z]+(?:_\d)?)"', SCRIPTS))
    said = set(re.findall(r'(?:say|count|tell|showLead)\("(\w+)"', SCRIPTS))
    plural = {key for key in ENGLISH if BUILT.fullmatch(key)}
    missing = {key for key in said if key not in ENGLISH and not {f"{key}_one", f"{key}_other"} <= plural}
    assert missing == set()
    assert "greeting" in asked | said


def test_no_word_is_kept_that_nothing_says() -> None:
    """Every key of the sheet is asked for by the script, the page, or the server."""
    server = "".join(path.read_text() for path in Path("bot/chat").glob("*.py"))
    pages = "".join(path.read_text() for path in Path("bot/me/templates").glob("*.html"))
    unused = [key for key in ENGLISH if key not in SCRIPTS + server + pages and not BUILT.fullmatch(key)]
    assert unused == []


@pytest.mark.parametrize("path", sorted(WORDS.glob("*.yml")), ids=lambda path: path.stem)
def test_every_language_fills_in_the_same_names(path: Path) -> None:
    """A translation has no key that English lacks, and the same {names} in each of its sentences."""
    for key, sentence in words_of(path).items():
        assert key in ENGLISH
        assert set(re.findall(r"\{\w+\}", sentence)) == set(re.findall(r"\{\w+\}", ENGLISH[key])), key


def test_the_voice_is_kept() -> None:
    """No exclamation mark and none of the phrases that the house never says."""
    assert [key for key, sentence in ENGLISH.items() if NEVER.search(sentence)] == []


def test_the_script_has_no_sentences_of_its_own() -> None:
    """What people read comes from the sheets: no string of the script reads like a sentence."""
    strings = re.findall(r'"([A-Z][a-z]+ [a-z]+ [^"]*)"', re.sub(r"//.*|/\*.*?\*/", "", SCRIPTS))
    assert strings == []


@pytest.mark.parametrize(("wanted", "served"), [("de-AT", "de"), ("ES", "es"), ("xx", "en"), (None, "en"), ("", "en")])
def test_the_nearest_language_is_served(wanted: str | None, served: str) -> None:
    """A region's tag is served by its language, an unknown one by English."""
    assert sheet_for(wanted).language == served


def test_a_language_without_a_word_says_it_in_english() -> None:
    """Every sheet is whole."""
    assert all(sheet.words.keys() == ENGLISH.keys() for sheet in sheets().values())


def test_the_script_is_one_scope_without_imports() -> None:
    """The joined script has no import or export left, and no name is declared twice at its top level."""
    script = chat_script()
    assert not re.search(r"^(import|export) ", script, re.MULTILINE)
    names = re.findall(r"^(?:const|let|class|function|async function) (\w+)", script, re.MULTILINE)
    assert sorted(names) == sorted(set(names))


def test_every_place_of_the_receipt_has_words() -> None:
    """Whatever table an erasure looks at is named in words that its reader knows."""
    unnamed = [
        name for name, held in DATA_MAP.items() if held.belongs != Belongs.HOUSE and f"place_{name}" not in ENGLISH
    ]
    assert unnamed == []
