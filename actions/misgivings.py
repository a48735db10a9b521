"""A word before the yes: when what is to be ordered is something the customer said they avoid."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from actions.replies import Say
from actions.tasks import Filling
from actions.tastes import tastes_of
from actions.wording import phrase
from shop.values import Product, ProductQuery
from store import Fact

LOOKED_AT = 10


async def warned(f: Filling, facts: Sequence[Fact], products: Iterable[Product], question: Say) -> Say:
    """The same question with what the customer told of it and another way out, where something stands against it.

    Only what may be used in replies is in `facts`; what was said in this conversation itself needs no permission.
    """
    tastes = tastes_of(facts, f.heard)
    for product in products:
        for thing in tastes.avoid:
            if await _has(f, product, thing):
                return _warning(question, facts, f, product, thing, tastes.facts_behind([thing]))
    return question


def _warning(
    question: Say, facts: Sequence[Fact], f: Filling, product: Product, thing: str, behind: tuple[str, ...]
) -> Say:
    told = [fact.words for fact in facts if fact.id in behind]
    told += [str(one["words"]) for one in f.heard if thing in str(one["about"]).casefold()]
    other = {
        "title": phrase("utter_choice_without", kind=product.name.split()[-1].capitalize(), thing=thing),
        "payload": '/recommend{"instead": "yes"}',
    }
    return replace(
        question,
        response="utter_ask_order_though",
        values={**question.values, "words": told[0] if told else thing, "thing": thing, "avoided": product.name},
        buttons=(*question.buttons, other),
        because=tuple(dict.fromkeys((*behind, *question.because))),
    )


async def _has(f: Filling, product: Product, thing: str) -> bool:
    """Whether the shop leaves this product out for somebody who avoids the thing, by whatever name it has there."""
    find = f.means.shop.products.search
    there = [one.id for one in await f.means.door(find, ProductQuery(words=product.name), LOOKED_AT)]
    spared = await f.means.door(find, ProductQuery(words=product.name, avoid=(thing,)), LOOKED_AT)
    return product.id in there and product.id not in [one.id for one in spared]
