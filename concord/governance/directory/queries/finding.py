"""Looks entries up: what fits is found by one index, at most some hundreds are ranked, pages follow by key.

The statements are written by hand: a ranked, capped search with a place in it is nothing that the ORM says.
Every value in them is bound; what is put together are fixed parts. See docs/decisions/0010.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection

from concord.governance.directory.queries.asked import Known, Question, both, either
from concord.governance.directory.spelling import SHORTEST, deletes, nearest, stem

RANKED: Final = 200  # of those that fit best as many are ranked at most, then as many that fit
SORTED: Final = 1600  # entries that are sorted by name at most; more of them are read in the order of names
WALKED: Final = -1  # how an answer in the order of names goes on
FAR: Final = 100_000  # farther than anything on the map
_STRONG, _WEAK, _NAMED, _ECHO = 8, 5, 3, 2
_ECHOES: Final = 3  # words of one term that are listened for
_WORD_STRONG, _WORD_WEAK = 10, 4
_ENDED: Final = 50

_COLUMNS: Final = "e.id, e.organization_id, e.program_id, e.organization_name, e.program_name"
_ORDER: Final = "distance, place, organization_name, organization_id, program_name, id"


@dataclass(frozen=True, slots=True)
class Line:
    """One entry that was found; ``met`` says of each term: 2 fully, 1 partly, 0 not."""

    id: UUID
    organization_id: UUID
    program_id: UUID | None
    organization_name: str
    program_name: str
    distance: int
    place: int
    met: Sequence[int] = ()

    @property
    def key(self) -> tuple[object, ...]:
        names = (self.organization_name, self.organization_id, self.program_name, self.id)
        return self.distance, self.place, *names


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question with what bounds its answer. ``near``: points of the map, in its kilometers."""

    question: Question
    size: int
    after: tuple[object, ...] | None = None
    near: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Lines in their order, one more than asked where there is more. ``loose``: not all terms are met."""

    lines: tuple[Line, ...]
    loose: int = 0
    capped: bool = False


def find(wanted: Wanted, loose: int | None = None) -> Found:
    """Answer a question; where nothing meets all terms, what meets all but one, then any.

    ``loose`` says how it was answered before, for the next page of the same answer.
    """
    terms = wanted.question.terms
    if not terms:
        return _browse(wanted, walked=loose == WALKED)
    levels = range(min(3, len(terms))) if loose is None else (loose,)
    found = Found(())
    for level in levels:
        found = _rank(wanted, level)
        if found.lines:
            break
    return found


# -- ranked -------------------------------------------------------------------------------------------


def _rank(wanted: Wanted, loose: int) -> Found:
    question = wanted.question
    values = _values(wanted)
    values["accept"] = both(*question.needed, _loosely([term.accept for term in question.terms], loose))
    values["strong"] = both(*question.needed, *(term.strong for term in question.terms))
    met = []
    for number, term in enumerate(question.terms):
        values |= {f"s{number}": term.strong, f"a{number}": term.accept}
        met.append(
            f"CASE WHEN document @@ %(s{number})s::tsquery THEN 2"
            f" WHEN document @@ %(a{number})s::tsquery THEN 1 ELSE 0 END"
        )
    points = _points(question, values)
    sql = f"""
WITH best AS MATERIALIZED (SELECT {_COLUMNS}, e.regions, e.ended, e.document FROM directory_entry e
    WHERE e.document @@ %(strong)s::tsquery),
  fit AS MATERIALIZED (SELECT {_COLUMNS}, e.regions, e.ended, e.document FROM directory_entry e
    WHERE e.document @@ %(accept)s::tsquery),
  first AS (SELECT * FROM best LIMIT {RANKED:d}),
  rest AS (SELECT * FROM fit WHERE (SELECT count(*) FROM first) < {RANKED:d} LIMIT {RANKED:d}),
  candidate AS (SELECT * FROM first
    UNION ALL SELECT * FROM rest WHERE NOT EXISTS (SELECT FROM first WHERE first.id = rest.id)),
  met AS MATERIALIZED (SELECT *, ARRAY[{", ".join(met)}] AS met FROM candidate),
  scored AS (SELECT *, {_distance(wanted)} AS distance, -({points}) AS place FROM met)
SELECT id, organization_id, program_id, organization_name, program_name, distance, place, met,
  greatest((SELECT count(*) FROM first), (SELECT count(*) FROM rest)) AS ranked
