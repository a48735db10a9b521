"""A correction in the customer's own words counts from then on, as if it had been said in the chat."""

from bot.front.corrections import meant_by


def test_a_plain_sentence_is_understood() -> None:
    """It is turned to the customer, and what it says takes the place of what was wrong."""
    assert meant_by("I hate strong perfume", None, None) == ("you hate strong perfume", "dislike", "strong perfume")


def test_what_is_said_with_it_comes_first() -> None:
    """Whoever names stance and topic is taken at their word."""
    assert meant_by("I never wear mohair", "avoid", "goat hair") == ("you never wear mohair", "avoid", "goat hair")


def test_what_is_not_understood_stays_as_it_was_written() -> None:
    """Nothing is guessed."""
    assert meant_by("Perfume, well, who knows", None, None) == ("Perfume, well, who knows", None, None)
