"""``concord serve``, ``concord worker``, ``concord doctor``, ``concord secret``."""

import argparse
import os
import sys
from typing import Any

from concord.config import doctor, private_files, serving
from concord.config.commands.manage import open_database, set_up_django


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    serve = commands.add_parser("serve", help="answer web requests; refuses a dangerous start")
    serve.add_argument("--bind", default="127.0.0.1:8000", metavar="HOST:PORT")
    serve.add_argument("--workers", type=int, default=2, metavar="N", help="processes (default 2)")
    serve.add_argument("--threads", type=int, default=3, metavar="N", help="threads a process (default 3)")
    serve.set_defaults(run=_serve)
    worker = commands.add_parser("worker", help="send messages, watch the clocks, run the jobs")
    worker.set_defaults(run=_worker)
    doctor = commands.add_parser("doctor", help="check this installation and say how to mend it")
    doctor.set_defaults(run=_doctor)
    secret = commands.add_parser("secret", help="print a new secret for CONCORD_SECRET_KEY")
    secret.set_defaults(run=_secret)


def _serve(chosen: argparse.Namespace) -> int:
    _forget_other_logins()
    os.environ["CONCORD_THREADS"] = str(chosen.threads)  # sizes the pool of connections
    os.environ["CONCORD_BIND"] = chosen.bind  # the demo's door asks where it listens
    open_database()
    serving.load_undisturbed()
    set_up_django("app")
    from django.conf import settings

    found = doctor.dangers(doctor.situation(chosen.bind))
    if found:
        print("Concord does not start like this:", file=sys.stderr)
        for problem in found:
            print(f"* {problem.reason}\n  {problem.remedy}", file=sys.stderr)
        return 1
    json_logs = _writes_json(settings)
    serving.run(bind=chosen.bind, workers=chosen.workers, threads=chosen.threads, json_logs=json_logs)
    return 0


def _forget_other_logins() -> None:
    """Start again without the addresses of the owner and the worker, if we were told them.

    Taking them out of our own environment would not do: the system keeps showing what we began with.
    """
    told = [name for name in doctor.FOREIGN_URLS if os.environ.pop(name, None)]
    if told and sys.platform != "win32":
        os.execv(sys.executable, [sys.executable, "-m", "concord.config.cli", *sys.argv[1:]])  # noqa: S606 -- ourselves


def _writes_json(settings: Any) -> bool:
    """Say whether the settings chose JSON for the log, so that gunicorn's own lines look the same."""
    formatters = settings.LOGGING.get("formatters", {})
    return any("Json" in str(formatter.get("()")) for formatter in formatters.values())


def _worker(_: argparse.Namespace) -> int:
    open_database()
    set_up_django("jobs")
    from concord.config import wiring
    from concord.config.worker import Worker

    Worker(wiring.duties(), wiring.seldom()).run()
    return 0


def _doctor(_: argparse.Namespace) -> int:
    open_database()
    set_up_django("app")
    for name in doctor.FOREIGN_URLS:
        os.environ.pop(name, None)  # as serve does
    return 0 if doctor.report(doctor.situation()) else 1


def _secret(_: argparse.Namespace) -> int:
    print(private_files.random_secret())
    return 0
