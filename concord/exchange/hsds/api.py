"""The API of HSDS 3.1 under /hsds/v3/: open to everybody, only for what organizations chose to publish.

The format is the standard's, so shapes and faults are described by its own document and not by that of /api/.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time
from functools import wraps
from hashlib import sha256
from http import HTTPStatus
from typing import Any, Final, TypeVar

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.dateparse import parse_datetime
from django.views.decorators.csrf import csrf_exempt

from concord.exchange.hsds import codes, document
from concord.exchange.hsds.queries import public as queries
from concord.exchange.hsds.queries.public import Asked, Found
from concord.exchange.hsds.structure import Record, children
from concord.foundation.access.doors import public
from concord.foundation.lib.denied import NotVisible

T = TypeVar("T")
JSON: Final = "application/json"
_MOST_LINES: Final = 100_000
_YES, _NO = frozenset({"true", "1", "yes"}), frozenset({"false", "0", "no", ""})
View = Callable[..., HttpResponseBase]


class NotUnderstoodError(Exception):
    """A parameter that is not understood; the text names it."""


@dataclass(frozen=True, slots=True)
class Look:
    """How somebody wants to see what they look for."""

    page: int = 1
    per_page: int = codes.PER_PAGE
    lines: bool = False
    full: bool = False
    minimal: bool = False

    @property
    def start(self) -> int:
        return 0 if self.lines else (self.page - 1) * self.per_page

    @property
    def size(self) -> int:
        return _MOST_LINES if self.lines else self.per_page


def _told(view: View) -> View:
    """Answer reading only, in JSON, a limited number of times, to whatever site asks."""

    @csrf_exempt
    @public("tells what organizations chose to publish; nothing while the network's switch is off")
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = _answered(view, request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


def _answered(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    if request.method not in {"GET", "HEAD"}:
        refused = problem(405, "Only reading is offered.")
        refused["Allow"] = "GET, HEAD"
        return refused
    if not ratelimit.consume(
        request, app="concord", action="open_data", config={"open_data": codes.LIMITS}, limit_get=True
    ):
        refused = problem(429, "Too many requests. Try again in a minute.")
        refused["Retry-After"] = "60"
        return refused
    try:
        return view(request, *args, **kwargs)
    except NotUnderstoodError as fault:
        return problem(400, f"Not understood: {fault}.")
    except NotVisible:
        return problem(404, "There is nothing here.")


def problem(status: int, detail: str) -> HttpResponse:
    """Answer a refusal."""
    body = {
        "type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail
    }  # fmt: skip
    return HttpResponse(json.dumps(body), status=status, content_type=document.PROBLEM)


# -- addresses -------------------------------------------------------------------------------------
@_told
def about(request: HttpRequest) -> HttpResponseBase:
    """Say which version and profile is spoken, and where it is described."""
    queries.list_published()
    body = {
        "version": codes.VERSION,
        "profile": codes.PROFILE,
        "openapi_url": f"{settings.ORIGIN}/hsds/v3/openapi.json",
    }
    return _one(request, body)


@_told
def describe(request: HttpRequest) -> HttpResponseBase:
    """Answer the OpenAPI document."""
    queries.list_published()
    return _one(request, document.describe())


@_told
def services(request: HttpRequest) -> HttpResponseBase:
    asked, look = _asked(request), _look(request)
    found = queries.list_services(asked, look.start, look.size)
    return _many(request, look, found, "service")


@_told
def service(request: HttpRequest, identifier: str) -> HttpResponseBase:
    return _one(request, queries.get_service(identifier))


@_told
def organizations(request: HttpRequest) -> HttpResponseBase:
    asked, look = _asked(request), _look(request)
    full = look.full or _flag(request, "full_service")
    found = queries.list_organizations(asked, look.start, look.size, full=full)
    return _many(request, look, found, "organization", full=full)


@_told
def organization(request: HttpRequest, identifier: str) -> HttpResponseBase:
    return _one(request, queries.get_organization(identifier))


@_told
def places(request: HttpRequest) -> HttpResponseBase:
    asked, look = _asked(request), _look(request)
    if request.GET.get("proximity"):
        raise NotUnderstoodError("proximity (no positions are kept here; use postcode)")
    found = queries.list_places(asked, look.start, look.size)
    return _many(request, look, found, "service_at_location")


@_told
def place(request: HttpRequest, identifier: str) -> HttpResponseBase:
    return _one(request, queries.get_place(identifier))


@_told
def taxonomies(request: HttpRequest) -> HttpResponseBase:
    look = _look(request)
    return _many(request, look, queries.list_taxonomies(look.start, look.size, _text(request, "search")), "")


@_told
def taxonomy(request: HttpRequest, identifier: str) -> HttpResponseBase:
    return _one(request, queries.get_taxonomy(identifier))


@_told
def taxonomy_terms(request: HttpRequest) -> HttpResponseBase:
    look = _look(request)
    _flag(request, "top_only")
    if _text(request, "parent_id"):  # our terms have no parents
        return _many(request, look, Found(0, ()), "")
    found = queries.list_terms(look.start, look.size, _text(request, "search"), _text(request, "taxonomy_id"))
    return _many(request, look, found, "")


@_told
def taxonomy_term(request: HttpRequest, identifier: str) -> HttpResponseBase:
    return _one(request, queries.get_term(identifier))


# -- answers ---------------------------------------------------------------------------------------
def _one(request: HttpRequest, body: Record) -> HttpResponseBase:
    return _kept(request, json.dumps(body, ensure_ascii=False).encode(), JSON)


def _kept(request: HttpRequest, body: bytes, kind: str) -> HttpResponseBase:
    """Answer with a mark of the content, or that nothing has changed since."""
    changed = queries.get_changed_at()
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type=kind)
    response["ETag"] = tag
    if changed is not None:
        response["Last-Modified"] = changed.astimezone(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
    # Only the mark decides: what organizations choose changes what is told, and no listing with it.
    return get_conditional_response(request, etag=tag, response=response) or response


def _many(
    request: HttpRequest, look: Look, found: Found[Record], entity: str, *, full: bool = False
) -> HttpResponseBase:
    rows = [_shown(one, look, entity, full=full) for one in found.rows]
    if look.lines:
        return _kept(request, b"".join(_lines(rows)), document.LINES)
    pages = -(-found.total // look.per_page)
    body = {
        "total_items": found.total,
        "total_pages": pages,
        "page_number": look.page,
        "size": len(rows),
        "first_page": look.page == 1,
        "last_page": look.page >= pages,
        "empty": not rows,
        "contents": rows,
    }
    return _one(request, body)


def _lines(rows: Iterable[Record]) -> Iterator[bytes]:
    for row in rows:
        yield json.dumps(row, ensure_ascii=False).encode() + b"\n"


def _shown(one: Record, look: Look, entity: str, *, full: bool) -> Record:
    """Return a row of a list: what stands on it alone, unless everything is asked for."""
    if not entity or look.full or full:
        return one
    if look.minimal and entity == "service":
        return {key: one[key] for key in ("id", "name", "status", "last_modified") if key in one}
    leave = {child.key for child in children(entity) if child.many}
    shown = {key: value for key, value in one.items() if key not in leave}
    for child in children(entity):
        if not child.many and isinstance(shown.get(child.key), dict):
            shown[child.key] = _shown(shown[child.key], Look(), child.entity, full=False)
    return shown


# -- parameters ------------------------------------------------------------------------------------
def _asked(request: HttpRequest) -> Asked:
    known = {field.name for field in fields(Asked)}
    texts = {name: _text(request, name) for name in known - {"modified_after"}}
    return Asked(**texts, modified_after=_since(request))


def _look(request: HttpRequest) -> Look:
    shape = _text(request, "format") or "json"
    if shape not in {"json", "ndjson"}:
        raise NotUnderstoodError("format (json or ndjson)")
    return Look(
        page=_number(request, "page", 1, 1_000_000),
        per_page=_number(request, "per_page", codes.PER_PAGE, codes.MOST_PER_PAGE),
        lines=shape == "ndjson",
        full=_flag(request, "full"),
        minimal=_flag(request, "minimal"),
    )


def _text(request: HttpRequest, name: str) -> str:
    said = request.GET.get(name, "")
    if "\0" in said or len(said) > 200:  # noqa: PLR2004 - longer than any name
        raise NotUnderstoodError(name)
    return said.strip()


def _number(request: HttpRequest, name: str, default: int, most: int) -> int:
    said = _text(request, name)
    if not said:
        return default
    if not (said.isascii() and said.isdecimal()) or not 1 <= int(said) <= most:
        raise NotUnderstoodError(f"{name} (1 to {most})")
    return int(said)


def _flag(request: HttpRequest, name: str) -> bool:
    said = _text(request, name).casefold()
    if said not in _YES | _NO:
        raise NotUnderstoodError(f"{name} (true or false)")
    return said in _YES


def _since(request: HttpRequest) -> datetime | None:
    said = _text(request, "modified_after")
    if not said:
        return None
    try:
        found = parse_datetime(said.replace(" ", "+")) or datetime.combine(date.fromisoformat(said), time())
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise NotUnderstoodError("modified_after (such as 2026-11-18T00:00:00Z)") from None


def all_views() -> Sequence[tuple[str, View, str]]:
    """Return every address below /hsds/v3/ with its view and name."""
    return (
        ("", about, "about"),
        ("openapi.json", describe, "document"),
        ("services", services, "services"),
        ("services/<str:identifier>", service, "service"),
        ("organizations", organizations, "organizations"),
        ("organizations/<str:identifier>", organization, "organization"),
        ("service_at_locations", places, "places"),
        ("service_at_locations/<str:identifier>", place, "place"),
        ("taxonomies", taxonomies, "taxonomies"),
        ("taxonomies/<str:identifier>", taxonomy, "taxonomy"),
        ("taxonomy_terms", taxonomy_terms, "terms"),
        ("taxonomy_terms/<str:identifier>", taxonomy_term, "term"),
    )
