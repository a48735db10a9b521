"""What the surface of a message tells of a mood: capitals, signs, emoji, strong words; and danger."""

import re

import numpy as np
import numpy.typing as npt

_EMOJI = {
    "happy": "😀😃😄😁😊🙂😍🥰😘🎉🥳❤💕💖👍🙌😂🤣😇✨💐",
    "low": "😢😭😞😔💔🥺😟😥🙁☹",
    "angry": "😡🤬😠👿🖕💢",
}


def _any_of(alternatives: str) -> re.Pattern[str]:
    """Any of these, as whole words; lines and their indents only make them readable."""
    return re.compile(r"\b(?:" + re.sub(r"\n *(?=[|(])", "", alternatives) + r")\b", re.IGNORECASE)


_WORDS = {
    "swearing": _any_of(r"""wtf|damn|bloody|hell|crap|shit|fuck\w*|bollocks|bs|arse\w*
        |ass(?:hole)?s?|piss(?:ed)?|sod(?:ding)?"""),
    "insult": _any_of(r"""useless|pathetic|idiots?|clowns?|crooks?|thie(?:f|ves)|liars?|scam\w*
        |cheats?|rubbish|joke|shambles|disgrace\w*|ridiculous|outrageous|unacceptable|appalling|disgusting
        |stupid|robbers?|shame on"""),
    "fury": _any_of(r"""furious|livid|angry|fuming|enraged|sick (?:and tired|to death)|had enough
        |fed up|how dare"""),
    "thanks": _any_of(r"thank\w*|ta|cheers|grateful|appreciate\w*"),
    "joy": _any_of(r"""lov(?:e|ely|ed)|brilliant|fantastic|amazing|wonderful|perfect|delighted
        |thrilled|chuffed|happy|great|excellent|gorgeous|best|yay|hooray|excited|pleased|glad"""),
    "let down": _any_of(r"""disappoint\w*|dissapoint\w*|let down|upset|worried|worry|annoy\w*
        |frustrat\w*|gutted|unhappy|not happy|anxious|stress\w*|concerned|hurt"""),
    "grief": _any_of(r"""died|death|dead|funeral|passed away|grie\w+|widow\w*
        |late (?:wife|husband|mother|father)|bereave\w*|miscarriage|cancer|hospice|heartbroken|lonely
        |crying|miss(?:es)? (?:her|him)|rip"""),
    "despair": _any_of(r"""can'?t go on(?! (?:the|\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day))
        |can'?t (?:cope|breathe|do this|take (?:it|this))|no way out
        |hopeless|no hope|desperate|terrified
        |scared|not safe|help me|panic\w*|end it all|no point|trapped"""),
    "irony": _any_of(r"""(?:great|brilliant|lovely|wonderful|fantastic|perfect|super|bravo|well done|thanks(?: a lot)?
        |congratulations)\b[^.!?]*\b(?:again|another|late|wrong|broken|lost|smashed|cold|only (?:had|waited|took)
        |hours?|third|for nothing|twice|doesn'?t work)"""),
    "negation": _any_of(r"not|no|never|isn'?t|don'?t|didn'?t"),
}  # fmt: skip

# Said of oneself these never pass as small talk, whatever the rest of the message sounds like.
_DANGER = _any_of(r"""kill(?:ing)? myself|suicid\w+|end(?:ing)? my (?:own )?life
        |take my (?:own )?life|(?:want|wanna|going|wish) (?:to|i could) die|wanna die
        |(?:don'?t|do not)(?: (?:really|even|honestly|think i|know if i|just|actually))* (?:want|wanna)(?: to)?
        (?: (?:really|even))? (?:live|be alive|wake up|be here any ?(?:more|longer))
        |(?:see|is there|there'?s|there is|what'?s|what is|no|find)(?: (?:any|the|no|much|a))? point (?:in|of)
        (?: me)? (?:living|life|being alive|going on|carrying on(?! with))
        |(?:sleep|bed) and (?:not|never) wake up|(?:don'?t|do not|can'?t|cannot) see a (?:future|way out)
        |better off (?:dead|without me|if i (?:was|were) (?:gone|dead|not here))
        |(?:hurt(?:ing)?|harm(?:ing)?|cut(?:ting)?) myself|self[- ]harm\w*
        |kms|end it (?:all|tonight|now)(?! with)|(?:taking|take) all (?:of )?my (?:tablets|pills|meds|medication)
        |(?:i wish i (?:was|were)|rather be) dead|overdos\w+|no reason to live|nothing (?:left )?to live for
        |(?:he|she|husband|wife|partner|boyfriend|girlfriend|dad|father)
        (?: (?:hits|beats|is hitting|is beating)) me""")  # fmt: skip
_JEST = _any_of(r"""(?:die|dying|kill|killing) (?:for|of laughter|laughing|to know)
        |(?:cut|hurt) myself (?:on|with) (?:the|your|a|this)""")  # fmt: skip
_LETTERS = re.compile(r"[^\W\d_]")
_FROWN = re.compile(r":\(|:'\(|</3")
_SMILE = re.compile(r":\)|:-\)|:D|<3|\b(?:ha){2,}")


def cues_of(text: str) -> npt.NDArray[np.float32]:
    """The cues of a text as numbers from 0 to 1, always in the same order."""
    letters = _LETTERS.findall(text)
    shouting = sum(letter.isupper() for letter in letters) / len(letters) if len(letters) > 3 else 0.0
    surface = [
        shouting,
        min(text.count("!"), 3) / 3,
        "?!" in text or "!?" in text or "??" in text,
        "..." in text or "…" in text,
        bool(_FROWN.search(text)),
        bool(_SMILE.search(text)),
    ]
    emoji = [any(sign in text for sign in signs) for signs in _EMOJI.values()]
    words = [bool(pattern.search(text)) for pattern in _WORDS.values()]
    return np.array([*surface, *emoji, *words], np.float32)


def speaks_of_danger(text: str) -> bool:
    """Whether someone says that they may harm themselves or are being harmed."""
    plain = text.replace("’", "'")
    return bool(_DANGER.search(plain)) and not _JEST.search(plain)
