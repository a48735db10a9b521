"""Signing in and out, presence, and who works at the desk."""

import re
from collections.abc import Iterable

import msgspec
from aiohttp import web

from bot.desk.shapes import as_agent
from bot.desk.signin import (
    COOKIE,
    Throttle,
    access_desk,
    access_supervisor,
    token_of,
    with_session,
)
from bot.desk.telling import Telling
from bot.desk.watch import Watch
from bot.front.edge import body_as, check_text, listed
from bot.front.parts import Parts
from bot.front.problems import Problem
from store.desk import Agent, Presence, Role
from store.errors import SignInRefused
from store.memory.desk_agents import SESSION_SECONDS

_LANGUAGE = re.compile(r"[a-z]{2,3}")
NAME_LIMIT, ADDRESS_LIMIT = 80, 256


class SignIn(msgspec.Struct):
    email: str
    password: str
    code: str = ""


class Be(msgspec.Struct):
    state: str


class Change(msgspec.Struct):
    role: str
    name: str = ""  # none: as it is
    departments: list[str] = []
    languages: list[str] = []
    capacity: int = 5


class Code(msgspec.Struct):
    code: str


class Proof(msgspec.Struct):
    password: str


class Newcomer(msgspec.Struct):
    name: str
    email: str
    role: str = Role.AGENT.value


