"""Assembles the API of all rooms under /api/v1: one document, one form of refusal, no page.

Every refusal is problem+json (RFC 9457), with the words of the pages. Both what has the wrong shape and what
a rule finds missing is 422, so that a caller mends them in one place; what is no JSON at all is 400.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, wraps
from http import HTTPStatus
from typing import Any, Final

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation, PathView
from ninja.parser import Parser
from ninja.renderers import BaseRenderer

from concord.config.refusals import explain, note
from concord.foundation.access.doors import actor_of, public
from concord.foundation.access.json_doors import Key
from concord.foundation.lib.denied import Conflict, Denied, Invalid, NotVisible
from concord.governance.directory.api import router as directory
from concord.information.releases.api import router as releases
from concord.operations.referrals.api import router as referrals

JSON: Final = "application/json"
PROBLEM: Final = "application/problem+json"
_DESCRIPTION: Final = (
    "For the systems of member organizations. A key acts for one organization with the standing and roles "
    "of the person who holds it, and only in its scopes. What is not visible does not exist: 404, the same "
    "as for an unknown reference."
)
# What pydantic calls a fault -> the code that has words; anything else is of the wrong kind.
_SHAPES: Final[Mapping[str, str]] = {
    "missing": "shape_missing",
    "extra_forbidden": "shape_extra",
    "string_too_long": "shape_length",
    "string_too_short": "shape_length",
    "too_long": "shape_length",
    "too_short": "shape_length",
    "string_pattern_mismatch": "shape_text",
    "string_unicode": "shape_text",
    "shape_text": "shape_text",
    "shape_date": "shape_date",
    "datetime_from_date_parsing": "shape_date",
    "datetime_parsing": "shape_date",
    "date_from_datetime_parsing": "shape_date",
    "date_from_datetime_inexact": "shape_date",
    "date_parsing": "shape_date",
    "timezone_aware": "shape_date",
    "code_unknown": "code_unknown",
}


class _Renderer(BaseRenderer):
    media_type = JSON

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        del request, response_status
        return orjson.dumps(data, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_UTC_Z)


class _Parser(Parser):
    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Read a body; stricter than Python's own reader: no NaN, no broken surrogates."""
        found: dict[str, Any] = orjson.loads(request.body)
        return found


class _Api(NinjaAPI):
    """Says in its document that refusals are problem+json."""

    def get_openapi_schema(self, **options: Any) -> Any:
        document = super().get_openapi_schema(**options)
        for operations in document["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= HTTPStatus.BAD_REQUEST:
                        answer["content"] = {PROBLEM: answer["content"][JSON]}
        return document


api = _Api(
    title="Concord",
    version="1",
    description=_DESCRIPTION,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    renderer=_Renderer(),
    parser=_Parser(),
)
for _router in (directory, releases, referrals):
    api.add_router("", _router)


# -- refusals ------------------------------------------------------------------------------------------
def problem(
    status: int,
    code: str,
    parameters: Mapping[str, object] | None = None,
    problems: Iterable[tuple[str, str, Mapping[str, object]]] = (),
) -> HttpResponse:
    """Answer a refusal with its reason and remedy, and every single fault: (field, code, parameters)."""
    words = explain(code, parameters or {})
    body = {
        "type": f"urn:concord:refusal:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": words["reason"],
        "code": code,
        "remedy": words["remedy"],
        "problems": [_fault(*fault) for fault in problems],
    }
    answer = HttpResponse(orjson.dumps(body), status=status, content_type=PROBLEM)
    if status == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = 'Bearer realm="api"'
    return answer


def _fault(field: str, code: str, parameters: Mapping[str, object]) -> dict[str, str]:
    words = explain(code, parameters)
    return {"field": field, "code": code, "detail": words["reason"], "remedy": words["remedy"]}


@api.exception_handler(Denied)
def _denied(request: HttpRequest, error: Denied) -> HttpResponse:
    note(request, error)
    return problem(401 if error.code == "not_signed_in" else 403, error.code, error.parameters)


@api.exception_handler(Conflict)
def _conflict(_request: HttpRequest, error: Conflict) -> HttpResponse:
    return problem(409, error.code, error.parameters)


@api.exception_handler(NotVisible)
def _not_visible(_request: HttpRequest, _error: NotVisible) -> HttpResponse:
    return problem(404, "not_found")


@api.exception_handler(Invalid)
def _invalid(_request: HttpRequest, error: Invalid) -> HttpResponse:
    return problem(
        422, "invalid", problems=[(fault.field, fault.code, fault.parameters) for fault in error.problems]
    )


@api.exception_handler(ValidationError)
def _misshapen(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    faults = ((_place(fault["loc"]), _SHAPES.get(fault["type"], "shape_kind")) for fault in error.errors)
    return problem(422, "invalid", problems=[(field, code, {}) for field, code in faults])


def _place(location: Iterable[object]) -> str:
    """Name the field as the caller wrote it, without where it stood and what ninja calls a body."""
    source, *rest = (str(part) for part in location)
    return ".".join(rest[1:] if source == "body" else rest)


@api.exception_handler(HttpError)
def _malformed(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, "malformed")


# -- addresses -----------------------------------------------------------------------------------------
@public("describes the API; holds nothing of anybody")
def document(_request: HttpRequest) -> HttpResponse:
    """Answer the OpenAPI 3.1 document."""
    return HttpResponse(_document(), content_type=JSON)


@cache
def _document() -> bytes:
    return orjson.dumps(describe(), option=orjson.OPT_NON_STR_KEYS)


def describe() -> dict[str, Any]:
    """Return the OpenAPI document as plain data."""
    found: dict[str, Any] = orjson.loads(
        orjson.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), option=orjson.OPT_NON_STR_KEYS)
    )
    return found


