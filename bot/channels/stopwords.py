"""Words that, typed alone, end all contact: nobody should have to look for a switch."""

import re
from enum import Enum

# The carriers' words for SMS, which people try everywhere, and their German and Spanish kin.
_PLAIN = frozenset(
    ("stop", "stopall", "stop-all", "unsubscribe", "optout", "opt-out", "revoke")
    + ("stopp", "abmelden", "abbestellen", "austragen", "widerruf")
    + ("alto", "baja", "parar", "desuscribir", "desuscribirme", "darse-de-baja")
)
# Said to an assistant these may mean what is just going on; by SMS the carriers' sense holds.
_AMBIGUOUS = frozenset(("cancel", "end", "quit", "beenden", "ende", "cancelar", "fin", "salir"))
_SMS_LIKE = frozenset({"twilio", "sms"})


class Stop(Enum):
    """What a text asks for. PERHAPS: it ends contact where that is allowed, and may mean something else."""

    NO = "no"
    PERHAPS = "perhaps"
    YES = "yes"


def stop_asked(text: str, channel: str) -> Stop:
    """Whether a text is a stop word and nothing else.

    >>> stop_asked(" /Stop! ", "telegram"), stop_asked("cancel", "web"), stop_asked("stop the order", "web")
    (<Stop.YES: 'yes'>, <Stop.PERHAPS: 'perhaps'>, <Stop.NO: 'no'>)
    """
    word = re.sub(r"[\s_]+", "-", text.strip("/\"'“”„.!¡ \n\t").casefold())
    if word in _PLAIN:
        return Stop.YES
    if word in _AMBIGUOUS:
        return Stop.YES if channel in _SMS_LIKE else Stop.PERHAPS
    return Stop.NO
