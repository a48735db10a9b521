"""What fits a wish: the words of the moment, what is known, for whom it is, and what was shown already."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.narrowing import asks_cheaper, says_anything, sorted_by_price, without_what_for
from actions.occasions import CHILD, GIFT, SMART, fit_for_age, occasions_in, searches_for, to_wear
from actions.on_the_shelf import in_our_sizes
from actions.products_meant import words_for_goods
from actions.ranking import CHILDREN, has, indoors, meant_for, named_first, preferred, wished_for
from actions.respecting import SHOWN, asked_with, comes_in, respected_in
from actions.said import Said, telling_words
from actions.tastes import Tastes, names_goods, wanted_now
from actions.turn import Means
from actions.whom import SELF, Telling
from shop.values import Product, ProductQuery

LOOKED_AT = 100
_TO_GO_WITH = re.compile(
    r"\b(?:to|that|which|and) (?:go(?:es)?|match(?:es)?)(?: (?:well|nicely))?(?:(?: with)? [^,.;?!]*|\W*$)", re.I
)
_DONE_WITH = {"eat": "food", "breakfast": "food", "snack": "food", "read": "book", "drink": "tea"}
_BETWEEN = re.compile(r"\s*(?:,|&|\+|\b(?:and|or)\b)\s*", re.I)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What fits, and which of the customer's tastes made a difference to it."""

    products: tuple[Product, ...]
    respected: tuple[str, ...]
    let_go: tuple[str, ...] | None = None  # what of the wish it does without; None where it meets all of it
    dearer: Product | None = None  # of what fits but for its price, the one that costs least


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for, for whom, and what is left out because it was shown."""

    text: str
    said: Said  # without what tells for whom it is, or asks for others
    wanted: ProductQuery
    tastes: Tastes
    occasion: tuple[str, ...] = ()
    age: int | None = None
    shown: frozenset[str] = frozenset()


def without(wish: Wish, avoided: Sequence[str]) -> Wish:
    """The same wish with what else the message rules out, in words that tell of themselves: "I can't have milk"."""
    avoid = tuple(dict.fromkeys((*wish.wanted.avoid, *avoided)))
    return replace(wish, wanted=replace(wish.wanted, avoid=avoid))


def for_whom(wish: Wish, person: Telling) -> Wish:
    """The same wish for whom it is: of somebody of theirs what was told of them counts, and any present may do."""
    if person.subject == SELF:
        return wish
    gift = () if says_anything(wish.wanted) else (GIFT,)
    occasion = tuple(dict.fromkeys((*wish.occasion, *occasions_in(person.subject), *gift)))
    return replace(wish, wanted=wished_for(person, wish.wanted, wish.tastes), occasion=occasion)


async def found(means: Means, wish: Wish) -> Suggestion:
    """What fits the wish; where nothing does, what fits its thing, or what it says before what it is for."""
    several = await _each_named(means, wish) or await _of_what_has_it(means, wish) or await _dressed(means, wish)
    if several:
        return several
    told = wanted_now(without_what_for(wish.said))
    wanted = wish.wanted
    nearest = replace(told, price_from=wanted.price_from, price_to=wanted.price_to, avoid=wanted.avoid)
    named = names_goods(wish.said) or await words_for_goods(means, wanted.words)
    open_to_all = bool(wish.occasion) and not named
    for_them = searches_for(wanted, wish.occasion) if open_to_all else []
    whatever = [replace(wanted, words="")] if open_to_all else []  # any present at all
    nearer = [nearest] if (wish.occasion and not named) or nearest.words else []
    words = [wanted, _as_things(wanted)] if wanted.words or not for_them else []
    whole = words[-1:] if wish.shown and not for_them else []  # then no more is to be had
    first = None
    for query in dict.fromkeys((*words, *for_them, *nearer, *whatever)):
        suggestion = await _fitting(means, replace(wish, wanted=query))
        first = first or suggestion
        if suggestion.products or (asks_cheaper(wish.text) and query not in words[:-1]):
            return suggestion
        if query in whole:
            break
    softened = await _softened(means, wish)  # of nothing it is said what it was left out for
    return softened or replace(first or suggestion, dearer=await _least_dear(means, wish))


async def _softened(means: Means, wish: Wish) -> Suggestion | None:
    """What comes nearest where all of it together gives nothing: the kind named stays, and the softest goes first."""
    goods = await words_for_goods(means, wish.wanted.words)
    search = means.shop.products.search
    each = {one: await means.door(search, ProductQuery(words=one), 1) for one in wish.wanted.words.split()}
    known = [word for word, found in each.items() if found]
    if wish.shown:  # a mystery, where of none by the sea is known
        traits = [word for word in known if word in each[word][0].traits]
        others = await _fitting(means, replace(wish, wanted=replace(wish.wanted, words=" ".join(traits))))
        return replace(others, let_go=()) if traits and not goods and others.products else None
    if not goods:
        return None
    of_kind = await means.door(search, ProductQuery(words=" ".join(goods)), 1)
    sized = in_our_sizes(wish.wanted, of_kind)
    for query, let_go in _softer(replace(sized, words=" ".join(known)), " ".join(goods)):
        suggestion = await _fitting(means, replace(wish, wanted=query))
        if suggestion.products:
            whole = not let_go and query.words == wish.wanted.words
            return suggestion if whole else replace(suggestion, let_go=let_go)
    return None


def _softer(wanted: ProductQuery, goods: str) -> list[tuple[ProductQuery, tuple[str, ...]]]:
    """The same wish made softer step by step, each with what was let go of colour and size; never price or harm."""
    bare = replace(wanted, words=goods)
    steps = [(wanted, ()), (bare, ()), (replace(bare, colour=""), (wanted.colour,))]
    steps += [(replace(bare, size=""), (wanted.size,))]
    steps += [(replace(bare, colour="", size=""), (wanted.colour, wanted.size))]
    return [(query, tuple(filter(None, let_go))) for query, let_go in steps]


async def near_to(means: Means, wish: Wish) -> Suggestion:
    """What is nearest to a thing that is there only with what they avoid: of the same kind, and without it."""
    search = means.shop.products.search
    left_out = await means.door(search, replace(wish.wanted, avoid=()), 1)
    if not left_out or not asked_with(wish.wanted, wish.tastes).avoid:
        return Suggestion((), ())
    return await _of_kinds(means, wish, [left_out[0].category])


async def _dressed(means: Means, wish: Wish) -> Suggestion | None:
    """What there is to wear where that is all that the occasion tells: "something black for the funeral"."""
    if SMART not in wish.occasion or await words_for_goods(means, wish.wanted.words):
        return None
    each = [await _fitting(means, replace(wish, wanted=one), most=LOOKED_AT) for one in to_wear(wish.wanted)]
    products = preferred([one for suggestion in each for one in suggestion.products], (SMART,))
    respected = dict.fromkeys(one for suggestion in each for one in suggestion.respected)
    return Suggestion(tuple(products[:SHOWN]), tuple(respected)) if products else None


async def alike(means: Means, wish: Wish, like: Product) -> Suggestion:
    """Others of its kind: those that share most of what it is known for, where some do."""
    query = replace(wish.wanted, words="", category=like.category)
    found = await _fitting(means, replace(wish, wanted=query), most=LOOKED_AT)
    kind = [one for one in found.products if one.category == like.category]
    shared = {one.id: len(set(one.traits) & set(like.traits)) for one in kind}
    near = [one for one in kind if 2 * shared[one.id] > len(like.traits)] or kind
    return replace(found, products=tuple(sorted(near, key=lambda one: -shared[one.id])[:SHOWN]))


async def before_what_it_goes_with(means: Means, said: Said) -> Said:
    """The thing that shall go with another, named before it or after: "a scarf to go with my coat" is a scarf."""
    found = _TO_GO_WITH.search(said.text)
    parts = [said.part(0, found.start()), said.part(found.end(), len(said.text))] if found else []
    named = [one for part in parts for one in await words_for_goods(means, wanted_now(part).words)]
    return said.without(_TO_GO_WITH) if named else said


async def _of_what_has_it(means: Means, wish: Wish) -> Suggestion | None:
    """Of the kinds that may have in them what is ruled out, where nothing else is said: "anything without caffeine"."""
    if wish.wanted.words or wish.occasion or wish.age is not None or not wish.wanted.avoid:
        return None
    query = ProductQuery(material=wish.wanted.avoid[0])
    having = await means.door(means.shop.products.search, query, LOOKED_AT)
    kinds = list(dict.fromkeys(one.category for one in having))
    suggestion = await _of_kinds(means, wish, kinds) if kinds else None
    return suggestion if suggestion and suggestion.products else None


async def _of_kinds(means: Means, wish: Wish, kinds: Sequence[str]) -> Suggestion:
    """What of these kinds fits."""
    queries = [replace(wish.wanted, words="", category=kind) for kind in kinds]
    each = [(kind, await _fitting(means, replace(wish, wanted=one))) for kind, one in zip(kinds, queries, strict=True)]
    products = [one for kind, suggestion in each for one in suggestion.products if one.category == kind]
    respected = dict.fromkeys(one for _, suggestion in each for one in suggestion.respected)
    return Suggestion(tuple(products[:SHOWN]), tuple(respected))


async def _each_named(means: Means, wish: Wish) -> Suggestion | None:
    """The first of each of several things that are named side by side: "a jumper and a coat"."""
    parts = [wish.said.part(start, end) for start, end in _parts(wish.said.text)]
    named = [part for part in parts if await words_for_goods(means, wanted_now(part).words)]
    if len(named) < 2:
        return None
    each = [await _fitting(means, replace(wish, wanted=_alone(part, wish.wanted))) for part in named]
    products = dict.fromkeys(one for suggestion in each for one in suggestion.products[:1])
    respected = dict.fromkeys(one for suggestion in each for one in suggestion.respected)
    return Suggestion(tuple(products)[:SHOWN], tuple(respected)) if len(products) > 1 else None


def _parts(text: str) -> list[tuple[int, int]]:
    cuts = [*((m.start(), m.end()) for m in _BETWEEN.finditer(text)), (len(text), len(text))]
    begins = [0, *(following for _, following in cuts)]
    return [(start, ends) for start, (ends, _) in zip(begins, cuts, strict=False)] if len(cuts) > 1 else []


def _alone(part: Said, whole: ProductQuery) -> ProductQuery:
    return replace(wanted_now(part), price_from=whole.price_from, price_to=whole.price_to, avoid=whole.avoid)


async def _fitting(means: Means, wish: Wish, most: int = SHOWN) -> Suggestion:
    wanted, tastes, search = wish.wanted, wish.tastes, means.shop.products.search
    everything = list(await means.door(search, wanted, LOOKED_AT))
    if not everything and wanted.colour:
        wanted, trait = replace(wanted, colour=""), wanted.colour  # "a warm coat": no colour, but a trait
        everything = [p for p in await means.door(search, wanted, LOOKED_AT) if has(p, trait)]
    if not everything and wanted.material:
        wanted, trait = replace(wanted, material=""), wanted.material  # "soft" is read as one
        everything = [p for p in await means.door(search, wanted, LOOKED_AT) if has(p, trait)]
    there = {product.id for product in everything} - wish.shown
    fitting = [p for p in await means.door(search, asked_with(wanted, tastes), LOOKED_AT) if p.id in there]
    sized = [p for p in fitting if comes_in(p, tastes) and not any(has(p, one) for one in wanted.avoid)]
    chosen = _in_order(await _for_grown_ups(means, wish, wanted, sized), wish)
    return Suggestion(tuple(chosen[:most]), tuple(respected_in(everything, chosen, wanted, tastes)))


async def _for_grown_ups(
    means: Means, wish: Wish, wanted: ProductQuery, products: Sequence[Product]
) -> Sequence[Product]:
    """None where the price alone leaves only children's things of a kind that grown-ups wear: no puddle coat."""
    priced = (wanted.price_to or wish.tastes.price_to) and wanted.words
    if not priced or CHILD in wish.occasion or any(one.department != CHILDREN for one in products):
        return products
    all_of_it = replace(wanted, price_from=None, price_to=None)
    kind = await means.door(means.shop.products.search, all_of_it, LOOKED_AT)
    return () if any(one.department != CHILDREN for one in kind) else products


