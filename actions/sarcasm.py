"""Thanks and praise that mean the opposite: by their own words, or by what they are said after."""

import re

_SAID_OF_HARM = re.compile(
    r"\bthanks? for nothing\b|\bslow ?claps?\b|(?<!no )(?<!not )(?<!without )\bsarcas\w+\b|"
    r"\b(?:love|loving|adore|enjoy(?:ed|ing)?)\b[^,.;!?]{0,12}(?<!can't )(?<!cant )\b"
    r"(?:wait\w*|queu\w*|chasing|paying twice|"
    r"being (?:ignored|lied|charged|kept|overcharged|fobbed))\b|"
    r"\b(?:great|good|nice|brilliant|fantastic|wonderful|lovely|top|superb) (?:job|work|service|one)\b.*"
    r"\b(?:los(?:t|ing)|late|broke\w*|wrong|nothing|again|ignor\w*|ruin\w*|never|still|wait\w*|useless)\b|"
    r"\boh,? (?:great|brilliant|fantastic|wonderful|lovely|perfect)\b.*"
    r"\b(?:late|broken|wrong|again|another|still|no)\b|"
    r"\b(?:well done|congrat\w*|bravo)\b.*\b(?:los(?:t|ing)|late|broke\w*|wrong|again|ruin\w*|mess\w*)\b|"
    r"\bthanks? (?:a lot|so much|very much)?,? ?"
    r"for (?:losing|ruining|breaking|ignoring|wasting|the wrong|sending the wrong|nothing)",
    re.I,
)
_GRAND = r"(?:great|brilliant|fantastic|wonderful|lovely|perfect|amazing|superb|marvell?ous|splendid|charming|fabulous)"
_TWICE = re.compile(
    rf"\b({_GRAND})\b\W+(?:just|simply|absolutely|really)\s+\1\b|"
    rf"^\W*(?:(?:oh|well|wow|and|so)\b\W*)*(?:that'?s|this is|how)? ?(?:just|simply|absolutely) {_GRAND}\W*$",
    re.I,
)
_THANKS_FOR = re.compile(
    r"\b(?:thanks?|thank you|cheers|ta|much obliged)\b[\w ]{0,18}\bfor (?:the|my|a|an|your|another|all|that|those|"
    r"making|letting|keeping|sending|losing|nothing)\b.*",
    re.I,
)
_HARM = re.compile(
    r"\b(?:late|broken|wrong|lost|nothing|missing|damaged|cold|wait\w*|delay\w*|ruin\w*|ignor\w*|smash\w*|crack\w*|"
    r"useless|stale|rude\w*|down|chas\w*|mess|no (?:reply|answer|help|call))\b",
    re.I,
)
# "Cheers, third time it's late": the thanks are over at the comma, and what follows is what they are for.
_THEN_HARM = re.compile(
    r"^\W*(?:(?:oh|well|wow|ok)\W+)*(?:thanks?|thank you|cheers|ta|nice one|much obliged)\b[\w ]{0,14}[,.;:–-]\s*"
    r"(?:(?:it|that|this|the|my|your|and|another|yet|now|still|just|all|only|parcel|order|third|fourth|second|time|a|"
    r"it'?s|its|is|was|came|comes|arrived|are|again)\W+){0,7}"
    r"(?:late|broken|wrong|lost|missing|damaged|delayed|ruined|smashed|cracked|stale)(?: again)?[^\w?]*$",
    re.I,
)
_PUT_RIGHT = re.compile(
    r"\b(?:sort|fix|replac|repair|refund|mend|help|deal|exchang|resolv|apolog|tell|telling|find|put|reply|repl(?:y|ies)|"
    r"patien|quick|swift)\w*",
    re.I,
)
OF_TROUBLE = frozenset({"payment_form", "problem_form"})  # in which something went wrong
_ALONE = re.compile(
    rf"^\W*(?:(?:oh|well|wow|how|that'?s|just|so)\b\W*)*(?:{_GRAND}|bravo|well done|congratulations|nice one|good job|"
    r"great (?:job|work|service)|top notch|(?:thanks|cheers) (?:a bunch|a million|for that)|ta (?:a bunch|for that)|"
    r"thanks very much indeed)\b\W*(?:service|work|job|stuff|guys|team|everyone|that)?"
    r"(?: as (?:always|ever|usual)| again)?\W*$",
    re.I,
)
# Money of theirs that we hold: what became of it is told, whatever is said of us.
_KEPT_MONEY = re.compile(
    r"\b(?:kept|keep|keeping|pocketed|took|stole|holding|sat on|sitting on|still (?:have|got))\b[^.?!]{0,12}"
    r"\b(?:the|my|our) (?:money|cash|refund|\w+ quid)\b",
    re.I,
)
INSULT = re.compile(
    r"\b(?:you(?:'re| are|r| lot| lot are)?|ur|this (?:is|shop|bot|thing)|it'?s|what a)\s+"
    r"(?:so |all |a |an |absolute(?:ly)? |completely |"
    r"totally |just |fucking |bloody )*(?:useless|rubbish|hopeless|terrible|awful|pathetic|a joke|stupid|"
    r"idiots?|muppets?|clowns?|crap|"
    r"shit\w*|garbage|worthless|incompetent|disgrace\w*|waste of (?:time|space))\b",
    re.I,
)


_ONLY_INSULT = re.compile(
    r"^(?!.*\b(?:this (?:is|shop)|it'?s|what a)\b)"  # said of a thing, it tells what went wrong
    r"\W*(?:(?:oh|ugh|god|omg|honestly|seriously|well|wow|ok|no|and|but|really|think)\b\W*)*(?:"
    rf"{INSULT.pattern})\W*(?:(?:stupid|dumb|useless) )?(?:bots?|machines?|robots?|computers?|things?|and \w+)?\W*$",
    re.I,
)


def only_insults(text: str) -> bool:
    """Whether it calls us names, tells of nothing that went wrong and asks for nothing.

    >>> only_insults("you are useless"), only_insults("you are useless, still no parcel"), only_insults("you're a star")
    (True, False, False)
    """
    return bool(_ONLY_INSULT.match(text.replace("’", "'")))


def kept_money(text: str) -> bool:
    """Whether we are said to keep their money.

    >>> kept_money("you cancelled it and kept the money"), kept_money("keep the change")
    (True, False)
    """
    return bool(_KEPT_MONEY.search(text))


def is_meant_ill(text: str, after_bad_news: bool) -> bool:  # noqa: FBT001 - what stands around it, not a switch
    """Whether friendly words mean the opposite.

    >>> is_meant_ill("thanks a bunch for the late casserole", False), is_meant_ill("thanks for the quick reply", False)
    (True, False)
    >>> is_meant_ill("cheers, third time it's late", False), is_meant_ill("thanks, that was late but lovely", False)
    (True, False)
    >>> is_meant_ill("thanks a bunch", True), is_meant_ill("thanks a bunch", False)
    (True, False)
    >>> is_meant_ill("brilliant", True), is_meant_ill("brilliant", False), is_meant_ill("great, thanks", True)
    (True, False, False)
    """
    thanks = _THANKS_FOR.search(text)
    harm = thanks and _HARM.search(thanks[0]) and not _PUT_RIGHT.search(thanks[0])
    alone = after_bad_news and _ALONE.search(text)
    return bool(harm or alone or _THEN_HARM.search(text) or _TWICE.search(text) or _SAID_OF_HARM.search(text))
