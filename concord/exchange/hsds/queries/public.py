"""What everybody may read: services of organizations that chose it, while the network's switch is on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Generic, TypeVar
from uuid import UUID

from concord.exchange.hsds import codes, identifiers, terms
from concord.exchange.hsds.models import Choice, Kept, Switch
from concord.exchange.hsds.queries import datasets
from concord.exchange.hsds.structure import Record
from concord.foundation.lib.denied import NotVisible
from concord.foundation.organizations.codes import ENDED
from concord.governance.directory import queries as directory
from concord.governance.directory.queries import Wanted

T = TypeVar("T")
_FILTERED: Final = frozenset({"categories", "harm_scope", "serves", "communities", "accessibility"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody outside looks for; everything given must hold."""

    search: str = ""
    taxonomy_term_id: str = ""
    taxonomy_id: str = ""
    organization_id: str = ""
    modified_after: datetime | None = None
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """Some of what was looked for, and how many there are in all."""

    total: int
    rows: Sequence[T]


def is_open() -> bool:
    """Tell whether the network tells anything to everybody."""
    return Switch.objects.filter(id=1, is_open=True).exists()


def is_published(organization_id: UUID) -> bool:
    """Tell whether an organization chose that its services are told to everybody."""
    return Choice.objects.filter(organization_id=organization_id, published=True).exists()


def list_published() -> tuple[UUID, ...]:
    """Return the organizations whose services are told to everybody; raises NotVisible while nothing is."""
    if not is_open():
        raise NotVisible
    found = Choice.objects.filter(published=True, organization__verified_at__isnull=False)
    return tuple(
        found.exclude(organization__status=ENDED)
        .order_by("organization_id")
        .values_list("organization_id", flat=True)
    )


def get_changed_at() -> datetime | None:
    """Return when anything that is told last changed."""
    return directory.get_changed_at(list_published())


def list_services(asked: Asked, start: int, size: int) -> Found[Record]:
    """List services of HSDS."""
    wanted = _wanted(asked)
    if wanted is None:
        return Found(0, ())
    total = directory.count_programs(wanted)
    ids = directory.find_programs(wanted, start, size) if start < total else ()
    return Found(total, _services(ids))


def get_service(identifier: str) -> Record:
    """Return one service; raises NotVisible where it is not told."""
    ids = list_published()
    program_id = _key_of(
        "service", identifier, lambda: directory.find_programs(Wanted(ids), 0, codes.MOST_ROWS)
    )
    wanted = Wanted(ids, program_ids=[program_id])
    return _services(directory.find_programs(wanted, 0, 1), found_or_not=True)[0]


def list_organizations(asked: Asked, start: int, size: int, *, full: bool) -> Found[Record]:
    """List organizations; ``full``: each with its services."""
    ids = list_published()
    if asked.taxonomy_id or asked.taxonomy_term_id:
        wanted = _wanted(asked)
        programs = directory.find_programs(wanted, 0, codes.MOST_ROWS) if wanted else ()
        having = {one.organization_id for one in directory.list_programs_said(program_ids=programs)}
        ids = tuple(one for one in ids if one in having)
    said = directory.list_organizations_said(ids)
    words = asked.search.casefold().split()
    if words:
        said = tuple(one for one in said if all(word in one.name.casefold() for word in words))
    some = [one.id for one in said[start : start + size]]
    return Found(len(said), _organizations(some, full=full))


def get_organization(identifier: str) -> Record:
    """Return one organization with its services; raises NotVisible where it is not told."""
    ids = list_published()
    key = _key_of("organization", identifier, lambda: ids)
    if key not in ids:
        raise NotVisible
    return _organizations([key], full=True)[0]


def list_places(asked: Asked, start: int, size: int) -> Found[Record]:
    """List the places at which services are given, each with its service."""
    wanted = _wanted(asked)
    if wanted is None:
        return Found(0, ())
    told = Kept.objects.filter(program_id__isnull=False).values_list("program_id", "places")
    counted: dict[UUID | None, int] = dict(told)
    holding: list[UUID] = []
    before = first = 0
    for program_id, addressed in directory.list_addressed(wanted):
        held = counted.get(program_id, int(addressed))
        if held and before + held > start and before < start + size:
            first = before if not holding else first
            holding.append(program_id)
        before += held
    rows = [place for service in _services(holding) for place in _places(service)]
    return Found(before, rows[max(start - first, 0) :][:size])


def get_place(identifier: str) -> Record:
    """Return one place at which a service is given; raises NotVisible where it is not told."""
    if not identifiers.is_one(identifier):
        list_published()
        raise NotVisible
    wanted = Wanted(list_published())
    holding = [program_id for program_id, addressed in directory.list_addressed(wanted) if addressed]
    holding = [one for one in holding if _place_id(one) == identifier]
    holding += list(
        Kept.objects.filter(
            program__organization_id__in=wanted.organization_ids,
            extra__service_at_locations__contains=[{"id": identifier}],
        ).values_list("program_id", flat=True)
    )
    found = (place for service in _services(holding) for place in _places(service))
    place = next((one for one in found if one["id"] == identifier), None)
    if place is None:
        raise NotVisible
    return place


