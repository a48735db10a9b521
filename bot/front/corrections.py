"""What a customer means by the sentence that puts a remembered thing right."""

from bot.nlu.statements import statements_in


def meant_by(words: str, stance: str | None, about: str | None) -> tuple[str, str | None, str | None]:
    """Text, stance and topic as they would be understood in a conversation; else the sentence as it stands."""
    match statements_in(words).statements:
        case (said,):
            return said.restated, stance or said.stance, about or said.about
        case _:
            return words, stance, about
