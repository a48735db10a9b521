"""The demo house's catalogue, read once from its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from shop.demo.data import read_data
from shop.errors import NoSuchProduct, WhichVariant
from shop.values import BoughtTogether, Material, Money, Product, Variant


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every product on a full shelf, what counts as one material, kind or trait, and what is bought with what."""

    products: Mapping[str, Product]
    families: Mapping[str, frozenset[str]]
    also: Mapping[str, tuple[str, ...]]
    spoken: Mapping[str, tuple[str, ...]]
    pairs: tuple[tuple[str, str, int], ...]

    def product(self, product_or_sku: str) -> Product:
        """The product with this id, or the one this sku belongs to; NoSuchProduct."""
        wanted = product_or_sku.strip().casefold()
        for product in self.products.values():
            if product.id == wanted or any(v.sku == wanted for v in product.variants):
                return product
        raise NoSuchProduct

    def bought_with(self, product: str, limit: int) -> tuple[BoughtTogether, ...]:
        """What at least five customers bought with it, most often first."""
        pairs = [(b if a == product else a, n) for a, b, n in self.pairs if product in (a, b) and n >= 5]
        ranked = sorted(pairs, key=lambda pair: -pair[1])[:limit]
        return tuple(BoughtTogether(product=p, name=self.products[p].name, customers=n) for p, n in ranked)


def variant_of(product: Product, sku_or_id: str, size: str, colour: str) -> Variant:
    """The one variant meant; WhichVariant with the sizes or colours to choose from."""
    by_sku = [v for v in product.variants if v.sku == sku_or_id.strip().casefold()]
    fitting = by_sku or [v for v in product.variants if _fits(v.size, size) and _fits(v.colour, colour)]
    if len(fitting) == 1:
        return fitting[0]
    sizes = {v.size: None for v in fitting or product.variants}
    colours = {v.colour: None for v in fitting or product.variants}
    open_question = colours if len(colours) > 1 and (len(sizes) == 1 or size) else sizes
    raise WhichVariant(*open_question)


def with_stock(product: Product, stock: Mapping[str, int]) -> Product:
    """The product with what is on the shelf now; nothing known of a sku means none."""
    return replace(product, variants=tuple(replace(v, stock=stock.get(v.sku, 0)) for v in product.variants))


def load_catalogue() -> Catalogue:
    """The catalogue in `catalogue.yml`."""
    data = read_data("catalogue.yml")
    products = [
        _product(entry, data["care"][entry["category"]], data["usual_stock"]) for entry in data["products"]
    ]
    return Catalogue(
        products={p.id: p for p in products},
        families={name: frozenset([name, *members]) for name, members in data["families"].items()},
        also={kind: tuple(words) for kind, words in data["also"].items()},
        spoken={trait: tuple(words) for trait, words in data["spoken"].items()},
        pairs=tuple((a, b, n) for a, b, n in data["bought_together"]),
    )


def _product(entry: Mapping[str, Any], care: Mapping[str, str], usual: int) -> Product:
    texts = {**care, **{k: entry[k] for k in care if k in entry}}
    return Product(
        id=entry["id"],
        name=entry["name"],
        category=entry["category"],
        department=entry["department"],
        description=entry["text"],
        price=Money(amount=Decimal(str(entry["price"])).quantize(Decimal("0.01"))),
        materials=tuple(Material(name=name, percent=share) for name, share in entry["made_of"].items()),
        traits=tuple(entry["traits"]),
        contains=tuple(entry.get("contains", ())),
        variants=_variants(entry, entry.get("usual", usual)),
        **texts,
    )


def _variants(entry: Mapping[str, Any], usual: int) -> tuple[Variant, ...]:
    stock = {_shelf(key): count for key, count in entry.get("stock", {}).items()}
    return tuple(
        Variant(
            sku=_sku(entry["id"], colour, size),
            size=size,
            colour=colour,
            stock=stock.get((colour, size), usual),
        )
        for colour in entry.get("colours", [""])
        for size in entry.get("sizes", [""])
    )


def _shelf(key: str) -> tuple[str, str]:
    colour, _, size = key.partition("/")
    return colour, size


def _sku(product: str, colour: str, size: str) -> str:
    return "-".join(part for part in (product, colour, size) if part).casefold().replace(" ", "-")


def _fits(have: str, wanted: str) -> bool:
    return not wanted or have.casefold() == wanted.strip().casefold()
