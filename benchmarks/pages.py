"""Rows 1, 3 and 7: the queue page against its own SELECT and template, counters, row-level security."""

from collections.abc import Callable
from typing import Any
from unittest import mock

import psycopg

from benchmarks.bench import Bench, same
from benchmarks.measure import Result, ratio
from benchmarks.stage import Stage, organization

WORKER = 3
_FLOOR = """
SELECT p.reference, p.role, p.due_at, p.subject_id, r.state, r.about, r.sensitivity, r.function, r.category,
  r.interpreter_language, r.safe_contact, r.sender_label, r.receiver_label, r.sent_at, r.clock,
  r.owed_by_id, r.overdue_at, r.handler_name, r.release_id, p.closed_at
FROM referrals_participant p JOIN referrals_referral r ON r.id = p.subject_id
WHERE p.organization_id = %s AND p.open AND p.turn ORDER BY p.due_at, p.subject_id LIMIT 26
"""


def queue_page(bench: Bench) -> list[Result]:
    """Row 1: the signed-in queue page / a prepared SELECT and the same template with the same values."""
    stage = bench.largest
    from concord.foundation.lib import clock

    with psycopg.connect(stage.network.urls.owner or "", autocommit=True) as raw, clock.frozen(clock.now()):
        values, body = _captured(stage)
        render = _template("referrals/queue.html")

        def floor() -> tuple[list[Any], str]:
            found = raw.execute(_FLOOR, [organization(WORKER)], prepare=True).fetchall()
            return found, render(values)

        found, text = floor()
        same("row 1, references", [row[0] for row in found[:25]], [row.reference for row in values["rows"]])
        same("row 1, page", text, body.decode())
        got = ratio(lambda: stage.page("/queue/", WORKER), floor, turns=bench.turns)
    return [
        Result(
            1,
            f"queue page of {len(values['rows'])} at {stage.network.size:,}",
            got.of,
            "x",
            3.0,
            1.5,
            got.measured,
            f"SELECT + template {got.floor}",
        )
    ]


def _captured(stage: Stage) -> tuple[dict[str, Any], bytes]:
    """Ask for the page once, and return what its template was given and what was answered."""
    from django.template import engines

    from concord.foundation.access import doors
    from concord.operations.referrals.views import queue

    stage.cookie(WORKER)
    values: dict[str, Any] = {}

    def noting(request: Any, template: str, context: Any, **options: Any) -> Any:
        engine: Any = engines["jinja2"]
        values.update(context)
        for processor in engine.template_context_processors:
            values.update(processor(request))
        values["request"] = request
        answer = doors.respond(request, template, context, **options)
        answer.content = _template(template)(values).encode()  # with the token that we noted
        return answer

    with mock.patch.object(queue, "respond", noting):
        return values, stage.page("/queue/", WORKER)


def _template(name: str) -> Callable[[dict[str, Any]], str]:
    from django.template import engines

    engine: Any = engines["jinja2"]
    found: Callable[[dict[str, Any]], str] = engine.env.get_template(name).render
    return found


def counters(bench: Bench) -> list[Result]:
    """Row 3: the counters of the tabs / one get by primary key, both under row-level security."""
    stage = bench.largest
    from concord.foundation.access import scope
    from concord.operations.referrals import queries
    from concord.operations.referrals.models import Participant

    actor = stage.actor(WORKER)
    stage.enter("owner")
    party = Participant.objects.filter(organization_id=organization(WORKER), open=True).first()
    assert party is not None
    with psycopg.connect(stage.network.urls.owner or "", autocommit=True) as raw:
        truth = _recount(raw, organization(WORKER), actor.person)
    stage.enter()
    with scope.acting(actor):
        from django.db import connection

        same("row 3, counters", tuple(queries.get_counts(for_=actor)), truth)
        sql = "SELECT id FROM referrals_participant WHERE id = %s"

        def get() -> object:
            with connection.cursor() as cursor:
                cursor.execute(sql, [party.id])
                return cursor.fetchone()

        same("row 3, get", get(), (party.id,))
        got = ratio(lambda: queries.get_counts(for_=actor), get, turns=bench.turns * 5)
    return [
        Result(3, f"counters at {stage.network.size:,}", got.of, "x", 1.5, 1.0, got.measured,
               f"primary-key get {got.floor}", note=f"counts {truth}")
    ]  # fmt: skip


def _recount(raw: "psycopg.Connection[Any]", organization_id: object, person_id: object) -> tuple[int, ...]:
    """Count everything and cut afterwards."""
    row = raw.execute(
        "SELECT count(*) FILTER (WHERE turn), count(*) FILTER (WHERE handler_id = %s),"
        " count(*) FILTER (WHERE NOT turn) FROM referrals_participant WHERE organization_id = %s AND open",
        [person_id, organization_id],
    ).fetchone()
    assert row is not None
    return tuple(min(number, 100) for number in row)


def row_security(bench: Bench) -> list[Result]:
    """Row 7: the queue under the application's login / under the owner's, whose policies show everything."""
    stage = bench.largest
    from concord.foundation.access import scope
    from concord.foundation.lib import clock
    from concord.operations.referrals import queries

    actor = stage.actor(WORKER)
    size = stage.network.size

    def query(login: str) -> Callable[[], object]:
        def run() -> object:
            stage.enter(login)
            return queries.list_queue(for_=actor, view="needs", now=at)

        return run

    from django.db import transaction

    at = clock.now()
    transactions = []
    try:
        for login in ("app", "owner"):
            stage.enter(login)
            block = transaction.atomic()
            block.__enter__()
            transactions.append((login, block))
            scope.enter(actor)
        same("row 7, query", query("app")(), query("owner")())
        on_query = ratio(query("app"), query("owner"), turns=bench.turns * 2)
    finally:
        for login, block in transactions:
            stage.enter(login)
            block.__exit__(None, None, None)
    on_page = ratio(
        lambda: stage.page("/queue/", WORKER),
        lambda: stage.page("/queue/", WORKER, login="owner"),
        turns=bench.turns,
    )
    return [
        Result(7, f"row security on, queue query at {size:,}", on_query.of, "x", 1.2, 1.05,
               on_query.measured, f"off {on_query.floor}"),
        Result(7, f"row security on, queue page at {size:,}", on_page.of, "x", 1.2, 1.05, on_page.measured,
               f"off {on_page.floor}"),
    ]  # fmt: skip
