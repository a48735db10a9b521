import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.nlu_own import own_lines
from bot.nlu.second_person import to_second_person
from bot.nlu.sensitive import Sensitivity
from bot.nlu.statements import Heard, Statement, statements_in


def only(text: str) -> Statement:
    (statement,) = statements_in(text).statements
    return statement


@pytest.mark.parametrize(
    ("text", "kind", "stance", "about", "restated"),
    [
        ("I never wear wool", "preference", "never", "wool", "you never wear wool"),
        ("I'm allergic to wool", "allergy", "avoid", "wool", "you're allergic to wool"),
        ("Wool gives me a rash.", "allergy", "avoid", "wool", "wool gives you a rash"),
        ("I hate pink!", "preference", "dislike", "pink", "you hate pink"),
        ("I really don't like leather.", "preference", "dislike", "leather", "you really don't like leather"),
        ("I don't wear black any more", "preference", "never", "black", "you don't wear black any more"),
        ("I love linen", "preference", "like", "linen", "you love linen"),
        ("We always drink Assam", "preference", "always", "assam", "you always drink Assam"),
        (
            "Only write to me on weekday mornings", "communication", "always", "write to me on weekday mornings",
            "you'd like us only to write to you on weekday mornings",
        ),
        ("Only wear cotton", "preference", "always", "cotton", "you only wear cotton"),
        ("I only buy organic", "preference", "always", "organic", "you only buy organic"),
        ("I can't wear heels", "need", "avoid", "heels", "you can't wear heels"),
        ("I can't stand lavender", "preference", "dislike", "lavender", "you can't stand lavender"),
        ("I'm not keen on velvet", "preference", "dislike", "velvet", "you're not keen on velvet"),
        ("I'm a big fan of tweed", "preference", "like", "tweed", "you're a big fan of tweed"),
        ("I avoid palm oil", "preference", "avoid", "palm oil", "you avoid palm oil"),
        ("no garlic for me, thanks", "preference", "avoid", "garlic", "you want no garlic"),
        ("I've gone off coffee", "preference", "dislike", "coffee", "you've gone off coffee"),
        ("My favourite colour is green", "preference", "like", "colour is green", "your favourite colour is green"),
        ("I'm vegetarian", "diet", "need", "vegetarian", "you're vegetarian"),
        ("I don't eat pork", "diet", "avoid", "pork", "you don't eat pork"),
        ("I take a size 12", "size", "need", "size 12", "you take a size 12"),
        ("I'm a 42 in boots", "size", "need", "shoe size 42 in boots", "you're a 42 in boots"),
        ("My shoe size is 7", "size", "need", "shoe size 7", "your shoe size is 7"),
        ("My budget is £50", "budget", "need", "£50", "your budget is £50"),
        ("My birthday is on 3 May", "date_to_remember", "need", "3 may", "your birthday is on 3 May"),
        ("Call me Jo", "form_of_address", "need", "jo", "you'd like to be called Jo"),
        ("Don't call me Mrs Fry", "form_of_address", "avoid", "mrs fry", "you'd not like to be called Mrs Fry"),
        ("We've just moved to York", "life_event", "need", "moved to york", "you've just moved to York"),
        ("I live in York", "home_town", "need", "york", "you live in York"),
        ("we live near bath with our two dogs", "home_town", "need", "bath", "you live near bath with your two dogs"),
        ("The Leeds shop is my local", "home_shop", "need", "leeds", "the Leeds shop is your local"),
        ("my local shop is the York one", "home_shop", "need", "york", "your local shop is the York one"),
        ("I usually go to your Bath shop", "home_shop", "need", "bath", "you come to our Bath shop"),
        ("I'm getting married in June", "life_event", "need", "getting married", "you're getting married in June"),
        ("can you call me Nads rather than Nadia?", "form_of_address", "need", "nads", "you'd like to be called Nads"),
        ("can you use the name Mr Pell when you write to me", "form_of_address", "need", "mr pell",
         "you'd like to be called Mr Pell"),
        ("please call me Lisa from now on", "form_of_address", "need", "lisa", "you'd like to be called Lisa"),
        ("i get migraines from strong smells", "allergy", "avoid", "strong smells",
         "you get migraines from strong smells"),
        ("i told you last week i hate wool", "preference", "dislike", "wool", "you hate wool"),
        ("i dont drink", "diet", "never", "drink", "you don't drink"),
        ("I'm registered blind", "need", "need", "registered blind", "you're registered blind"),
        ("nothing scented please", "preference", "avoid", "scented", "you want nothing scented"),
        ("I've got a nut allergy", "allergy", "avoid", "nut", "you've got a nut allergy"),
        ("my son's got a nut allergy", "allergy", "avoid", "nut", "your son's got a nut allergy"),
        ("my daughter mia is allergic to nuts", "allergy", "avoid", "nuts", "your daughter mia is allergic to nuts"),
        ("my mum's got arthritis", "need", "need", "arthritis", "your mum's got arthritis"),
        ("can you remember that im diabetic?", "diet", "need", "diabetic", "you're diabetic"),
        ("I only want to spend £60", "budget", "need", "£60", "you only want to spend £60"),
        ("nothing sweet for me please", "preference", "avoid", "sweet", "you want nothing sweet"),
        ("no dairy for my son please", "preference", "avoid", "dairy", "your son wants no dairy"),
        ("I'm left-handed", "need", "need", "left-handed", "you're left-handed"),
        ("Always ring twice", "communication", "always", "ring twice", "you'd like us to ring twice"),
        ("I prefer paper invoices", "invoicing", "like", "paper invoices", "you prefer paper invoices"),
        ("I don't like big boxes", "packaging", "dislike", "big boxes", "you don't like big boxes"),
        ("I'd rather get emails", "communication", "like", "emails", "you'd rather get emails"),
        ("I have an allergy to hazelnuts", "allergy", "avoid", "hazelnuts", "you have an allergy to hazelnuts"),
        ("I'm pure vegetarian", "diet", "need", "pure vegetarian", "you're pure vegetarian"),
        ("In my family we are not eating beef", "diet", "avoid", "beef", "you are not eating beef"),
        ("I usually buy a 42", "size", "need", "size 42", "you usually buy a 42"),
        ("I'm a medium on top", "size", "need", "size medium on top", "you're a medium on top"),
        ("I have small feet", "size", "need", "shoe size small feet", "you have small feet"),
        ("budget around £60", "budget", "need", "around £60", "your budget is around £60"),
        ("I keep presents under £30", "budget", "need", "under £30", "you keep presents under £30"),
        ("I can't be doing with velvet", "preference", "dislike", "velvet", "you can't be doing with velvet"),
        ("I don't do polyester, full stop!", "preference", "never", "polyester", "you don't do polyester"),
        ("I find lilies much too strong", "preference", "dislike", "lilies", "you find lilies much too strong"),
        ("I don't tolerate the smell of tar", "preference", "dislike", "tar", "you don't tolerate the smell of tar"),
        ("Anything with lace is no good for me", "preference", "avoid", "lace", "you want nothing with lace"),
        ("Stop offering me fur!", "preference", "avoid", "fur", "you want no fur shown to you"),
        ("I'm more of a tea person", "preference", "like", "tea", "you're more of a tea person"),
        ("We are buying only local tea", "preference", "always", "local tea", "you are buying only local tea"),
        ("Green is my favourite colour", "preference", "like", "green", "green is your favourite colour"),
        ("window seat, always", "preference", "always", "window seat", "you always want window seat"),
        ("never wool", "preference", "never", "wool", "you never want wool"),
        ("I have very sensitive skin", "need", "need", "very sensitive skin", "you have very sensitive skin"),
        ("I can't walk far", "need", "avoid", "walk far", "you can't walk far"),
        ("My dog died today", "life_event", "need", "died", "your dog died today"),
        ("I had an operation today", "life_event", "need", "had an operation today", "you had an operation today"),
        ("just got engaged!", "life_event", "need", "got engaged", "you got engaged"),
        (
            "just so u know im allergic to wool brings me out in hives", "allergy", "avoid", "wool",
            "you're allergic to wool",
        ),
        ("allergic to nuts too", "allergy", "avoid", "nuts", "you're allergic to nuts"),
        ("allergic to latex here", "allergy", "avoid", "latex", "you're allergic to latex"),
        ("i dont wear leather either", "preference", "never", "leather", "you don't wear leather"),
        ("my size is L can you keep that", "size", "need", "size l", "your size is L"),
        ("only cotton socks mind", "preference", "always", "cotton socks", "you want only cotton socks"),
        ("remember I take a 43 in boots", "size", "need", "shoe size 43 in boots", "you take a 43 in boots"),
        ("I hate wool, don't forget that", "preference", "dislike", "wool", "you hate wool"),
        ("don't forget I hate wool", "preference", "dislike", "wool", "you hate wool"),
        ("I never wear wool please remember that", "preference", "never", "wool", "you never wear wool"),
        ("I take a 43 in boots, remember that", "size", "need", "shoe size 43 in boots", "you take a 43 in boots"),
        ("I hate pink so you know what to do", "preference", "dislike", "pink", "you hate pink"),
        ("I like to keep it simple", "preference", "like", "to keep it simple", "you like to keep it simple"),
    ],
)  # fmt: skip
def test_statements_are_read(text: str, kind: str, stance: str, about: str, restated: str) -> None:
    """What customers say of themselves is read with its stance, its topic, and as a question would put it."""
    statement = only(text)
    assert (statement.kind, statement.stance, statement.about, statement.restated) == (
        kind,
        stance,
        about,
        restated,
    )


