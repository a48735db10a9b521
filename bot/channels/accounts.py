"""The house's accounts at providers, from its keys: one a channel in rehearsal, else those that are named."""

from collections.abc import Mapping
from typing import Any

from bot.channels import messenger, slack, telegram, twilio, whatsapp
from bot.channels.values import Account, Channel
from bot.channels.wording import house_wording

CHANNELS: Mapping[str, Channel] = {
    module.NAME: module for module in (messenger, slack, telegram, twilio, whatsapp)
}
REHEARSAL = "rehearsal"


def accounts(
    channels: Mapping[str, Mapping[str, Any]],
    *,
    rehearsal: bool,
    public_url: str = "",
) -> Mapping[tuple[str, str], Account]:
    """Every account by (channel, name).

    Secrets right under the channel's name are the rehearsal account's, and serve in rehearsal only.
    """
    found = {
        (channel, name): Account(
            name=name,
            secrets=secrets,
            hook=f"{public_url.rstrip('/')}/hooks/{channel}/{name}" if public_url else None,
            wording=house_wording(),
        )
        for channel, given in channels.items()
        if channel in CHANNELS
        for name, secrets in _named(given).items()
    }
    return {place: account for place, account in found.items() if rehearsal or place[1] != REHEARSAL}


def _named(given: Mapping[str, Any]) -> Mapping[str, Mapping[str, str]]:
    flat = {key: value for key, value in given.items() if isinstance(value, str)}
    named = {key: value for key, value in given.items() if isinstance(value, dict)}
    return {REHEARSAL: flat, **named} if flat else named
