"""German and Spanish for what we keep and for reaching a person; honesty and a person for the rest."""

from pathlib import Path

import msgspec
import pytest

from store import Assurance, Capture, ConsentState, Purpose, Reader
from store.house import read_settings
from tests.conversations.conftest import Customer, House
from tests.conversations.people import COAT_ON_ITS_WAY, LATE_CASSEROLE, signed_in

DEMO_HOUSE = Path(__file__).parents[2] / "bot" / "demo_house.json"


async def test_german_what_is_kept_and_its_end(house: House, nadia: Customer) -> None:
    """From the greeting to the receipt, in German."""
    assert await nadia.says("Guten Tag") == "Guten Tag. Was kann ich tun?"  # the page has said who speaks
    assert "behalte nichts" in await nadia.says("Was wissen Sie über mich?")
    assert "Soll ich?" in await nadia.says("Vergessen Sie mich bitte")
    assert nadia.choices == ["Ja, vergessen Sie mich", "Nein, behalten"]
    assert "Wir sind jetzt Fremde" in await nadia.says("ja")
    assert house.memory.people.find("web", "nadia") is None


async def test_german_a_person_and_not_after_all(nadia: Customer) -> None:
    """The wait is put down and called off in the same language."""
    assert "ich habe Sie eingetragen" in await nadia.says("ich möchte mit einem Menschen sprechen")
    assert "Montag, 23. November" in nadia.replies[0].text
    assert "es kommt niemand" in await nadia.chooses("Doch nicht")


async def test_german_where_an_order_is(house: House) -> None:
    """The most asked question is answered, days and all."""
    reply = await signed_in(house, LATE_CASSEROLE).says("Wo ist meine Bestellung?")
    assert "verspätet" in reply and "17. November" in reply and "26. November" in reply


async def test_german_to_be_remembered_and_not(nadia: Customer) -> None:
    """Agreeing and taking it back are equally short."""
    assert "behalte, worum Sie mich bitten" in await nadia.says("Sie dürfen sich merken, was ich sage")
    assert "behalte und nutze ich nichts" in await nadia.says("merken Sie sich nichts mehr")


async def test_german_to_be_called(nadia: Customer) -> None:
    """A number is asked for, and the promise says the hour."""
    assert "Unter welcher Nummer" in await nadia.says("Bitte rufen Sie mich an")
    assert "Versprechen" in await nadia.says("07700 900123")


