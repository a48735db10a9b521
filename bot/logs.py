"""Logs hold ids, kinds and places, never what anybody said; Rasa's own, which quote messages, stay at warnings."""

import logging
import sys

import structlog

QUIET = ("rasa", "rasa_sdk", "matplotlib", "apscheduler", "sanic", "aiohttp.access", "pykwalify")


def configure_logs() -> None:
    """One JSON line an event, on standard error, from our own modules and from warnings upwards elsewhere."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
