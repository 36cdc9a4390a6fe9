"""Django's management commands, run with the login that fits them."""

import os
import sys
from collections.abc import Sequence

from concord.config import embedded

# Who makes tables must own them; everybody else gets the narrow login.
_AS_OWNER = frozenset(
    {"migrate", "makemigrations", "showmigrations", "sqlmigrate", "load_cast", "load_demo", "dbshell", "test"}
)
_WITHOUT_DATABASE = frozenset(
    {"check", "makemigrations", "compilemessages", "help", "version", "--help", "--version"}
)


def open_database() -> None:
    """Start the embedded database unless the environment names a server."""
    if not os.environ.get("DATABASE_URL"):
        embedded.default_cluster().start(_say)


def set_up_django(role: str) -> None:
    """Load the applications, as one of the logins app, owner and jobs."""
    os.environ["CONCORD_DATABASE_ROLE"] = role
    import django

    django.setup()


def run(given: Sequence[str]) -> int:
    """Run ``concord manage [--as ROLE] COMMAND ...``."""
    words = list(given) or ["help"]
    role = ""
    if words[0] == "--as":
        role, words = words[1], words[2:]
    role = role or ("owner" if words[0] in _AS_OWNER else "app")
    os.environ["CONCORD_DATABASE_ROLE"] = role
    if words[0] not in _WITHOUT_DATABASE:
        open_database()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["concord manage", *words])
    return 0


def run_verb(given: Sequence[str], *, role: str) -> int:
    """Run ``concord audit verify`` as the management command ``audit_verify``, else as ``audit``."""
    open_database()
    set_up_django(role)
    from django.core.management import CommandError, call_command, get_commands

    joined = "_".join(given[:2]).replace("-", "_")
    name, rest = (joined, given[2:]) if joined in get_commands() else (given[0].replace("-", "_"), given[1:])
    if name not in get_commands():
        print(f"There is no command {' '.join(given[:2])}.", file=sys.stderr)
        return 2
    try:
        return int(call_command(name, *rest) or 0)
    except CommandError as problem:
        print(problem, file=sys.stderr)
        return 1


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
