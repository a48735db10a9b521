"""A suggestion in words: what fits, what it respected, and what comes nearest where nothing does."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from actions.finding import Suggestion, Wish
from actions.misgivings import FROM_ANIMALS
from actions.one_product import order_button
from actions.products import there_in
from actions.replies import Say, say
from actions.respecting import asked_with
from actions.tastes import KEEPS_FROM, Tastes
from actions.which import variant_words, worth
from actions.wording import Lines, Phrase, listing, phrase
from shop.values import Money, Product, ProductQuery

_COUNTED = re.compile(r"^((?:pea|hazel|wal)?nut|almond|egg)$")
_OF_ANIMALS = frozenset({FROM_ANIMALS, "meat", "animals", "anything from animals", "animal products", "fish"})


def worded(suggestion: Suggestion, wanted: ProductQuery, tastes: Tastes, language: str) -> Say:
    """A suggestion as a reply that says what it respected."""
    lived = [way for way in tastes.lives if KEEPS_FROM[way] in suggestion.respected]
    named = [one for one in suggestion.respected if one not in (KEEPS_FROM[way] for way in lived)]
    avoided = list(dict.fromkeys([*wanted.avoid, *(one for one in named if one in tastes.avoid)]))
    kept_to = [*lived, *(one for one in named if one not in tastes.avoid)]
    without = {"avoided": _avoided(avoided, language)} if avoided else {}
    if not suggestion.products:
        return say("utter_nothing_fits_without" if avoided else "utter_nothing_fits", **without)
    shown = suggestion.products
    values: dict[str, Any] = {
        "count": phrase(f"utter_count_{len(shown)}"),
        "fitting": phrase(f"utter_fitting_{len(shown)}"),
        "products": Lines([product_line(product, language) for product in shown]),
    }
    response = "utter_recommend_respecting" if avoided else "utter_recommend"
    asked_for = variant_words(wanted.size, wanted.colour)
    if asked_for and not avoided and len(there_in(shown, wanted.size, wanted.colour)) == len(shown):
        response, values["kept"] = "utter_recommend_keeping", phrase("utter_kept_size", size=asked_for)
    elif suggestion.let_go is not None:
        response = "utter_recommend_but_for" if suggestion.let_go else "utter_recommend_nearest"
        values["left_out"] = listing(list(suggestion.let_go), language)
    elif kept_to and not avoided:
        response, values["kept"] = "utter_recommend_keeping", _kept(kept_to[0], tastes, language)
    words = say(response, *map(order_button, shown), **values, **without)
    return replace(words, about={"about_products": [product.id for product in shown]})


def nearest_worded(near: Suggestion, wish: Wish, language: str) -> Say:
    """What comes nearest, where the thing itself is there only with what they avoid."""
    avoided = _avoided(asked_with(wish.wanted, wish.tastes).avoid, language)
    lines = Lines([product_line(product, language) for product in near.products])
    words = say("utter_nothing_but_near", *map(order_button, near.products), avoided=avoided, products=lines)
    return replace(words, about={"about_products": [product.id for product in near.products]})


def _avoided(things: Sequence[str], language: str) -> Phrase | str:
    """What is left out as one says it: who wants nut-free things wants none with nuts, a vegan nothing from animals."""
    spoken = list(dict.fromkeys(_COUNTED.sub(r"\1s", one) for one in things))
    if FROM_ANIMALS not in things:
        return listing(spoken, language)
    of_animals = phrase("utter_thing_any_animal")
    others = [one for one in spoken if one not in _OF_ANIMALS]
    return phrase("utter_thing_beside", one=listing(others, language), other=of_animals) if others else of_animals


def product_line(product: Product, language: str) -> Phrase:
    """A product on one line: name, price, and the first sentence about it."""
    first = product.description.split(";")[0].split(". ")[0].strip(" .")
    return phrase("utter_line_product", name=product.name, price=worth(product.price, language), why=first)


def _kept(thing: str, tastes: Tastes, language: str) -> Phrase:
    """What was kept to, in words."""
    if thing in ("size", "shoe size"):
        return phrase("utter_kept_size", size=tastes.shoe_size if thing == "shoe size" else tastes.size)
    if thing == "budget":
        return phrase("utter_kept_budget", limit=worth(Money(amount=tastes.price_to or Decimal(0)), language))
    return phrase("utter_kept_life" if thing in tastes.lives else "utter_kept_thing", thing=thing)
