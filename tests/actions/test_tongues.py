"""Which language a message is in: English where in doubt."""

import pytest

from actions.tongues import tongue_of, wish_in_tongue


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Guten Tag, wo ist meine Bestellung?", "de"),
        ("hola, ¿dónde está mi pedido?", "es"),
        ("Bonjour, je voudrais savoir où est ma commande", "fr"),
        ("dzień dobry, gdzie jest moje zamówienie", "pl"),
        ("olá, onde está meu pedido", "pt"),
        ("ho ordinato un maglione", "it"),
        ("waar is mijn bestelling", "nl"),
        ("siparişim nerede, yardım lütfen", "tr"),
        ("你好,我的订单在哪里", "zh"),
        ("注文はどこですか", "ja"),
        ("Как дела, где мой заказ", "ru"),
        ("أين طلبي", "ar"),
        ("where is my order", "en"),
        ("my name is José de la Cruz", "en"),
        ("order the casserole de la creuset please", "en"),
        ("hola! where's my order", "en"),
        ("can you write in German", "de"),
        ("no, Clark without e", "en"),
    ],
)
def test_a_language_is_known_by_its_everyday_words(text: str, code: str) -> None:
    """A foreign name in an English sentence leaves it English."""
    assert tongue_of(text) == code


@pytest.mark.parametrize(
    "text", ["ok", "no", "31-4471", "navy", "L", "la la la", "Müller", "Zara", "wheer iz mi ordr", "😀"]
)
def test_a_word_or_two_tell_nothing(text: str) -> None:
    """What is no sentence changes no language."""
    assert tongue_of(text) is None


@pytest.mark.parametrize(
    ("text", "code", "intent"),
    [
        ("Was wissen Sie über mich?", "de", "ask_memory"),
        ("Vergessen Sie mich bitte", "de", "forget_me"),
        ("ich möchte mit einem Menschen sprechen", "de", "ask_human"),
        ("Rufen Sie mich bitte zurück", "de", "request_callback"),
        ("Schreiben Sie mir nicht mehr", "de", "stop_contact"),
        ("merken Sie sich nichts", "de", "stop_memory"),
        ("ja, gerne", "de", "affirm"),
        ("nein danke", "de", "deny"),
        ("vielen Dank", "de", "thank"),
        ("¿Qué sabe de mí?", "es", "ask_memory"),
        ("quiero hablar con una persona", "es", "ask_human"),
        ("olvídeme por favor", "es", "forget_me"),
        ("no guarden nada", "es", "stop_memory"),
        ("sí", "es", "affirm"),
        ("me gusta el azul", "es", None),
        ("what do you know about me", "en", None),
    ],
)
def test_wishes_are_read_in_languages_we_answer_in(text: str, code: str, intent: str | None) -> None:
    """By their cues; what has none is not guessed."""
    assert wish_in_tongue(text, code) == intent