async def test_spanish_what_is_kept_and_a_person(house: House) -> None:
    """The order, the refusal to be remembered, and a person, in Spanish."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    assert "22 de noviembre" in await nadia.says("hola, ¿dónde está mi pedido?")
    assert "no lo guardo" in await nadia.says("no recuerdes nada de mí")
    assert "le he apuntado" in await nadia.says("quiero hablar con una persona")


async def test_spanish_forget_me(nadia: Customer) -> None:
    """Asked first, done after the yes."""
    assert "No se puede deshacer" in await nadia.says("olvídeme, por favor")
    assert "somos desconocidos" in await nadia.says("sí")


async def test_what_we_dont_understand_in_german_is_said_in_german(nadia: Customer) -> None:
    """Three things work in German, and a person is one of them."""
    reply = await nadia.says("Haben Sie rote Wollmützen für meine Tochter?")
    assert "nicht verstanden" in reply and "Einen Menschen, bitte" in nadia.choices


@pytest.mark.parametrize(
    ("text", "own_words"),
    [
        ("Bonjour, je voudrais savoir où est ma commande", "Je suis une machine"),
        ("dzień dobry, gdzie jest moje zamówienie", "Jestem maszyną"),
        ("你好,我的订单在哪里", "我是机器"),
        ("Здравствуйте, где мой заказ?", "Я машина"),
    ],
)
async def test_an_unsupported_language_gets_honesty_and_a_person(nadia: Customer, text: str, own_words: str) -> None:
    """In their own words and in English: not read here; a person is one yes away."""
    reply = await nadia.says(text)
    assert reply.startswith(own_words) and "English, German and Spanish" in reply
    assert nadia.choices == ["A person, please"]
    handed_over = await nadia.chooses("A person, please")
    assert "I've put you on the list" in handed_over and text in handed_over


async def test_a_foreign_name_leaves_english_english(nadia: Customer) -> None:
    """One word of another language changes nothing."""
    await nadia.says("hello")
    assert "welcome" in await nadia.says("gracias, thank you very much")
    assert "Thirty days" in await nadia.says("what is your return policy for a Señora?")


async def test_english_again_is_answered_in_english(nadia: Customer) -> None:
    """The language follows the customer."""
    await nadia.says("Guten Tag, was wissen Sie über mich?")
    assert "Thirty days" in await nadia.says("what is your return policy, please?")
    assert "You're welcome." in await nadia.says("thanks")


async def test_a_language_asked_for_by_name_is_used(nadia: Customer) -> None:
    """ "Can you write in German?" is answered in German, with what works in it."""
    assert (await nadia.says("can you write in German?")).startswith("Auf Deutsch kann ich")


async def test_the_language_holds_for_the_conversation_without_any_consent(house: House, nadia: Customer) -> None:
    """Days later a bare number is still answered in German; nothing is remembered of it."""
    await nadia.says("Guten Tag, was wissen Sie über mich?")
    house.wait(days=3)
    assert "nicht verstanden" in await nadia.says("7")
    assert nadia.remembered == []


async def test_with_consent_the_language_is_remembered_for_other_channels(house: House, nadia: Customer) -> None:
    """Joined with another channel, the customer is answered there in their language from the first word."""
    there = house.customer("8812", channel="telegram", assurance=Assurance.VERIFIED)
    known = house.memory.people.arrive("web", "nadia")
    for purpose in (Purpose.MEMORY, Purpose.PERSONALISE):
        yes = Capture(method="button", words="ja")
        house.memory.consents.decide(known.customer, known.identity, purpose, ConsentState.GIVEN, yes)
    await nadia.says("Guten Tag, wo ist meine Bestellung?")
    assert nadia.remembered == ["Guten Tag, wo ist meine Bestellung?"]
    code = (await nadia.says("I'm the same person who wrote to you on Telegram")).rsplit(" ", 1)[-1]
    await nadia.says("Guten Tag, was wissen Sie über mich?")
    await there.says(f"link {code}")
    house.wait(days=1)
    assert (await there.says("hello")).startswith("Guten Tag")
    assert there.because == {"Deutsch"}
    await there.says("don't remember anything about me")
    assert "Thirty days" in await there.says("what is your return policy?") and there.because == set()


async def test_a_house_that_speaks_only_english_says_so_in_german(house: House, nadia: Customer) -> None:
    """The languages are the house's own setting."""
    settings = msgspec.structs.replace(house.memory.house.settings(), languages=("en",))
    house.memory.house.change(settings, "test")
    reply = await nadia.says("Haben Sie rote Wollmützen für meine Tochter?")
    assert "kein Deutsch" in reply and nadia.choices == ["A person, please"]


async def test_german_where_the_coat_is(house: House) -> None:
    """An order is asked after by what is in it, too."""
    reply = await signed_in(house, COAT_ON_ITS_WAY).says("Hallo, wo bleibt mein Mantel?")
    assert "22. November" in reply


async def test_what_only_a_person_takes_up_in_spanish_is_said_and_fetched(house: House) -> None:
    """A return is understood as one, though only a person takes it up in that language."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    assert "se ocupa una persona" in await nadia.says("quiero devolver las zapatillas")
    handed_over = await nadia.says("sí")
    assert "quiero devolver las zapatillas" in handed_over


async def test_the_same_honest_sentence_comes_once(nadia: Customer) -> None:
    """The second thing not understood in German offers a person in other words."""
    first = await nadia.says("Ich vertrage keine Wolle")
    second = await nadia.says("Ich mag am liebsten Leinen und Baumwolle")
    assert first != second and "Soll ich einen Menschen holen" in second


async def test_no_english_question_follows_a_spanish_answer(house: House) -> None:
    """A task that was under way in English is put down when the customer goes on in another language."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I want to return the jumper")
    await nadia.says("hola, ¿dónde está mi pedido?")
    assert len(nadia.replies) == 1 and "22 de noviembre" in nadia.replies[0].text


async def test_a_few_english_words_after_german_are_answered_in_english(nadia: Customer) -> None:
    """One English word among several is enough to go back."""
    await nadia.says("Guten Tag, was wissen Sie über mich?")
    assert "verstehe" not in await nadia.says("make it two") and "verstanden" not in nadia.replies[0].text


