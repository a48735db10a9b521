"""Those who work at the desk: their passwords, second factors, sessions and presence."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyotp
from sqlalchemy import Row, bindparam, delete, func, insert, select, update

from store.desk import Agent, Presence, Role
from store.errors import AgentUnknown, NotAllowed, SignInRefused
from store.keys import IdentityKey, new_key
from store.memory import passwords
from store.memory.promises import leave_to_desk
from store.memory.sessions import Sessions
from store.memory.store import Store, Transaction
from store.tables.base import new_id
from store.tables.desk import AgentRow
from store.values import Reader

KIND = "desk"
SESSION_SECONDS = 12 * 3600
LOST_SECONDS = 60.0  # without a sign of their page an agent is no longer at the desk
_HEARD_EVERY_SECONDS = 5.0
_STEP_SECONDS = 30

GONE = "gone"  # the role of who was dismissed: their row stays, so that no restart brings them back
_HERE = AgentRow.role != GONE
_ALL = select(AgentRow).where(_HERE).order_by(AgentRow.name, AgentRow.id)
_EVER = select(AgentRow.email)
_BY_ID = select(AgentRow).where(AgentRow.id == bindparam("agent"), _HERE)
_LOCKED = select(AgentRow.id).where(AgentRow.id == bindparam("agent")).with_for_update()
_BY_EMAIL = select(AgentRow).where(AgentRow.email == bindparam("address"), _HERE)
_NEW = insert(AgentRow)
_ONE = update(AgentRow).where(AgentRow.id == bindparam("agent"))
_SEEN = _ONE.values(presence=bindparam("state"), seen_real=bindparam("real"))
_HEARD = _ONE.values(seen_real=bindparam("real"))
_FACTOR = _ONE.values(second_factor=bindparam("sealed"), last_code=0)
_CODE = _ONE.values(last_code=bindparam("step"))
_CHANGE = _ONE.values(
    name=func.coalesce(bindparam("new_name"), AgentRow.name),
    role=bindparam("new_role"),
    departments=bindparam("new_departments"),
    languages=bindparam("new_languages"),
    capacity=bindparam("room"),
)
_PASSWORD = _ONE.values(password=bindparam("hashed"), second_factor=None, last_code=0)
_DISMISS = _ONE.values(role=GONE, password="", second_factor=None, presence=Presence.OFF.value)  # noqa: S106 - none fits
_FORGET = delete(AgentRow).where(AgentRow.email == bindparam("address"), AgentRow.role == GONE)


@dataclass(frozen=True, slots=True)
class Agents:
    """Who works at the desk. `real` is real time in seconds: sign-in never follows the house's clock."""

    store: Store
    sessions: Sessions
    real: Callable[[], float] = time.time

    def enrol(self, people: Iterable[Mapping[str, str]]) -> None:
        """Makes those who never were here: name, email, role, and a password or its argon2 hash."""
        known = self._ever()
        fresh = [person for person in people if person["email"].lower() not in known]
        hashes = [passwords.hashed(person["password"]) for person in fresh]
        with self.store.transaction() as tx:
            for person, hashed in zip(fresh, hashes, strict=True):
                tx.db.execute(_NEW, _newcomer(tx, person, hashed))

    def add(self, name: str, email: str, role: Role, actor: str) -> str:
        """Makes a new colleague and answers with their password, which is known to nobody else.

        Raises NotAllowed where somebody has this address; who was dismissed may come back.
        """
        password = passwords.new_password()
        person = {"name": name, "email": email.strip(), "role": role.value}
        hashed = passwords.hashed(password)
        with self.store.transaction() as tx:
            if tx.db.execute(_BY_EMAIL, {"address": person["email"].lower()}).first() is not None:
                raise NotAllowed("Somebody with this address works here already.")
            tx.db.execute(_FORGET, {"address": person["email"].lower()})
            row = _newcomer(tx, person, hashed)
            tx.db.execute(_NEW, row)
            tx.audit("desk.agent_add", reader=Reader.OPERATOR, subjects=(row["id"],), actor=actor)
        return password

    def new_password(self, agent: str, actor: str) -> str:
        """Gives a colleague a new password and no second factor, and ends their sessions; raises AgentUnknown."""
        password = passwords.new_password()
        hashed = passwords.hashed(password)
        with self.store.transaction() as tx:
            _row_of(tx, agent)
            tx.db.execute(_PASSWORD, {"agent": agent, "hashed": hashed})
            tx.audit("desk.new_password", reader=Reader.OPERATOR, subjects=(agent,), actor=actor)
        self.sessions.end_of_subject(agent)
        return password

    def sign_in(self, email: str, password: str, code: str = "") -> tuple[Agent, str]:
        """The agent and a new token, good for twelve hours; raises SignInRefused whatever was wrong."""
        row = self._by_email(email)
        # Outside of any transaction: it takes long on purpose, and nobody else should wait for it.
        agreed = passwords.agrees(row.password if row else passwords.nobodys(), password)
        if row is None or not agreed:
            raise SignInRefused
        with self.store.transaction() as tx:
            now = _row_of(tx, row.id)
            if _has_second_factor(now) and not _code_fits(tx, now, code, self.real()):
                raise SignInRefused
            tx.db.execute(_SEEN, {"agent": row.id, "state": Presence.HERE.value, "real": self.real()})
            tx.audit("desk.sign_in", reader=Reader.AGENT, actor=row.id)
        token = self.sessions.open_for_subject(row.id, KIND, SESSION_SECONDS)
        return _agent(row, self.real(), Presence.HERE), token

    def sign_out(self, token: str) -> None:
        """Ends this session; what the agent holds is taken back by `memory.desk.take_back`."""
        agent = self.signed_in(token)
        self.sessions.end(token)
        if agent is None:
            return
        with self.store.transaction() as tx:
            tx.db.execute(_SEEN, {"agent": agent.id, "state": Presence.OFF.value, "real": self.real()})
            tx.audit("desk.sign_out", reader=Reader.AGENT, actor=agent.id)

    def signed_in(self, token: str) -> Agent | None:
        """The agent whom this token lets in, or None; it is a sign of them."""
        session = self.sessions.find(token)
        if session is None or session.kind != KIND or session.subject is None:
            return None
        with self.store.transaction() as tx:
            row = tx.db.execute(_BY_ID, {"agent": session.subject}).first()
            if row is None:
                return None
            if self.real() - row.seen_real > _HEARD_EVERY_SECONDS:
                tx.db.execute(_HEARD, {"agent": row.id, "real": self.real()})
            return _agent(row, self.real(), Presence(row.presence))

    def all(self) -> tuple[Agent, ...]:
        """Everyone who works at the desk, by name."""
        with self.store.transaction() as tx:
            return everyone(tx, self.real())

    def be(self, agent: str, presence: Presence) -> None:
        """Says whether an agent is here, away or gone."""
        with self.store.transaction() as tx:
            tx.db.execute(_SEEN, {"agent": agent, "state": presence.value, "real": self.real()})

    def change(
        self,
        agent: str,
        role: Role,
        departments: Iterable[str],
        capacity: int,
        actor: str,
        languages: Iterable[str] = (),
        name: str | None = None,
    ) -> None:
        """Sets what an agent may do, serves, speaks and can hold, and their name; raises AgentUnknown."""
        skills = {"new_departments": " ".join(departments), "new_languages": " ".join(languages)}
        change = {"agent": agent, "new_name": name, "new_role": role.value, "room": capacity} | skills
        with self.store.transaction() as tx:
            if tx.db.execute(_CHANGE, change).rowcount == 0:
                raise AgentUnknown
            tx.audit("desk.agent_change", reader=Reader.OPERATOR, subjects=(agent,), actor=actor)

    def new_second_factor(self, agent: str) -> str:
        """Begins a second factor, asked for once a code has confirmed it; answers what an authenticator reads."""
        with self.store.transaction() as tx:
            row = _row_of(tx, agent)
            secret = pyotp.random_base32()
            sealed = _own_key(tx, row).seal(secret, _factor_place(agent))
            tx.db.execute(_FACTOR, {"agent": agent, "sealed": sealed})
            tx.audit("desk.second_factor", reader=Reader.AGENT, actor=agent)
            return pyotp.TOTP(secret).provisioning_uri(name=row.email, issuer_name=tx.house().name)

    def confirm_second_factor(self, agent: str, code: str) -> None:
        """From the next sign-in on the second factor is asked for; raises SignInRefused where the code is wrong."""
        with self.store.transaction() as tx:
            row = _row_of(tx, agent)
            if row.second_factor is None or not _code_fits(tx, row, code, self.real()):
                raise SignInRefused
            tx.audit("desk.second_factor_on", reader=Reader.AGENT, actor=agent)

    def check_password(self, agent: str, password: str) -> None:
        """Raises SignInRefused where this is not the agent's password."""
        with self.store.transaction() as tx:
            kept = _row_of(tx, agent).password
        if not passwords.agrees(kept, password):  # outside of any transaction, as in signing in
            raise SignInRefused

    def no_second_factor(self, agent: str) -> None:
        """Takes the second factor away."""
        with self.store.transaction() as tx:
            tx.db.execute(_FACTOR, {"agent": agent, "sealed": None})
            tx.audit("desk.second_factor_off", reader=Reader.AGENT, actor=agent)

    def dismiss(self, agent: str, actor: str) -> None:
        """Lets an agent in no more; the desk keeps their promises, `memory.desk.take_back` sees to what they held."""
        self.sessions.end_of_subject(agent)
        with self.store.transaction() as tx:
            leave_to_desk(tx, _row_of(tx, agent).id)
            tx.db.execute(_DISMISS, {"agent": agent})
            tx.audit("desk.agent_dismiss", reader=Reader.OPERATOR, subjects=(agent,), actor=actor)

    def _ever(self) -> set[str]:
        """The addresses of all who work here or did."""
        with self.store.transaction() as tx:
            return set(tx.db.execute(_EVER).scalars())

    def _by_email(self, email: str) -> Row[Any] | None:
        with self.store.transaction() as tx:
            return tx.db.execute(_BY_EMAIL, {"address": email.strip().lower()}).first()


