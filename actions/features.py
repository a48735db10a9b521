"""One feature of goods that is asked after, a hood or the dishwasher: told where the record says it, else not known."""

import re
from collections.abc import Sequence

from actions.labels import line_of_all_in_it, made_of
from actions.product_questions import STUFF
from actions.replies import Say, say
from actions.said import Said, telling_words
from actions.wording import Lines, Phrase, phrase
from shop.values import Product

_WHETHER = re.compile(
    r"^\W*(?:(?:and|but|so|ok|okay|also|hi|hello|please|hm+|oh|is it true)\W+)*"
    r"(?:is|are|does|do|has|have|can|will|would|did|isn['’]?t|aren['’]?t|doesn['’]?t)\s+"
    r"(?!you\b|i\b|we\b|there\b|my\b|u\b)",
    re.I,
)
_WHICH_OF_THEM = re.compile(
    r"^\W*(?:(?:and|but|so|ok)\W+)*which (?:ones?|of (?:these|those|them))(?: ones?)? "
    r"(?:is|are|has|have|can|do|does)\b",
    re.I,
)
# Words of such a question that name no feature.
_NO_FEATURE = telling_words(
    """
    is are does do has have can will would did isn't aren't doesn't go goes going get gets got come comes work works
    any much really good nice still both two use used using suitable all right okay just very too for with into inside
    at as if so also be been made make and but he she we us me him her them it its it's they these those that this
    there you your stock available price cost worth sure safe proof size sizes colour colours color colors product
    present gift one ones item thing things what which how when where right now well even ever actually
    which of real really actually genuine pure both each
    """
)
_STEM = 5  # letters that forms of a word share
_SHORTEST = 4  # letters of a word that another form of it begins with: itch, itchy
_ELSEWHERE = ("color", "size", "money", "place", "date", "time", "quantity")


def asks_whether(text: str) -> bool:
    """Whether it is a yes-or-no question about goods.

    >>> asks_whether("is it warm"), asks_whether("do you have it in red")
    (True, False)
    """
    return bool(_WHETHER.match(text))


def asked_features(said: Said, products: Sequence[Product]) -> frozenset[str]:
    """What a yes-or-no question asks of goods, beside what they are called; nothing where it asks something else.

    Of "are they dishwasher safe" it is the dishwasher.
    """
    if not (_WHETHER.match(said.text) or _WHICH_OF_THEM.match(said.text)):
        return frozenset()
    known = telling_words(" ".join(f"{one.name} {one.category} {one.department}" for one in products))
    told = telling_words(" ".join(said.words_for(entity) for entity in _ELSEWHERE))
    return telling_words(said.text) - known - told - _NO_FEATURE


def trait_asked(product: Product, said: Said) -> str | None:
    """The traits that the question names, as the record has them."""
    there = [one for one in product.traits if re.search(rf"\b{re.escape(one)}\b", said.text, re.I)]
    return " and ".join(there) or None


def of_the_feature(product: Product, said: Said, language: str) -> Say | None:
    """What the record says to a question after one feature; None where none is asked after."""
    asked = asked_features(said, [product])
    if not asked:
        return None
    if all(re.fullmatch(STUFF, word, re.I) for word in asked):
        return say("utter_product_made_of", name=product.name, made_of=made_of(product, language))
    return told_of_the_feature(product, said) or say("utter_product_unsaid", name=product.name)


def told_of_the_feature(product: Product, said: Said) -> Say | None:
    """What the description says of the feature asked after, where it does."""
    asked = asked_features(said, [product])
    if not asked or not _says(product, asked):
        return None
    return say("utter_line_says", name=product.name, about=product.description)


def feature_of_each(products: Sequence[Product], said: Said, language: str) -> Say | None:
    """The same of a few, a line each."""
    asked = asked_features(said, products)
    if not asked:
        return None
    return say("utter_products_each", products=Lines([_line(one, said, asked, language) for one in products]))


def _line(product: Product, said: Said, asked: frozenset[str], language: str) -> Phrase:
    if trait := trait_asked(product, said):
        return phrase("utter_line_has_trait", name=product.name, trait=trait)
    if _says(product, asked):
        return phrase("utter_line_says", name=product.name, about=product.description)
    if all(re.fullmatch(STUFF, word, re.I) for word in asked):
        return line_of_all_in_it(product, language)
    return phrase("utter_line_unsaid", name=product.name)


def _says(product: Product, asked: frozenset[str]) -> bool:
    """Whether the description speaks of all that is asked after, in whatever form of the word."""
    words = telling_words(product.description)
    return all(any(_alike(one, word) for word in words) for one in asked)


def _alike(asked: str, word: str) -> bool:
    begins = min(len(asked), len(word)) >= _SHORTEST and (asked.startswith(word) or word.startswith(asked))
    return begins or (min(len(asked), len(word)) >= _STEM and asked[:_STEM] == word[:_STEM])
