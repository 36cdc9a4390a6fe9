"""Why access refuses, and what to do: shown on pages and returned by the API."""

from django.utils.translation import gettext_lazy as _

# code -> (reason, remedy, name of the page that helps or "")
REFUSALS = {
    "not_signed_in": (_("You are not signed in."), _("Sign in and try again."), "sign_in"),
    "locked": (_("Your screen is hidden."), _("Unlock it with your password or passkey."), "unlock"),
    "second_factor_missing": (
        _("Your role needs a second way to confirm that it is you."),
        _("Add a passkey, a code app or printed codes."),
        "second_factor",
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
        "directory",
    ),
    "closed_by_type": (
        _("Organizations of your kind do not take part in this."),
        _("The directory and its phone numbers stay open to you."),
        "directory",
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
        _("Add a passkey, a code app or printed codes."),
        "second_factor",
    ),
    "not_your_organization": (
        _("Only the organization itself can change this."),
        _("You can ask it to confirm its details."),
        "",
    ),
}
