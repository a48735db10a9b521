"""Every action that the domain names, given its means."""

from actions import everyday, handoff, privacy, relationship
from actions.turn import CareAction, Means

KINDS: tuple[type[CareAction], ...] = (
    everyday.Greet,
    everyday.Repeat,
    everyday.NotUnderstood,
    handoff.HandOver,
    relationship.Hear,
    privacy.TellMemory,
    privacy.Explain,
    privacy.Correct,
    privacy.ForgetFact,
    privacy.AskForgetMe,
    privacy.ForgetMe,
    privacy.Export,
    privacy.AllowMemory,
    privacy.RefuseMemory,
    privacy.Permit,
    privacy.Withdraw,
)


def all_actions(means: Means) -> list[CareAction]:
    return [kind(means) for kind in KINDS]
