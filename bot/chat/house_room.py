"""The chat's room over the real front: turns, transcript, owners and live news of the running house."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from functools import partial

import msgspec

from bot.channels.inbound import language_of
from bot.chat.files import FileRefused, Sheet
from bot.chat.frames import FILES_PER_MESSAGE, Hello, Say
from bot.chat.room import (
    ITEMS_AT_ONCE,
    Away,
    Face,
    Happening,
    Item,
    Look,
    NotAdmitted,
    Note,
    NotTaken,
    Standing,
    Taken,
    Visitor,
)
from bot.chat.shelf import Card, Files
from bot.chat.site_tokens import NoSiteToken, check_site_token
from bot.chat.words import sheet_for
from bot.front.edge import as_item, check_address, check_text
from bot.front.limits import Gate
from bot.front.live import News
from bot.front.problems import Problem
from bot.front.turns import Turns
from bot.front.visitors import SITE_SESSION
from store import (
    Accepted,
    Assurance,
    Capture,
    ConversationUnknown,
    Door,
    InboundMessage,
    Memory,
    MessageConflict,
    Reply,
    StoreUnavailable,
    TokenUsed,
    handoff,
    is_browser_token,
)

WEB = "web"
ACCOUNT = "account"
MAIN = "main"
WALL_NOTES = 24
SESSION_SECONDS = 8 * 3600.0


class HouseRoom:
    """One house's conversations, as its chat sees them."""

    def __init__(
        self,
        memory: Memory,
        door: Door,
        turns: Turns,
        gate: Gate,
        site_secrets: Sequence[str],
        files: Files | None = None,
    ) -> None:
        self._memory = memory
        self._door = door
        self._turns = turns
        self._gate = gate
        self._site_secrets = site_secrets
        self._files = files

    async def face(self) -> Face:
        house = await self._door(self._memory.house.settings)
        return Face(name=house.name, accent=house.look.accent, accent_dark=house.look.accent_dark)

    async def wall(self) -> Sequence[Note]:
        try:
            shown = await self._door(self._memory.community.wall, WALL_NOTES)
        except StoreUnavailable:
            return ()
        return [Note(text=one.text, at=one.at) for one in shown]

    async def admit(self, hello: Hello) -> Visitor:
        with _or_away():
            visitor = await self._admit(hello)
        return replace(visitor, wants_no_sharing=hello.gpc)

    async def _admit(self, hello: Hello) -> Visitor:
        if hello.site_token is not None:
            return await self._exchange(hello.site_token)
        if hello.token is None:
            raise NotAdmitted
        session = await self._door(self._memory.sessions.find, hello.token)
        if session is not None and session.kind == SITE_SESSION and session.customer and session.identity:
            return await self._returning(session.customer, session.identity, hello.token)
        if not is_browser_token(hello.token):
            raise NotAdmitted
        return Visitor(channel=WEB, address=hello.token, assurance="channel")

    async def conversation_of(self, visitor: Visitor) -> str | None:
        with _or_away():
            known = await self._door(self._memory.people.find, visitor.channel, visitor.address)
            if known is None:
                return None
            return await self._door(self._memory.conversations.open, known.identity, WEB, MAIN)

    async def heed_signal(self, visitor: Visitor) -> None:
        capture = Capture(method="gpc", assurance=_assurance(visitor))
        with _or_away():
            known = await self._door(self._memory.people.find, visitor.channel, visitor.address)
            if known is not None:
                heed = self._memory.consents.heed_signal
                await self._door(heed, known.customer, known.identity, capture)

    async def take(self, visitor: Visitor, said: Say) -> Taken:
        try:
            await self._check_files(visitor, said)
            accepted = await self._turns.accept(await self._paced(visitor, said), partial(self._attach, said.files))
        except (Problem, MessageConflict) as error:
            raise NotTaken(str(error)) from error
        except StoreUnavailable as error:
            raise NotTaken(sheet_for(said.language).words["refused_house"]) from error
        return Taken(accepted.conversation, accepted.seq, await self._stored(accepted, said))

    def _attach(self, files: Sequence[str], accepted: Accepted) -> None:
        if self._files is not None and files:
            self._files.attach(accepted.conversation, accepted.seq, files)

    async def _stored(self, accepted: Accepted, said: Say) -> Item | None:
        if accepted.item is not None and not said.files:
            return as_item(accepted.item)
        look = await self.look(accepted.conversation, accepted.seq - 1)
        return next(iter(look.items), None)

    async def look(self, conversation: str, after: int) -> Look:
        look = self._memory.conversations.look
        try:
            with _or_away():
                page, standing = await self._door(look, conversation, after, ITEMS_AT_ONCE)
                return Look(await self._items(conversation, page.items), await self._shown(conversation, standing))
        except ConversationUnknown:
            return Look()

    async def _items(self, conversation: str, replies: Sequence[Reply]) -> Sequence[Item]:
        cards = await self._cards(conversation, replies)
        return [as_item(reply) | _files_of(cards.get(reply.seq)) for reply in replies]

    async def _cards(self, conversation: str, items: Sequence[Reply]) -> Mapping[int, Sequence[Card]]:
        if self._files is None or all(item.sender != "customer" for item in items):
            return {}
        return await self._door(self._files.cards, conversation)

    async def _shown(self, conversation: str, standing: handoff.Standing) -> Standing:
        if standing.owner is handoff.Owner.AGENT:
            return Standing(owner="agent", name=await self._name_of(standing.agent))
        return Standing(owner=standing.owner.value, place=await self._place_of(conversation, standing.owner))

    async def typing(self, conversation: str) -> None:
        self._turns.live.publish("desk", {"type": "typing", "conversation": conversation})

    @asynccontextmanager
    async def listen(self, conversation: str) -> AsyncIterator[AsyncIterator[Happening]]:
        async with self._turns.live.subscribe(f"conversation:{conversation}") as news:
            yield _happenings(news)

    async def put(self, visitor: Visitor, sheet: Sheet) -> str:
        if self._files is None:
            raise FileRefused
        arrive, begin = self._memory.people.arrive, self._memory.conversations.open
        arrival = await self._door(arrive, visitor.channel, visitor.address, _assurance(visitor))
        conversation = await self._door(begin, arrival.identity, WEB, MAIN)
        return await self._door(self._files.keep, conversation, sheet)

    async def get(self, visitor: Visitor, file: str) -> Sheet | None:
        conversation = await self.conversation_of(visitor)
        if self._files is None or conversation is None:
            return None
        return await self._door(self._files.read, conversation, file)

    async def _paced(self, visitor: Visitor, said: Say) -> InboundMessage:
        message = _inbound(visitor, said)
        try:
            await self._gate.check_message(message, visitor.network)
        except Problem as problem:
            raise NotTaken(sheet_for(said.language).words["refused_pace"]) from problem
        return message

    async def _check_files(self, visitor: Visitor, said: Say) -> None:
        if said.files and not await self._are_here(visitor, said.files):
            raise Problem(422, "A file of this message is not here.")

    async def _are_here(self, visitor: Visitor, files: Sequence[str]) -> bool:
        conversation = await self.conversation_of(visitor)
        if self._files is None or conversation is None or len(files) > FILES_PER_MESSAGE:
            return False
        return await self._door(self._files.holds, conversation, files)

    async def _exchange(self, site_token: str) -> Visitor:
        try:
            word = check_site_token(site_token, self._site_secrets)
            await self._door(self._memory.sessions.use_once, word.jti, word.expires)
        except (NoSiteToken, TokenUsed) as error:
            raise NotAdmitted from error
        arrival = await self._door(self._memory.people.arrive, ACCOUNT, word.account, Assurance.VERIFIED)
        sessions = self._memory.sessions
        session = await self._door(
            sessions.open_for_identity, arrival.identity, SITE_SESSION, Assurance.VERIFIED, SESSION_SECONDS
        )
        return Visitor(channel=ACCOUNT, address=word.account, assurance="verified", session=session)

    async def _returning(self, customer: str, identity: str, session: str) -> Visitor:
        views = await self._door(self._memory.people.identities, customer)
        own = next((view for view in views if view.id == identity), None)
        if own is None:
            raise NotAdmitted
        return Visitor(channel=own.channel, address=own.address, assurance="verified", session=session)

    async def _name_of(self, agent: str | None) -> str | None:
        agents = await self._door(self._memory.agents.all)
        return next((known.name for known in agents if known.id == agent), None)

    async def _place_of(self, conversation: str, owner: str) -> int | None:
        if owner != "waiting":
            return None
        standing = await self._door(self._memory.looks.place, conversation)
        return standing.place if standing else None


@contextmanager
def _or_away() -> Iterator[None]:
    try:
        yield
    except StoreUnavailable as error:
        raise Away from error


def _inbound(visitor: Visitor, said: Say) -> InboundMessage:
    text = check_text(said.text)
    if not text and not said.choice:
        raise Problem(422, "A message needs a text or a choice.")
    return InboundMessage(
        channel=WEB,
        identity_channel=visitor.channel,
        account=MAIN,
        message_id=check_address(said.id),
        address=visitor.address,
        text=text,
        choice=said.choice,
        assurance=_assurance(visitor),
        language=language_of(said.language),
    )


def _assurance(visitor: Visitor) -> Assurance:
    return Assurance.VERIFIED if visitor.assurance == "verified" else Assurance.CHANNEL


def _files_of(cards: Sequence[Card] | None) -> dict[str, object]:
    return {} if cards is None else {"files": msgspec.to_builtins(cards)}


async def _happenings(news: AsyncIterator[News]) -> AsyncIterator[Happening]:
    async for new in news:
        yield _as_happening(new)


def _as_happening(new: News) -> Mapping[str, object]:
    item = new.get("item")
    return {**new, "item": as_item(item)} if isinstance(item, Reply) else new