async def _least_dear(means: Means, wish: Wish) -> Product | None:
    """What costs least of all that fits but for its price, where a price was named."""
    if wish.wanted.price_to is None or not wish.wanted.words:
        return None
    whole = replace(wish.wanted, price_from=None, price_to=None)
    suggestion = await _fitting(means, replace(wish, wanted=whole), most=LOOKED_AT)
    return min(suggestion.products, key=lambda one: one.price.amount, default=None)


def _in_order(products: Sequence[Product], wish: Wish) -> list[Product]:
    """The best first: meant for them, of their age, what they like, called so; or by price where that is asked."""
    of_age = fit_for_age(meant_for(indoors(products, wish.text), wish.occasion), wish.age)
    liked = named_first(preferred(of_age, (*wish.tastes.likes, *wish.occasion)), wish.wanted.words)
    exact = [one for one in liked if telling_words(one.category) == telling_words(wish.wanted.words)]
    left = exact if exact and asked_with(wish.wanted, wish.tastes).avoid else liked  # tea, not what it is drunk from
    return sorted_by_price(left, wish.text)


def _as_things(wanted: ProductQuery) -> ProductQuery:
    """The same wish for what one does, or is, as for what it is done with: gardening, the garden; to eat, food."""
    done = (re.sub(r"(?<=\w{4})(?:ing|ers?)$", "", word) for word in wanted.words.split())
    return replace(wanted, words=" ".join(_DONE_WITH.get(word, word) for word in done))
