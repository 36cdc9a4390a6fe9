"""``concord backup write``, ``concord backup check``, ``concord remains``."""

import argparse
import sys
from pathlib import Path

from concord.config import roles
from concord.config.commands.manage import open_database


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    words = commands.add_parser("backup", help="write a copy of the database, and prove that it restores")
    verbs = words.add_subparsers(required=True, metavar="VERB")
    write = verbs.add_parser("write", help="write a copy into a new file, as the owner")
    write.add_argument("--to", required=True, type=Path, metavar="FILE")
    write.set_defaults(run=_write)
    check = verbs.add_parser("check", help="restore a file beside everything else, read it, take it away")
    check.add_argument("file", type=Path, metavar="FILE")
    check.add_argument("--keys", required=True, type=Path, metavar="FOLDER", help="the copy of the keys")
    check.set_defaults(run=_check)
    remains = commands.add_parser("remains", help="say what is left here, table by table; 0 when nothing is")
    remains.set_defaults(run=_remains)


def _write(chosen: argparse.Namespace) -> int:
    from concord.config import backup

    open_database()
    source = roles.database_urls().owner
    if source is None:
        print("The owner's address is not known: set DATABASE_OWNER_URL.", file=sys.stderr)
        return 1
    backup.write(source, chosen.to)
    return 0


def _check(chosen: argparse.Namespace) -> int:
    from concord.config import backup

    backup.check(chosen.file, chosen.keys)
    return 0


def _remains(_: argparse.Namespace) -> int:
    from concord.config import remains, settings

    found = list(remains.list_remains(roles.database_urls().owner, settings.KEYS_FOLDER, settings.HOME))
    for line in found:
        print(line)
    if not found:
        print(
            "Nothing is left here: no table, no key, no letter. Copies kept elsewhere are not seen by this."
        )
    return 1 if found else 0
