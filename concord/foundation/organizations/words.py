"""What is wrong with the facts of an organization, a program, a region or the network, and what to do."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# code of a problem -> the sentence beside the field
PROBLEMS: Final[dict[str, str | Promise]] = {
    "unknown_sector": _("Choose from the list."),
    "unknown_scheme": _("Choose from the list."),
    "unknown_regime": _("Choose from the list."),
    "unknown_time_zone": _("Choose a time zone from the list."),
    "exit_not_secure": _("The address to leave to begins with https://."),
    "review_interval_unfit": _("Write a number of days from 30 to 365."),
}