@csrf_exempt
@public("answers that there is nothing, to everybody alike")
def missing(_request: HttpRequest) -> HttpResponse:
    """Answer 404 for every other address under /api/, as the API does for what is not visible."""
    return problem(404, "not_found")


def _guarded(view: Callable[..., HttpResponseBase], operations: dict[str, Operation]) -> Callable[..., Any]:
    """Answer wrong methods and undeclared parameters as the API answers everything else."""
    known = {method: _parameters(operation) for method, operation in operations.items()}

    @wraps(view)
    def handle(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        method = request.method or ""
        if method not in operations:
            refused = problem(405, "method_not_allowed")
            refused["Allow"] = ", ".join(sorted(operations))
            return refused
        undeclared = sorted(set(request.GET) - known[method])
        if undeclared and actor_of(request).is_authenticated:
            return problem(422, "invalid", problems=[(name, "shape_extra", {}) for name in undeclared])
        return view(request, *args, **kwargs)

    doors = {method: _door(operation) for method, operation in operations.items()}
    handle.access = {method: key.access for method, key in doors.items()}  # type: ignore[attr-defined]  # read by the sweep
    handle.scope = {method: key.scope for method, key in doors.items()}  # type: ignore[attr-defined]  # as above
    return handle


def _door(operation: Operation) -> Key:
    (key,) = operation.auth_callbacks
    if not isinstance(key, Key):
        raise TypeError(f"{operation.path} declares no door")
    return key


def _parameters(operation: Operation) -> frozenset[str]:
    """Name the query parameters of an operation."""
    found = [
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in model.__ninja_flatten_map__
    ]
    return frozenset(found)


def _addresses() -> list[URLPattern]:
    found = []
    for bound in api._get_bound_routers():  # noqa: SLF001 - ninja offers no other way to its views
        for route, path_view in bound.path_operations.items():
            found.append(_address(route, path_view))
    return found


def _address(route: str, path_view: PathView) -> URLPattern:
    """Mount one address under the name of its first operation."""
    operations = {method: one for one in path_view.operations for method in one.methods}
    django_route = "v1" + route.replace("{", "<").replace("}", ">")
    name = path_view.operations[0].operation_id
    return path(django_route, _guarded(path_view.get_view(), operations), name=name)


app_name = "api"
urlpatterns: list[URLPattern] = [
    *_addresses(),
    path("v1/openapi.json", document, name="document"),
    re_path("", missing, name="missing"),
]
