"""Pages of a member list: read it in, match its columns, see every fault, import, undo."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from concord.foundation.access import uploads
from concord.foundation.access.doors import actor_of, door, go, respond
from concord.foundation.lib import clock
from concord.foundation.lib.denied import Invalid
from concord.governance.directory import codes as directory
from concord.governance.directory import words as labels
from concord.governance.members import actions, checking, codes, queries, sheets, words
from concord.governance.members.forms import ColumnsForm, ListForm, show_problems
from concord.governance.members.models import ImportBatch

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

_UNPROCESSABLE = 422
_PREVIEWED = 20


@door("organizations.register")
@require_http_methods(["GET", "HEAD", "POST"])
def imports_page(request: HttpRequest) -> HttpResponse:
    """Read a list in, and see the lists that were read in before."""
    sent = request.method == "POST"
    form = ListForm(request.POST, request.FILES) if sent else ListForm()
    uploads.refuse_too_large(form, request)
    if sent and form.is_valid():
        try:
            batch = _read(form.cleaned_data["file"], request)
        except Invalid as refusal:
            show_problems(form, refusal)
        else:
            return go(request, "members:import", reference=batch.reference)
    listed = [{"batch": one, "state": words.STATES[one.state]} for one in queries.list_batches()]
    context = {
        "form": form,
        "lists": listed,
        "columns": [words.COLUMNS[name] for name in codes.COLUMNS],
        "needed": [words.COLUMNS[name] for name in codes.NEEDED],
    }
    return respond(request, "members/imports.html", context, status=_UNPROCESSABLE if form.errors else 200)


def _read(file: "UploadedFile[bytes]", request: HttpRequest) -> ImportBatch:
    name = file.name or ""
    sheet = sheets.read(name, file.read())
    return actions.read_list(name=name, sheet=sheet, by=actor_of(request), now=clock.now())


@door("organizations.register")
@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what would be imported and every fault; POST changes which column says what."""
    batch = queries.get_batch(reference)
    initial = {name: str(at) for name, at in batch.columns.items()}
    sent = request.POST if request.method == "POST" else None
    form = ColumnsForm(sent, header=batch.header, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            actions.match_columns(
                reference=reference, columns=form.matched(), by=actor_of(request), now=clock.now()
            )
        except Invalid as refusal:
            show_problems(form, refusal)
        else:
            return go(request, "members:import", reference=reference)
    context = {"batch": batch, "form": form, "state": words.STATES[batch.state], **_preview(batch)}
    return respond(request, "members/import.html", context, status=_UNPROCESSABLE if form.errors else 200)


def _preview(batch: ImportBatch) -> dict[str, Any]:
    """Return what a list says as things stand now: its lines, its faults, what is left out."""
    if batch.state != codes.READ:
        return {"faults": [], "lines": [], "ready": False}
    checked = queries.check_batch(batch)
    return {
        "faults": [words.fault(each) for each in checked.faults],
        "rows": sum(1 for row in batch.rows if any(row)),
        "lines": [
            {
                "row": line.row,
                "organization": line.organization,
                "program": line.program,
                "services": labels.labels({c: labels.category_label(c) for c in line.draft.categories},
                                          line.draft.categories),
                "phone": line.draft.phone,
            }
            for line in checked.lines[:_PREVIEWED]
        ],
        "count": len(checked.lines),
        "ready": bool(checked.lines) and not checked.faults,
        "left_out": list(checking.unmatched(batch.columns, batch.header)),
        "known_services": [labels.category_label(code) for code in directory.CATEGORIES],
        "known_kinds": [str(label) for label in (*labels.ORG_TYPES.values(), *labels.SUB_TYPES.values())],
        "known_serves": [str(label) for label in labels.SERVES.values()],
        "known_regions": [name for _code, name in queries.get_known().regions],
    }  # fmt: skip


@door("organizations.register")
@require_POST
def take_in(request: HttpRequest, reference: str) -> HttpResponse:
    """Import the whole list."""
    queries.get_batch(reference)
    actions.import_list(reference=reference, by=actor_of(request), now=clock.now())
    return go(request, "members:import", reference=reference)


@door("organizations.register")
@require_POST
def undo(request: HttpRequest, reference: str) -> HttpResponse:
    """Take everything out again that this list brought in."""
    queries.get_batch(reference)
    actions.undo_import(reference=reference, by=actor_of(request), now=clock.now())
    return go(request, "members:import", reference=reference)
