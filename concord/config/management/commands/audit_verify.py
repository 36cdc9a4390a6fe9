"""Walks the chained log from its start and says whether it is as it was written: `concord audit verify`."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.audit import queries
from concord.foundation.audit.queries import Verdict
from concord.foundation.lib import clock


class Command(BaseCommand):
    help = "Check that no entry of the log was altered, removed or moved; ends with 1 where one was."

    def handle(self, *_args: Any, **_options: Any) -> None:
        with transaction.atomic():
            scope.enter(Actor.system("audit"))
            verdict, lag = queries.verify(), queries.get_lag(clock.now())
        self.stdout.write(_said(verdict))
        if lag:
            self.stdout.write(f"Not yet chained: entries of the last {lag:.0f} seconds. The worker does it.")
        if not verdict.whole:
            sys.exit(1)


def _said(verdict: Verdict) -> str:
    if verdict.whole:
        return f"The log is whole: {verdict.checked} entries are as they were written."
    where = f"entry {verdict.entry_id} at position {verdict.position}" if verdict.entry_id else ""
    where = where or f"position {verdict.position}"
    return f"The log was changed: {where} is {verdict.fault}; {verdict.checked} entries before it are right."
