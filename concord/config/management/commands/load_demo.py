"""Loads the invented network with work in it, once: what `concord demo` shows."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from concord.config.demo.alive import load_alive
from concord.config.demo.cast import DEMO_PASSWORD
from concord.config.demo.guard import refuse_in_production
from concord.config.demo.loader import load_cast
from concord.foundation.events import actions as events
from concord.foundation.lib import clock
from concord.foundation.organizations.models import Organization


class Command(BaseCommand):
    help = "Load the invented network, unless there is a network already."

    def handle(self, *_args: Any, **_options: Any) -> None:
        refuse_in_production()
        if Organization.objects.exists():
            self.stdout.write("There is a network already; nothing was loaded.")
            return
        began, now = time.monotonic(), clock.now()
        self.stdout.write("Loading invented organizations and people.")
        load_cast(now, password=DEMO_PASSWORD)
        self.stdout.write("Letting them work for ten days.")
        referrals = load_alive(now, self.stdout.write)
        self.stdout.write("Telling everybody what waits for them.")
        while events.deliver_next(now=now):
            pass
        self.stdout.write(f"{referrals} referrals, in {time.monotonic() - began:.1f} seconds.")
