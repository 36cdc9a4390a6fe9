import json
import logging
import sys

import orjson
import pytest

from concord.config import logs

PERSONAL = ("maria", "lópez", "@", "555-0100", "/referrals/", "?q=")


def record(
    message: str, *arguments: object, name: str = "concord.request", **extra: object
) -> logging.LogRecord:
    made = logging.LogRecord(name, logging.INFO, "/x/module.py", 7, message, arguments, None, "work")
    made.__dict__.update(extra)
    return made


def both(made: logging.LogRecord) -> str:
    return (logs.JsonFormatter().format(made) + logs.PlainFormatter().format(made)).lower()


def test_a_request_is_one_line_with_what_is_needed_and_no_more() -> None:
    made = record(
        "request", request_id="4f2a", route="referrals:detail", status=200, milliseconds=12.34, person="maria"
    )
    line = orjson.loads(logs.JsonFormatter().format(made))
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "INFO",
        "logger": "concord.request",
        "event": "request",
        "request_id": "4f2a",
        "route": "referrals:detail",
        "status": 200,
        "milliseconds": 12.3,
    }


@pytest.mark.parametrize(
    "made",
    [
        record("hello %s", "Maria López"),
        record("Maria López signed in"),
        record("sent to maria@example.org"),
        record("request", route="/referrals/4711?q=maria"),
        record("request", request_id="maria@example.org", reason="called 555-0100 twice"),
        record("request", path="/referrals/4711?q=maria", user="maria", request={"name": "maria"}),
        record("Internal Server Error: %s", "/referrals/maria?q=1", name="django.request"),
        record("mail for Maria", name="somebody.elses.library"),
        record("maria %s", "x", name="somebody.elses.library"),
        record("event", event="Maria López"),
        record("worker.started", duration_ms="maria"),
    ],
)
def test_nothing_that_a_person_typed_is_written(made: logging.LogRecord) -> None:
    text = both(made)
    assert not [word for word in PERSONAL if word in text]


def test_an_error_tells_its_type_and_places_but_not_its_words() -> None:
    try:
        int("maria@example.org")
    except ValueError:
        made = record("duty failed", name="concord.config.worker")
        made.exc_info = sys.exc_info()
    line = json.loads(logs.JsonFormatter().format(made))
    assert line["error"] == "ValueError"
    assert line["event"] == "duty failed"
    assert "test_logs.py" in line["where"][0]
    assert "maria" not in both(made)


@pytest.mark.parametrize("as_json", [True, False])
def test_the_configuration_writes_every_logger_in_this_form(
    *, as_json: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    before = logging.getLogger().handlers[:]
    try:
        logging.config.dictConfig(logs.logging_config(json=as_json))
        logging.getLogger("django.request").warning("Not Found: %s", "/maria")
        logging.getLogger("gunicorn.error").warning("Listening at: %s", "somewhere")
        logging.getLogger("concord.x").info("x.done")
        lines = capsys.readouterr().err.splitlines()
    finally:
        logging.getLogger().handlers[:] = before
    assert len(lines) == 3
    assert "x.done" in lines[2]
    assert all(line.startswith("{") is as_json for line in lines)
    assert not any("maria" in line for line in lines)
