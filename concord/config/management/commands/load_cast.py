"""Loads the invented network into an empty database: for the demo and for tests."""

from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand

from concord.config.demo.guard import refuse_in_production
from concord.config.demo.loader import load_cast

NOON = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)


class Command(BaseCommand):
    help = "Load the invented organizations and people into an empty database."

    def handle(self, *_args: Any, **_options: Any) -> None:
        refuse_in_production()
        load_cast(NOON)
