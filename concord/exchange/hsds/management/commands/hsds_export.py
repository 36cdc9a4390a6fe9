"""Writes the directory in HSDS 3.1 into a folder: `concord hsds export FOLDER`."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from concord.exchange.hsds import writing
from concord.exchange.hsds.queries import datasets
from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.lib import clock


class Command(BaseCommand):
    help = "Write services.json, services.ndjson and services.zip (tables) into a folder."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        folder.mkdir(parents=True, exist_ok=True)
        with transaction.atomic():
            scope.enter(Actor.system("hsds"))
            data = datasets.get_whole()
        for name, parts in (
            ("services.json", writing.as_json(data)),
            ("services.ndjson", writing.as_lines(data)),
            ("services.zip", writing.as_package(data, at=clock.now())),
        ):
            with (folder / name).open("wb") as file:
                file.writelines(parts)
            self.stdout.write(str(folder / name))
