"""What facts and today's words ask of a suggestion."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from actions.avoiding import avoided_in
from actions.finding import Suggestion
from actions.ranking import preferred
from actions.respecting import asked_with, comes_in, respected_in
from actions.said import Said
from actions.suggested import worded
from actions.tastes import Tastes, size_label, tastes_of, wanted_now
from shop.values import Material, Money, Product, ProductQuery, Variant
from store import Fact, Provenance, Sensitivity

DAY = datetime(2026, 11, 21, 10, tzinfo=UTC)


def a_fact(kind: str, stance: str, about: str, words: str = "", days: int = 0) -> Fact:
    return Fact(
        id=f"{about}-{days}",
        identity="i",
        kind=kind,
        stance=stance,
        about=about,
        words=words or about,
        text=about,
        subject="self",
        provenance=Provenance.STATED,
        sensitivity=Sensitivity.ORDINARY,
        said_at=DAY + timedelta(days=days),
        channel="web",
        conversation=None,
        message=None,
        confidence=1.0,
        valid_from=DAY,
    )


def a_product(
    name: str, *materials: str, sizes: tuple[str, ...] = ("",), price: int = 50, **about: object
) -> Product:
    return Product(
        id=name,
        name=name,
        category=str(about.get("category", "coats")),
        department=str(about.get("department", "clothing")),
        description="Warm.",
        price=Money(amount=Decimal(price)),
        materials=tuple(Material(name=material, percent=100) for material in materials),
        traits=tuple(about.get("traits", ())),  # type: ignore[arg-type]
        variants=tuple(Variant(sku=f"{name}{size}", size=size, colour="", stock=1) for size in sizes),
    )


@pytest.mark.parametrize(
    ("stance", "kind"), [("never", "preference"), ("avoid", "allergy"), ("dislike", "preference")]
)
def test_what_somebody_never_wants_is_ruled_out(stance: str, kind: str) -> None:
    """Each way of saying no rules the thing out and names the fact behind it."""
    fact = a_fact(kind, stance, "wool")
    tastes = tastes_of([fact], [])
    assert tastes.avoid == ("wool",)
    assert tastes.facts_behind(["wool"]) == (fact.id,)


def test_what_was_said_last_wins() -> None:
    """Who comes to like what they avoided gets it suggested again."""
    tastes = tastes_of(
        [a_fact("preference", "never", "pink"), a_fact("preference", "like", "pink", days=9)], []
    )
    assert tastes.avoid == () and tastes.likes == ("pink",)


def test_what_is_said_today_is_respected_but_is_no_fact() -> None:
    """With memory refused the same words count in this session, and no fact is named as the reason."""
    told = {
        "kind": "preference",
        "stance": "never",
        "about": "wool",
        "words": "I never wear wool",
        "subject": "self",
    }
    tastes = tastes_of([], [told])
    assert tastes.avoid == ("wool",) and tastes.facts_behind(["wool"]) == ()


def test_what_others_dislike_is_not_the_customers_taste() -> None:
    """A wife's dislike doesn't narrow what the customer is shown."""
    told = {"kind": "preference", "stance": "never", "about": "wool", "words": "…", "subject": "my wife"}
    assert tastes_of([], [told]) == Tastes()


def test_facts_that_are_not_about_goods_change_nothing() -> None:
    """How somebody is addressed, or when they were born, is no taste."""
    assert (
        tastes_of([a_fact("form_of_address", "avoid", "mrs fry"), a_fact("life_event", "need", "moved")], [])
        == Tastes()
    )


@pytest.mark.parametrize(
    ("about", "size", "shoe_size"),
    [
        ("size 12", "12", ""),
        ("shoe size 46", "", "46"),
        ("shoe size 42 in boots", "", "42"),
        ("medium", "M", ""),
    ],
)
def test_sizes_are_read_for_what_they_measure(about: str, size: str, shoe_size: str) -> None:
    """A shoe size never narrows coats."""
    tastes = tastes_of([a_fact("size", "need", about)], [])
    assert (tastes.size, tastes.shoe_size) == (size, shoe_size)


def test_only_sizes_of_one_kind_are_compared() -> None:
    """46 rules out boots that end at 42, and says nothing of coats in S to XL."""
    tastes = Tastes(shoe_size="46", size="M")
    assert not comes_in(a_product("loafers", sizes=("41", "42"), department="shoes"), tastes)
    assert comes_in(a_product("boots", sizes=("45", "46"), department="shoes"), tastes)
    assert comes_in(a_product("coat", sizes=("S", "M")), tastes)
    assert comes_in(a_product("trousers", sizes=("32", "34")), tastes)


@pytest.mark.parametrize(
    ("text", "avoided"),
    [
        ("a warm coat without wool", ("wool",)),
        ("something nut-free", ("nut",)),
        ("no leather please, and never any fur", ("leather", "fur")),
        ("not too expensive", ()),
        ("she hates pink", ("pink",)),
    ],
)
def test_what_a_message_rules_out_is_read(text: str, avoided: tuple[str, ...]) -> None:
    """Materials and colours that are named as unwanted are never searched for."""
    assert avoided_in(text) == avoided


def a_message(text: str, **values: str) -> Said:
    marked = tuple(
        {"entity": name, "value": value, "start": text.find(value), "end": text.find(value) + len(value)}
        for name, value in values.items()
    )
    return Said(text=text, intent="recommend", confidence=0.9, entities=marked)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("a lamp under £50", None, Decimal(50)),
        ("a lamp, £50 max", None, Decimal(50)),
        ("a lamp about £50", Decimal(30), Decimal(60)),
        ("a lamp over £50", Decimal(50), None),
    ],
)
def test_prices_are_limits_as_they_are_meant(text: str, least: Decimal | None, most: Decimal | None) -> None:
    """Under, over and about each bound the price in their own way."""
    wanted = wanted_now(a_message(text, money="50"))
    assert (wanted.price_from, wanted.price_to) == (least, most)


@pytest.mark.parametrize(
    ("typed", "label"), [("l", "L"), ("size xl", "XL"), ("medium", "M"), ("46", "46"), ("6-8", "6-8")]
)
def test_sizes_are_spelled_as_on_the_label(typed: str, label: str) -> None:
    """People type sizes in many ways; the shelves know one."""
    assert size_label(typed) == label


def test_todays_word_outranks_what_is_remembered() -> None:
    """Who avoids wool and asks for wool today is shown wool."""
    wanted = asked_with(ProductQuery(words="coat", material="wool"), Tastes(avoid=("wool", "leather")))
    assert wanted.avoid == ("leather",)


def test_only_tastes_that_made_a_difference_are_named() -> None:
    """A reply names no fact that changed nothing in it."""
    cotton, wool = a_product("cotton coat", "cotton"), a_product("wool coat", "wool")
    tastes = Tastes(avoid=("wool",))
    assert respected_in([cotton, wool], [cotton], ProductQuery(), tastes) == ["wool"]
    assert respected_in([cotton], [cotton], ProductQuery(), tastes) == []


def test_what_is_liked_comes_first() -> None:
    """The order follows the likes; nothing is left out for them."""
    plain, linen = a_product("shirt", "cotton"), a_product("linen shirt", "linen")
    assert preferred([plain, linen], ("linen",)) == [linen, plain]


def test_the_reply_says_what_it_respected() -> None:
    """Used in silence a memory startles; the reply names what it left out."""
    suggestion = Suggestion((a_product("cotton coat", "cotton"),), ("wool",))
    words = worded(suggestion, ProductQuery(), Tastes(avoid=("wool",)), "en")
    assert (words.response, words.values["avoided"]) == ("utter_recommend_respecting", "wool")


def test_a_way_of_living_is_named_by_its_own_word() -> None:
    """A vegan is told of vegan things, not of the absence of animals."""
    tastes = tastes_of([a_fact("diet", "need", "vegan")], [])
    assert tastes.avoid == ("animal",)
    words = worded(
        Suggestion((a_product("cotton coat", "cotton"),), ("animal",)), ProductQuery(), tastes, "en"
    )
    assert words.response == "utter_recommend_keeping"


def test_a_remembered_thing_said_again_keeps_its_fact() -> None:
    """Repeating oneself doesn't hide where the memory comes from."""
    told = {
        "kind": "preference",
        "stance": "never",
        "about": "wool",
        "words": "never wool",
        "subject": "self",
    }
    fact = a_fact("preference", "never", "wool")
    assert tastes_of([fact], [told]).facts_behind(["wool"]) == (fact.id,)


def test_another_size_said_today_is_no_longer_the_facts() -> None:
    """What was said now outranks the fact, and the fact is not named for it."""
    told = {"kind": "size", "stance": "need", "about": "shoe size 44", "words": "44 now", "subject": "self"}
    tastes = tastes_of([a_fact("size", "need", "shoe size 46")], [told])
    assert tastes.shoe_size == "44" and tastes.facts_behind(["shoe size"]) == ()
