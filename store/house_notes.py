"""What staff learned and share about a product or a kind of it: the house's own words, with nobody in them."""

import re
from dataclasses import dataclass
from datetime import datetime

from store.errors import AboutSomebody, TooLong
from store.masking import mask

LONGEST = 300  # characters of a note
LONGEST_ABOUT = 60
_SOMEBODY = re.compile(
    r"\S+@\S+\.\w|(?:\+|\b)\d(?:[ ().-]{0,2}\d){6,}|\b(?:mr|mrs|ms|miss|mx|dr)\.?\s+[A-Z]|"
    r"\b(?:he|she|him|her|hers|his|this customer|a customer called|customer (?:named|number)|order \d)\b|"
    r"\b\d{2}-\d{4}\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b",
    re.I,
)
# A name at what only people do: "Lister wants", "Priya has asked". Elsewhere a bare name looks like a product's; and
# to look among the customers' names would tell whoever writes notes who is one.
_DOES = (
    r"(?:says|wants|asks|likes|loves|hates|prefers|complains|insists|returns|sends|orders|buys|pays|owes|rings|calls|"
    r"lives|said|wanted|asked|complained|insisted|ordered|bought|paid|owed|rang|phoned|told)\b"
)
_ANYBODY = (
    r"(?:Every|Some|Any|No)(?:body|one)\b|(?:Customers|People|Others|Many|Most|Some|Several|All|Both|Two|Few|None|Who|"
    r"They|We|You|I|It|This|That|These|Those|Nothing|Staff|And|But|If|When|What|Never|Always|Often|Just|Not|Also)\b"
)
_ACTING = re.compile(rf"\b(?!{_ANYBODY})[A-Z]\w+(?:['’-]\w+)* (?:(?:always|never|often|has|had|once|also) )?{_DOES}")


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseNote:
    """One note: the words of a product's name or category that it is about, and what is good to know of it."""

    id: str
    about: str
    text: str
    by: str
    at: datetime


def check_note(about: str, text: str) -> tuple[str, str]:
    """Both without spare spaces; raises AboutSomebody where a person can be found in them, TooLong where they are.

    >>> check_note("oak  table", "Wobbles on parquet: felt pads help.")
    ('oak table', 'Wobbles on parquet: felt pads help.')
    """
    about, text = " ".join(about.split()), " ".join(text.split())
    if not about or not text or len(about) > LONGEST_ABOUT or len(text) > LONGEST:
        raise TooLong("A note says what it is about in up to 60 characters, and what to know in up to 300.")
    both = f"{about} {text}"
    if _SOMEBODY.search(both) or _ACTING.search(both) or mask(both) != both:
        raise AboutSomebody
    return about, text


def speaks_of(note: HouseNote, product: str) -> bool:
    """Whether a note is about this product, by the words of its name and category.

    >>> from datetime import UTC, datetime
    >>> note = HouseNote(id="n", about="oak table", text="", by="eva", at=datetime(2026, 11, 29, tzinfo=UTC))
    >>> speaks_of(note, "Ashby oak dining table tables"), speaks_of(note, "Oak chair chairs")
    (True, False)
    """
    return set(note.about.casefold().split()) <= set(product.casefold().split())