def list_taxonomies(start: int, size: int, search: str = "") -> Found[Record]:
    """List the taxonomies that our records use."""
    list_published()
    told = [one for one in terms.taxonomies().values() if _matches(one, search)]
    return Found(len(told), told[start : start + size])


def list_terms(start: int, size: int, search: str = "", taxonomy_id: str = "") -> Found[Record]:
    """List the terms that our records use."""
    list_published()
    told = [
        one
        for one in terms.terms().values()
        if _matches(one, search) and taxonomy_id in {"", one["taxonomy_id"]}
    ]
    return Found(len(told), told[start : start + size])


def get_taxonomy(identifier: str) -> Record:
    """Return one taxonomy; raises NotVisible."""
    return _one_of(terms.taxonomies().get(identifier))


def get_term(identifier: str) -> Record:
    """Return one term; raises NotVisible."""
    return _one_of(terms.terms().get(identifier))


def _one_of(found: Record | None) -> Record:
    list_published()
    if found is None:
        raise NotVisible
    return found


def _matches(one: Record, search: str) -> bool:
    return all(word in str(one["name"]).casefold() for word in search.casefold().split())


def _wanted(asked: Asked) -> Wanted | None:
    """Translate what is looked for; None where nothing can be found."""
    ids = list_published()
    if asked.organization_id:
        key = _find("organization", asked.organization_id, lambda: ids)
        if key not in ids:
            return None
        ids = (key,)
    coded, filled = [], []
    if asked.taxonomy_term_id:
        term = terms.terms().get(asked.taxonomy_term_id)
        table = _table(str(term["taxonomy_id"])) if term else ""
        if term is None or table not in _FILTERED:
            return None
        coded.append((table, terms.code_of(term, table)))
    if asked.taxonomy_id:
        table = _table(asked.taxonomy_id)
        if table not in _FILTERED:
            return None
        filled.append(table)
    return Wanted(ids, asked.search, tuple(coded), tuple(filled), asked.modified_after, asked.postcode)


def _table(taxonomy_id: str) -> str:
    return next((name for name in _FILTERED if terms.taxonomy_id(name) == taxonomy_id), "")


def _key_of(entity: str, identifier: str, known: Callable[[], Sequence[UUID]]) -> UUID:
    key = _find(entity, identifier, known)
    if key is None:
        raise NotVisible
    return key


def _find(entity: str, identifier: str, known: Callable[[], Sequence[UUID]]) -> UUID | None:
    """Find our key behind an id that others see: one that came with the record, or one that we derived."""
    if not identifiers.is_one(identifier):
        return None
    came = Kept.objects.filter(entity=entity, identifier=identifier).first()
    if came is not None:
        return came.organization_id if entity == "organization" else came.program_id
    return next((key for key in known() if identifiers.of(entity, key) == identifier.lower()), None)


def _services(ids: Sequence[UUID], *, found_or_not: bool = False) -> list[Record]:
    if not ids:
        if found_or_not:
            raise NotVisible
        return []
    programs = {one.id: one for one in directory.list_programs_said(program_ids=ids)}
    ordered = [programs[one] for one in ids if one in programs]
    services = datasets.services_of(ordered, internal=False)
    owners = datasets.organization_ids({one.organization_id for one in ordered})
    said = directory.list_organizations_said({one.organization_id for one in ordered})
    bare = {
        owners[one.id]: record
        for one, record in zip(said, datasets.organizations_of(said, ordered), strict=True)
    }
    return [{**service, "organization": bare[service["organization_id"]]} for service in services]


def _organizations(ids: Sequence[UUID], *, full: bool) -> list[Record]:
    said = directory.list_organizations_said(ids)
    programs = directory.list_programs_said(organization_ids=ids)
    if full:
        return datasets.assemble(said, programs, internal=False)
    return datasets.organizations_of(said, programs)


def _places(service: Record) -> list[Record]:
    held = service.get("service_at_locations") or []
    rest = {key: value for key, value in service.items() if key != "service_at_locations"}
    return [{**link, "service": rest} for link in held if isinstance(link, dict) and "id" in link]


def _place_id(program_id: UUID) -> str:
    return identifiers.below(identifiers.of("service", program_id), "service_at_location")


def get_choice_facts(organization_id: UUID) -> tuple[bool, bool]:
    """Return whether the network's switch is on, and whether an organization chose to be told."""
    return is_open(), is_published(organization_id)


def count_published() -> int:
    """Count the organizations that chose to be told, whether or not the switch is on."""
    return Choice.objects.filter(published=True).count()
