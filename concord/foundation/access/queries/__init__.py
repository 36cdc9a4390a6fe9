"""What access reads: who is asking, the people of an organization, keys, requests, the log."""

from concord.foundation.access.queries.actors import (
    get_key_actor,
    get_member_actor,
    get_office_actor,
    get_session_actor,
    hash_key,
)
from concord.foundation.access.queries.keys import list_keys
from concord.foundation.access.queries.log import LogPage, get_log_page
from concord.foundation.access.queries.organizations import (
    get_organization_to_lead,
    get_request,
    list_organizations,
    list_waiting_requests,
)
from concord.foundation.access.queries.people import Member, get_member, list_members, list_programs
from concord.foundation.access.queries.qualifications import Held, Learner, list_held, list_learners
from concord.foundation.access.queries.standing import get_tier

__all__ = [
    "Held",
    "Learner",
    "LogPage",
    "Member",
    "get_key_actor",
    "get_log_page",
    "get_member",
    "get_member_actor",
    "get_office_actor",
    "get_organization_to_lead",
    "get_request",
    "get_session_actor",
    "get_tier",
    "hash_key",
    "list_held",
    "list_keys",
    "list_learners",
    "list_members",
    "list_organizations",
    "list_programs",
    "list_waiting_requests",
]