async def test_an_english_correction_with_a_foreign_looking_word_is_taken(house: House) -> None:
    """ "No", the YO of a postcode and an "e" make nothing Spanish or Portuguese: the form takes what it is told."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I moved, my new address is 12 High Street, York YO1 7HH")
    assert "21 High Street" in await nadia.says("no, 21 High Street, York YO1 7HH")
    await nadia.says("never mind")
    await nadia.says("please change my name to Nadia Clarke")
    assert "Clark" in await nadia.says("no, Clark without e")


async def remembers_wool(nadia: Customer) -> None:
    """One thing told in English and kept."""
    await nadia.says("I never wear wool")
    await nadia.chooses("Yes, remember")


@pytest.mark.parametrize(
    ("forget", "which", "done"),
    [
        ("Vergessen Sie bitte, dass ich keine Wolle trage", "Was davon soll ich vergessen?", "Vergessen: „I never"),
        ("olvide que no llevo lana, por favor", "¿Qué de esto debo olvidar?", "Olvidado: «I never"),
    ],
)
async def test_one_thing_is_forgotten_in_their_language(nadia: Customer, forget: str, which: str, done: str) -> None:
    """What was told in English and is named in another language is shown, never said not to be there."""
    await remembers_wool(nadia)
    assert which in await nadia.says(forget)
    assert done in await nadia.chooses("I never wear wool")
    assert "I never wear wool" not in nadia.remembered


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("Das stimmt nicht", "Ich trage keine Seide"), ("eso no es verdad", "No llevo nada de seda")],
)
async def test_what_is_wrong_is_put_right_in_their_language(nadia: Customer, wrong: str, right: str) -> None:
    """Asked how it should read, and kept as they say it."""
    await remembers_wool(nadia)
    await nadia.says(wrong)
    assert right in await nadia.says(right)
    assert right in nadia.remembered and "I never wear wool" not in nadia.remembered


@pytest.mark.parametrize(
    ("asked", "day", "what"),
    [
        ("Erinnern Sie mich am 5. Mai an Socken", "5. Mai, um 10 Uhr: „", "Socken"),
        ("recuérdame el 5 de mayo comprar calcetines", "5 de mayo", "comprar calcetines"),
    ],
)
async def test_a_reminder_is_set_in_their_language(nadia: Customer, asked: str, day: str, what: str) -> None:
    """With the day as they write it."""
    reply = await nadia.says(asked)
    assert day in reply and what in reply


async def test_a_reminder_without_a_day_is_asked_for_it_in_german(house: House, nadia: Customer) -> None:
    """And the bare day answers."""
    await nadia.says("Bitte erinnern Sie mich an die Socken")
    assert "12. Dezember" in await nadia.says("in drei Wochen") and "Socken" in nadia.replies[0].text


@pytest.mark.parametrize(
    ("said", "number"), [("ich will nicht mehr leben", "0800 111 0 111"), ("no quiero vivir más", "024")]
)
async def test_the_demo_house_has_help_lines_in_every_language_it_speaks(
    house: House, nadia: Customer, said: str, number: str
) -> None:
    """Help in the language of the one who needs it, and none in another."""
    house.memory.house.change(read_settings(DEMO_HOUSE.read_bytes()), "test")
    reply = await nadia.says(said)
    assert number in reply and "Samaritans" not in reply


@pytest.mark.parametrize("said", ["my points?", "where is it"])
async def test_english_typed_where_spanish_is_remembered_is_answered_in_english_alone(
    house: House, said: str
) -> None:
    """One language in a reply; what is remembered holds for words that tell no language."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    for purpose in (Purpose.MEMORY, Purpose.PERSONALISE):
        yes = Capture(method="button", words="sí")
        known = house.memory.people.arrive("account", nadia.address)
        house.memory.consents.decide(known.customer, known.identity, purpose, ConsentState.GIVEN, yes)
    await nadia.says("hola, ¿dónde está mi pedido?")
    house.wait(days=1)
    reply = await nadia.says(said)
    assert not set(reply.lower().split()) & {"el", "su", "de", "pedido", "puntos", "una", "que"}
    assert (await nadia.says("muchas gracias")).startswith("De nada")


@pytest.mark.parametrize(
    ("said", "quoted", "hour"),
    [
        ("ich moechte mit einem menschen sprechen", "„ich moechte mit einem menschen sprechen“", "um 9 Uhr"),
        ("quiero hablar con una persona", "«quiero hablar con una persona»", "a las 9:00"),
    ],
)
async def test_what_is_passed_on_is_quoted_and_the_hour_given_as_in_their_language(
    nadia: Customer, said: str, quoted: str, hour: str
) -> None:
    """„…“ and 9 Uhr, «…» and las 9:00: nothing of it is English, also without capitals and marks."""
    reply = await nadia.says(said)
    assert quoted in reply and hour in reply and "“" not in reply.replace(quoted, "")


