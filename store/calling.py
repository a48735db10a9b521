"""Whether a call for a person says more than the wish for one: values in, a yes or no out."""

import re
from difflib import get_close_matches

FEWEST = 2  # telling words, below which it is the wish and its manner
SHORTEST = 3  # letters of a telling word: what is shorter says little in any of the house's languages
_ALIKE = 0.76  # how like a word of the wish a mistyped one is

_NUMBER = re.compile(r"(?<![\d:])\+?\d(?:[\d-]|\s(?=\d))*(?![\d:])")
_DIGITS = range(3, 9)  # of an order's number; a telephone has more, a time of day fewer
_WORD = re.compile(r"[^\W\d_]+")
# What begins the telling part of a sentence: "to a person about my bill".
_ABOUT = frozenset(["about", "regarding", "concerning", "because", "wegen", "weil", "über", "sobre", "porque"])
# What people say when they want a person and nothing more, and how they say it.
_WORDS = """
able advisor after afternoon again agent all and another answer answers any anybody anyone are asap assistant
available back been before being better bloke boss bot bring but call can cannot chat chatbot circles clerk
colleague come computer connect could crap customer demand department desk discuss does don done employee enough
evening executive explain fed fetch find for forward friday from get getting gimme give going gonna grown had hand
has have hear hello help helping her here hey hi him hopeless hour hours how human humans instead into join just
keep kindly know lady leader let like line live living long look love machine make man manager many mate may maybe
member men might minute minutes monday more morning much must near need needs never nobody noon not now one only
operator other out over pal pass people perhaps person personnel phone please pls plz possible prefer program proper
pulse put quick quickly rather real really rep representative respond response responsible ridiculous right ring
robot rubbish same saturday seriously service services shop should sick some somebody somebodys someone something
soon sooner sorry speak speaking staff stop straight stupid sunday supervisor support take talk talking team tell
than thank thanks that the their them then there they thing think this through thru thursday times tired to today
tomorrow tonight too transfer try tuesday type typing understand until urgent urgently useless voice wait waiting
want wants was way wednesday week well what when where which who whoever whom why will with without woman won words
work worker worst would write yes you your yours

aber anderen anrufen auch auf bei bitte bot brauche chef das dem den der die doch dringend echte echten echter ein
eine einem einen einer endlich etwas für geben gerne gespräch haben hallo helfen hilfe hören ich ihnen ihre
irgendwer jemand jemandem jemanden jetzt kann kollege kollegen kollegin kundendienst kundenservice können leute mal
maschine mein mensch menschen mich mir mit mitarbeiter mitarbeiterin muss möchte nicht noch nur oder person reden
richtige richtigen roboter rufen schnell sein sich sie sofort sprechen telefonieren und verbinden von wer will
wirklich wollen würde zurück

agente alguien aquí atención atiende ayuda ayudar busco cliente comunicar con conmigo cualquiera deme dependiente
directamente encargada encargado ese esta este está favor gente gerente gracias hablar hable hago hola humana humano
jefe llamar llame mejor momento máquina más necesito operador operadora para pasar pero persona personal poner por
pueda puede puedo páseme póngame que querer querría quiero quisiera real robot ser servicio solo tiene una uno usted
ver verdad verdadera
"""
_WISH = frozenset(_WORDS.split())


def says_more(text: str) -> bool:
    """Whether a message that calls for a person says what the matter is as well.

    >>> says_more("I want a person, this is the third broken teapot"), says_more("let me talk to a real person, pls")
    (True, False)
    """
    words = [word.casefold() for word in _WORD.findall(text)]
    telling = [word for word in words if len(word) >= SHORTEST and not _wishes(word)]
    fewest = 1 if _ABOUT & set(words) else FEWEST
    return len(telling) >= fewest or any(_of_order(number) for number in _NUMBER.findall(text))


def _of_order(number: str) -> bool:
    return len(re.sub(r"\D", "", number)) in _DIGITS


def _wishes(word: str) -> bool:
    return word in _WISH | _ABOUT or bool(get_close_matches(word, _WISH, n=1, cutoff=_ALIKE))
