"""What the list shows of a search: what was understood, why a line is found, facets to choose, the map."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from concord.governance.directory import codes, words
from concord.governance.directory.queries import Answered, Filters, Map, ProgramRow, Question

_KINDS: Final = (
    "region", "category", "language", "accessibility", "community", "serves", "harm_scope", "org_type",
    "sub_type", "sector",
)  # fmt: skip
_WIDTH: Final = 640  # of the map, in its own units
Place = Callable[[str], str]


def understood(
    page: Answered[Any], filters: Filters, sent: QueryDict, place: Place, regions: Mapping[str, str]
) -> dict[str, Any]:
    """Return chips of what was understood, each with the address without it, and words put right."""
    question = page.question
    return {
        "chips": [*_of_words(question, sent, regions), *_of_filters(filters, sent, regions)],
        "corrected": [(each.word, each.meant) for each in question.corrected],
        "as_written": _address(sent, "exact", "on") if question.corrected else "",
        "unknown": list(question.unknown),
        "loose": page.loose and bool(page.rows),
        "capped": page.capped,
        "again": place("") if filters.without else "",
    }


def _of_words(question: Question, sent: QueryDict, regions: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for term in question.terms:
        if term.kind != "word":
            yield words.say_term(term.key, regions=regions), _address(sent, "without", term.key)


def _of_filters(filters: Filters, sent: QueryDict, regions: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for kind in _KINDS:
        given = getattr(filters, kind)
        for code in given if isinstance(given, tuple) else filter(None, (given,)):
            yield words.say_term(f"{kind}:{code}", regions=regions), _without(sent, kind, code)
    for facet in filters.facets:
        yield words.say_term(f"facet:{facet}"), _without(sent, "facets", facet)
    if filters.openings:
        yield words.say_term(f"opening:{filters.openings}"), _without(sent, "openings", filters.openings)
    if filters.from_region:
        near = _("Near: %(region)s") % {"region": regions.get(filters.from_region, filters.from_region)}
        yield near, _without(sent, "from_region", filters.from_region)
    flags = (
        ("tonight", _("Answers tonight")), ("interpreter", _("Interpreter")),
        ("culturally_specific", _("Culturally specific")),
    )  # fmt: skip
    for name, label in flags:
        if getattr(filters, name):
            yield label, _without(sent, name, sent.get(name, ""))


def _address(sent: QueryDict, name: str, value: str) -> str:
    """Return the same list with one thing more, from its top."""
    address = _filled(sent)
    address.setlist(name, [*(one for one in address.getlist(name) if one != value), value])
    return f"{reverse('directory:list')}?{address.urlencode()}"


def _without(sent: QueryDict, name: str, value: str) -> str:
    """Return the same list with one thing less, from its top."""
    address = _filled(sent)
    address.setlist(name, [one for one in address.getlist(name) if one != value])
    return f"{reverse('directory:list')}?{address.urlencode()}"


def _filled(sent: QueryDict) -> QueryDict:
    """Return what is set in an address: a form sends its empty fields too."""
    address = QueryDict(mutable=True)
    for name, values in sent.lists():
        if name != "after" and any(values):
            address.setlist(name, [value for value in values if value])
    return address


def why(row: ProgramRow, question: Question, regions: Mapping[str, str]) -> dict[str, Any]:
    """Say why a line is found, and how far it is: what it meets of what was looked for."""
    said = {term.key: term.said for term in question.terms}
    return {
        "why": [words.say_term(key, level, regions) for key, level in row.met if key in said],
        "distance": row.distance,
    }


def facets(filters: Filters) -> list[dict[str, Any]]:
    """Return what programs answer with yes, no or ask, each as a choice."""
    chosen = {facet.partition(":")[0]: facet for facet in filters.facets}
    return [
        {
            "id": f"q-facets-{code}",
            "label": words.label(words.FACETS, code),
            "choices": [
                ("", _("Any")),
                (code, _("Yes or ask")),
                *((f"{code}:{said}", words.label(words.FACET_ANSWERS, said)) for said in codes.FACET_ANSWERS),
            ],
            "value": chosen.get(code, ""),
        }
        for code in codes.FACETS
    ]


def map_of(drawn: Map | None, filters: Filters, regions: Mapping[str, str]) -> dict[str, Any] | None:
    """Return the map in its own units, each region with the way to its list; None where there is none."""
    if drawn is None:
        return None
    left, top, right, bottom = drawn.extent
    scale = _WIDTH / max(right - left, bottom - top, 1)
    return {
        "width": round((right - left) * scale) + 4,
        "height": round((bottom - top) * scale) + 4,
        "move": f"translate(2 2) scale({scale:.4f}) translate({-left} {-top})",
        "areas": [
            {
                "name": regions.get(area.region, ""),
                "url": f"{reverse('directory:list')}?region={area.region}" if area.region in regions else "",
                "path": "".join(area.paths),
                "parts": ", ".join(area.names),
                "x": round((area.middle[0] - left) * scale) + 2,
                "y": round((area.middle[1] - top) * scale) + 2,
                "chosen": bool(area.region) and area.region == filters.region,
            }
            for area in drawn.areas
        ],
    }
