"""Nested records to the tables of the data package, and back. Nothing is lost either way."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from concord.exchange.hsds import identifiers
from concord.exchange.hsds.structure import ID, Child, Record, children, columns, tables

Tables = dict[str, dict[str, Record]]  # table -> id -> row

# Tables whose rows stand by themselves; every other row that hangs on nothing is loose.
ROOTS: Final = ("organization", "service")


def flatten(records: Iterable[tuple[str, Record]]) -> Tables:
    """Take nested records apart: (table, record) -> rows by table and id."""
    held: Tables = {entity: {} for entity in tables()}
    for entity, record in records:
        _flatten(held, entity, record, {})
    return held


def _flatten(held: Tables, entity: str, record: Record, parent: Mapping[str, Any]) -> str:
    below = {child.key: child for child in children(entity)}
    row = {key: value for key, value in record.items() if key not in below and value is not None}
    for key, child in below.items():
        if not child.many and isinstance(record.get(key), dict):
            row[child.column] = _flatten(held, child.entity, record[key], {})
    own = _place(held[entity], row | dict(parent))
    for key, child in below.items():
        if child.many:
            for one in record.get(key) or ():
                if isinstance(one, dict):
                    _flatten(held, child.entity, one, _joining(entity, child, own))
    return own


def _joining(entity: str, child: Child, own: str) -> Record:
    more = {"attribute": {"link_entity": entity}, "metadata": {"resource_type": entity}}
    return {child.column: own, **more.get(child.entity, {})}


def _place(rows: dict[str, Record], row: Record) -> str:
    """Put a row into its table; a row that stands under several parents is one row, as long as it agrees."""
    own = str(row.get(ID) or identifiers.below("row", sorted(map(str, row.items()))))
    row[ID] = own
    there = rows.get(own)
    if there is not None and any(there.get(key, value) != value for key, value in row.items()):
        own = identifiers.below(own, sorted(map(str, row.items())))
        row[ID], there = own, rows.get(own)
    rows[own] = {**there, **row} if there else row
    return own


def nest(
    held: Mapping[str, Mapping[str, Record]],
) -> tuple[list[Record], list[Record], list[tuple[str, Record]]]:
    """Put rows together: organizations without services, services without organizations, and loose rows."""
    used: set[tuple[str, str]] = set()
    by_parent = _by_parent(held)
    organizations = [_nest("organization", row, held, by_parent, used, ("services",))
                     for row in held.get("organization", {}).values()]  # fmt: skip
    services = [_nest("service", row, held, by_parent, used, ("organization",))
                for row in held.get("service", {}).values()]  # fmt: skip
    loose = [
        (entity, dict(row))
        for entity, rows in held.items()
        for own, row in rows.items()
        if entity not in ROOTS and (entity, own) not in used
    ]
    return organizations, services, loose


_Parents = dict[tuple[str, str, str], list[Record]]


def _by_parent(held: Mapping[str, Mapping[str, Record]]) -> _Parents:
    """Sort rows by (table, column, id of the parent)."""
    found: _Parents = {}
    for entity, rows in held.items():
        joins = [name for name, column in columns(entity).items() if column.refers]
        joins += {"attribute": ["link_id"], "metadata": ["resource_id"]}.get(entity, [])
        for row in rows.values():
            for name in joins:
                if row.get(name):
                    found.setdefault((entity, name, str(row[name])), []).append(row)
    return found


def _nest(
    entity: str,
    row: Record,
    held: Mapping[str, Mapping[str, Record]],
    by_parent: _Parents,
    used: set[tuple[str, str]],
    leave: tuple[str, ...] = (),
) -> Record:
    own = str(row[ID])
    used.add((entity, own))
    record = dict(row)
    for child in children(entity):
        if child.key in leave:
            continue
        if child.many:
            found = [
                _without_parents(
                    child.entity, _nest(child.entity, one, held, by_parent, used, _upwards(entity))
                )
                for one in by_parent.get((child.entity, child.column, own), ())
            ]
            if found:
                record[child.key] = found
        elif child.entity not in ROOTS and (target := _target(held, child, row)) is not None:
            record[child.key] = _nest(child.entity, target, held, by_parent, used)
            record.pop(child.column, None)
    return record


def _upwards(entity: str) -> tuple[str, ...]:
    """Name the key under which a child would lead back to where it hangs."""
    return (entity,)


def _target(held: Mapping[str, Mapping[str, Record]], child: Child, row: Record) -> Record | None:
    return held.get(child.entity, {}).get(str(row.get(child.column, "")))


def _without_parents(entity: str, record: Record) -> Record:
    """Take away the columns that only say under what a record hangs."""
    joins = {name for name, column in columns(entity).items() if column.refers in _HOLD}
    joins |= {"link_id", "link_entity"} if entity == "attribute" else set()
    joins |= {"resource_id", "resource_type"} if entity == "metadata" else set()
    return {key: value for key, value in record.items() if key not in joins}


_HOLD: Final = frozenset({"organization", "service", "service_at_location", "location", "contact", "phone"})
