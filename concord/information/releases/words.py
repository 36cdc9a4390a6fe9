"""Words of releases: why something is refused and what to do; names of items, methods and states."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "release_missing": (
        _("Nothing about the person may be said without a release that names the other side."),
        _("Record one, or say only what is about your own organization."),
        "releases:new",
    ),
    "release_not_active": (
        _("This release does not hold now."),
        _("Ask the person whether they agree, and record a new one."),
        "releases:new",
    ),
    "release_expired": (
        _("This release has ended."),
        _("Ask the person whether they still agree, and record a new one."),
        "releases:new",
    ),
    "release_withdrawn": (
        _("The person has withdrawn this release."),
        _("Nothing more may be said under it. You can still say what is about your own organization."),
        "",
    ),
    "release_wrong_recipient": (
        _("This release names another organization or program."),
        _("Record a release that names this one."),
        "releases:new",
    ),
    "release_items_missing": (
        _("The release does not cover: %(items)s."),
        _("Leave it out, or record a new release that names it."),
        "releases:new",
    ),
    "release_wrong_owner": (
        _("This release belongs to another organization."),
        _("Whoever speaks needs a release of its own."),
        "releases:new",
    ),
    "release_location_items": (
        _("A program that serves people who cause harm never receives housing or location items."),
        _("Leave these items out."),
        "",
    ),
    "release_no_second_part": (
        _("The person did not agree that you tell back, or that time is over."),
        _("You can still say what is about your own organization."),
        "",
    ),
    "release_changed": (
        _("Somebody changed this release a moment ago."),
        _("Load it again to see how it stands."),
        "releases:list",
    ),
    "release_confirmed_before": (
        _("Your copy was confirmed before."),
        _("Your own release stands in your list."),
        "releases:list",
    ),
    "release_code_unknown": (_("This is not one of the choices."), _("Choose one from the list."), ""),
    "release_items_none": (_("Choose at least one item."), _("Mark what the person agrees to."), ""),
    "release_only_fewer": (
        _("A release can only be made smaller."),
        _("Take at least one item away, or record a new release."),
        "",
    ),
    "release_recipient_unknown": (_("Choose who is told."), _("Choose one from the list."), ""),
    "release_recipient_self": (
        _("Your own organization needs no release to hear this."),
        _("Choose another organization."),
        "",
    ),
    "release_name_the_program": (
        _("A program that serves people who cause harm must be named itself."),
        _("Choose the program, not the whole organization."),
        "",
    ),
    "release_point_unconfirmed": (
        _("Explain every point and confirm it."),
        _("Read the points that are not marked yet, then mark them."),
        "",
    ),
    "release_copy_missing": (
        _("Confirm that you hold the signed paper."),
        _("Keep it at your organization; nothing is uploaded."),
        "",
    ),
    "release_method_not_allowed": (
        _("The law of your program knows only written releases."),
        _("Have the person sign the sheet, or keep their own text or e-mail."),
        "",
    ),
    "release_given_in_future": (_("This day has not come yet."), _("Enter the day of the signature."), ""),
    "release_end_missing": (_("Say until when it holds."), _("Choose a day."), ""),
    "release_end_past": (_("This day is over."), _("Choose a later day."), ""),
    "release_too_long": (
        _("At most %(days)s days from the signature."),
        _("Choose an earlier day; it can be given again."),
        "",
    ),
}

ITEMS = {
    "service_needed": _("What kind of help is needed"),
    "how_soon": _("How soon"),
    "purpose": _("What we ask them to do"),
    "interpreter_language": _("Language for speaking"),
    "accessibility_needs": _("Accessibility"),
    "cultural_preference": _("Culture or faith"),
    "safe_contact": _("Safe ways of contact (no number)"),
    "household_size": _("How many people need a place"),
    "housing_situation": _("Whether a place to stay is needed"),
    "area": _("Wider area"),
    "referral_source": _("What kind of place referred"),
    "information_basis": _("How we know"),
    "answer": _("Whether help is offered"),
    "handoff_state": _("Whether a first talk has taken place"),
    "needs_met": _("How language and access needs are met"),
    "connection_result": _("What came of it"),
}
PURPOSES = {
    "referral": _("Ask for help there"),
    "joint_call": _("Speak together with the person"),
    "coordination": _("Agree who does what"),
    "conference": _("Prepare a meeting that the person leads"),
    "report_back": _("Tell back whether they were connected"),
}
METHODS = {
    "written": _("Written: signed on paper, or the person's own text or e-mail"),
    "verbal_witnessed": _("Spoken, with a witness"),
}
SIGNERS = {
    "person": _("The person"),
    "person_and_guardian": _("The person and a parent or guardian who is not the one causing harm"),
    "guardian": _("A guardian who is not the one causing harm"),
    "minor_lawful": _("A minor who may lawfully agree alone"),
}
# state -> (kind of chip, words)
STATES = {
    "active": ("ok", _("In force")),
    "not_started": ("hold", _("Not yet")),
    "expired": ("hold", _("Ended")),
    "withdrawn": ("no", _("Withdrawn")),
    "refused": ("no", _("Said no")),
}
REGIMES = {
    "vawa_fvpsa_voca": _("Victim services (VAWA, FVPSA, VOCA)"),
    "hipaa": _("Health care (HIPAA)"),
    "part2": _("Substance use treatment (42 CFR Part 2)"),
    "ferpa": _("Education (FERPA)"),
    "law_enforcement": _("Law enforcement"),
    "prosecution": _("Prosecution"),
    "court": _("Court"),
    "child_protection": _("Child protection"),
    "tribal": _("Law of a nation or tribe"),
    "unknown": _("Not known: the strictest"),
}


ACCESS_ENDED = _("Access to something has ended.")
# What stands in the log.
LOG = {
    "release.recorded": _("Recorded a release"),
    "release.refused": _("Recorded that a person said no"),
    "release.narrowed": _("Narrowed a release"),
    "release.withdrawn": _("Withdrew a release"),
    "release.listed": _("Looked at the list of releases"),
    "release.list": _("Looked at the list of releases"),
    "release.read": _("Looked at a release"),
    "release.received": _("Looked at a release of another organization"),
    "release.received_listed": _("Looked at the list of releases of other organizations"),
}


def reason(code: str, **parameters: object) -> str:
    """Return the sentence of a refusal, filled in, for a form's field."""
    return str(REFUSALS[code][0]) % parameters
