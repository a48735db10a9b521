"""What is said of an order that has left the house."""

import re

# What has left, whatever "new address" is said beside it: "the one in the post, can it go to the new address".
_SENT_ALREADY = re.compile(
    r"\bin the post\b|\bon (?:its|the) way\b|"
    r"\b(?:one|coat|parcel|order) (?:that |which )?(?:you(?:'ve)? )?(?:already )?sent\b|"
    r"\bcan (?:it|that|this|they) (?:still )?(?:go|be sent|come) to\b",
    re.I,
)


def already_sent(text: str) -> bool:
    """Whether it speaks of what is on its way."""
    return bool(_SENT_ALREADY.search(text))
