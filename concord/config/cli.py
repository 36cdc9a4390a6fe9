"""The command ``concord``. Each command chooses its database login before Django reads its settings."""

import argparse
import os
import sys
from collections.abc import Sequence

from concord.config import embedded, roles
from concord.config.commands import database, demo, keeping, manage, web

DELEGATED = {
    "audit": "jobs",
    "keys": "owner",
    "events": "jobs",
    "import-boundaries": "jobs",
    "hsds": "app",
    "network": "owner",
}  # first word -> login of its management commands


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; expected problems are told in a sentence."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concord.config.settings")
    try:
        if given and given[0] == "manage":
            return manage.run(given[1:])
        if given and given[0] in DELEGATED:
            return manage.run_verb(given, role=DELEGATED[given[0]])
        chosen = _parser().parse_args(given)
        return int(chosen.run(chosen) or 0)
    except (embedded.ClusterError, roles.PrepareError) as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="concord",
        description="Coordination for the agencies of a region that answer domestic violence together.",
        epilog="Also: concord manage COMMAND (management commands), concord audit verify (the audit chain), "
        "concord network start (the first office).",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for part in (web, demo, database, keeping):
        part.add_to(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