@pytest.mark.parametrize(
    ("said", "number"), [("ich moechte sterben", "0800 111 0 111"), ("no puedo mas, no quiero vivir", "024")]
)
async def test_danger_is_heard_though_it_is_the_first_thing_said_and_typed_in_a_hurry(
    house: House, nadia: Customer, said: str, number: str
) -> None:
    """No accent and no umlaut is needed to be heard."""
    house.memory.house.change(read_settings(DEMO_HOUSE.read_bytes()), "test")
    assert number in await nadia.says(said)


@pytest.mark.parametrize(
    ("said", "sorry"), [("mein Vater ist gestorben", "Das tut mir leid."), ("mi padre ha muerto", "Lo siento.")]
)
async def test_a_loss_is_answered_before_anything_else(nadia: Customer, said: str, sorry: str) -> None:
    """With nothing to sell and a person near."""
    assert (await nadia.says(said)).startswith(sorry) and len(nadia.choices) == 1


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("duerft ihr mir schreiben?", "nur, wenn Sie es erlauben"),
        ("cuanto tiempo guardan mis datos", "queda hasta que diga que lo olvide"),
    ],
)
async def test_a_question_abroad_decides_nothing(nadia: Customer, asked: str, answer: str) -> None:
    """It is answered, and no permission is on afterwards."""
    assert answer in await nadia.says(asked)
    grants = nadia.house.memory.consents.grants(nadia.known.customer)
    assert [grant for grant in grants if grant.state is ConsentState.GIVEN] == []


@pytest.mark.parametrize(("asked", "named"), [("was wissen Sie über mich", "Sie schreiben Deutsch"),
                                              ("qué sabe de mí", "usted escribe en español")])  # fmt: skip
async def test_a_language_that_was_noted_is_named_and_not_quoted(nadia: Customer, asked: str, named: str) -> None:
    """The words it was noted from said something else."""
    await remembers_wool(nadia)
    reply = await nadia.says(asked)
    assert named in reply and asked not in reply


async def test_what_only_a_person_can_read_is_left_to_the_one_who_is_asked_for(nadia: Customer) -> None:
    """Who waits is told that it is passed on; never in the same breath that it was not understood."""
    await nadia.says("ich möchte mit jemandem sprechen")
    matter = "mein mantel ist zu klein und ich will mein geld zurueck"
    assert await nadia.says(matter) == f"Ich gebe weiter: „{matter}“."
    assert "nicht verstanden" not in await nadia.says("wie lange dauert das denn")


async def test_a_call_abroad_is_asked_for_moved_and_let_go(nadia: Customer) -> None:
    """The number stays when only the hour is another."""
    assert "mit Landesvorwahl" in await nadia.says("koennt ihr mich zurueckrufen?")
    assert "+49" in await nadia.says("+49 151 23456789")
    moved = await nadia.says("doch lieber am mittwoch um 10")
    assert "25. November, 10 Uhr" in moved and "+4915123456789" in moved
    assert "ruft niemand an" in await nadia.says("bitte nicht mehr anrufen")


async def test_a_language_is_taken_up_and_left_by_name_in_passing(nadia: Customer) -> None:
    """ "Und auf Deutsch?" and "y en inglés?" are requests, whatever was spoken."""
    await nadia.says("hello")
    assert (await nadia.says("ok, und auf deutsch?")).startswith("Auf Deutsch kann ich")
    assert (await nadia.says("podemos hablar en español?")).startswith("En español puedo")
    assert (await nadia.says("y en inglés?")).startswith("I can")


@pytest.mark.parametrize(
    ("secret", "between", "person"),
    [
        ("unter uns, ich bin schwanger", "Das bleibt unter uns", "einen Menschen, bitte"),
        ("entre nosotros, estoy embarazada", "Eso queda entre nosotros", "una persona, por favor"),
    ],
)
async def test_a_confidence_abroad_is_passed_on_to_nobody(
    nadia: Customer, secret: str, between: str, person: str
) -> None:
    """What was said between us is not among what the person who comes is told."""
    assert (await nadia.says(secret)).startswith(between)
    assert secret not in await nadia.says(person)


