"""What is so hard that it comes before the matter: a loss, an illness; and the peace that follows it."""

import re

from actions.turn import CareAction, Turn
from store import Once

_LOST = (
    r"(?:husband|wife|mum|mom|mother|dad|father|son|daughter|baby|brother|sister|partner|friend|dog|cat|gran\w*|nan\w*|job)"
)
# What breaks down is no loss: "the boiler died".
_THING = re.compile(
    r"\b(?:boiler|phone|mobile|laptop|computer|pc|tablet|batter(?:y|ies)|car|van|bike|engine|oven|cooker|kettle|toaster|"
    r"fridge|freezer|machine|dishwasher|heating|router|internet|wi-?fi|connection|line|tv|telly|screen|lamp|bulbs?|lights?|"
    r"zip|plants?|flowers?|roses|lawn|chat|app|website|"
    r"e-?mail|inbox|mailbox|address|link|number)(?: (?:you|on|in|that|i|we|for)\b[\w'’ -]{1,25}?)? "
    r"(?:has |have |just |has just |all |is |are )?(?:died|dead)\b",
    re.I,
)
_HARD_TIME = (
    r"(?:(?:awful|terrible|dreadful|horrible|rotten|rough|miserable|lousy|grim) (?:day|week|month|year|time|morning)|"
    r"(?:rubbish|crappy?|shit(?:ty)?|bad) (?:day|week|month|year|morning))"
)
HARD = re.compile(rf"(?<!\bnot )(?<!\bnot a )(?<!\bis )(?<!\bis it a )\b{_HARD_TIME}\b", re.I)
# The whole of a message, and neither we nor anything of ours in it.
ONLY_HARD = re.compile(
    rf"^(?!.*\b(?:you\w*|we|not|order|parcel|shop|delivery|time)\b)\W*(?:[\w']+\W+){{0,4}}{_HARD_TIME}"
    r"(?: (?:today|so far|all round|here|already|at work))?\W*$",
    re.I,
)
_LOSS = re.compile(
    rf"\b(?:died|passed away|(?<!that )(?<!this )(?<!it )(?<!be )(?<!them )(?<!message )passed on|"
    rf"(?:is|was|are) dead|funeral|lost my (?:\w+ )?{_LOST}(?!['’]s)|"
    rf"(?:said|say|saying) (?:our |my |a )?(?:last |final )?good ?bye to (?:my |our )?(?:\w+ )?{_LOST}(?!['’]s)"
    r"(?!.*\b(?:station|airport|school|uni\w*|college|off to|train|bus|plane|gate|nursery)\b)|"
    rf"(?:buried|laid to rest) (?:my |our )?(?:\w+ )?{_LOST}(?!['’]s)|miscarr\w+|"
    r"put (?:him|her|it) down|terminally ill|has cancer)\b",
    re.I,
)
ILLNESS = re.compile(
    r"\b(?:diagnosed|(?:got|have|having|with|it'?s|is) cancer(?! (?:research|charit|awareness|uk)\w*)|"
    r"chemo\w*|radiotherapy|tumou?r|terminal(?:ly)?|a stroke|"
    r"heart attack|in intensive care|in (?:a )?hospice|(?:rushed|taken) (?:in)?to hospital)\b|"
    r"\b(?:i['’]?m|i am|s?he['’]?s|s?he is|my \w+(?:['’]?s| is)|is|am|back|still) (?:\w+ )?in (?:the )?hospital\b",
    re.I,
)
_IS_ILL = re.compile(
    r"\b(?:i|we|he|she|my \w+)(?:['’]?ve|['’]?s|['’]?m| have| has| was| were| am| is)? (?:just |recently |also |only )*"
    r"(?:been |being |got |getting )?(?:diagnosed with|having chemo|going through chemo|in (?:a )?hospice)\b|"
    r"\b(?:i|he|she|my \w+)(?:['’]?ve|['’]?s| have| has)? (?:just |recently )*(?:got |had )?"
    r"(?:cancer|a tumou?r|a stroke|a heart attack)\b|"
    r"\bit(?:['’]?s| is| was| turned out to be) (?:\w+ )?(?:cancer|leuk(?:a?e)mia|lymphoma|terminal|"
    r"a (?:brain )?tumou?r|dementia|alzheimer\w*|parkinson\w*)"
    r"(?=\W*$|[,.;!?]|\s+(?:and|but|so|of|in|now|again|that)\b)",
    re.I,
)
_OF_US = re.compile(r"\b(?:you\w*|orders?|parcels?|shop|delivery|web ?site|app)\b", re.I)
# Hurt by a thing, in one accident; never what somebody does to themselves, or does again.
_BURNT = re.compile(r"\b(?:burnt|burned|scalded|electrocuted) (?:me\b|myself|(?:my|his|her|our) \w+)", re.I)
_CUT = re.compile(r"\b(?:cut|hurt|injured|bruised) (?:me\b|myself|my \w+)", re.I)
_BY_A_THING = re.compile(
    r"\b(?:on|with|by|because|when|as) (?:the|your|it|its|that|this|a|an)\b|\b(?:came (?:off|apart)|leak\w*|broke|"
    r"burst|snapped|slipped|cracked|split|loose|sharp|faulty|exploded|shattered|fell)\b",
    re.I,
)
_TO_THEMSELVES = re.compile(
    r"\b(?:again|on purpose|deliberately|purposely|keep|kept|want\w*|wanna|die|kill|live|used to|last night|gonna|"
    r"going to|feel|can'?t (?:stop|cope))\b",
    re.I,
)
_LOST_JOB = re.compile(
    r"\b(?:lost my (?:\w+ )?job|(?:was|been|got|being) (?:made redundant|sacked|laid off|let go))\b", re.I
)
# What is said in anger at us shows it in its words: by its sound alone a joke or a sum of money may be angry.
_ANGER = re.compile(
    r"\b(?:wtf|damn|bloody|crap|shit\w*|fuck\w*|bollocks|arse\w*|piss\w*|sod(?:ding)?|useless|pathetic|idiots?|clowns?|"
    r"crooks?|thie(?:f|ves)|robb\w+|liars?|lied|lying|scam\w*|cheat(?:s|ed|ing)?|rubbish|a joke|shambles|disgrac\w*|"
    r"ridicul\w*|outrag\w*|unaccept\w*|appall\w*|disgust\w*|stupid|shame|furious|livid|angry|fuming|enraged|"
    r"sick (?:and tired|to death|of)|had enough|enough is enough|fed up|tired of|how dare|hopeless|terrible|awful|"
    r"dreadful|worst|never again|a month|weeks|ages|hours|disap?point\w*|dissapoint\w*|let down|annoy\w*|frustrat\w*|"
    r"upset|unhappy|not happy|(?:second|2nd) time|(?:third|fourth|3rd|4th) (?!of\b)\w+|(?:three|four|3|4|\d\d) times|"
    r"nobody|no ?one|ignor\w*|wast(?:e|ed|ing)|sort (?:it|this) out|complain\w*|unbelievable|joking|kidding|"
    r"still (?:not|no|waiting|hasn'?t|haven'?t)|yet again|ruin\w*|stole\w*|steal\w*)\b|!{2,}|\?!|!\?|[😡🤬😠👿🖕💢]",
    re.I,
)
# So plain that no sound of it is needed.
_FURY = re.compile(
    r"\b(?:i|we)(?:['’]?ve| have)? had enough(?: of (?:this|you\w*|it))?\W*(?:$|[.!,])|\bfed up with (?:you|this)\b|"
    r"\bdisgrac\w*|\bfurious\b|\blivid\b",
    re.I,
)
_SHOUTED = re.compile(r"(?:\b[A-Z]{2,}\b\W+){2,}\b[A-Z]{2,}\b")
PEACE_AFTER_DISTRESS, PEACE_AFTER_LOSS = 30, 90  # days in which nothing is started; why is not kept
# Somebody left by somebody is hurt, not in danger; help lines are for those who are.
_PARTED = re.compile(
    r"\b(?:husband|wife|partner|boyfriend|girlfriend|fianc\w+|he|she)\b.{0,20}"
    r"\b(?:(?:is |'s |has |just )*(?:leaving|left|leaves|dumped|cheat\w+)|walked out|wants a divorce|moved out)\b|"
    r"\b(?:getting|going through) (?:a )?divorced?\b|"
    r"\b(?:broke|broken|split|splitting|breaking) up with (?:my|me|him|her)\b|"
    r"\bwe(?:'re| are|'ve| have)? (?:splitting|split|separat\w+|broke\w*) ?up?",
    re.I,
)
_DANGER = re.compile(
    r"\b(?:kill|die|dying|dead|suicid\w*|end (?:it|my)|hurt|hit|afraid|scared|not (?:be|live)|can'?t (?:go|cope|live)|"
    r"no (?:point|reason)|give up|alone|harm)\b",
    re.I,
)
_GIVES_UP_ON_US = re.compile(
    r"\b(?:giv(?:e|en|ing)|gave) up (?:on|with) (?:(?:you|u)\b(?! all)(?: (?:lot|people|guys))?|"
    r"(?:this|your|ur|the) (?:shop|store|web ?site|site|company|place|firm|orders?|delivery|parcel|app|chat|bot)\b)",
    re.I,
)
_THANKS = re.compile(r"\b(?:thank(?:s| you)|thx|cheers)\b", re.I)
_BETWEEN_US = re.compile(r"\bbetween (?:us|you and me)\b|\bin confidence\b|\bdon'?t tell\b", re.I)


