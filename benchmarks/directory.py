"""Rows 10 and 11: search and the nearest among a hundred thousand services, in a network of their own."""

from typing import Any

from benchmarks.bench import Bench, same
from benchmarks.data import prepare
from benchmarks.measure import Result, ratio
from benchmarks.stage import Stage

SERVICES = 100_000
# One common word, one of a name, several facets, a whole question, one with mistakes in it.
QUESTIONS = (
    "shelter", "willowgate", "pets + teen son + tonight", "spanish speaking lawyer north wheelchair",
    "sheltr childrn harbr",
)  # fmt: skip
_stage: list[Stage] = []


def services() -> Stage:
    """Return the network of services, open in this process."""
    if not _stage:
        _stage.append(Stage(prepare(SERVICES, "services.sql")))
    return _stage[0]


def keyword(bench: Bench) -> list[Result]:
    """Row 10: a page of the search by words / the page of the same condition without rank."""
    stage = services()
    from concord.foundation.access import scope
    from concord.governance.directory import queries
    from concord.governance.directory.queries import Filters

    actor = stage.actor()
    found = []
    with scope.acting(actor):
        for words in QUESTIONS:
            ranked = queries.list_programs(actor, Filters(words=words))
            assert ranked.rows, words
            unranked = _unranked(actor, Filters(words=words), loose=ranked.loose)
            same(words, len(unranked()), len(ranked.rows))
            got = ratio(
                lambda words=words: queries.list_programs(actor, Filters(words=words)),  # type: ignore[misc]  # called before the next turn
                unranked,
                turns=bench.turns,
            )
            found.append(
                Result(10, f"search “{words}”", got.of, "x", 3.0, 1.5, got.measured, f"unranked {got.floor}",
                       note=f"{len(ranked.rows)} rows{', capped' if ranked.capped else ''}")
            )  # fmt: skip
    return found


def _unranked(actor: Any, filters: Any, *, loose: bool) -> Any:
    """Return the same page with the lines as the database happens to find them."""
    from django.db import connection

    from concord.governance.directory.queries import finding, programs, search, sources
    from concord.governance.directory.queries.asked import both

    viewer = sources.get_actor_facts(actor)
    question = search.ask(filters, viewer, None, 25).question
    wanted = both(*question.needed, finding._loosely([term.accept for term in question.terms], 2 * loose))  # noqa: SLF001 - what the index alone costs
    sql = (
        "SELECT id, organization_id, program_id, organization_name, program_name, 0, 0 FROM directory_entry"
        " WHERE document @@ %s::tsquery LIMIT 26"
    )

    def run() -> Any:
        seen = sources.get_actor_facts(actor)
        sources.get_regions()
        with connection.cursor() as cursor:
            cursor.execute(sql, [wanted])
            lines = tuple(finding.Line(*row) for row in cursor.fetchall()[:25])
        answer = search.Answer(lines, "", question, loose=False, capped=False)
        return programs._rows_of(answer, seen, filters)  # noqa: SLF001 - the same page, unranked

    return run


def nearest(bench: Bench) -> list[Result]:
    """Row 11: the ten nearest of all services / ten entries of the nearest region by its index."""
    stage = services()
    from django.db import connection

    from concord.foundation.access import scope
    from concord.governance.directory.queries import finding, places
    from concord.governance.directory.queries.asked import Question

    actor = stage.actor()
    with scope.acting(actor):
        here = places.find("capital")

        def measured() -> list[Any]:
            return [line.id for line in finding.find(finding.Wanted(Question(), 9, near=here)).lines]

        def floor() -> list[Any]:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT e.id, e.organization_id, e.program_id, e.organization_name, e.program_name"
                    " FROM directory_reach r JOIN directory_entry e ON e.id = r.entry_id WHERE r.region = %s"
                    " ORDER BY r.organization_name, r.program_name, r.entry_id LIMIT 10",
                    ["capital"],
                )
                return [row[0] for row in cursor.fetchall()]

        same("row 11", measured(), floor())
        got = ratio(measured, floor, turns=bench.turns * 5)
    return [
        Result(11, f"nearest 10 of {SERVICES:,}", got.of, "x", 2.0, 1.2, got.measured, f"index {got.floor}")
    ]  # fmt: skip
