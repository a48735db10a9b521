"""How something is said: asked, denied, stopped, started, praised. Sentence vectors hardly tell yes from no.

"Let your staff see my notes" and "don't let your staff see my notes" have nearly the same vector and want the
opposite; likeness in manner, times likeness in meaning, keeps them apart.
"""

import re

import numpy as np
import numpy.typing as npt

# A cue, and how much two sentences are less alike when one has it and the other has not.
_CUES = {
    "denied": (0.3, r"""not|no|never|don'?t|doesn'?t|didn'?t|won'?t|can'?t|cannot|isn'?t|aren'?t|wasn'?t|nobody|none
        |nothing|without|neither|nor|n't|nae|cannae|dinnae|shouldn'?t|wouldn'?t"""),
    "stopped": (0.4, r"""stop|quit|leave|leaving|cancel\w*|remove|withdraw|opt out|unsubscribe|end|drop|out of|enough
        |take (?:me|my|us) (?:off|out)|block|hide|hidden|private|keep|forget|delete|no longer|any ?more|resign|less|off
        |lock\w*|bar|forbid|forbidden|restrict\w*|decline\w*|not allowed|take back|must ?n'?t|invisible|quiet"""),
    "started": (0.4, r"""on|start\w*|put (?:me|my)|add|sign\w*|name down|let me in|permit\w*|agree\w*"""),
    "allowed": (0.4, r"""allow\w*|can|may|let|ok|okay|fine|happy|go ahead|sure|yes|free to|permission|permit\w*|consent
        |agree\w*|welcome|feel free|share|show|see|look"""),
    "joined": (0.4, r"join\w*|sign (?:me|us) up|sign up|enrol\w*|subscribe|become|in on|add me|count me in|member"),
    "corrected": (0.15, r"""wrong|actually|incorrect|mistake\w*|not true|never said|mixed|confus\w*|changed|old|outdated
        |instead|used to"""),
    "pleased": (0.25, r"""love|loved|lovely|great|brilliant|wonderful|amazing|excellent|perfect\w*|best|fantastic|superb
        |happy|delight\w*|impressed|friendl\w*|well done|thank\w*|kind|helpful|good|nice|super|star|gem|grand"""),
    "displeased": (0.25, r"""terrible|awful|rude|worst|disappoint\w*|disgrace\w*|unfriendly|dirty|useless|poor|rubbish
        |appalling|shambles|pathetic|ridiculous|complain\w*|bad|unhappy|unsatisfied|disgusting|joke|angry|insult\w*
        |filthy|slow|hopeless|shoddy"""),
    "past": (0.1, r"was|were|did|had|been|got|bought|ordered|came|arrived|said|told|promised|went|paid"),
    "of you": (0.1, r"you|your"),
    "of me": (0.1, r"i|i'm|i've|i'd|my|me"),
}  # fmt: skip
_ASKED = 0.15
_QUESTION = re.compile(
    r"\?|^(?:what|when|where|who|why|how|which|is|are|do|does|did|can|could|would|will|have|has)\b",
    re.IGNORECASE,
)
_FORMS = {
    name: re.compile(r"\b(?:" + re.sub(r"\s+(?=[|])", "", words) + r")\b", re.IGNORECASE)
    for name, (_weight, words) in _CUES.items()
}
_SCALE = np.sqrt(np.array([_ASKED, *(weight for weight, _words in _CUES.values())], np.float32))


def manner_of(text: str) -> npt.NDArray[np.float32]:
    """The cues that a text has, so scaled that squared distances are how unlike two manners are."""
    has = [bool(_QUESTION.search(text)), *(bool(form.search(text)) for form in _FORMS.values())]
    return np.asarray(np.array(has, np.float32) * _SCALE, np.float32)