def tells_of_a_loss(text: str) -> bool:
    """Whether somebody was lost; what broke down was not.

    >>> tells_of_a_loss("my dad died"), tells_of_a_loss("the boiler died")
    (True, False)
    """
    return bool(_LOSS.search(_THING.sub("", text)))


def said_first(text: str) -> str | None:
    """What is said before the matter to somebody who tells of a loss, an illness or the like beside it.

    >>> said_first("my dad died, cancel my fitting"), said_first("I lost my job, cancel my fitting")
    ('utter_loss_first', 'utter_hard_news_first')
    """
    if tells_of_a_loss(_LOST_JOB.sub("", text)):
        return "utter_loss_first"
    return "utter_hard_news_first" if ILLNESS.search(text) or _LOST_JOB.search(text) else None


def speaks_in_anger(text: str) -> bool:
    """Whether the words themselves are angry, or let down by us.

    >>> speaks_in_anger("this is a joke"), speaks_in_anger("boo. ok whats the cheapest thing you sell")
    (True, False)
    """
    return bool(_ANGER.search(text) or _SHOUTED.search(text))


def care_first(text: str, mood: str) -> str | None:
    """What is said before the matter to somebody who is hurt or angry; None where the matter comes first."""
    if hard := said_first(text):
        return hard
    if mood in ("sad", "distressed"):
        return "utter_sad_first"
    angry = mood in ("angry", "upset") and speaks_in_anger(text)
    return "utter_feeling_first" if angry or _FURY.search(text) else None


