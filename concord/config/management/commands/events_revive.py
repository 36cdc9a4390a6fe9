"""Tries again what could not be delivered: `concord events revive`."""

from typing import Any

from django.core.management.base import BaseCommand

from concord.foundation.events import actions, queries
from concord.foundation.lib import clock


class Command(BaseCommand):
    help = "Put every event that was given up back into the queue; the worker delivers it, nothing twice."

    def handle(self, *_args: Any, **_options: Any) -> None:
        revived = 0
        while dead := queries.list_dead_letters():
            revived += sum(actions.revive(event_id=one.id, now=clock.now()) for one in dead)
        self.stdout.write(f"{revived} events will be tried again.")
