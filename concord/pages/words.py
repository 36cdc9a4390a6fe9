"""What the log says of these pages, and of addresses of all rooms whose door says less than they open."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LOG: Final[dict[str, str | Promise]] = {
    "today.shown": _("Saw referrals on Today"),
    "handover.shown": _("Saw joint calls at the change of shifts"),
}
_LISTING = _("Change our listing")
_RELEASES = _("Read releases")
TRIED: Final[dict[str, str | Promise]] = {
    # Everybody who reads the directory comes through the door; who may change is asked behind it.
    "directory:new_program": _LISTING,
    "directory:edit": _LISTING,
    "directory:end": _LISTING,
    "directory:add_channel": _LISTING,
    "directory:drop_channel": _LISTING,
    "participation:level": _("Change our level"),
    "releases:": _RELEASES,
    "api:list_releases": _RELEASES,
    "pages:": _("Open the first pages"),
    "api:": _("Ask the interface for other systems"),
    "healthz": _("Ask whether the system works"),
    "readyz": _("Ask whether the system works"),
}