@pytest.mark.parametrize(
    "text",
    [
        "I don't mind wool", "I'm fine with wool", "I have no problem with wool", "Wool is ok with me",
        "It's not that I dislike wool", "Do you have wool?", "Do I look like I wear wool?",
        "Should I avoid wool?", "If I were allergic to wool, what then?", "I might like wool",
        "I wouldn't say I dislike leather", "You said I hate wool", "I never said I hate wool",
        "She thinks I love wool", "I used to love bright things", "I'd like to return this coat",
        "I like to know where it is", "I want a refund", "I need the invoice for May", "I don't know",
        "never mind", "never again", "late again, as always", "stop sending me emails", "no thanks, never mind",
        "don't show me that again", "I don't do this often", "I have a bad feeling about it, will it come?",
        "I don't like it", "I don't like how you treat me", "no thanks", "no problem",
        "call me back tomorrow", "call me at five", "I have a question", "I'm waiting for my parcel",
        "I live in a flat on the fifth floor", "I live in fear of wool", "I used to live in York",
        "I go to the wrong shop", "cotton socks mind", "remember I told you I hate wool, forget it",
        "don't forget my size, it's wrong, delete it", "i dont mind wool",
        "where is my order 31-7704", "", "👍", "hello", "I'm not fussed about brands", "I hate waiting?",
    ],
)  # fmt: skip
def test_what_is_no_statement_is_none(text: str) -> None:
    """Indifference, questions, hypotheticals, requests and what others said are never kept as facts."""
    assert statements_in(text).statements == ()


