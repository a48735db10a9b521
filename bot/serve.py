"""Starting everything: what must stand before the first customer comes, and the serving itself."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from aiohttp import web

from bot.clock import HouseClock
from bot.engine.training import ROOT, TrainingFailed, current_model, progress, train
from bot.settings import Settings

Say = Callable[[str], None]
GRACE_SECONDS = 5.0
LINE_SECONDS = 20.0  # a connection on which nothing is asked, or a request's head that never ends, is closed then
READ_SECONDS = 20.0  # so is one whose client takes nothing of what it is answered
NOT_TRAINED = "The assistant could not be trained; the lines above say why."
DEMO_SETTINGS = Path(__file__).with_name("demo_house.json")


class Refused(Exception):
    """Why the house cannot open, in one plain sentence."""


def prepare(settings: Settings, say: Say) -> Path:
    """Model, database and demo house, made where they are missing; answers the model's path. Raises Refused."""
    _check_rehearsal(settings)
    _check_port(settings)
    return open_for_terminal(settings, say)


def open_for_terminal(settings: Settings, say: Say) -> Path:
    """The same, for a house that serves no port."""
    settings.var.mkdir(parents=True, exist_ok=True)
    model = model_for(say)
    open_database(settings)
    return model


def model_for(say: Say) -> Path:
    """The current model, trained first where it is missing or older than what it is made from. Raises Refused."""
    return current_model() or _trained_apart(say)


def _trained_apart(say: Say) -> Path:
    """Trains in a process of its own, so that the house keeps nothing of the memory that learning takes."""
    train_command = [sys.executable, "-u", "-m", "bot", "train", "--if-needed"]
    with (
        subprocess.Popen(train_command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as training,  # noqa: S603 - ourselves
        _ended_with_us(training),
    ):
        for line in training.stdout or ():
            say(line.rstrip())
    if training.returncode or not (model := current_model()):
        raise Refused(NOT_TRAINED)
    return model


@contextmanager
def _ended_with_us(process: subprocess.Popen[str]) -> Iterator[None]:
    """While it lasts, who tells us to stop stops this process too; we end once it has."""
    before = signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def train_with_progress(say: Say) -> Path:
    """Trains, telling what is done; raises Refused when it fails."""
    say("Training the assistant (once; one to three minutes) …")
    if not sys.stderr.isatty():
        os.environ["LOG_LEVEL"] = "ERROR"  # by this Rasa knows whether to draw bars, which are for terminals
    began = time.monotonic()
    try:
        with progress(say):
            model = train()
    except TrainingFailed as failure:
        say(str(failure))
        raise Refused(NOT_TRAINED) from failure
    say(f"Trained in {time.monotonic() - began:.0f} s.")
    return model


async def serve(settings: Settings, model: Path, say: Say) -> None:
    """Serves until the process is told to stop. Raises Refused when the house cannot open."""
    from bot.front.app import build_app
    from bot.house import open_house

    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with open_house(settings, model) as parts, _served(build_app(parts), settings):
        for line in _addresses(settings):
            say(line)
        await stop.wait()


@asynccontextmanager
async def _served(app: web.Application, settings: Settings) -> AsyncIterator[None]:
    """The application on its port."""
    runner = runner_of(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
    except OSError as error:
        raise Refused(f"Port {settings.port} can't be used: {error.strerror}.") from error
    yield
    await runner.cleanup()


def runner_of(
    app: web.Application, line_seconds: float = LINE_SECONDS, read_seconds: float = READ_SECONDS
) -> web.AppRunner:
    """Runs the application: what comes packed is not unpacked, who says nothing or reads nothing is not waited for."""

    async def taken_in_time(request: web.Request, answer: web.StreamResponse) -> None:
        # by the kernel's clock, which stands still while anything is taken: who reads slowly has all the time
        line = request.get_extra_info("socket")
        if line is not None and hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux alone has it
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, round(read_seconds * 1000))

    app.on_response_prepare.append(taken_in_time)
    return web.AppRunner(
        app,
        access_log=None,
        shutdown_timeout=GRACE_SECONDS,
        auto_decompress=False,
        keepalive_timeout=line_seconds,  # from the first byte on, and anew after each answer
    )


def _addresses(settings: Settings) -> list[str]:
    base = f"http://{settings.host}:{settings.port}"
    return [
        f"The shop with its chat  {base}/",
        f"What is remembered      {base}/me/",
        f"The agents' desk        {base}/desk/",
        f"For other systems       {base}/api/v1/openapi.json",
        f"Keys and passwords      {settings.keys_file or settings.var / 'keys.json'}",
        "Ctrl-C closes the house.",
    ]


def _check_rehearsal(settings: Settings) -> None:
    if settings.rehearsal and settings.env == "production":
        raise Refused("Rehearsal is refused in production.")


def _check_port(settings: Settings) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise Refused(f"Port {settings.port} is taken; SHOEBOX_PORT chooses another.") from error


def open_database(settings: Settings) -> None:
    """Brings the database up to date, the demo house into it, and erasures into force. Raises Refused."""
    from sqlalchemy.exc import OperationalError

    from store.errors import StoreError
    from store.migrate import migrate
    from store.occupancy import entered

    try:
        with entered(settings.database):
            migrate(settings.database)
            if not settings.shop_url:
                _fill_demo_shop(settings)
            _prepare_memory(settings)
    except (OperationalError, StoreError) as error:
        raise Refused(f"The database can't be used: {_plain(error)} Nothing was changed.") from error


def _prepare_memory(settings: Settings) -> None:
    """Erases and takes back again what an older backup brought back, and gives a demo house its settings."""
    from bot.house import open_house_memory, open_shop
    from store.house import read_settings

    memory = open_house_memory(settings, HouseClock(), open_shop(settings))
    try:
        memory.rights.replay()
        if not settings.shop_url and memory.house.is_new():
            memory.house.change(read_settings(DEMO_SETTINGS.read_text()), "first start")
    finally:
        memory.close()


def _fill_demo_shop(settings: Settings) -> None:
    from shop.demo import create_tables, fill
    from store.engine import connect

    engine = connect(settings.shop_database)
    create_tables(engine)
    fill(engine, HouseClock()())
    engine.dispose()


def _plain(error: Exception) -> str:
    # a driver's own words may hold the address with its password
    from store.errors import StoreError

    return str(error) if isinstance(error, StoreError) else "it does not answer or is locked."
