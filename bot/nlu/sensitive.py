"""Words to be treated with care: confidences and special categories."""

import re
from enum import StrEnum


class Sensitivity(StrEnum):
    """How carefully a statement must be kept."""

    ORDINARY = "ordinary"
    SPECIAL = "special"
    CONFIDENCE = "confidence"


def _any_of(alternatives: str) -> re.Pattern[str]:
    joined = re.sub(r"\n *(?=[|(])", "", alternatives)  # lines break before "|" only
    return re.compile(rf"\b(?:{joined})\b", re.IGNORECASE)


CONFIDED = _any_of(r"""between (?:us(?! and)|you and me|ourselves|the two of us|you 'n' me)
        |in (?:strict(?:est)? |total |absolute )?confidence|confidential(?:ly)?|off the record|(?:keep
        |treat) (?:it|this|that|something) (?:to yourself|quiet|private|secret|confidential)|(?:it's
        |this is|that's) (?:a |still a |meant to be a )?(?:secret|private)|(?:don'?t|do not
        |never) (?:tell|pass|share|repeat|mention|let)(?: (?:this|it|that|what i \w+))?(?: (?:on|to
        |with))? (?:anyone|anybody|a soul|him|her|them|my \w+|the others|around)
        |(?:don'?t|do not|never) (?:pass|share|repeat|tell) (?:this|it|that|what i \w+)(?: on)?
        |(?:don'?t|do not) mention (?:this|that|what i \w+)
        |nobody (?:else )?(?:must|should|may|can) know|no one (?:else )?(?:must|should|may) know
        |mum'?s the word|for your (?:eyes|ears) only|(?:isn'?t|not|rather this wasn'?t
        |shouldn'?t be) (?:for anyone|for anybody|shared|passed on)(?: else| with anyone)?|hush[- ]hush
        |under (?:the|your) (?:rose|hat)|stays? (?:between|with|in) (?:us|you|here|this chat)
        |keep (?:schtum|mum|shtum)|unter uns(?: gesagt)?|im vertrauen|vertraulich
        |(?:sagt?|sagen sie|erzählt?|erzählen sie) (?:es|das) (?:niemandem|nicht weiter)|entre (?:nosotros
        |tú y yo|usted y yo)|en confianza|(?:no se lo|no lo) (?:digas|diga|cuentes|cuente) a nadie""")  # fmt: skip

_TOLD_BEFORE = re.compile(
    r"\b(?:told|said|shared|gave|trusted)\b[^.!?:]{0,30}?"
    r"\b(?:in (?:strict )?confidence|confidentially|between us)\b(?!:)",
    re.IGNORECASE,
)

# Special categories of personal data (GDPR article 9) and offences (article 10), by what they concern.
SPECIAL = {
    "health": _any_of(r"""allerg\w+|intoleran\w+|rash|hives|eczema|asthma\w*|anaphyla\w+|coeliac
        |celiac|diabet\w+|insulin|epilep\w+|cancer|chemo\w*|tumou?r|depress(?:ed|ion)|anxiety|bipolar|adhd
        |autis\w+|asperger\w*|dyslexi\w+|dementia|alzheimer\w*|parkinson\w*|stroke|heart (?:attack
        |condition|disease)|blood pressure|pregnan\w+|expecting (?:a baby|twins|our|in)
        |baby on the way|twins on the way|hard of hearing|bad (?:back|knees?|hips?|heart)
        |miscarr\w+|ivf|menopaus\w+|disab\w+|wheelchair
        |prosthe\w+|crutch\w*|hearing aids?|blind|deaf|partially sighted|arthritis|chronic|illness|disease
        |surgery|operation|hospital|medicat\w+|medicine|antidepress\w+|therap(?:y|ist)|rehab|alcoholic
        |addict\w*|sober|hiv|vaccin\w+|infertil\w+|migraine\w*|mastectomy|amput\w+|overweight|obes\w+
        |eating disorder|anorexi\w+|mental health|makes? (?:me|us|him|her|them) (?:ill|sick|poorly|itch\w*
        |sneeze|swell)|(?:brings?|breaks?) (?:me|him|her) out"""),
    "religion": _any_of(r"""kosher|halal|muslim|islam\w*|jewish|judaism|christian\w*|catholic\w*
        |protestant\w*|hindu\w*|sikh\w*|buddhis\w+|mormon\w*|jehovah\w*|atheis\w+|religio\w+|church|mosque
        |synagogue|temple|gurdwara|ramadan|lent|hijab|turban|my faith|our faith|baptis\w+|bar mitzvah
        |bat mitzvah|first communion"""),
    "ethnicity": _any_of(r"""ethnic\w*|my race|roma|gypsy|traveller community|(?:i'?m|i am|we'?re
        |we are|as an?) (?:black|white|asian|african|arab|indian|pakistani|chinese|caribbean|mixed[- ]race
        |latin[oax]|hispanic|maori|aboriginal)"""),
    "sexuality": _any_of(r"""gay|lesbian|bisexual|queer|lgbt\w*|trans(?:gender|sexual| woman| man)?
        |non[- ]?binary|asexual|sexual(?:ity| orientation)|sex life|coming out|came out"""),
    "politics": _any_of(r"""labour (?:party|member|voter)|tor(?:y|ies)|conservative (?:party|member
        |voter)|lib ?dems?|liberal democrats?|green party|reform uk|snp|plaid cymru|republicans?
        |democrats?|vot(?:e|ed|ing) (?:for|against|labour|tory|green|leave|remain)|communist\w*
        |socialist\w*|politic(?:s|al) (?:view|opinion|belief)\w*|party member|activist"""),
    "union": _any_of(r"trade union\w*|union (?:member|rep|card|dues)\w*|shop steward|unison|unite the union|tuc"),
    "biometrics": _any_of(r"finger ?prints?|face ?id|iris scan|retina|dna|voice ?print|biometric\w*"),
    "offence": _any_of(r"""criminal record|convict\w+|prison|jail|probation|parole|on bail|arrested
        |court case|caution(?:ed)? by the police|tagged by the court|community service order
        |restraining order"""),
}  # fmt: skip


def special_categories(text: str) -> frozenset[str]:
    """The special categories that the words touch."""
    plain = text.replace("’", "'")
    return frozenset(name for name, words in SPECIAL.items() if words.search(plain))


def is_confided(text: str) -> bool:
    """Whether the words ask that they go no further: not what complains of something that was told so before."""
    return bool(CONFIDED.search(_TOLD_BEFORE.sub(" ", text.replace("’", "'"))))


def sensitivity_of(text: str) -> Sensitivity:
    """How carefully words must be kept; what is confided stays a confidence, whatever it is about."""
    if is_confided(text):
        return Sensitivity.CONFIDENCE
    return Sensitivity.SPECIAL if special_categories(text) else Sensitivity.ORDINARY
