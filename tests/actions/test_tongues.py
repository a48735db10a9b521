"""Which language a message is in: English where in doubt."""

import pytest

from actions.tongues import in_distress, tongue_of, wish_in_tongue


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


@pytest.mark.parametrize(
    ("text", "code", "intent"),
    [
        ("was wisst ihr ueber mich", "de", "ask_memory"),
        ("loeschen sie alle meine daten", "de", "forget_me"),
        ("moechte mit jemandem reden", "de", "ask_human"),
        ("meine bestellung ist nicht angekommen", "de", "track_order"),
        ("mein vater ist gestorben", "de", "share_life_event"),
        ("que sabeis de mi", "es", "ask_memory"),
        ("no me escriban mas", "es", "stop_contact"),
        ("mi pedido no ha llegado", "es", "track_order"),
        ("no puedo mas, no quiero vivir", "es", "in_distress"),
        ("siparisim nerede", "tr", None),
        ("dzien dobry, gdzie jest moja paczka", "pl", None),
    ],
)
def test_what_is_typed_without_its_marks_is_read_as_well(text: str, code: str, intent: str | None) -> None:
    """ "ue" for "ü" and "n" for "ñ": both the language and the wish."""
    assert tongue_of(text) == code
    assert wish_in_tongue(text, code) == intent


@pytest.mark.parametrize("text", ["cuánto tiempo guardan mis datos", "wie lange bewahren Sie meine Daten auf"])
def test_a_question_about_keeping_gives_no_permission(text: str) -> None:
    """ "Guardan" holds the word of a yes and is none."""
    assert wish_in_tongue(text, str(tongue_of(text))) == "ask_kept_how_long"


@pytest.mark.parametrize("text", ["suicide", "I feel suicidal", "take the personal one", "a hat and hose, size L"])
def test_english_that_looks_foreign_is_read_by_nobody_abroad(text: str) -> None:
    """Danger is heard in any language, and English in English."""
    assert in_distress(text) is None and tongue_of(text) in (None, "en")


@pytest.mark.parametrize(
    "text",
    ["ich bring mich um", "quiero hacerme daño", "je ne veux plus vivre", "nie chcę już żyć"],
)
def test_danger_is_heard_in_any_of_these_languages(text: str) -> None:
    """Also in one that we don't answer in."""
    assert in_distress(text)


@pytest.mark.parametrize(
    "text",
    ["Um 18 Uhr werde ich nicht mehr da sein", "Wird er morgen nicht mehr da sein?", "no quiero vivir sin este abrigo"],
)
def test_everyday_matters_are_no_danger(text: str) -> None:
    """Nobody is given help lines for a parcel."""
    assert not in_distress(text)


@pytest.mark.parametrize(("text", "code"), [("bist du ein mensch", "de"), ("eres una persona o un robot", "es")])
def test_whether_it_is_a_machine_fetches_nobody(text: str, code: str) -> None:
    """The question is answered."""
    assert wish_in_tongue(text, code) == "bot_challenge"
