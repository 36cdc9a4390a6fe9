"""Receivers by their name, for a network with more programs than a list shows at once."""

from datetime import datetime

from django.db.models import Q

from concord.foundation.access.actor import Actor
from concord.governance.directory import rules
from concord.governance.directory.queries import pages, sources
from concord.governance.directory.queries.receivers import Receiver, _can_receive, _matches, _receivers


def find_receivers(
    for_: Actor, words: str, *, now: datetime, category: str = "", size: int = 25
) -> pages.Page[Receiver]:
    """List the programs that can receive a referral and hold all words, by name.

    A word stands in the name of the organization or the program, or in what the program says of itself.
    """
    rules.check_read(for_)
    given = pages.Filters(category=(category,) if category else ())
    pages.check_filters(given, frozenset(code for code, _ in sources.get_regions()))
    wanted = _can_receive() & _matches(given)
    for word in words.split():
        wanted &= (
            Q(organization__name__icontains=word)
            | Q(name__icontains=word)
            | Q(listing__description__icontains=word)
        )
    size = min(size, pages.MOST)
    ordered = sources.programs().filter(wanted).order_by("organization__name", "name", "id")
    found = list(ordered[: size + 1])
    last = found[size - 1] if len(found) > size else None
    key = pages.write_key(last.organization.name, last.name, last.id) if last is not None else ""
    return pages.Page(_receivers(found[:size], for_, now), key)
