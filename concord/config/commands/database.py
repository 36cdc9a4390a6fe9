"""``concord db``: prepare, start, stop, status, migrate, copy."""

import argparse
import os
import sys

from concord.config import embedded, roles
from concord.config.commands.manage import open_database, set_up_django
from concord.config.roles import Passwords, Urls


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    words = commands.add_parser("db", help="look after the database")
    verbs = words.add_subparsers(required=True, metavar="VERB")
    for name, run, text in (
        ("prepare", _prepare, "make the logins, the database and the keys; safe to repeat"),
        ("start", _start, "start the embedded database"),
        ("stop", _stop, "stop the embedded database"),
        ("status", _status, "say what the database is doing"),
        ("migrate", _migrate, "bring the tables to this version"),
    ):
        verbs.add_parser(name, help=text).set_defaults(run=run)
    copy = verbs.add_parser("copy", help="copy everything to another server, and compare")
    copy.add_argument("--to", required=True, metavar="URL", help="the other server, as concord_owner")
    copy.set_defaults(run=_copy)


def _prepare(_: argparse.Namespace) -> int:
    given = os.environ.get("DATABASE_SUPERUSER_URL")
    if given:
        passwords, new = _passwords_for_server()
        urls = roles.prepare(roles.superuser_parameters(), roles.database_name(), passwords)
        if new:
            _show(urls)
    else:
        open_database()
        roles.prepare(roles.superuser_parameters(), roles.database_name())
    _make_keys()
    print("The database is prepared. Next: concord db migrate")
    return 0


def _passwords_for_server() -> tuple[Passwords, bool]:
    """Return the passwords that the environment's addresses already hold, or new ones."""
    urls = roles.database_urls() if os.environ.get("DATABASE_URL") else Urls()
    kept = [roles.as_django(url)["PASSWORD"] if url else "" for url in (urls.owner, urls.app, urls.jobs)]
    return (Passwords(*kept), False) if all(kept) else (Passwords.generated(), True)


def _show(urls: Urls) -> None:
    print("Keep these addresses with your secrets; they are not shown again.")
    print("For concord serve:")
    print(f"  DATABASE_URL={urls.app}")
    print("For concord db and concord worker, also:")
    print(f"  DATABASE_OWNER_URL={urls.owner}")
    print(f"  DATABASE_JOBS_URL={urls.jobs}")


def _make_keys() -> None:
    from django.conf import settings

    from concord.foundation.keyring import keys

    keys.create(settings.KEYS_FOLDER)


def _start(_: argparse.Namespace) -> int:
    embedded.default_cluster().start()
    return _status(_)


def _stop(_: argparse.Namespace) -> int:
    embedded.default_cluster().stop()
    return _status(_)


def _status(_: argparse.Namespace) -> int:
    if os.environ.get("DATABASE_URL"):
        print(
            f"DATABASE_URL names a server: {roles.as_django(os.environ['DATABASE_URL'])['HOST'] or 'local'}."
        )
        return 0
    cluster = embedded.default_cluster()
    status = cluster.status()
    process = f", process {status.pid}" if status.pid else ""
    print(f"The embedded database in {cluster.folder} is {status.state}{process}.")
    return 0


def _migrate(_: argparse.Namespace) -> int:
    open_database()
    if roles.database_urls().owner is None:
        print(
            "The owner's address is not known. Run concord db prepare, or set DATABASE_OWNER_URL.",
            file=sys.stderr,
        )
        return 1
    set_up_django("owner")
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=1)
    return 0


def _copy(chosen: argparse.Namespace) -> int:
    from concord.config import copying

    open_database()
    source = roles.database_urls().owner
    if source is None:
        print("There is nothing to copy: no database is prepared here.", file=sys.stderr)
        return 1
    copying.copy(source, chosen.to)
    return 0
