"""Pages of the office: whom to invite, who opened, joined, claimed and confirmed, and the printed letters."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concord.foundation.access.doors import actor_of, door, go, respond
from concord.foundation.lib import clock
from concord.foundation.organizations import queries as organizations
from concord.governance.members import actions, codes, queries, words
from concord.governance.members.forms import ChosenForm

_UNPROCESSABLE = 422
_OPEN = frozenset({codes.SENT, codes.OPENED, codes.ENDED})


@door("organizations.register")
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """List the invitations by state, and invite those who were not invited yet."""
    waiting, now = queries.list_uninvited(), clock.now()
    form = ChosenForm(request.POST if request.method == "POST" else None, waiting=waiting)
    if form.is_bound and form.is_valid():
        actions.invite_leads(
            references=form.chosen(),
            way=form.cleaned_data["way"],
            by=actor_of(request),
            now=now,
        )
        return go(request, "members:invitations")
    asked = request.GET.get("state", "")
    state = asked if asked in codes.INVITATION_STATES else ""
    rows, following = queries.list_invitations(state=state, after=request.GET.get("after", ""), now=now)
    counted = queries.count_states(now)
    context = {
        "form": form,
        "waiting": waiting,
        "state": state,
        "states": [(one, words.INVITATION_STATES[one], counted[one]) for one in codes.INVITATION_STATES],
        "total": sum(counted.values()),
        "rows": [
            {
                "row": row,
                "state": words.INVITATION_STATES[row.state],
                "mark": words.MARKS[row.state],
                "way": words.WAYS[row.way],
                "open": row.state in _OPEN,
                "printed": row.way == codes.LETTER and row.state in {codes.SENT, codes.OPENED},
            }
            for row in rows
        ],
        "following": following,
    }
    return respond(
        request, "members/invitations.html", context, status=_UNPROCESSABLE if form.errors else 200
    )


@door("organizations.register")
@require_safe
def print_letters(request: HttpRequest) -> HttpResponse:
    """Show every letter that nobody has used yet, one a sheet."""
    return _letters(request, "")


@door("organizations.register")
@require_safe
def print_letter(request: HttpRequest, reference: str) -> HttpResponse:
    """Show one letter."""
    return _letters(request, reference)


def _letters(request: HttpRequest, reference: str) -> HttpResponse:
    now = clock.now()
    letters = queries.list_letters(now, reference=reference)
    actions.note_printed(shown=[letter.id for letter in letters], by=actor_of(request), now=now)
    context = {
        "letters": letters,
        "network": organizations.get_network().name,
        "address": settings.ORIGIN + reverse("members:enter"),
    }
    return respond(request, "members/letters.html", context)


@door("organizations.register")
@require_POST
def again(request: HttpRequest, reference: str) -> HttpResponse:
    """Send an invitation again."""
    actions.send_again(reference=reference, by=actor_of(request), now=clock.now())
    return go(request, "members:invitations")


@door("organizations.register")
@require_POST
def end(request: HttpRequest, reference: str) -> HttpResponse:
    """Take an invitation back."""
    actions.take_back(reference=reference, by=actor_of(request), now=clock.now())
    return go(request, "members:invitations")
