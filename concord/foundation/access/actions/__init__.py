"""The verbs of access: standing, people of an organization, organizations, keys."""

from concord.foundation.access.actions.keys import create_key, revoke_key
from concord.foundation.access.actions.leads import (
    invite_lead_again,
    seat_first_lead,
    withdraw_lead,
)
from concord.foundation.access.actions.organizations import (
    accept_request,
    ask_for_access,
    decline_request,
    invite_first_lead,
    register_organization,
    withdraw_organizations,
)
from concord.foundation.access.actions.people import (
    change_member,
    end_member_sessions,
    invite_again,
    invite_member,
    mark_member_left,
    reactivate_member,
    record_log_read,
    reset_member_second_factor,
    suspend_member,
)
from concord.foundation.access.actions.qualifications import set_qualification
from concord.foundation.access.actions.standing import set_standing

__all__ = [
    "accept_request",
    "ask_for_access",
    "change_member",
    "create_key",
    "decline_request",
    "end_member_sessions",
    "invite_again",
    "invite_first_lead",
    "invite_lead_again",
    "invite_member",
    "mark_member_left",
    "reactivate_member",
    "record_log_read",
    "register_organization",
    "reset_member_second_factor",
    "revoke_key",
    "seat_first_lead",
    "set_qualification",
    "set_standing",
    "suspend_member",
    "withdraw_lead",
    "withdraw_organizations",
]