@pytest.mark.parametrize(
    ("text", "subject", "restated"),
    [
        ("My wife can't eat nuts", "my wife", "your wife can't eat nuts"),
        ("our son hates jumpers with labels", "our son", "your son hates jumpers with labels"),
        ("My daughter is called Hannah", "my daughter", "your daughter is called Hannah"),
        ("My daughter's birthday is the 4th of June", "my daughter", "your daughter's birthday is the 4th of June"),
        ("My father died on Tuesday", "my father", "your father died on Tuesday"),
        ("My husband is allergic to latex", "my husband", "your husband is allergic to latex"),
        ("My granny can only manage soft food", "my granny", "your granny can only manage soft food"),
        ("My husband isn't one for surprises", "my husband", "your husband isn't one for surprises"),
        ("My hubby takes a collar size of 16", "my hubby", "your hubby takes a collar size of 16"),
    ],
)  # fmt: skip
def test_others_are_kept_apart(text: str, subject: str, restated: str) -> None:
    """What is said of somebody else is known as theirs."""
    statement = only(text)
    assert (statement.subject, statement.restated) == (subject, restated)


@pytest.mark.parametrize(
    ("text", "sensitivity"),
    [
        ("I never wear wool", Sensitivity.ORDINARY), ("Wool gives me a rash", Sensitivity.SPECIAL),
        ("I can't eat nuts", Sensitivity.SPECIAL), ("We keep kosher", Sensitivity.SPECIAL),
        ("I'm pregnant", Sensitivity.SPECIAL),
        ("Between us, I hate the colour green", Sensitivity.CONFIDENCE),
        ("I don't eat pork", Sensitivity.ORDINARY),
        ("Please don't pass this on, but I'm pregnant", Sensitivity.CONFIDENCE),
    ],
)  # fmt: skip
def test_sensitivity_is_known_before_anything_is_stored(text: str, sensitivity: Sensitivity) -> None:
    """Special categories and confidences are marked, and a confidence stays one whatever it is about."""
    assert only(text).sensitivity is sensitivity


