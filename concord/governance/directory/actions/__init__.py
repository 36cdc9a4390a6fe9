"""The verbs of the directory, its only writers. Keyword-only; each asks its rule first."""

from concord.governance.directory.actions.boundaries import import_boundaries
from concord.governance.directory.actions.confirmations import confirm_by_letter
from concord.governance.directory.actions.contacts import (
    confirm_contacts,
    remove_contact,
    save_contact,
)
from concord.governance.directory.actions.endings import end_separation, mark_ended
from concord.governance.directory.actions.handover import hand_over
from concord.governance.directory.actions.imports import (
    add_channels,
    enter_contacts,
    withdraw_channels,
    withdraw_contacts,
    withdraw_listing,
)
from concord.governance.directory.actions.listings import (
    claim,
    confirm_listing,
    create_listing,
    create_listings,
    edit_listing,
    remove_channel,
    save_channel,
)
from concord.governance.directory.actions.openings import (
    end_on_call,
    set_on_call,
    set_opening,
    still_right,
)
from concord.governance.directory.actions.withdrawals import withdraw_listings
from concord.governance.directory.boundaries import SHIPPED

__all__ = [
    "SHIPPED",
    "add_channels",
    "claim",
    "confirm_by_letter",
    "confirm_contacts",
    "confirm_listing",
    "create_listing",
    "create_listings",
    "edit_listing",
    "end_on_call",
    "end_separation",
    "enter_contacts",
    "hand_over",
    "import_boundaries",
    "mark_ended",
    "remove_channel",
    "remove_contact",
    "save_channel",
    "save_contact",
    "set_on_call",
    "set_opening",
    "still_right",
    "withdraw_channels",
    "withdraw_contacts",
    "withdraw_listing",
    "withdraw_listings",
]
