"""Logs without personal data: a fixed set of fields, and nothing that a person typed or an address holds.

A line says when, how loud, where from and which event; for requests also the request's id, the name
of the route, the status and the time it took. Messages are written by us and are constant; their
arguments, paths, query strings, bodies and the values inside errors are never written. An error is
told by its type and by the places in the code that it passed through.
"""

import datetime as dt
import logging
import logging.config
import re
import traceback
from typing import Any

import orjson

# Only these extras are written, each only in its expected shape: a name or a number, never a sentence.
_WORD = re.compile(r"[A-Za-z0-9_.:-]{1,80}", re.ASCII)
_WORDS = ("request_id", "route", "job", "reason")
_NUMBERS = ("status", "duration_ms", "milliseconds", "count", "pid")
_EVENT = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+", re.ASCII)  # such as request.finished
_PHRASE = re.compile(r"[a-z][a-z ,;-]{0,60}", re.ASCII)  # such as "worker started": no capital, no number
_TEMPLATES_FROM = ("concord.", "django.", "gunicorn.")  # their messages with arguments are constant templates
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class JsonFormatter(logging.Formatter):
    """Write a record as one line of JSON, holding the allowed fields only."""

    def format(self, record: logging.LogRecord) -> str:
        return orjson.dumps(fields(record)).decode()


class PlainFormatter(logging.Formatter):
    """Write the same fields for a person at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        said = fields(record)
        head = f"{str(said.pop('time'))[11:19]} {str(said.pop('level')).lower():7} {said.pop('logger')}"
        where = said.pop("where", ())
        tail = " ".join(f"{name}={value}" for name, value in said.items())
        places = "".join(f"\n    {place}" for place in where)
        return f"{head} {tail}{places}"


def fields(record: logging.LogRecord) -> dict[str, Any]:
    """Return what may be written of a record."""
    moment = dt.datetime.fromtimestamp(record.created, tz=dt.UTC)
    said: dict[str, Any] = {
        "time": moment.isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "event": _event(record),
    }
    for name in _WORDS:
        value = getattr(record, name, None)
        if isinstance(value, str) and _WORD.fullmatch(value):
            said[name] = value
    for name in _NUMBERS:
        value = getattr(record, name, None)
        if isinstance(value, int | float) and not isinstance(value, bool):
            said[name] = round(value, 1)
    if getattr(record, "method", None) in _METHODS:
        said["method"] = record.__dict__["method"]
    if record.exc_info and record.exc_info[0] is not None:
        said["error"] = record.exc_info[0].__name__
        said["where"] = _places(record)
    return said


def _event(record: logging.LogRecord) -> str:
    """Return the event's name, or the message as its author wrote it, without the values put into it.

    A sentence without arguments may have been put together with a name in it, which nothing can tell
    from a constant; then only the place that logged it is named. Short lower-case phrases are ours:
    the linter forbids putting messages together in our own code.
    """
    named = getattr(record, "event", None)
    if isinstance(named, str) and _WORD.fullmatch(named):
        return named
    if isinstance(record.msg, str) and _EVENT.fullmatch(record.msg):
        return record.msg
    if isinstance(record.msg, str) and not record.args and _ours(record) and _PHRASE.fullmatch(record.msg):
        return record.msg
    if record.args and isinstance(record.msg, str) and record.name.startswith(_TEMPLATES_FROM):
        return record.msg
    return f"{record.module}.{record.funcName}:{record.lineno}"


def _ours(record: logging.LogRecord) -> bool:
    return record.name.startswith("concord.")


def _places(record: logging.LogRecord) -> list[str]:
    """Return file, line and function of each step of an error; not its text, which may quote anything."""
    if not record.exc_info or record.exc_info[2] is None:
        return []
    steps = traceback.extract_tb(record.exc_info[2])
    return [f"{'/'.join(step.filename.split('/')[-3:])}:{step.lineno} {step.name}" for step in steps]


def logging_config(*, json: bool) -> dict[str, Any]:
    """Return the settings of Python's logging: one handler, to the standard error stream."""
    formatter = JsonFormatter if json else PlainFormatter
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": f"{formatter.__module__}.{formatter.__qualname__}"}},
        "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stream"], "level": "INFO"},
        "loggers": {
            # Django's own handlers would mail or print the request.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            # It brings a handler of its own; at a terminal its comings and goings only get in the way.
            "gunicorn.error": {"handlers": [], "level": "INFO" if json else "WARNING", "propagate": True},
            # Statements carry values; allauth and Pillow speak too much when asked to.
            "django.db.backends": {"level": "WARNING"},
            "psycopg": {"level": "ERROR"},
            "psycopg.pool": {"level": "ERROR"},
            "asyncio": {"level": "WARNING"},
        },
    }
