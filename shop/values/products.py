"""What is sold, and what is looked for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from shop.values.base import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A share of what something is made of, in per cent."""

    name: str
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One thing on the shelf: a product in one size and colour, and how many are there."""

    sku: str
    size: str
    colour: str
    stock: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product with what it is, what it is good for, how to care for it, reuse it and give it back."""

    id: str
    name: str
    category: str
    department: str
    description: str
    price: Money
    materials: tuple[Material, ...]
    traits: tuple[str, ...]
    variants: tuple[Variant, ...]
    contains: tuple[str, ...] = ()
    care: str = ""
    reuse: str = ""
    give_back: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductQuery:
    """What is looked for. All `needs` must be met; nothing in `avoid` may be in it, under any name."""

    words: str = ""
    category: str = ""
    colour: str = ""
    size: str = ""
    material: str = ""
    price_from: Decimal | None = None
    price_to: Decimal | None = None
    needs: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BoughtTogether:
    """A product that `customers` others bought as well; never fewer than five of them."""

    product: str
    name: str
    customers: int