def everyone(tx: Transaction, real: float) -> tuple[Agent, ...]:
    """Everyone who works at the desk, inside an open transaction, by name."""
    return tuple(_agent(row, real) for row in tx.db.execute(_ALL))


def lock(tx: Transaction, agent: str) -> None:
    """Nobody else gives this agent a conversation until this transaction ends: what they hold is counted once."""
    tx.db.execute(_LOCKED, {"agent": agent})


def _row_of(tx: Transaction, agent: str) -> Row[Any]:
    row = tx.db.execute(_BY_ID, {"agent": agent}).first()
    if row is None:
        raise AgentUnknown
    return row


def _agent(row: Row[Any], real: float, presence: Presence | None = None) -> Agent:
    lost = real - row.seen_real > LOST_SECONDS
    return Agent(
        id=row.id,
        name=row.name,
        email=row.email,
        role=Role(row.role),
        departments=tuple(row.departments.split()),
        languages=tuple(row.languages.split()),
        capacity=row.capacity,
        presence=presence or (Presence.OFF if lost else Presence(row.presence)),
        second_factor=_has_second_factor(row),
    )


def _newcomer(tx: Transaction, person: Mapping[str, str], hashed: str) -> dict[str, Any]:
    agent = new_id()
    return {
        "id": agent,
        "name": person["name"],
        "email": person["email"].lower(),
        "password": hashed,
        "role": Role(person["role"]).value,
        "departments": " ".join(person.get("departments", "").split()),
        "languages": " ".join(person.get("languages", "").split()),
        "capacity": 5,
        "presence": Presence.OFF.value,
        "seen_real": 0.0,
        "wrapped_key": tx.keys.wrap(new_key(), _key_place(agent)),
        "last_code": 0,
        "since": tx.now,
    }


def _has_second_factor(row: Row[Any]) -> bool:
    # until a first code has come from it nobody knows that it was taken down: it would lock its owner out
    return row.second_factor is not None and row.last_code > 0


def _code_fits(tx: Transaction, row: Row[Any], code: str, real: float) -> bool:
    """Whether the six digits are right, a step early or late; each code serves once."""
    totp = pyotp.TOTP(_own_key(tx, row).open(row.second_factor, _factor_place(row.id)))
    now = int(real) // _STEP_SECONDS
    fits = [
        step for step in (now - 1, now, now + 1) if totp.verify(code.strip(), for_time=step * _STEP_SECONDS)
    ]
    if not fits or fits[-1] <= row.last_code:
        return False
    tx.db.execute(_CODE, {"agent": row.id, "step": fits[-1]})
    return True


def _own_key(tx: Transaction, row: Row[Any]) -> IdentityKey:
    return tx.keys.unwrap(row.wrapped_key, _key_place(row.id))


def _key_place(agent: str) -> str:
    return f"agents.wrapped_key:{agent}"


def _factor_place(agent: str) -> str:
    return f"agents.second_factor:{agent}"
