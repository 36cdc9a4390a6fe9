"""The list, an organization, a program, and what the services mean."""

import functools
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from concord.foundation.access.actor import Actor
from concord.foundation.access.doors import actor_of, door, is_swap, respond
from concord.foundation.access.gates import NO_REFERRALS
from concord.foundation.lib.denied import Invalid, allowed
from concord.foundation.organizations.codes import SECTORS, TYPES
from concord.governance.directory import codes, queries, rules, words
from concord.governance.directory.forms import choices
from concord.governance.directory.queries import Filters
from concord.governance.directory.views import finding, shown

_SEVERAL = ("category", "language", "accessibility", "community", "serves", "harm_scope", "facets", "without")
_SINGLE = ("words", "org_type", "sub_type", "sector", "region", "openings", "from_region")
_FLAGS = ("interpreter", "culturally_specific", "tonight", "exact")


@require_safe
@door("directory.read")
def program_list(request: HttpRequest) -> HttpResponse:
    """List what the filters in the address leave; a filter that is not known is named and left out."""
    actor, sent = actor_of(request), request.GET.copy()
    filters = _filters(sent)
    errors: list[tuple[str, str]] = []
    after = sent.get("after", "")
    try:
        page = queries.list_programs(actor, filters, after or None)
    except Invalid as refusal:
        errors = [
            (f"q-{each.field}", words.explain_problem(each.field, each.code, each.parameters))
            for each in refusal.problems
        ]
        for field in {each.field for each in refusal.problems}:
            sent.pop(field, None)
        filters, after = _filters(sent), ""
        page = queries.list_programs(actor, filters)
    lacks = _lacking(actor, page.rows)
    regions, drawn = dict(page.regions), queries.get_map()
    place = functools.partial(_place, sent)
    understood = finding.understood(page, filters, sent, place, regions)
    return respond(
        request,
        "directory/_results.html" if is_swap(request) else "directory/list.html",
        understood
        | {
            "rows": [
                shown.row(row, lacks.get(row.organization_id, ())) | finding.why(row, page.question, regions)
                for row in page.rows
            ],
            "more": _place(sent, page.next) if page.next else "",
            "top": _place(sent, "") if after else "",
            "errors": errors,
            "searched": filters.words,
            "selects": _selects(filters, actor.tier, regions, drawn),
            "facets": finding.facets(filters),
            "map": None if is_swap(request) else finding.map_of(drawn, filters, regions),
            "flags": [("tonight", _("Answers tonight"), filters.tonight),
                      ("interpreter", _("Interpreter"), filters.interpreter),
                      ("culturally_specific", _("Culturally specific"), filters.culturally_specific)],
            "active": filters.active,
            "edits": _own_links(actor),
        },
        status=422 if errors else 200,
    )  # fmt: skip


def _lacking(actor: Actor, rows: tuple[queries.ProgramRow, ...]) -> dict[UUID, tuple[str, ...]]:
    """Say whose contacts are incomplete, to those who keep the region or the network together (DIR-06)."""
    if not actor.has_role("regional_coordinator", "backbone_staff"):
        return {}
    ids = [row.organization_id for row in rows if row.org_type not in NO_REFERRALS]
    return queries.list_incomplete_organizations(list(dict.fromkeys(ids)))


def _filters(sent: QueryDict) -> Filters:
    """Read filters from an address; several values of one filter are all needed."""
    several: dict[str, Any] = {
        name: tuple(dict.fromkeys(value for value in sent.getlist(name) if value)) for name in _SEVERAL
    }
    single: dict[str, Any] = {name: sent.get(name, "").strip()[:80] for name in _SINGLE}
    flags: dict[str, Any] = {name: bool(sent.get(name)) for name in _FLAGS}
    return Filters(**several, **single, **flags)


def _place(sent: QueryDict, key: str) -> str:
    """Return the address of another place in the same list; what is no filter of ours falls away."""
    address = QueryDict(mutable=True)
    for name in (*_SEVERAL, *_SINGLE, *_FLAGS):
        if name in sent:
            address.setlist(name, sent.getlist(name))
    if key:
        address["after"] = key
    return f"{reverse('directory:list')}?{address.urlencode()}"


def _selects(
    filters: Filters, tier: int, regions: Mapping[str, str], drawn: queries.Map | None
) -> list[dict[str, Any]]:
    """Return the filters to choose from; the first ones stand open. ``others`` keeps further values."""
    kinds = choices(words.OPENING_KINDS, codes.OPENING_KINDS) if tier >= rules.OPENINGS_TIER else []
    any_words, placed = _("Any"), {area.region for area in drawn.areas} if drawn else set[str]()
    tables: list[tuple[str, str, list[tuple[str, Any]]]] = [
        ("category", _("Service"), [(code, words.category_label(code)) for code in codes.CATEGORIES]),
        ("region", _("Region"), list(regions.items())),
        ("language", _("Language"), choices(words.LANGUAGES, codes.LANGUAGES)),
        ("accessibility", _("Access"), choices(words.ACCESSIBILITY, codes.ACCESSIBILITY)),
        ("serves", _("Serves"), choices(words.SERVES, codes.SERVES)),
        ("harm_scope", _("Kind of harm"), choices(words.HARM_SCOPES, codes.HARM_SCOPES)),
        ("openings", _("Openings"), [("any", _("Has room now")), *kinds]),
        ("from_region", _("Near"), [pair for pair in regions.items() if pair[0] in placed]),
        ("community", _("Community"), choices(words.COMMUNITIES, codes.COMMUNITIES)),
        ("org_type", _("Kind of organization"), choices(words.ORG_TYPES, TYPES)),
        ("sector", _("Sector"), choices(words.SECTORS, SECTORS)),
    ]  # fmt: skip
    found = []
    for name, label, table in tables:
        value = getattr(filters, name)
        values = list(value) if isinstance(value, tuple) else [value]
        found.append(
            {
                "name": name,
                "label": label,
                "choices": [("", any_words), *table],
                "value": values[0] if values else "",
                "others": values[1:],
            }
        )
    return found


def _own_links(actor: Actor) -> dict[str, str]:
    """Return the ways to what the actor keeps up to date; without a way where it is not theirs."""
    links = {}
    if actor.organization_reference:
        links["organization"] = reverse("directory:organization", args=[actor.organization_reference])
    if actor.can("openings.post"):
        links["openings"] = reverse("directory:openings")
    if actor.organization_id and allowed(rules.check_own_edit, actor, actor.organization_id) is None:
        links["contacts"] = reverse("directory:contacts")
    return links


@require_safe
@door("directory.read")
def services_page(request: HttpRequest) -> HttpResponse:
    """Say what each service category means (DIR-05)."""
    listed = [
        {
            "code": code,
            "label": words.category_label(code),
            "definition": words.category_definition(code),
            "url": f"{reverse('directory:list')}?category={code}",
        }
        for code in codes.CATEGORIES
    ]
    return respond(request, "directory/services.html", {"services": listed})


@require_safe
@door("directory.read")
def organization_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Show an organization with its programs, contacts and level."""
    actor = actor_of(request)
    found = queries.get_organization(reference, actor)
    values = {"organization": shown.organization(found, actor), "region_names": dict(queries.get_regions())}
    return respond(request, "directory/organization.html", values)


@require_safe
@door("directory.read")
def program_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Show all that a program says of itself."""
    actor = actor_of(request)
    found = queries.get_program(reference, actor)
    values = {"program": shown.program(found, actor), "region_names": dict(queries.get_regions())}
    return respond(request, "directory/program.html", values)
