"""Brings services in from a file: `concord hsds import FILE --by ADDRESS [--dry-run]`.

It is done in the name of somebody of the backbone office, with their rights, exactly as on the page.
"""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from concord.exchange.hsds.kind import Services
from concord.exchange.transfers.faults import say
from concord.exchange.transfers.kinds import Checked, FaultyError
from concord.exchange.transfers.words import COUNTS
from concord.foundation.access import queries as access
from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Denied

_LISTS = ("categories", "harm_scope", "serves", "regions")


class Command(BaseCommand):
    help = "Look a file in HSDS 3 over and, without --dry-run, write it: all of it, or nothing."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, metavar="ADDRESS", help="who of the office brings it in")
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--org-type", default="", help="what new organizations are")
        for name in _LISTS:
            flag = f"--{name.replace('_', '-')}"
            parser.add_argument(flag, nargs="*", default=[], help="where a service does not say it")

    def handle(self, *_args: Any, **options: Any) -> None:
        file: Path = options["file"]
        kind, by = Services(), self._actor(options["by"])
        chosen = {name: options[name] for name in (*_LISTS, "org_type")}
        try:
            with scope.acting(by):
                checked = kind.check(file.name, file.read_bytes(), chosen, by, self._tell)
                self._say(checked)
                if checked.faults:
                    raise CommandError("Nothing was written.")
                if not options["dry_run"]:
                    kind.write(file.name, file.read_bytes(), chosen, by, self._tell)
                    self.stdout.write("Written.")
        except FaultyError as faulty:
            self._say(faulty.checked)
            raise CommandError("Nothing was written.") from faulty
        except Denied as refused:
            raise CommandError("Only the staff of the backbone office bring services in.") from refused
        except OSError as error:
            raise CommandError(f"{file} cannot be read.") from error

    def _actor(self, address: str) -> Actor:
        actor = access.get_office_actor(address, clock.now())
        if not actor.is_authenticated:
            raise CommandError(f"Nobody with the address {address} works for the backbone office.")
        return actor

    def _tell(self, done: int, total: int) -> None:
        if done == total or (done and done % 500 == 0):
            self.stderr.write(f"{done} of {total}")

    def _say(self, checked: Checked) -> None:
        for fault in checked.faults:
            said = say({"code": fault.code, "parameters": fault.parameters})
            self.stdout.write(f"{fault.file}:{fault.row}: {fault.column}: {said}")
        if checked.more:
            self.stdout.write(f"and {checked.more} more")
        for code, count in checked.counts.items():
            self.stdout.write(f"{COUNTS[code]}: {count}")