FROM scored WHERE {_later(wanted)} ORDER BY {_ORDER} LIMIT {wanted.size + 1:d}"""  # noqa: S608 - fixed parts, bound values
    rows = _fetch(sql, values)
    lines = tuple(Line(*row[:8]) for row in rows)
    return Found(lines, loose, capped=bool(rows) and rows[0][8] >= RANKED)


def _loosely(parts: Sequence[str], loose: int) -> str:
    """All parts, all but one, or any."""
    if loose == 0:
        return both(*parts)
    if loose > 1 or len(parts) <= 2:  # noqa: PLR2004 - all but one of two is any
        return either(*parts)
    return either(*(both(*parts[:left], *parts[left + 1 :]) for left in range(len(parts))))


def _points(question: Question, values: dict[str, Any]) -> str:
    parts = [f"-{_ENDED} * ended::int"]
    for number, term in enumerate(question.terms):
        strong, weak = (_WORD_STRONG, _WORD_WEAK) if term.kind == "word" else (_STRONG, _WEAK)
        parts.append(f"(ARRAY[0, {weak}, {strong}])[met[{number + 1}] + 1]")
        bonus = [(_NAMED, term.named)] if term.named else []
        for at, (worth, heard) in enumerate([*bonus, *((_ECHO, echo) for echo in term.echoes[:_ECHOES])]):
            values[f"b{number}_{at}"] = heard
            parts.append(f"{worth} * (document @@ %(b{number}_{at})s::tsquery)::int")
    return " + ".join(parts)


# -- in the order of names ----------------------------------------------------------------------------


def _browse(wanted: Wanted, *, walked: bool) -> Found:
    """List what the filters leave, by distance and name: few are sorted, many are read in their order.

    Many are so many that the next page is never far: reading on costs the same on every page.
    """
    if wanted.question.needed and not walked:
        few = _sort(wanted)
        if few is not None:
            return few
    return Found(_walk_near(wanted) if wanted.near else _walk(wanted), WALKED)


def _sort(wanted: Wanted) -> Found | None:
    """Sort what fits; None where it is more than can be sorted."""
    values = _values(wanted) | {"needed": both(*wanted.question.needed)}
    sql = f"""
WITH fit AS MATERIALIZED (SELECT {_COLUMNS}, e.regions FROM directory_entry e
    WHERE e.document @@ %(needed)s::tsquery),
  candidate AS (SELECT * FROM fit LIMIT {SORTED + 1:d}),
  placed AS (SELECT *, {_distance(wanted)} AS distance, 0 AS place FROM candidate)
SELECT id, organization_id, program_id, organization_name, program_name, distance, place,
  (SELECT count(*) FROM candidate) AS fitting
FROM placed WHERE {_later(wanted)} ORDER BY {_ORDER} LIMIT {wanted.size + 1:d}"""  # noqa: S608 - fixed parts, bound values
    rows = _fetch(sql, values)
    if rows and rows[0][7] > SORTED and wanted.after is None:
        return None
    return Found(tuple(Line(*row[:7]) for row in rows))


def _walk(wanted: Wanted) -> tuple[Line, ...]:
    """Read on in the order of names. OFFSET 0 keeps the filter outside: it must not be looked up here."""
    values = _values(wanted)
    filtered = _filtered(wanted, values)
    later = ""
    if wanted.after is not None:
        later = (
            "WHERE (e.organization_name, e.organization_id, e.program_name, e.id)"
            " > (%(after2)s, %(after3)s, %(after4)s, %(after5)s)"
        )
    sql = f"""
SELECT {_COLUMNS}, 0 AS distance, 0 AS place FROM (SELECT * FROM directory_entry e {later}
  ORDER BY e.organization_name, e.organization_id, e.program_name, e.id OFFSET 0) e
WHERE TRUE{filtered} LIMIT {wanted.size + 1:d}"""  # noqa: S608 - as above
    return tuple(Line(*row) for row in _fetch(sql, values))


def _walk_near(wanted: Wanted) -> tuple[Line, ...]:
    """Go from region to region, the nearest first, in each by name; a program stands in its nearest one.

    ``place`` is the rank of the region: two may be equally far, and those that are on no map come last.
    """
    values = _values(wanted)
    filtered = _filtered(wanted, values)
    later = ""
    if wanted.after is not None:
        values["from"] = wanted.after[1]
        later = (
            " AND (near.place > %(from)s OR (r.organization_name, r.program_name, r.entry_id)"
            " > (%(after2)s, %(after4)s, %(after5)s))"
        )
    beyond = "WHERE place >= %(from)s" if wanted.after is not None else ""
    sql = f"""
