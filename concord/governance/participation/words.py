"""Words of participation: levels, what they unlock, and refusals."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "tier_unknown": (_("There is no such level."), _("Choose one of the four."), ""),
    "tier_same": (_("Your organization is at level %(tier)s already."), _("Choose another level."), ""),
    "tier_reason_long": (_("Use at most %(most)s characters."), _("Say it shorter."), ""),
    "tier_needs": (
        _("Level %(tier)s still needs: %(lacking)s."),
        _("Name the missing contacts in your listing, then choose the level again."),
        "",
    ),
    "tier_changed": (
        _("Somebody changed the level a moment ago."),
        _("Load the page again to see how it stands."),
        "participation:level",
    ),
    "switch_unknown": (_("This cannot be switched."), _("Choose one from the list."), ""),
    "switch_needs_tier": (
        _("Your organization takes part at level %(tier)s; this needs level %(needed_tier)s."),
        _("Change the level first."),
        "participation:level",
    ),
}

NAMES = {
    1: _("Directory & Contact Presence"),
    2: _("Referral & Coordination"),
    3: _("Shared Frameworks & Indicators"),
    4: _("Data Integration & Research"),
}
# What each level adds, in plain words (requirements/vocabularies.md 2.3).
UNLOCKS = {
    1: (
        _("Be listed, and edit your own listing"),
        _("Search the directory and see who is on tonight"),
        _("Look for a place by phone, without a record"),
        _("Read what is published: materials, dictionary, training"),
    ),
    2: (
        _("Post and read openings"),
        _("Send and receive referrals, with joint calls"),
        _("Record what a person agreed to"),
        _("Messages, crisis protocols and regional meetings, as they are built"),
    ),
    3: (
        _("Sit on workgroups and oversight tables"),
        _("Align definitions and indicators"),
        _("Give counts to joint reports"),
    ),
    4: (
        _("Exchange de-identified data inside a project with an agreement and ethics approval"),
        _("Take part in evaluation and research"),
    ),
}
SWITCHES = {"openings": _("Openings"), "referral": _("Referrals"), "release": _("Releases")}
REASONS = {
    "capacity": _("What we can carry"),
    "governance": _("Our governance"),
    "legal": _("The law that binds us"),
}
LACKING = {
    "referral.primary": _("a first contact for referrals"),
    "referral.backup": _("a second contact for referrals"),
}


def lacking(code: str) -> str:
    """Say what lacks in words; a code without words says itself."""
    return str(LACKING.get(code, code.replace(".", ": ")))


# What stands in the log.
LOG = {
    "tier.changed": _("Changed the level"),
    "capability.switched": _("Switched something off or on"),
}
