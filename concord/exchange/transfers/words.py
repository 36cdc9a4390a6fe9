"""What states, counts and faults of a transfer are called, and what to do about them."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concord.exchange.transfers import states

# code -> (reason, remedy, name of the page that helps or "")
REFUSALS: Final[dict[str, tuple[str | Promise, str | Promise, str]]] = {
    "transfer_moved": (_("Somebody was first: this has moved on."), _("Look at how it stands now."), ""),
    "transfer_failed": (
        _("It did not work, and nothing was written."),
        _("Try again. If it happens again, tell whoever runs the server."),
        "",
    ),
}
STATES: Final[dict[str, str | Promise]] = {
    states.ASKED: _("Waits to be looked over"),
    states.READING: _("Is being looked over"),
    states.CHECKED: _("Ready to write"),
    states.FAULTY: _("Has faults; nothing was written"),
    states.WANTED: _("Waits to be written"),
    states.WRITING: _("Is being written"),
    states.WRITTEN: _("Written"),
    states.FAILED: _("Did not work; nothing was written"),
    states.UNDO_WANTED: _("Waits to be taken back"),
    states.UNDOING: _("Is being taken back"),
    states.UNDONE: _("Taken back"),
    states.DROPPED: _("Let go"),
}
MARKS: Final[dict[str, str]] = {
    states.CHECKED: "info", states.FAULTY: "no", states.WRITTEN: "ok", states.FAILED: "no",
    states.UNDONE: "done", states.DROPPED: "done",
}  # fmt: skip
COUNTS: Final[dict[str, str | Promise]] = {
    "organizations_new": _("New organizations"),
    "services_new": _("New programs"),
    "services_changed": _("Programs that change"),
    "services_same": _("Programs that stay as they are"),
    "services_claimed": _("Programs that their agency keeps itself; left as they are"),
    "places_hidden": _("Confidential places; no address of theirs is kept"),
    "taken_back": _("Taken back"),
    "stays": _("Stays, because somebody has worked with it since"),
}
LOG: Final[dict[str, str | Promise]] = {
    "transfer.begun": _("Brought in a file to be looked over"),
    "transfer.wanted": _("Asked for a file to be written"),
    "transfer.written": _("Wrote what a file holds"),
    "transfer.undo_wanted": _("Asked for what was written to be taken back"),
    "transfer.undone": _("Took back what was written"),
    "transfer.dropped": _("Let go of a file"),
    "transfer.failed": _("A file was not written"),
}
TRIED: Final[dict[str, str | Promise]] = {"transfers:": _("Bring in data")}