WITH middle AS (SELECT region, min({_FROM_HERE})::int AS distance FROM {_MIDDLES}
    WHERE region <> '' GROUP BY region
    UNION ALL SELECT code, {FAR} FROM organizations_region r
    WHERE NOT EXISTS (SELECT FROM directory_boundary d WHERE d.region = r.code)),
  near AS MATERIALIZED (SELECT region, distance, row_number() OVER (ORDER BY distance, region)::int AS place,
    array_agg(region) OVER (ORDER BY distance, region
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS nearer FROM middle ORDER BY distance, region)
SELECT found.* FROM (SELECT * FROM near {beyond} ORDER BY place) near, LATERAL (
  SELECT {_COLUMNS}, near.distance, near.place
  FROM directory_reach r JOIN directory_entry e ON e.id = r.entry_id
  WHERE r.region = near.region AND NOT e.regions && coalesce(near.nearer, '{{}}')::varchar[]{filtered}{later}
  ORDER BY r.organization_name, r.program_name, r.entry_id LIMIT {wanted.size + 1:d}) found
LIMIT {wanted.size + 1:d}"""  # noqa: S608 - as above
    return tuple(Line(*row) for row in _fetch(sql, values))


def _filtered(wanted: Wanted, values: dict[str, Any]) -> str:
    if not wanted.question.needed:
        return ""
    values["needed"] = both(*wanted.question.needed)
    return " AND e.document @@ %(needed)s::tsquery"


# -- parts --------------------------------------------------------------------------------------------

_FROM_HERE: Final = "sqrt((b.middle_x - here.x) ^ 2 + (b.middle_y - here.y) ^ 2)"
_MIDDLES: Final = "directory_boundary b, unnest(%(x)s::float8[], %(y)s::float8[]) here (x, y)"


def _distance(wanted: Wanted) -> str:
    """Return the kilometers to the nearest center of a region that the entry serves (DIR-18)."""
    if not wanted.near:
        return "0"
    return (
        f"coalesce((SELECT min({_FROM_HERE}) FROM {_MIDDLES}"  # noqa: S608 - fixed parts
        f" WHERE b.region = ANY (regions)), {FAR})::int"
    )


def _values(wanted: Wanted) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if wanted.near:
        values |= {"x": [x for x, _y in wanted.near], "y": [y for _x, y in wanted.near]}
    if wanted.after is not None:
        values |= {f"after{number}": part for number, part in enumerate(wanted.after)}
    return values


def _later(wanted: Wanted) -> str:
    if wanted.after is None:
        return "TRUE"
    return f"({_ORDER}) > ({', '.join(f'%(after{number})s' for number in range(6))})"


def _fetch(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


# -- words --------------------------------------------------------------------------------------------

_LOOK_UP: Final = """
SELECT word FROM directory_term t WHERE t.deletes && %(deletes)s::varchar[]
  AND EXISTS (SELECT FROM directory_entry e WHERE e.document @@ ('''' || t.word || '''')::tsquery)"""
_BEGINS: Final = """
UNION ALL (SELECT word FROM directory_term WHERE word >= %(w{n})s AND word < %(x{n})s LIMIT 1)"""


def look_up(words: Sequence[str]) -> Known:
    """Ask which words stand in the directory now, and which stand there nearly so; one statement.

    Only a word that somebody can find is ever proposed: what was taken out of a listing is not.
    """
    long = [word for word in dict.fromkeys(words) if len(word) >= SHORTEST]
    held = _held(long) if long else set()
    missing = [word for word in long if not any(one.startswith(stem(word)) for one in held)]
    near = {word: best for word in missing if (best := nearest(word, held))}
    return Known(frozenset(words) - frozenset(missing), near)


def _held(words: Sequence[str]) -> set[str]:
    """Return words of the directory that begin as these do, or are nearly these."""
    values: dict[str, Any] = {"deletes": sorted({left for word in words for left in deletes(word)})}
    sql = _LOOK_UP
    for number, word in enumerate(words):
        values |= {f"w{number}": stem(word), f"x{number}": stem(word) + "\uffff"}
        sql += _BEGINS.format(n=number)
    return {word for (word,) in _fetch(sql, values)}
