"""Takes public boundaries in: `concord import-boundaries FILE.geojson [--region AREA=REGION ...]`."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.governance.directory import actions, faults
from concord.governance.directory.boundaries import BadFileError


class Command(BaseCommand):
    help = "Draw the map from a GeoJSON file of areas; without one, from Connecticut's planning regions."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=actions.SHIPPED, metavar="FILE.geojson")
        parser.add_argument(
            "--region", action="append", default=[], metavar="AREA=REGION",
            help="the region of the network that an area belongs to, by their codes",
        )  # fmt: skip

    def handle(self, *_args: Any, **options: Any) -> None:
        pairs = [said.partition("=") for said in options["region"]]
        job = Actor.system("boundaries")
        try:
            text = options["file"].read_text(encoding="utf-8")
            with transaction.atomic():
                scope.enter(job)
                count = actions.import_boundaries(
                    text=text, by=job, now=clock.now(), regions={area: code for area, _sign, code in pairs}
                )
        except (OSError, UnicodeDecodeError) as problem:
            raise CommandError(str(problem)) from problem
        except BadFileError as problem:
            raise CommandError("\n".join(map(faults.explain, problem.faults))) from problem
        self.stdout.write(f"{count} areas are on the map.")
