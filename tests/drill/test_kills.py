"""Web process, worker and database are killed under load; what was confirmed is neither lost nor doubled."""

import json
import os
import random
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException
from itertools import cycle
from uuid import uuid4

import psycopg
import pytest

from concord.foundation.audit import queries as audit
from tests.committed import Committed
from tests.drill.installation import API_KEY, HEADERS, Site, until

KILLS = int(os.environ.get("CONCORD_KILLS", "50"))  # of each: web process, worker, database
CLIENTS = 3
_BODY = json.dumps(
    {
        "receiver_program": "harbor-shelter",
        "about": "coordination",
        "sensitivity": "standard",
        "function": "joint_meeting",
        "contact_phone": "860-555-0130",
    }
).encode()


class Client:
    """Sends referrals under a key each, and tries again with the same key until it is confirmed."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.confirmed: dict[str, str] = {}
        self.tried: Counter[str] = Counter()
        self.refused: list[str] = []
        self._stopping = threading.Event()
        self._threads = [threading.Thread(target=self._work) for _ in range(CLIENTS)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let every key that was tried be confirmed, then end."""
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def wait_for(self, more: int) -> None:
        """Wait until so many more are confirmed: the load goes on."""
        wanted = len(self.confirmed) + more
        until("the load goes on", lambda: self.refused or len(self.confirmed) >= wanted)
        assert not self.refused, self.refused[0]

    def _work(self) -> None:
        while not self._stopping.is_set() and not self.refused:
            key, end = uuid4().hex, time.monotonic() + 120
            while key not in self.confirmed and not self.refused:
                if time.monotonic() > end:
                    self.refused.append(f"{key} was not confirmed: {self.site.log()}")
                self.tried[key] += 1
                self._ask(key)

    def _ask(self, key: str) -> None:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.site.port}/api/v1/referrals",
            data=_BODY,
            headers={
                **HEADERS,
                "Authorization": f"Bearer {API_KEY}",
                "Content-Type": "application/json",
                "Idempotency-Key": key,
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - our own server
                self.confirmed[key] = json.load(answer)["reference"]
        except urllib.error.HTTPError as error:
            with error:
                if error.code < 500:
                    self.refused.append(f"{error.code}: {error.read()!r}")
            time.sleep(0.1)
        except (OSError, ValueError, HTTPException):  # the server went away, before or within its answer
            time.sleep(0.1)


# Once each: letters that grow older and older are let go of in a long battery.
_AGE = """
UPDATE notices_letter SET created_at = created_at - interval '2 hours'
WHERE created_at > now() - interval '2 hours'
"""


@contextmanager
def _hours_pass(site: Site) -> Iterator[None]:
    """Let each letter be hours old at once: else one an hour would be all the mail there is."""
    done = threading.Event()

    def age() -> None:
        while not done.wait(0.3):
            with suppress(psycopg.Error), psycopg.connect(site.urls.owner or "", autocommit=True) as owner:
                owner.execute(_AGE)

    thread = threading.Thread(target=age)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _say(sentence: str) -> None:
    """Tell how far a long battery is; shown with -s, and when it fails."""
    print(sentence, flush=True)  # noqa: T201 - progress


@pytest.fixture
def site(committed: Committed) -> Iterator[Site]:
    made = Site(committed)
    try:
        made.start()
        yield made
    finally:
        made.stop()


def _drill(site: Site, kills: int) -> Client:
    """Kill each of the three so often under load, in a mixed order; returns what the clients saw."""
    client, dice = Client(site), random.Random(kills)  # noqa: S311 - a mixed order, not a secret
    order = ["web", "worker", "database"] * kills
    dice.shuffle(order)
    whole = {name: cycle((True, False)) for name in order}
    client.start()
    try:
        with _hours_pass(site):
            for number, name in enumerate(order, 1):
                client.wait_for(2)
                time.sleep(dice.random() / 2)
                _say(f"kill {number} of {len(order)}: {name}; {len(client.confirmed)} confirmed")
                if name == "web":
                    site.kill_web(whole=next(whole[name]))
                elif name == "worker":
                    site.kill_worker()
                else:
                    site.kill_database(whole=next(whole[name]))
            client.wait_for(2)
    finally:
        client.stop()
    assert not client.refused, client.refused[0]
    until("everything is told, sent and chained", lambda: site.rows(_WAITING) == [(0, 0, 0)])
    return client


_WAITING = """
SELECT (SELECT count(*) FROM events_outbox WHERE delivered_at IS NULL AND dead_at IS NULL),
       (SELECT count(*) FROM notices_letter WHERE sent_at IS NULL AND dead_at IS NULL),
       (SELECT count(*) FROM audit_entry WHERE position IS NULL)
"""
_STORED = """
SELECT r.idempotency_key, p.reference FROM referrals_referral r
JOIN referrals_participant p ON p.subject_id = r.id AND p.role = 'sender'
WHERE r.idempotency_key IS NOT NULL
"""
_OF_EACH = """
SELECT DISTINCT (SELECT count(*) FROM referrals_participant p WHERE p.subject_id = r.id),
  (SELECT count(*) FROM referrals_step s WHERE s.referral_id = r.id),
  (SELECT count(*) FROM events_outbox e WHERE e.subject_id = r.id AND e.delivered_at IS NOT NULL),
  (SELECT count(*) FROM audit_entry a WHERE a.subject_id = r.id)
FROM referrals_referral r WHERE r.idempotency_key IS NOT NULL
"""
_NOTICES = """
SELECT count(*), count(DISTINCT person_id) FROM notices_notice n
JOIN referrals_participant p ON p.reference = n.subject_reference AND p.role = 'receiver'
JOIN referrals_referral r ON r.id = p.subject_id AND r.idempotency_key IS NOT NULL GROUP BY p.subject_id
"""


def _prove(site: Site, client: Client) -> None:
    stored = site.rows(_STORED)
    assert Counter(stored) == Counter(client.confirmed.items())
    assert site.rows(_OF_EACH) == [(2, 1, 1, 1)]
    told = site.rows(_NOTICES)
    assert len(told) == len(client.confirmed)
    assert len(set(told)) == 1, "each of the receiving program's workers is told once of each referral"
    assert told[0][0] == told[0][1] > 0
    letters = [str(row[0]) for row in site.rows("SELECT message_id FROM notices_letter")]
    assert set(site.mail.ids) == set(letters)
    assert site.rows("SELECT count(*) FROM notices_letter WHERE dead_at IS NOT NULL") == [(0,)]
    with site.as_committed().role("jobs"):
        verdict = audit.verify()
    assert verdict.whole, verdict
    assert [(verdict.checked,)] == site.rows("SELECT count(*) FROM audit_entry")
    _prove_files_whole(site)
    doubled = len(site.mail.ids) - len(letters)
    again = sum(count - 1 for count in client.tried.values())
    _say(f"{len(stored)} confirmed after {again} retries, {len(letters)} letters and {doubled} of them twice")


def _prove_files_whole(site: Site) -> None:
    """Check every page's sum, and build every index anew from its table.

    The wheel brings pg_amcheck, but not the extension that it needs; a rebuilt unique index finds doubled
    rows, and reading every table finds what cannot be read.
    """
    assert "Bad checksums:  0" in site.check_pages()
    with psycopg.connect(site.urls.owner or "", autocommit=True) as owner:
        owner.execute("REINDEX DATABASE")
        owner.execute("VACUUM (FREEZE, DISABLE_PAGE_SKIPPING)")


@pytest.mark.drill
@pytest.mark.timeout(6 * 3600)
def test_nothing_confirmed_is_lost_or_doubled_in_many_kills(site: Site) -> None:
    _prove(site, _drill(site, KILLS))


@pytest.mark.timeout(600)
def test_nothing_confirmed_is_lost_or_doubled_in_a_kill_of_each(site: Site) -> None:
    _prove(site, _drill(site, 1))