class Staff:
    """The handlers, over the running house."""

    def __init__(self, parts: Parts, throttle: Throttle, watch: Watch) -> None:
        self._watch = watch
        self._parts = parts
        self._agents = parts.memory.agents
        self._door = parts.door
        self._throttle = throttle

    async def login(self, request: web.Request) -> web.Response:
        wish = await body_as(request, SignIn)
        email, place = wish.email.strip().lower(), self._parts.gate.place_of(request)
        self._throttle.check(email, place)
        self._throttle.failed(email, place)  # counted before it is known, so that many at once gain nothing
        try:
            agent, token = await self._door(self._agents.sign_in, email, wish.password, wish.code)
        except SignInRefused as refused:
            raise Problem(401, str(refused)) from refused
        self._throttle.forgive(email, place)
        self._tell_presence(agent, Presence.HERE)
        answer = web.json_response(
            {"token": token, "agent": as_agent(agent)}, headers={"Cache-Control": "no-store"}
        )
        secure = self._parts.settings.public_base.startswith("https://")
        return with_session(answer, token, SESSION_SECONDS, secure=secure)

    async def logout(self, request: web.Request) -> web.Response:
        agent = await access_desk(request, self._parts)
        await self._door(self._agents.sign_out, token_of(request))
        await self._watch.take_back()
        self._tell_presence(agent, Presence.OFF)
        answer = web.Response(status=204)
        answer.del_cookie(COOKIE, path="/")
        return answer

    async def me(self, request: web.Request) -> web.Response:
        agent = await access_desk(request, self._parts)
        house = await self._door(self._parts.memory.house.settings)
        authority = house.authority
        limit = authority.supervisor if agent.role is Role.SUPERVISOR else authority.agent
        about = {
            "name": house.name,
            "currency": house.currency,
            "kinds": list(authority.kinds),
            "limit": str(limit),
            "departments": sorted(house.desk.departments),
            "now": self._parts.clock().isoformat(),
        }
        return web.json_response({"agent": as_agent(agent), "house": about})

    async def presence(self, request: web.Request) -> web.Response:
        agent = await access_desk(request, self._parts)
        state = (await body_as(request, Be)).state
        if state not in (Presence.HERE, Presence.AWAY):
            raise Problem(422, "You are here or away.")
        await self._door(self._agents.be, agent.id, Presence(state))
        self._tell_presence(agent, Presence(state))
        return web.json_response({"state": state})

    async def everyone(self, request: web.Request) -> web.Response:
        await access_desk(request, self._parts)
        holding = await self._door(self._parts.memory.desk.holding)
        agents = await self._door(self._agents.all)
        return listed([as_agent(agent) | {"holding": holding.get(agent.id, 0)} for agent in agents], None)

    async def change(self, request: web.Request) -> web.Response:
        supervisor = await access_supervisor(request, self._parts)
        wish = await body_as(request, Change)
        if wish.role not in list(Role) or not 1 <= wish.capacity <= 50:
            raise Problem(422, "A role is agent or supervisor, a capacity 1 to 50.")
        names, languages = _names(wish.departments), _names(wish.languages)
        if not all(_LANGUAGE.fullmatch(code) for code in languages):
            raise Problem(422, "A language is its two or three letters, such as de.")
        whom = request.match_info["agent"]
        name = check_text(wish.name)[:NAME_LIMIT] or None
        change = self._agents.change
        await self._door(change, whom, Role(wish.role), names, wish.capacity, supervisor.id, languages, name)
        return listed([as_agent(agent) for agent in await self._door(self._agents.all)], None)

    async def add(self, request: web.Request) -> web.Response:
        """A new colleague; their password is in this answer and nowhere else."""
        supervisor = await access_supervisor(request, self._parts)
        wish = await body_as(request, Newcomer)
        name, email = check_text(wish.name)[:NAME_LIMIT], check_text(wish.email)
        if not name or "@" not in email or len(email) > ADDRESS_LIMIT or wish.role not in list(Role):
            raise Problem(422, "A colleague has a name, an e-mail address, and is agent or supervisor.")
        password = await self._door(self._agents.add, name, email, Role(wish.role), supervisor.id)
        return self._shown_once(password)

    async def new_password(self, request: web.Request) -> web.Response:
        supervisor = await access_supervisor(request, self._parts)
        whom = request.match_info["agent"]
        return self._shown_once(await self._door(self._agents.new_password, whom, supervisor.id))

    async def dismiss(self, request: web.Request) -> web.Response:
        supervisor = await access_supervisor(request, self._parts)
        if request.match_info["agent"] == supervisor.id:
            raise Problem(422, "Nobody dismisses themselves; ask another supervisor.")
        whom = request.match_info["agent"]
        await self._door(self._agents.be, whom, Presence.OFF)
        await self._watch.take_back()  # while their name is known, for the customers' sake
        await self._door(self._agents.dismiss, whom, supervisor.id)
        await self._watch.take_back()
        self._parts.live.publish(
            "desk", {"type": "presence", "agent": request.match_info["agent"], "state": "off"}
        )
        return web.Response(status=204)

    async def keys(self, request: web.Request) -> web.Response:
        """Which keys of other systems open this house: how many of each role, by fingerprint, never themselves."""
        await access_supervisor(request, self._parts)
        held = self._parts.keys.fingerprints()
        return listed([{"role": role, "fingerprints": prints} for role, prints in held.items()], None)

    async def second_factor(self, request: web.Request) -> web.Response:
        agent = await access_desk(request, self._parts)
        await self._check_password(request, agent)
        uri = await self._door(self._agents.new_second_factor, agent.id)
        return web.json_response({"uri": uri}, headers={"Cache-Control": "no-store"})

    async def confirm_second_factor(self, request: web.Request) -> web.Response:
        agent = await access_desk(request, self._parts)
        wish = await body_as(request, Code)
        try:
            await self._door(self._agents.confirm_second_factor, agent.id, wish.code)
        except SignInRefused as refused:
            raise Problem(422, "That is not the code of this moment.") from refused
        return web.Response(status=204)

    async def no_second_factor(self, request: web.Request) -> web.Response:
        agent = await access_desk(request, self._parts)
        await self._check_password(request, agent)
        await self._door(self._agents.no_second_factor, agent.id)
        return web.Response(status=204)

    async def _check_password(self, request: web.Request, agent: Agent) -> None:
        """Whoever finds a desk left open does not loosen its lock: 422 where it is not theirs, slowed like sign-ins."""
        wish = await body_as(request, Proof)
        place = self._parts.gate.place_of(request)
        self._throttle.check(agent.email, place)
        self._throttle.failed(agent.email, place)
        try:
            await self._door(self._agents.check_password, agent.id, wish.password)
        except SignInRefused as refused:
            raise Problem(422, "That is not your password.") from refused
        self._throttle.forgive(agent.email, place)

    def _shown_once(self, password: str) -> web.Response:
        self._parts.live.publish("desk", {"type": "presence"})
        return web.json_response({"password": password}, headers={"Cache-Control": "no-store"})

    def _tell_presence(self, agent: Agent, state: Presence) -> None:
        self._parts.live.publish("desk", {"type": "presence", "agent": agent.id, "state": state})


def _names(given: Iterable[str]) -> list[str]:
    return [name.strip().lower() for name in given if name.strip()]


def staff_routes(parts: Parts, throttle: Throttle, telling: Telling) -> list[web.RouteDef]:
    """Sessions, presence and roles; whoever goes leaves nobody waiting for them."""
    calls = Staff(parts, throttle, Watch(parts.memory, parts.door, telling, parts.clock))
    return [
        web.post("/api/v1/desk/login", calls.login),
        web.post("/api/v1/desk/logout", calls.logout),
        web.get("/api/v1/desk/me", calls.me),
        web.put("/api/v1/desk/presence", calls.presence),
        web.get("/api/v1/desk/agents", calls.everyone),
        web.post("/api/v1/desk/agents", calls.add),
        web.put("/api/v1/desk/agents/{agent}", calls.change),
        web.post("/api/v1/desk/agents/{agent}/password", calls.new_password),
        web.delete("/api/v1/desk/agents/{agent}", calls.dismiss),
        web.get("/api/v1/desk/keys", calls.keys),
        web.put("/api/v1/desk/me/second-factor", calls.second_factor),
        web.post("/api/v1/desk/me/second-factor", calls.confirm_second_factor),
        web.delete("/api/v1/desk/me/second-factor", calls.no_second_factor),
    ]
