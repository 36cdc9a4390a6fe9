"""The words of access: why it refuses and what to do, and the labels of its codes."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concord.foundation.organizations import codes

# code -> (reason, remedy, name of the page that helps or "")
REFUSALS = {
    "lead_joined": (
        _("The lead has joined meanwhile."),
        _("Nothing needs to be sent; the page of invitations shows it."),
        "",
    ),
    "still_in_use": (
        _("Somebody has been invited to one of these organizations, or other work names it."),
        _("Take back the invitations first, or mark what is wrong as ended."),
        "",
    ),
    "not_signed_in": (_("You are not signed in."), _("Sign in and try again."), "account_login"),
    "locked": (_("Your screen is hidden."), _("Unlock it with your password or passkey."), "access:unlock"),
    "second_factor_missing": (
        _("Your role needs a second way to confirm that it is you."),
        _("Add a passkey or a code app; printed codes come with either."),
        "mfa_index",
    ),
    "no_organization": (
        _("You do not act for a verified organization."),
        _("Ask your agency lead or the backbone office."),
        "",
    ),
    "scope_missing": (
        _("This key does not cover that."),
        _("Ask your agency lead for a key with the scope “%(capability)s”."),
        "",
    ),
    "closed_by_tier": (
        _("Your organization takes part at level %(tier)s; this needs level %(needed_tier)s."),
        _("Your agency lead can change the level. The directory and its phone numbers stay open to you."),
        "directory:list",
    ),
    "closed_by_type": (
        _("Organizations of your kind do not take part in this."),
        _("The directory and its phone numbers stay open to you."),
        "directory:list",
    ),
    "closed_by_switch": (
        _("Your organization has switched this off."),
        _("Your agency lead can switch it on."),
        "",
    ),
    "closed_by_role": (
        _("Your role does not include this."),
        _("Ask your agency lead, who gives the roles in your organization."),
        "",
    ),
    "closed_by_second_factor": (
        _("This needs a second way to confirm that it is you."),
        _("Add a passkey or a code app; printed codes come with either."),
        "mfa_index",
    ),
    "lesson_due": (
        _("This begins with five sentences and one question, which take a minute."),
        _("Read them and answer. Looking, calling and answering stay open to you meanwhile."),
        "training:index",
    ),
    "lesson_ended": (
        _("The first five sentences held for 14 days. Those are over."),
        _(
            "The module takes about ten minutes and opens this again. Your agency lead may also say that you "
            "have been trained. Until then a colleague can do it, and every call stays open to you."
        ),
        "training:index",
    ),
    "not_your_organization": (
        _("Only the organization itself can change this."),
        _("You can ask it to confirm its details."),
        "",
    ),
    "not_yourself": (
        _("Nobody shuts themselves out."),
        _("Ask another agency lead, or the backbone office."),
        "access:people",
    ),
    "last_lead": (
        _("An organization keeps at least one agency lead who can sign in."),
        _("Make a colleague agency lead first."),
        "access:people",
    ),
    "role_not_given_by_lead": (
        _("An agency lead does not give or take this role: %(roles)s."),
        _("The backbone office does."),
        "access:people",
    ),
    "state_does_not_follow": (
        _("This account has moved on."),
        _("Look at the list again."),
        "access:people",
    ),
    "person_moved_on": (_("Somebody else changed this account first."), _("Look again."), "access:people"),
    "already_ended": (_("This is marked as no longer operational already."), _("Nothing needs doing."), ""),
    "membership_ended": (_("This person has left meanwhile."), _("Look again."), "access:people"),
    "invitation_ended": (
        _("This link has been used, or has ended."),
        _("Ask whoever invited you for a new one, or sign in."),
        "account_login",
    ),
    "organization_not_verified": (
        _("This organization is not verified."),
        _("Verify it first."),
        "access:organizations",
    ),
    "organization_already_verified": (
        _("This organization is verified already."),
        "",
        "access:organizations",
    ),
    "lead_exists": (
        _("This organization has a lead."),
        _("Its lead invites the others."),
        "access:organizations",
    ),
    "request_decided": (
        _("Somebody else decided this request first."),
        _("Look at the list again."),
        "access:organizations",
    ),
    "key_revoked_already": (_("This key was ended before."), "", "access:keys"),
}

TOO_LARGE: Final = _(
    "The file is larger than %(megabytes)s MB, the most that is taken here. Nothing of it was kept. "
    "Send a smaller one."
)
UNKNOWN_PROBLEM: Final = _("This cannot be taken.")
# code of a problem -> the sentence beside the field
PROBLEMS: Final[dict[str, str | Promise]] = {
    "email_taken": _("This address has an account already."),
    "works_here_already": _("This person is on your list already."),
    "works_elsewhere": _("This address cannot be invited. Ask the backbone office."),
    "joined_already": _("This person has joined already."),
    "roles_missing": _("Choose at least one role."),
    "unknown_role": _("Choose from the list."),
    "analyst_apart": _("An analyst does nothing else that touches cases: take one of the roles away."),
    "unknown_program": _("Choose from the list."),
    "unknown_type": _("Choose from the list."),
    "unknown_sub_type": _("Choose from the list."),
    "unknown_region": _("Choose from the list."),
    "scopes_missing": _("Choose what the key may do."),
    "scope_not_yours": _("A key can do no more than you can."),
    "key_lives_too_long": _("A key lives between 1 and %(days)s days."),
    "unknown_choice": _("Choose from the list."),
    "unknown_tier": _("Choose one of the four levels."),
    "unknown_capability": _("Choose from the list."),
}

ROLES: Final[dict[str, str | Promise]] = {
    "staff": _("Frontline worker"),
    "supervisor": _("Supervisor"),
    "agency_lead": _("Agency lead"),
    "leadership": _("Leadership"),
    "steward": _("Data steward"),
    "regional_coordinator": _("Regional coordinator"),
    "triage": _("Triage worker"),
    "embedded": _("Embedded worker"),
    "oncall": _("On call"),
    "convenor": _("Conference convenor"),
    "clarifier": _("Clarifier"),
    "team_member": _("Team member"),
    "body_member": _("Member of the convening body"),
    "university": _("University partner"),
    "analyst": _("Analyst"),
    "student": _("Student or intern"),
    "funder": _("Funder"),
    "backbone_staff": _("Backbone staff"),
    "sysadmin": _("Platform administrator"),
    "advisor": _("Privacy, legal or policy advisor"),
    "training_coordinator": _("Training coordinator"),
}

STATES: Final[dict[str, str | Promise]] = {
    "invited": _("Invited"),
    "active": _("Active"),
    "suspended": _("Suspended"),
    "left": _("Has left"),
}

KEY_STATES: Final[dict[str, str | Promise]] = {
    "works": _("Works"),
    "ended": _("Has ended"),
    "revoked": _("Ended by a lead"),
}

CAPABILITIES: Final[dict[str, str | Promise]] = {
    "directory.read": _("Read the directory"),
    "directory.edit": _("Change our listing"),
    "people.manage": _("Manage our people"),
    "log.read": _("Read our log"),
    "keys.manage": _("Manage our keys"),
    "network.manage": _("Settle the network"),
    "organizations.register": _("Register organizations"),
    "tier.change": _("Change our level"),
    "tonight.read": _("See who answers tonight"),
    "openings.read": _("Read openings"),
    "openings.post": _("Post our openings"),
    "connect.call": _("Connect by telephone"),
    "referral.read": _("Read our referrals"),
    "referral.write": _("Send and answer referrals"),
    "release.write": _("Record releases"),
}

TYPES: Final[dict[str, str | Promise]] = {
    "direct_service": _("Direct service"),
    "justice_legal": _("Justice and legal"),
    "health_social": _("Health and social services"),
    "housing_homelessness": _("Housing and homelessness"),
    "government_funder": _("Government and funders"),
    "research_academic": _("Research and academic"),
    "coalition_backbone": _("Coalition and backbone"),
}

SUB_TYPES: Final[dict[str, str | Promise]] = {
    "shelter": _("Shelter"),
    "transition_house": _("Transition house"),
    "outreach_program": _("Outreach program"),
    "counselling_service": _("Counseling service"),
    "court": _("Court"),
    "prosecution_service": _("Prosecution service"),
    "legal_aid": _("Legal aid"),
    "specialized_dv_unit": _("Specialized unit"),
    "law_enforcement": _("Law enforcement"),
    "hospital": _("Hospital"),
    "community_health_center": _("Community health center"),
    "mental_health": _("Mental health"),
    "child_protection": _("Child protection"),
    "emergency_shelter": _("Emergency shelter for people without a home"),
    "supportive_housing": _("Supportive housing"),
    "landlord_mediation": _("Landlord mediation"),
    "ministry": _("Ministry"),
    "department": _("Department"),
    "municipal_office": _("Municipal office"),
    "funding_agency": _("Funding agency"),
    "university": _("University"),
    "institute": _("Institute"),
    "independent_evaluator": _("Independent evaluator"),
    "coalition": _("Coalition"),
    "backbone": _("Backbone office"),
}


def too_large(most: int) -> str:
    """Say that a file is larger than what is taken at its place, in bytes."""
    return str(TOO_LARGE) % {"megabytes": most // 1_000_000}


def kind_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the types, each with itself and its sub-types, as groups of one list."""
    return [
        (
            str(TYPES[org_type]),
            [
                (f"{org_type}/", str(_("%(type)s, other") % {"type": TYPES[org_type]})),
                *((f"{org_type}/{sub_type}", str(SUB_TYPES[sub_type])) for sub_type in sub_types),
            ],
        )
        for org_type, sub_types in codes.SUB_TYPES.items()
    ]
