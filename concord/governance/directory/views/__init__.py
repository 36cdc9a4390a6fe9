from concord.governance.directory.views.browse import (
    organization_page,
    program_list,
    program_page,
    services_page,
)
from concord.governance.directory.views.contacts import confirm_named, contacts_page, drop_contact
from concord.governance.directory.views.editing import (
    add_channel,
    claim_listing,
    confirm,
    drop_channel,
    edit_page,
    end_page,
    new_program_page,
)
from concord.governance.directory.views.openings import (
    end_shift,
    on_call_page,
    openings_page,
    post_opening,
    post_still_right,
)

__all__ = [
    "add_channel",
    "claim_listing",
    "confirm",
    "confirm_named",
    "contacts_page",
    "drop_channel",
    "drop_contact",
    "edit_page",
    "end_page",
    "end_shift",
    "new_program_page",
    "on_call_page",
    "openings_page",
    "organization_page",
    "post_opening",
    "post_still_right",
    "program_list",
    "program_page",
    "services_page",
]
