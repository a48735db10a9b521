"""Statements as people jot them down, without a verb or a subject; and nothing read into what states none."""

import pytest

from bot.nlu.statements import statements_in

READ = {
    "allergy": {
        "allergic to nickel btw": "you're allergic to nickel",
        "wool makes me itch": "wool makes you itch",
        "nickel allergy": "you have a nickel allergy",
        "im lactose intolerant": "you're lactose intolerant",
        "allergies: nuts": "you have an allergy to nuts",
        "daughter allergic to nuts": "your daughter is allergic to nuts",
        "my wife's allergic to nuts": "your wife's allergic to nuts",
    },
    "diet": {
        "vegan since january": "you're vegan",
        "coeliac here": "you're coeliac",
        "halal only": "you keep to halal",
        "I keep kosher": "you keep kosher",
        "son's a vegetarian": "your son's a vegetarian",
        "my husband can't have gluten": "your husband can't have gluten",
    },
    "preference": {
        "no wool pls": "you want no wool",
        "wool's a no for me": "you want no wool",
        "not a wool person": "you're not a wool person",
        "more of a linen girl": "you're more of a linen girl",
        "big fan of tweed": "you're a big fan of tweed",
        "don't do leather": "you don't do leather",
        "strictly no pork": "you want no pork",
        "hate pink": "you hate pink",
        "never polyester": "you never want polyester",
        "window seat always": "you always want window seat",
        "wife hates lilies": "your wife hates lilies",
        "kids love dinosaurs": "your kids love dinosaurs",
    },
    "size": {
        "size M please": "your size is M",
        "shoe size 7": "your shoe size is 7",
        "size 44 usually": "you take size 44 usually",
        "uk 9 wide": "you take uk 9 wide",
        "eu 44": "you take eu 44",
        "44 in shoes": "you take 44 in shoes",
        "shoes 44": "you take 44 in shoes",
        "12 in dresses": "you take 12 in dresses",
        "waist 32": "your waist is 32",
    },
    "budget": {
        "my budget's about 50": "your budget's about 50",
        "30 quid max": "you want to spend at most 30 quid",
        "£40 tops": "you want to spend at most £40",
        "nothing over 40": "you want to spend nothing over 40",
        "can't stretch to more than 40": "you can't stretch to more than 40",
        "I'm on a tight budget": "you're on a tight budget",
    },
    "date_to_remember": {
        "30th birthday next week": "your 30th birthday is next week",
        "birthday's 3 may": "your birthday is 3 may",
        "my bday 3/5": "your bday is 3/5",
        "wife's birthday 3 may": "your wife's birthday is 3 may",
        "mum's 70th on saturday": "it's your mum's 70th on saturday",
        "anniversary on the 12th of june": "your anniversary is on the 12th of june",
    },
    "form_of_address": {
        "it's Dr Okafor btw": "you'd like to be addressed as Dr Okafor",
        "just Sam is fine": "you'd like to be called Sam",
        "Mrs Ellis to you": "you'd like to be called Mrs Ellis",
        "she/her": "you'd like to be addressed as she/her",
        "miss not mrs": "you'd like to be called miss",
    },
    "person_in_life": {
        "3 kids": "you have 3 kids",
        "two cats at home": "you have two cats",
        "mum of two": "you're a mum of two",
        "I'm a dad of 3 boys": "you're a dad of 3 boys",
        "I live with my parents": "you live with your parents",
    },
    "life_event": {
        "new baby here": "you have a new baby",
        "just moved to leeds": "you moved to leeds",
        "twins on the way": "you have twins on the way",
        "just had twins": "you had twins",
        "got the keys to our new flat": "you got the keys to your new flat",
        "wedding in june": "you have a wedding in june",
        "getting hitched in may": "you're getting hitched in may",
        "passed my driving test!!": "you passed your driving test",
        "new job starting monday": "you have a new job",
        "moving abroad next year": "you're moving abroad next year",
        "I was made redundant": "you were made redundant",
        "expecting in march": "you're expecting in march",
    },
    "need": {
        "wheelchair user": "you use a wheelchair",
        "left handed": "you're left handed",
        "sensitive skin": "you have sensitive skin",
        "need step free access": "you need step free access",
        "wide feet": "you have wide feet",
    },
    "communication": {"email me don't call": "you'd like us to email you rather than ring"},
    "invoicing": {"paper invoices please": "you'd like paper invoices"},
    "packaging": {"no plastic packaging please": "you want no plastic packaging"},
    "delivery": {"leave parcels with the neighbour": "you'd like us to leave parcels with the neighbour"},
}
SPECIAL = ("allergic to nickel btw", "coeliac here", "halal only", "twins on the way", "wheelchair user")


@pytest.mark.parametrize(
    ("kind", "text", "restated"), [(kind, text, put) for kind, told in READ.items() for text, put in told.items()]
)
def test_fragments_are_read_as_their_kind_and_put_as_people_would(kind: str, text: str, restated: str) -> None:
    """One statement of this kind, in words that fit after "you told me that"."""
    assert [(one.kind, one.restated) for one in statements_in(text).statements] == [(kind, restated)]


@pytest.mark.parametrize("text", SPECIAL)
def test_a_fragment_about_health_or_belief_is_as_careful_as_a_sentence(text: str) -> None:
    """Few words are no less personal."""
    assert [one.sensitivity.value for one in statements_in(text).statements] == ["special"]


@pytest.mark.parametrize(
    "text",
    [
        "I don't mind wool",
        "I don't mind if it's wool",
        "no allergies",
        "I'm not allergic to anything",
        "not allergic to nuts",
        "I'm not vegan",
        "wool is fine",
        "not fussed about brands",
        "I don't hate pink",
        "I never said I hate wool",
        "do you think I'm a vegan?",
        "can't you make it vegan",
        "if I were allergic to wool",
        "I might be allergic to wool",
        "I used to hate wool",
        "he said I'm size 44",
        "no thanks",
        "no idea",
        "no worries",
        "no reply yet",
        "moved it to the basket",
        "there's no rush",
        "the blue one",
        "I want 2 of them",
        "yes 44",
        "order 4471",
        "my order is late",
        "I'm not bothered about leather",
        "I have no preference",
        "do you have 44 in shoes?",
        "it's not my size",
        "I wish I could wear heels",
        "kids shoes",
        "dog bed",
    ],
)
def test_what_states_nothing_gives_no_fact(text: str) -> None:
    """Denials, questions, wishes and other people's words are not facts about the customer."""
    assert statements_in(text).statements == ()
