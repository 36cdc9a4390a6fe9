"""Writes Tonight as a file with a neutral name, for a schedule: `concord manage sheet_write --to FOLDER`.

It shows what a member of no agency may see: openings in bands, their time rounded to the shift.
"""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.template import engines
from django.utils import timezone

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock
from concord.governance.directory import queries as directory
from concord.governance.protocols import queries as protocols
from concord.pages import night


class Command(BaseCommand):
    help = "Write the night's sheet into a folder: who is on, which number answers, what is open."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, required=True, metavar="FOLDER")
        parser.add_argument("--region", default="", metavar="CODE", help="one region instead of all")

    def handle(self, *_args: Any, **options: Any) -> None:
        job = Actor.system("sheet")
        with transaction.atomic():
            scope.enter(job)
            found = directory.get_tonight(
                job, clock.now(), region=options["region"], holidays=protocols.get_holidays()
            )
            regions = dict(directory.get_regions())
        context = {
            "night": night.say(found),
            "region_name": regions.get(options["region"], ""),
            "exact": night.exact,
            "lang": "en",
            "dir": "ltr",
        }
        engine: Any = engines["jinja2"]
        text = engine.env.get_template("pages/sheet_file.html").render(context)
        local = timezone.localtime(found.at, night.zone())
        path = options["to"] / f"sheet-{local:%Y-%m-%d-%H%M}.html"
        path.write_text(text)
        self.stdout.write(str(path))
