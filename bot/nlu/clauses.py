"""Cuts a text into the clauses that can each state one thing, with the speaker put back where they were left out."""

import re
from collections.abc import Iterable, Iterator

from bot.nlu.second_person import trimmed
from bot.nlu.sensitive import CONFIDED
from bot.nlu.statement_forms import forms

SHORTEST, LONGEST = 2, 300  # characters of a clause that can state something
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")


def clauses(text: str) -> Iterator[str]:
    """The clauses of a text in the order said, without what is asked in it.

    >>> list(clauses("my wife loves tea and hates coffee. got any?"))
    ['my wife loves tea', 'my wife hates coffee']
    """
    spoken_of = ""
    for sentence in _SENTENCE.split(text):
        for part in _told_in(sentence):
            clause = _in_place_of_pronoun(_turned_round(part), spoken_of)
            for one in _each_told(clause):
                spoken_of = _other_in(one) or spoken_of
                if SHORTEST < len(one) < LONGEST:
                    yield one


def _told_in(sentence: str) -> list[str]:
    """The parts of a sentence; of one that asks those before its question, where it does not begin with asking."""
    verdicts = forms().verdicts
    if verdicts["wished_kept"].search(sentence):
        sentence = sentence.rstrip(" ?")
    parts = [_with_thing(trimmed(part)) for part in forms().cuts["clause"].split(CONFIDED.sub(" ", sentence))]
    if not sentence.rstrip().endswith("?"):
        return parts
    asks = verdicts["question"].search(trimmed(sentence))
    return [] if asks else parts[:-1]


def _with_thing(clause: str) -> str:
    """ "Makes me itch" is told of what was named just before."""
    return forms().cuts["thing_left_out"].sub("it ", clause)


def _turned_round(clause: str) -> str:
    """ "It's tea she hates" as it would be told plainly: "she hates tea"."""
    return forms().cuts["put_first"].sub(r"\g<teller> \g<verb> \g<thing>", clause)


def _other_in(clause: str) -> str:
    """Whom of theirs a clause begins with: "my husband"."""
    found = forms().cuts["other_told_of"].match(clause)
    return found["other"].removesuffix("'s") if found else ""


def _in_place_of_pronoun(clause: str, spoken_of: str) -> str:
    """ "He wears a 43" and "no wool for him", once the husband was spoken of, are told of him."""
    if not spoken_of:
        return clause
    found = forms().cuts["pronoun"].match(clause)
    if found is None:
        return forms().cuts["for_pronoun"].sub(spoken_of, clause)
    return f"{spoken_of}{' is' if found['being'] else ''}{clause[found.end() :]}"


def _each_told(clause: str) -> Iterable[str]:
    """What one clause tells of one speaker, each as a clause: "I'm a size M and like green" tells two things.

    After a no the rest of the clause may be part of it: "I don't smoke and drink" stays as it is.
    """
    cuts = forms().cuts
    teller = cuts["teller"].match(clause)
    pieces = cuts["elided"].split(clause) if teller else [clause]
    if len(pieces) == 1 or teller is None or cuts["negated"].search(pieces[0]):
        return [clause]
    who, being = teller["who"], teller["being"] or ""
    whole = (_with_teller(piece, who, being) for piece in pieces[1:])
    return [pieces[0], *whole]


def _with_teller(piece: str, who: str, being: str) -> str:
    if forms().cuts["state"].match(piece):
        return f"{who}{being or ' am'} {piece}"
    having = forms().cuts["had"].match(piece)
    return f"{who} have {piece}" if having else f"{who} {piece}"
