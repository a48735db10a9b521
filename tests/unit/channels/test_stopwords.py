"""Stop words end contact when typed alone, and only then."""

import pytest

from bot.channels.stopwords import Stop, stop_asked

CARRIERS = ["STOP", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "STOPALL", "OPTOUT", "REVOKE"]
CLEAR = [
    "/stop",
    "stop",
    "Stop!",
    " STOP ALL ",
    '"stop"',
    "opt out",
    "Abmelden",
    "abbestellen",
    "stopp.",
    "baja",
    "¡Alto!",
]
TALK = [
    "stop the order",
    "don't stop",
    "please cancel my order",
    "the end",
    "",
    "halt mich auf dem Laufenden",
    "quite",
]


@pytest.mark.parametrize("word", CARRIERS)
def test_the_carriers_words_stop_contact_by_sms(word: str) -> None:
    """Each of the eight words that carriers know is heeded."""
    assert stop_asked(word, "twilio") is Stop.YES


@pytest.mark.parametrize("word", CARRIERS)
@pytest.mark.parametrize("channel", ["slack", "telegram", "messenger", "whatsapp", "web", "kiosk"])
def test_the_carriers_words_are_never_ignored_elsewhere(word: str, channel: str) -> None:
    """On other channels some of them may mean something else too, but none is passed over."""
    assert stop_asked(word, channel) is not Stop.NO


@pytest.mark.parametrize("word", CLEAR)
def test_case_marks_and_kin_in_other_languages_do_not_matter(word: str) -> None:
    """People shout, quote and speak German or Spanish."""
    assert stop_asked(word, "telegram") is Stop.YES


@pytest.mark.parametrize("text", TALK)
def test_a_sentence_with_a_stop_word_is_a_sentence(text: str) -> None:
    """Only the word alone is a stop word; all else is read by the assistant."""
    assert stop_asked(text, "twilio") is Stop.NO
