"""Which products fit what a customer looks for. Pure: a catalogue and a query in, products out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from shop.demo.catalogue import Catalogue, with_stock
from shop.values import Product, ProductQuery

_SMALL_WORDS = frozenset(
    """
    a an and any anything are at do for from get have i in is it me my of on one or please pair pairs present
    really sell shop some something that the them these this those to want with without you your
    man man's men men's woman woman's women women's ladies ladies'
    """.split()  # noqa: SIM905 fifty quoted words are harder to read
)


@dataclass(frozen=True)
class Search:
    """A catalogue ready to be searched: the words about its products are gathered once."""

    catalogue: Catalogue

    def find(self, query: ProductQuery, stock: Mapping[str, int], limit: int) -> tuple[Product, ...]:
        """What fits, with the stock given, best first and sold out last."""
        narrowed = (self._narrowed(p, query) for p in self.catalogue.products.values())
        fitting = [p for p in narrowed if p and self._fits(p, query)]
        if query.words.strip() and not re.search(r"\w", query.words):
            return ()
        ranked = [with_stock(p, stock) for p in self._by_words(fitting, words_of(query.words))]
        return tuple(sorted(ranked, key=_sold_out)[:limit])

    # 1. colour and size first: only variants that could be sold for this query are left
    def _narrowed(self, product: Product, query: ProductQuery) -> Product | None:
        colours = self._family(query.colour)
        unwanted = frozenset().union(*(self._family(word) for word in query.avoid))
        left = tuple(
            v
            for v in product.variants
            if (not query.size or v.size.casefold() == query.size.strip().casefold())
            and (not query.colour or v.colour in colours)
            and (not v.colour or v.colour not in unwanted)
        )
        return replace(product, variants=left) if left else None

    # 2. then what the product is, costs and contains; every need met, nothing to avoid in it
    def _fits(self, product: Product, query: ProductQuery) -> bool:
        price = product.price.amount
        return (
            (not query.category or self._is_kind(product, query.category))
            and (query.price_from is None or price >= query.price_from)
            and (query.price_to is None or price <= query.price_to)
            and (not query.material or self._has(product, query.material))
            and all(self._meets(product, need) for need in query.needs)
            and not any(self._has(product, unwanted) for unwanted in query.avoid)
        )

    # 3. then the words: of the thing named those matching most of them, and none at all if only a side matter matches
    def _by_words(self, products: list[Product], words: frozenset[str]) -> list[Product]:
        if not words:
            return products
        if things := words & self._things:
            products = self._of_things(products, things)
        matches = {p.id: words & self._vocabulary[p.id].all for p in products}
        if words - self._known:
            matches = {p.id: m for p in products if (m := matches[p.id]) and m & self._vocabulary[p.id].kind}
        most = max((len(m) for m in matches.values()), default=0)
        best = [p for p in products if most and len(matches.get(p.id, ())) == most]
        return sorted(best, key=lambda p: -len(matches[p.id] & self._vocabulary[p.id].kind))

    def _of_things(self, products: list[Product], things: frozenset[str]) -> list[Product]:
        """Those that are the things named; where none is, those called by them: for tea the teapots."""
        are = [p for p in products if things & self._vocabulary[p.id].thing]
        return are or [p for p in products if things & self._vocabulary[p.id].kind]

    def _is_kind(self, product: Product, category: str) -> bool:
        wanted = words_of(category)
        if wanted == words_of(product.department):
            return True
        return bool(wanted) and wanted <= self._vocabulary[product.id].kind

    def _has(self, product: Product, material: str) -> bool:
        names = {m.name for m in product.materials} | set(product.contains)
        vocabulary = self._vocabulary[product.id]
        wanted = words_of(material)
        return bool(names & self._family(material)) or bool(wanted and wanted <= vocabulary.substance)

    def _meets(self, product: Product, need: str) -> bool:
        wanted = words_of(need)
        return wanted <= self._vocabulary[product.id].all and bool(wanted)

    def _family(self, word: str) -> frozenset[str]:
        plain = word.strip().casefold()
        return self.catalogue.families.get(plain, frozenset([plain]))

    @cached_property
    def _vocabulary(self) -> dict[str, _Words]:
        return {p.id: _words_about(p, self.catalogue) for p in self.catalogue.products.values()}

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset().union(*(words.all for words in self._vocabulary.values()))

    @cached_property
    def _things(self) -> frozenset[str]:
        return frozenset().union(*(words.thing for words in self._vocabulary.values()))


@dataclass(frozen=True, slots=True)
class _Words:
    """Words about a product: the thing that it is, what it is called, what it is made of, and all of them."""

    thing: frozenset[str]
    kind: frozenset[str]
    substance: frozenset[str]
    all: frozenset[str]


def words_of(text: str) -> frozenset[str]:
    """The words that carry meaning, in lower case, without plural endings."""
    found = re.findall(r"[\w'-]+", text.casefold())
    return frozenset(_singular(word) for word in found if word not in _SMALL_WORDS)


_UNLIKE = {"scarves": "scarf", "knives": "knife", "shelves": "shelf", "leaves": "leaf", "loaves": "loaf"}


def _singular(word: str) -> str:
    if word in _UNLIKE:
        return _UNLIKE[word]
    for ending, replacement in (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("s", "")):
        if len(word) > 3 and word.endswith(ending) and not word.endswith("ss"):
            return word.removesuffix(ending) + replacement
    return word


def _words_about(product: Product, catalogue: Catalogue) -> _Words:
    also = (*catalogue.also.get(product.category, ()), *catalogue.also.get(product.id, ()))
    kind = _joined([product.name, product.category, *also])
    thing = _joined(_heads([product.department, product.category, *also, "" if _is_title(product) else product.name]))
    substance = _joined([*(m.name for m in product.materials), *product.contains])
    like = [word for trait in product.traits for word in (trait, *catalogue.spoken.get(trait, ()))]
    sides = _joined([*like, *(v.colour for v in product.variants), product.description, product.department])
    families = _joined(name for name, members in catalogue.families.items() if members & _names(product))
    return _Words(thing=thing, kind=kind, substance=substance, all=kind | substance | sides | families)


def _heads(names: Iterable[str]) -> list[str]:
    """What each name says it is, not which: of walking boots the boots, of seeds and bulbs both."""
    plain = (name.split(" with ")[0] for name in names)
    return [part.split()[-1] for name in plain for part in name.split(" and ") if part.split()]


def _is_title(product: Product) -> bool:
    return product.name.split()[-1][:1].isupper()


def _names(product: Product) -> set[str]:
    return {m.name for m in product.materials} | set(product.contains) | {v.colour for v in product.variants}


def _joined(texts: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(words_of(text) for text in texts))


def _sold_out(product: Product) -> bool:
    return not any(v.stock for v in product.variants)