@pytest.mark.parametrize(
    "said",
    [
        "duerft ihr mir schreiben", "koennen eure mitarbeiter das sehen", "ihr duerft mir schreiben aber nicht vor 9",
        "me podeis escribir", "pueden sus empleados ver lo que digo", "pueden escribirme pero solo los lunes",
    ],
)  # fmt: skip
async def test_no_yes_is_heard_in_a_question_without_its_mark_or_in_a_yes_with_a_but(
    nadia: Customer, said: str
) -> None:
    """Who is understood by half has allowed nothing."""
    await nadia.says(said)
    assert nadia.house.memory.consents.grants(nadia.known.customer) == ()


@pytest.mark.parametrize(("first", "then"), [("wo ist meine Bestellung", "warte kurz"), ("hola, gracias", "azul")])
async def test_words_of_another_language_are_not_read_as_english(nadia: Customer, first: str, then: str) -> None:
    """ "Warte kurz" was a complaint to it, with a promise to answer."""
    await nadia.says(first)
    await nadia.says(then)
    known = nadia.known.customer
    assert nadia.house.memory.promises.of(known, Reader.CUSTOMER, Purpose.SERVICE) == ()


@pytest.mark.parametrize(
    ("said", "first", "then"),
    [
        ("Mein Vater ist gestorben, ich möchte seine Bestellung stornieren", "Das tut mir leid.", "Soll ich jemanden"),
        ("Mi padre ha muerto y quiero saber dónde está su pedido", "Lo siento.", "no encuentro ningún pedido"),
    ],
)
async def test_a_wish_beside_a_loss_is_served_in_their_language(
    nadia: Customer, said: str, first: str, then: str
) -> None:
    """After a word of sorrow."""
    reply = await nadia.says(said)
    assert reply.startswith(first) and then in reply


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("gracias. ¿cuánto cuesta la tetera?", "de eso se ocupa una persona"),
        ("gracias, muy amable", "De nada"),
        ("Danke! Wo ist meine Bestellung?", "keine Bestellung"),
        ("Wie kann ich bezahlen?", "Darum kümmert sich auf Deutsch ein Mensch."),
        ("¡Estoy harta! Es la tercera vez que me llega roto", "Una persona de la casa le contesta"),
    ],
)
async def test_thanks_swallow_no_question_and_what_is_not_done_here_is_a_persons(
    nadia: Customer, said: str, answered: str
) -> None:
    """What follows a courtesy is answered, or honestly left to a person."""
    assert answered in await nadia.says(said)


async def test_after_all_erase_it_is_a_change_of_mind_in_german(nadia: Customer) -> None:
    """It is asked once more, as always."""
    await nadia.says("Vergessen Sie mich bitte")
    await nadia.chooses("Nein, behalten")
    assert "Soll ich?" in await nadia.says("Doch, bitte löschen")


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("+49 151 12345678 nach 17 Uhr", "zwischen 17 Uhr und 17:30 Uhr"),
        ("+49 151 12345678 nachmittags", "zwischen 12 Uhr und 17 Uhr"),
    ],
)
async def test_hours_are_read_in_german(nadia: Customer, said: str, hours: str) -> None:
    """As they are in English."""
    await nadia.says("bitte rufen Sie mich an")
    assert hours in await nadia.says(said)


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("+34 600 123 456 después de las 5", "entre las 17:00 y las 17:30"),
        ("+34 600 123 456 por la tarde", "entre las 12:00 y las 17:00"),
    ],
)
async def test_hours_are_read_in_spanish(nadia: Customer, said: str, hours: str) -> None:
    """As they are in English."""
    await nadia.says("llámenme por favor")
    assert hours in await nadia.says(said)


async def test_when_somebody_comes_is_asked_of_the_wait(nadia: Customer) -> None:
    """And no order is looked for: with nobody there, it is told when somebody is."""
    await nadia.says("ich möchte mit einem Menschen sprechen")
    assert "Am Montag, 23. November um 9 Uhr" in await nadia.says("wann kommt jemand?")


@pytest.mark.parametrize("asked", ["do you speak french", "what other languages do you speak"])
async def test_which_languages_are_spoken_is_told(house: House, asked: str) -> None:
    """With a person for the rest."""
    customer = house.customer()
    assert (await customer.says(asked)).startswith("I can read English, German and Spanish here.")
    assert customer.choices == ["A person, please"]
