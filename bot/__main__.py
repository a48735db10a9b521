"""The command line: `python -m bot COMMAND`; the Makefile names them for people."""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.settings import Settings

cli = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


def main() -> None:
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    from bot.engine.without_tensorflow import stand_in
    from bot.logs import configure_logs

    stand_in()
    configure_logs()
    cli()


@cli.command()
def run() -> None:
    """Train if needed, migrate, fill the demo house, start everything and say where it is."""
    from bot.serve import Refused, prepare, serve

    settings = Settings()
    try:
        model = prepare(settings, print)
        asyncio.run(serve(settings, model, print))
    except Refused as refusal:
        sys.exit(str(refusal))
    except KeyboardInterrupt:
        print("Closed.")


@cli.command()
def train(if_needed: Annotated[bool, typer.Option("--if-needed")] = False) -> None:  # noqa: FBT002 - a switch
    """Train the model."""
    from bot.engine.training import current_model
    from bot.serve import Refused, train_with_progress

    model = current_model() if if_needed else None
    try:
        print(model or train_with_progress(print))
    except Refused:
        sys.exit(1)  # why has been said


@cli.command()
def parse() -> None:
    """Say of each line on standard input what is understood, one JSON object a line."""
    from bot.nlu.parse import parse_lines
    from bot.serve import model_for

    model = model_for(lambda line: print(line, file=sys.stderr))
    for parsed in parse_lines(model, (line.rstrip("\n") for line in sys.stdin)):
        print(json.dumps(parsed, ensure_ascii=False), flush=True)


@cli.command()
def talk() -> None:
    """Converse on the terminal."""
    from bot.serve import Refused, open_for_terminal
    from bot.talk import talk

    settings = Settings()
    try:
        asyncio.run(talk(settings, open_for_terminal(settings, print)))
    except Refused as refusal:
        sys.exit(str(refusal))
    except KeyboardInterrupt:
        print()


@cli.command()
def migrate() -> None:
    """Bring the database up to date."""
    from store.migrate import migrate

    settings = Settings()
    settings.var.mkdir(parents=True, exist_ok=True)
    migrate(settings.database)


@cli.command()
def backup() -> None:
    """Write the house's data and keys into one file."""
    from bot.keeping import back_up

    print(back_up(Settings()))


@cli.command()
def restore(source: Path) -> None:
    """Bring a backup back, and erase again whoever was erased since."""
    from bot.keeping import bring_back, what_is_lost
    from bot.serve import Refused, open_database
    from store.errors import StoreError

    if not source.exists():
        sys.exit("Name the backup: make restore FROM=var/backups/….tar")
    settings = Settings()
    try:
        manifest = bring_back(settings, source)
        open_database(settings)
    except (Refused, StoreError) as refusal:
        sys.exit(str(refusal))
    print(what_is_lost(manifest))


@cli.command()
def rotate() -> None:
    """Change the house key while the house is open."""
    from bot.keeping import change_house_key

    settings = Settings()
    if settings.house_key:
        sys.exit("Give the new key in SHOEBOX_HOUSE_KEY and this one in SHOEBOX_PREVIOUS_HOUSE_KEY, and start anew.")
    if not settings.key_file.exists():
        sys.exit("There is no house key yet; the first start makes one.")
    change_house_key(settings)
    print(f"Changed. The new key lies in {settings.key_file}; older backups hold the one they need.")


@cli.command()
def check_migrations() -> None:
    """Fail when the migrations and the tables differ."""
    import tempfile

    from store.migrate import drift, migrate

    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'drift.db'}"
        migrate(url)
        differences = drift(url)
    for difference in differences:
        print(difference)
    sys.exit(1 if differences else 0)


@cli.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def rasa(context: typer.Context) -> None:
    """Rasa's own command line."""
    import rasa.__main__

    from bot.engine.validating import use_house_validator

    use_house_validator()
    sys.argv = ["rasa", *context.args]
    rasa.__main__.main()


if __name__ == "__main__":
    main()