def test_several_statements_of_one_message() -> None:
    """A message may state more than one thing, among other talk, and a pronoun means what was just named."""
    heard = statements_in(
        "Hi! I ordered a coat. I never wear wool, it makes me itch. And I take a size 12. Where is it?"
    )
    assert [(one.kind, one.about) for one in heard.statements] == [
        ("preference", "wool"), ("allergy", "wool"), ("size", "size 12"),
    ]  # fmt: skip


def test_two_things_told_without_a_stop_are_two() -> None:
    """ "Now" begins the next."""
    told = statements_in("I've got a job now budget is 150").statements
    assert [(one.kind, one.restated) for one in told] == [
        ("life_event", "you've got a job"),
        ("budget", "your budget is 150"),
    ]


def test_a_name_is_no_misspelled_religion() -> None:
    """Isla, put right by the speller, would be; a real slip is still told with care."""
    (isla,) = statements_in("my daughter Isla is 4", "my daughter islam is 4").statements
    (faith,) = statements_in("I can't eat prok, I'm jewsh", "I can't eat pork I'm jewish").statements[:1]
    assert (isla.sensitivity, faith.sensitivity) == (Sensitivity.ORDINARY, Sensitivity.SPECIAL)


def test_words_are_as_said() -> None:
    """The fact keeps the clause as it was typed, and reads what was mistyped."""
    heard = statements_in("i nevr wear wooll", "i never wear wool")
    assert [(one.words, one.about, one.restated) for one in heard.statements] == [
        ("i nevr wear wooll", "wool", "you never wear wool")
    ]


def test_nothing_secret_is_kept() -> None:
    """Card numbers are masked before a statement is made of the words."""
    heard = statements_in("I always use 4111 1111 1111 1111")
    assert "4111" not in str(heard)


def test_what_cannot_be_read_is_undecided() -> None:
    """A clause that seems to state something and can't be read is said to be undecided, and gives no statement."""
    assert statements_in("Leather and I never really got on") == Heard((), undecided=True)


def test_the_parse_reads_what_the_surface_leaves_open() -> None:
    """Grammar decides where the form of words is unusual, and a denial of dislike is no statement."""
    from bot.nlu.grammar import read_clause

    heard = statements_in("In summer I prefer linen", parse=read_clause)
    assert [(one.stance, one.about) for one in heard.statements] == [("like", "linen")]
    assert statements_in("In all honesty I would not say I hate wool", parse=read_clause).statements == ()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("I'm sure my wife and I love our garden", "you're sure your wife and you love your garden"),
        ("it's mine, give it to me", "it's yours, give it to you"),
        ("I was born in York", "you were born in York"), ("We've moved", "you've moved"),
        ("NATO suits me", "NATO suits you"),
    ],
)  # fmt: skip
def test_second_person(said: str, told: str) -> None:
    """A clause is turned round to the one who said it."""
    assert to_second_person(said) == told


@given(st.text(max_size=120))
def test_no_text_breaks_it(text: str) -> None:
    """Whatever is typed is heard."""
    assert isinstance(statements_in(text), Heard)


def test_most_of_what_customers_state_is_read() -> None:
    """Of our own lines that state a preference, at least seven in ten give a statement by their form alone."""
    stated = [line.text for line in own_lines() if line.intent == "state_preference"]
    read = [text for text in stated if statements_in(text).statements]
    assert len(read) >= 0.7 * len(stated)


def test_a_title_is_kept_apart_from_the_name_it_replaces() -> None:
    """ "Mrs Hughes, not Gwen" is one wish, not cut at its comma."""
    assert only("Mrs Hughes, not Gwen").restated == "you'd like to be called Mrs Hughes"


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("btw never put me in wool im itchy all over", "wool"),
        ("dont put me in polyester, i sweat", "polyester"),
        ("I never wear wool im allergic", "wool"),
    ],
)
def test_what_is_never_wanted_is_the_thing_itself(text: str, about: str) -> None:
    """Neither how it would be put on them nor what it does is part of it."""
    assert [one.about for one in statements_in(text).statements][:1] == [about]


@pytest.mark.parametrize("text", ["my son dev is 7 and loves puzzles", "my son dev has asthma. he hates wool"])
def test_a_name_in_small_letters_is_part_of_whom_it_is_told_of(text: str) -> None:
    """All that is told of him is told of one."""
    assert [one.subject for one in statements_in(text).statements] == ["my son dev"] * 2


@pytest.mark.parametrize("text", ["my wife usually wears a 12", "my wife really hates wool", "my wife is a size 39"])
def test_no_adverb_is_a_name(text: str) -> None:
    assert only(text).subject == "my wife"
