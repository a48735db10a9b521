"""The outbox on its way to the providers: each channel by itself, a conversation's items in their order."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from hashlib import blake2b

import structlog
from aiohttp import ClientSession, DummyCookieJar

from bot.channels.accounts import CHANNELS
from bot.channels.retries import next_try
from bot.channels.sender import Sender
from bot.channels.values import Account, Refused, Retry, Sending, Sent
from bot.clock import HouseClock
from bot.front.clearance import cleared, turn_away
from bot.front.last_words import LastWords
from bot.front.live import Live
from bot.front.waking import woken_by
from bot.settings import Settings
from store import Delivery, Door, Memory, StoreError

log = structlog.get_logger()

LEASE_SECONDS = 60.0  # longer than a Sender takes, so that two never have the same delivery
BATCH = 20
LAST_WORDS_AGAIN_SECONDS = 5.0
CLOSING_SECONDS = 5.0
LOOK_SECONDS = 1.0  # what nobody announced, such as a retry that is due, is found this late at most


def bases(settings: Settings) -> Mapping[str, str]:
    """The address of each provider's API."""
    return {
        "slack": settings.slack_api,
        "telegram": settings.telegram_api,
        "twilio": settings.twilio_api,
        "messenger": settings.meta_api,
        "whatsapp": settings.meta_api,
    }


def kept_id(provider_id: str) -> str:
    """What is kept of a provider's id of a message: enough to know it again. Meta's hold phone numbers."""
    return blake2b(provider_id.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliveries:
    """Brings what is due to the providers, and notes what became of it."""

    memory: Memory
    door: Door
    clock: HouseClock
    live: Live
    known: Mapping[tuple[str, str], Account]
    bases: Mapping[str, str]
    last_words: LastWords
    _saying: set[asyncio.Task[None]] = field(default_factory=set)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Delivers for as long as the block lasts; what is under way at its end is tried again later.

        What is not in the outbox, because its customer was just forgotten, is said then or never.
        """
        async with ClientSession(cookie_jar=DummyCookieJar()) as session, asyncio.TaskGroup() as tasks:
            channels = sorted({channel for channel, _ in self.known})
            loops = [tasks.create_task(self._keep_delivering(channel, session)) for channel in channels]
            try:
                yield
            finally:
                for loop in loops:
                    loop.cancel()
                await self._say_what_is_left(channels, session)

    async def deliver_due(self, sender: Sender, channel: str) -> int:
        """One round: sends what is due on this channel side by side, and tells how much that was."""
        places = [place for place in self.known if place[0] == channel]
        due = await self.door(self.memory.outbox.take_due, places, LEASE_SECONDS, BATCH)
        await asyncio.gather(*(self._deliver(sender, delivery) for delivery in due))
        return len(due)

    async def say_last_words(self, sender: Sender, channel: str) -> int:
        """Says on this channel what the outbox does not have, and tells how much that was."""
        spoken = self.last_words.take(channel, lambda one: (one.channel, one.account) in self.known)
        if spoken:
            saying = asyncio.create_task(self._say(sender, spoken))
            self._saying.add(saying)
            saying.add_done_callback(self._saying.discard)
            await asyncio.shield(saying)  # nobody could say it again: once begun it is said to its end
        return len(spoken)

    async def _say(self, sender: Sender, spoken: Sequence[Delivery]) -> None:
        for delivery in spoken:
            match await self._send(sender, delivery):
                case Retry(reason):
                    log.info("last_words.put_off", delivery=delivery.id, reason=reason)
                    self.last_words.later(delivery, LAST_WORDS_AGAIN_SECONDS)
                case Refused(reason):
                    log.warning("last_words.unsaid", delivery=delivery.id, reason=reason)
                    self.last_words.done(delivery.id)
                case Sent():
                    self.last_words.done(delivery.id)

    async def _keep_delivering(self, channel: str, session: ClientSession) -> None:
        sender = Sender(CHANNELS[channel], self.bases[channel], session, part_taken=self._part_taken)
        async with woken_by(self.live, f"channel:{channel}") as waker:
            while True:
                if not await self._round(sender, channel):
                    await waker.wait(LOOK_SECONDS)

    async def _say_what_is_left(self, channels: Sequence[str], session: ClientSession) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSING_SECONDS):
                await asyncio.gather(*self._saying)
                self.last_words.hurry()
                senders = ((Sender(CHANNELS[channel], self.bases[channel], session), channel) for channel in channels)
                await asyncio.gather(*(self.say_last_words(sender, channel) for sender, channel in senders))
        self.last_words.close()

    async def _round(self, sender: Sender, channel: str) -> int:
        try:
            return await self.say_last_words(sender, channel) + await self.deliver_due(sender, channel)
        except StoreError as error:
            log.warning("sending.store_away", channel=channel, kind=type(error).__name__)
            return 0

    async def _deliver(self, sender: Sender, delivery: Delivery) -> None:
        """One delivery's way; whatever goes wrong with it, the others go on and its lease ends by itself."""
        try:
            clear = await cleared(delivery, self.memory, self.door, self.clock())
            if clear.allowed:
                await self._note(delivery, await self._send(sender, delivery))
            else:
                await turn_away(delivery, clear, self.memory, self.door)
        except Exception as error:
            log.error("sending.failed", delivery=delivery.id, kind=type(error).__name__)

    async def _send(self, sender: Sender, delivery: Delivery) -> Sending:
        if next_try(delivery.attempts - 1, Retry("")) is None:
            return Refused("gave_up")
        return await sender.send(delivery, self.known[delivery.channel, delivery.account])

    async def _part_taken(self, delivery: str, parts: int) -> None:
        await self.door(self.memory.outbox.part_taken, delivery, parts)

    async def _note(self, delivery: Delivery, result: Sending) -> None:
        outbox, door = self.memory.outbox, self.door
        match result:
            case Sent(provider_id):
                kept = kept_id(provider_id) if provider_id else None
                await door(outbox.report, delivery.id, "sent", None, kept)
            case Refused(reason):
                log.warning("sending.refused", channel=delivery.channel, delivery=delivery.id, reason=reason)
                await door(outbox.report, delivery.id, "failed", reason)
                self.live.publish("desk", {"type": "case", "conversation": delivery.reply.conversation})
            case Retry(reason):
                log.info("sending.put_off", channel=delivery.channel, delivery=delivery.id, reason=reason)
                seconds = next_try(delivery.attempts, result) or 0.0
                await door(outbox.try_later, delivery.id, seconds, reason)
