"""Own data as a download: a lead takes it out at any level (SEC-09)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from concord.exchange.own import actions, queries, writing
from concord.foundation.access.doors import actor_of, signed_in
from concord.foundation.lib import clock
from concord.foundation.lib.denied import NotVisible

_SHAPES = {"json": "application/json", "zip": "application/zip"}


@signed_in
@require_safe
def download(request: HttpRequest, shape: str) -> HttpResponse:
    """Answer with all that the organization may take out, as one file."""
    if shape not in _SHAPES:
        raise NotVisible
    actor, now = actor_of(request), clock.now()
    tables = queries.get_tables(actor, now)
    actions.record_taken(by=actor, now=now)
    body = writing.as_json(tables) if shape == "json" else writing.as_zip(tables)
    answer = HttpResponse(body, content_type=_SHAPES[shape])
    answer["Content-Disposition"] = f'attachment; filename="own-data.{shape}"'
    return answer
