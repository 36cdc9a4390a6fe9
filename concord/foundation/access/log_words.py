"""What stands in the log for each action. Rooms above add their own when the applications load."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from concord.foundation.access import log_tried
from concord.foundation.access.queries.log import LogLine

_LABELS: dict[str, Any] = {
    "session.started": _("Signed in"),
    "session.left": _("Left"),
    "session.ended": _("Ended a sign-in"),
    "sessions.ended": _("Ended sign-ins"),
    "session.hidden": _("Hid the screen"),
    "session.shown": _("Unlocked the screen"),
    "password.set": _("Set a password"),
    "password.reset_asked": _("Asked for a new password"),
    "second_factor.added": _("Added a second factor"),
    "second_factor.removed": _("Removed a second factor"),
    "second_factor.reset": _("Reset a second factor"),
    "person.created": _("Added a person"),
    "person.invited": _("Invited a person"),
    "person.uninvited": _("Took an invitation back"),
    "person.joined": _("Joined"),
    "person.active": _("Let a person in again"),
    "person.suspended": _("Suspended a person"),
    "person.left": _("Marked a person as left"),
    "person.preferences": _("Changed how pages look"),
    "membership.added": _("Gave a person a place"),
    "membership.roles_set": _("Changed roles"),
    "membership.ended": _("Ended a place"),
    "organization.created": _("Registered the organization"),
    "organization.verified": _("Verified the organization"),
    "organization.ended": _("Marked the organization as no longer operational"),
    "program.created": _("Added a program"),
    "program.ended": _("Marked a program as no longer operational"),
    "program.withdrawn": _("Took back a program"),
    "organization.withdrawn": _("Took back an organization"),
    "program.separation_set": _("Said whether a program serves people who cause harm"),
    "qualification.set": _("Recorded training"),
    "standing.set": _("Set the level"),
    "key.created": _("Made a key"),
    "key.revoked": _("Ended a key"),
    "log.read": _("Read this log"),
    "access.asked": _("Asked to take part"),
    "access.accepted": _("Accepted a request to take part"),
    "access.declined": _("Declined a request to take part"),
    "region.created": _("Added a region"),
    "network.settled": _("Changed the network's settings"),
    "notices.mail_on": _("Switched mail on"),
    "notices.mail_off": _("Switched mail off"),
}
_BY_ITSELF = _("by itself")


def register(labels: Mapping[str, Any]) -> None:
    """Add labels: action code -> sentence. Raises ValueError where a code has other words already."""
    for action, label in labels.items():
        if _LABELS.get(action, label) != label:
            raise ValueError(f"two rooms word the log's {action}")
        _LABELS[action] = label


def label(line: LogLine) -> str:
    """Say what was done; an action without words is shown as its code, so that nothing is left out."""
    return str(_LABELS.get(line.action, "")) or log_tried.describe(line.action) or line.action


def who(line: LogLine) -> str:
    """Name own staff; of everybody else only the organization."""
    if line.partner:
        return line.organization
    if line.who:
        return line.who
    return str(_BY_ITSELF) if line.door == "job" else str(_("Somebody not signed in"))
