"""Views of releases: the own ones, and those that name the own organization."""

from concord.information.releases.views.own import (
    blank_sheet,
    index,
    narrow,
    new,
    one,
    sheet,
    withdraw,
)
from concord.information.releases.views.received import received, received_list

__all__ = [
    "blank_sheet",
    "index",
    "narrow",
    "new",
    "one",
    "received",
    "received_list",
    "sheet",
    "withdraw",
]