def was_an_accident(text: str, spoken_of: str | None) -> bool:
    """Whether a thing hurt them, named beside it or `spoken_of` before; what they do to themselves is no accident.

    >>> was_an_accident("the lid came off and I burnt myself", None), was_an_accident("I burnt myself again", "order")
    (True, False)
    """
    burnt, named = _BURNT.search(text), _BY_A_THING.search(text)
    hurt = (burnt and (named or spoken_of)) or (_CUT.search(text) and named)
    return bool(hurt and not _TO_THEMSELVES.search(text))


def hurt_by_themselves(text: str) -> bool:
    """Whether they say that they are burnt or cut and name nothing that did it: heard as danger, never as a complaint.

    >>> hurt_by_themselves("I burnt myself"), hurt_by_themselves("I burnt myself on the iron")
    (True, False)
    """
    told = any("myself" in found[0].lower() for found in (*_BURNT.finditer(text), *_CUT.finditer(text)))
    return told and not was_an_accident(text, None)


async def leave_in_peace(action: CareAction, turn: Turn, days: int, for_good_in: str | None = None) -> None:
    """Starts nothing with them for so many days; in the conversation `for_good_in` never again."""
    once, peace = Once(turn.id, f"{action.name()}.peace"), action.memory.relationship.leave_in_peace
    await action.door(peace, turn.identity, days, once, for_good_in=for_good_in)


def was_left(text: str) -> bool:
    """Whether somebody was left by whom they lived with, and no danger is told beside it."""
    return bool(_PARTED.search(text)) and not _DANGER.search(text)


def gives_up_on_us(text: str) -> bool:
    """Whether somebody gives up on us, which is a complaint, and not on more than that.

    >>> gives_up_on_us("i feel like giving up on you lot"), gives_up_on_us("i feel like giving up")
    (True, False)
    """
    return bool(_GIVES_UP_ON_US.search(text)) and not _DANGER.search(_GIVES_UP_ON_US.sub("", text))


def tells_of_their_illness(text: str) -> bool:
    """Whether somebody tells what ails them and nothing of us: no complaint, though the words be bitter.

    >>> tells_of_their_illness("I've been diagnosed with MS"), tells_of_their_illness("he had a stroke and you slept")
    (True, False)
    """
    return bool(_IS_ILL.search(text)) and not _OF_US.search(_THANKS.sub("", _BETWEEN_US.sub("", text)))


def in_confidence(text: str) -> bool:
    """Whether the words ask for it to stay between us."""
    return bool(_BETWEEN_US.search(text))
