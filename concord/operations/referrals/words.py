"""What the codes of referrals are called on screen, and why something is refused, with the way out."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concord.foundation.lib.denied import Problem

Words = Mapping[str, str | Promise]

# sensitivity -> (kind of the urgency mark, words)
SENSITIVITIES: Mapping[str, tuple[str, str | Promise]] = {
    "urgent": ("now", _("Now")),
    "priority": ("today", _("Today")),
    "standard": ("days", _("In a few days")),
}
PATHWAYS: Words = {
    "warm_linkage": _("With a joint call"),
    "direct_handoff": _("Handed over directly"),
    "coordinated_triage": _("Through the line"),
    "embedded_partner": _("Through a colleague on site"),
}
BASES: Words = {
    "direct_client_interview": _("The person told us"),
    "administrative_records": _("From our own records"),
    "partner_agency_documentation": _("From a partner's papers"),
}
SOURCES: Words = {
    "law_enforcement": _("Law enforcement"),
    "court": _("Court"),
    "healthcare": _("Health care"),
    "community_based_organization": _("Community organization"),
    "housing": _("Housing"),
    "child_family_system": _("Children and family services"),
    "education": _("School or university"),
    "hotline": _("Hotline"),
    "self_or_family": _("The person or their family"),
    "other": _("Somebody else"),
    "unknown": _("Not known"),
}
FUNCTIONS: Words = {
    "joint_meeting": _("Joint meeting"),
    "eligibility_question": _("Question about whom a program takes"),
    "protocol_question": _("Question about a procedure"),
    "capacity_planning": _("Planning of places"),
    "training_request": _("Training"),
}
SAFE_CONTACT: Words = {
    "through_us_only": _("Only through us"),
    "no_voicemail": _("Do not leave voicemail"),
    "text_first": _("Text first"),
    "voicemail_safe": _("Voicemail is safe"),
    "work_hours_only": _("Only in working hours"),
    "they_will_call": _("They will call; do not call them"),
}
CAUTIONS = ("through_us_only", "no_voicemail", "text_first", "work_hours_only", "they_will_call")
OUTCOMES: Words = {
    "accepted": _("Accepted"),
    "pending": _("Still deciding"),
    "waitlisted": _("On the waiting list"),
    "declined": _("Cannot help"),
}
DELIVERY: Words = {
    "draft": _("Draft"),
    "sent": _("Sent"),
    "acknowledged": _("Received"),
    "closed": _("Closed"),
    "withdrawn": _("Withdrawn"),
}
DECLINES: Words = {
    "no_capacity": _("No opening"),
    "service_not_offered": _("We do not offer this"),
    "misdirected": _("Another program is the right one"),
    "language": _("We cannot speak the language"),
    "access": _("We are not accessible enough"),
    "cannot_take": _("We cannot take this"),
    "not_eligible": _("We do not take this situation"),
    "unable_to_reach": _("We could not reach them"),
    "survivor_chose_otherwise": _("They chose something else"),
    "area_not_safe": _("The area is not safe for them"),
    "other": _("Another reason"),
}
JOINT_MODES: Words = {
    "conference_call": _("Call together"),
    "in_person": _("In person"),
    "virtual": _("By video"),
}
PRESENCE: Words = {"yes": _("Yes"), "no": _("No"), "not_applicable": _("Does not apply")}
AGREED_ROLES: Words = {
    "receiver_leads": _("The receiving program leads from here"),
    "sender_stays_in_touch": _("The sending program stays in touch"),
    "both_stay_in_touch": _("Both stay in touch"),
    "sender_steps_back": _("The sending program steps back"),
}
NEXT_STEPS: Words = {
    "appointment_set": _("An appointment is set"),
    "arrival_arranged": _("The arrival is arranged"),
    "transport_arranged": _("Transport is arranged"),
    "interpreter_booked": _("An interpreter is booked"),
    "call_back_agreed": _("A call back is agreed"),
    "person_will_call": _("The person will call"),
    "nothing_further": _("Nothing further for now"),
}
FOLLOW_UPS: Words = {
    "connected": _("Connected"),
    "not_connected": _("Not connected"),
    "survivor_chose_otherwise": _("They chose something else"),
    "unknown": _("We do not know"),
}
NEEDS: Words = {
    "interpreter_language": _("Interpreter"),
    "accessibility": _("Accessibility"),
    "cultural_preference": _("Culture or community"),
}
NEEDS_MET: Words = {
    "in_house": _("By our own staff"),
    "interpreter": _("With an interpreter"),
    "partner": _("With a partner"),
    "cannot_meet": _("We cannot meet it"),
}
PERSON_FIELDS: Words = {
    "category": _("Help with"),
    "interpreter_language": _("Interpreter"),
    "accessibility": _("Accessibility"),
    "cultural_preference": _("Culture or community"),
    "safe_contact": _("Safe contact"),
    "source": _("Who referred"),
    "basis": _("How it is known"),
}
TALLY_KINDS: Words = {
    "look": _("Looked for a place"),
    "joint_call": _("Call together"),
    "self_contact": _("They will call"),
    "phone_handoff": _("Phone handoff"),
}
TALLY_ANSWERS: Words = {"yes": _("Yes"), "no": _("No"), "no_answer": _("No answer")}
CALL_ANSWERS: Words = {
    "yes": _("Connected"),
    "no": _("Not connected"),
    "no_answer": _("Nobody answered"),
}
VIEWS: Words = {
    "needs": _("Needs an answer"),
    "mine": _("With me"),
    "waiting": _("Waiting on others"),
    "sent": _("Sent by us"),
    "closed": _("Closed"),
}
CLOCKS: Words = {
    "acknowledge": _("Confirm receipt by"),
    "feedback": _("Answer by"),
    "review": _("Give word again by"),
    "joint_contact": _("Hold the joint call by"),
    "follow_up": _("Say how it went by"),
}
# code of a step -> (kind of the mark on the timeline, words)
MOVES: Mapping[str, tuple[str, str | Promise]] = {
    "sent": ("", _("Sent")),
    "acknowledged": ("info", _("Receipt confirmed")),
    "withdrawn": ("no", _("Withdrawn by the sending program")),
    "closed": ("done", _("Closed")),
    "closed_on_our_side": ("done", _("Closed on the receiving side")),
    "call_us": ("info", _("Asked for a call")),
    "taken": ("info", _("Taken")),
    "called": ("info", _("Telephoned")),
    "accepted": ("ok", _("Accepted")),
    "waitlisted": ("info", _("Put on the waiting list")),
    "pending": ("info", _("Still deciding")),
    "declined": ("no", _("Cannot help")),
    "corrected": ("info", _("Answer corrected")),
    "joint_planned": ("info", _("Time for a joint call proposed")),
    "joint_agreed": ("ok", _("Time for the joint call agreed")),
    "joint_missed": ("info", _("Called for the joint call, nobody reached")),
    "joint_recorded": ("info", _("Joint call recorded")),
    "joint_confirmed": ("ok", _("Joint call confirmed")),
    "followed_up": ("done", _("How it went was recorded")),
}
RECEIVER_WHY_NOT: Words = {
    "ended": _("No longer operating"),
    "paused": _("Paused"),
    "unlisted": _("Call: not listed yet"),
    "tier1": _("Call: no agreement yet"),
    "type": _("Call: takes no referrals"),
    "switched_off": _("Call: takes no referrals here"),
}

_REMOVE = _("Take it out. The text is about the service, never about the person.")
_CHOOSE = _("Choose one from the list.")
_RELOAD = _("Load the page again to see how it stands.")
_CALL = _("Call the program instead.")

# code -> (reason, remedy, name of the page that helps or "")
REFUSALS = {
    # who may do what on which state
    "referral_not_open": (_("This referral is closed or withdrawn."), _RELOAD, "referrals:queue"),
    "not_receiver": (
        _("Only the receiving program may do this."),
        _("Call it when you need to know more."), "",
    ),
    "not_sender": (_("Only the sending program may do this."), _("Call the person named on it."), ""),
    "not_party": (_("Only the two programs of a referral may do this."), _RELOAD, "referrals:queue"),
    "outcome_final": (
        _("The answer is given already."),
        _("If it was wrong, correct it; the correction is kept beside it."), "",
    ),
    "nothing_to_correct": (
        _("There is no final answer that could be corrected."), _("Give an answer instead."), "",
    ),
    "joint_already_recorded": (_("The joint call is recorded already."), _RELOAD, ""),
    "joint_already_confirmed": (_("The joint call is confirmed already."), _RELOAD, ""),
    "joint_already_agreed": (_("The time is agreed already."), _RELOAD, ""),
    "joint_not_planned": (_("No time is proposed."), _("Propose one."), ""),
    "other_side_agrees": (
        _("You proposed this time, so the other side agrees to it."), _("Call them, or propose another."), "",
    ),
    "joint_not_recorded": (
        _("Nobody has recorded a joint call."),
        _("Record it; the other side then confirms it."), "",
    ),
    "other_side_confirms": (
        _("You recorded this call, so the other side confirms it."), _("Call them and ask."), "",
    ),
    "follow_up_after_acceptance": (
        _("How it went is recorded after a referral was accepted."), _("Accept it first."), "",
    ),
    "joint_missing": (
        _("A joint call was agreed on, and none is confirmed by both sides."),
        _("Record the joint call, or say that they were not connected or that it is not known."), "",
    ),
    "joint_unconfirmed": (
        _("The joint call is not confirmed by both sides yet."),
        _("Confirm it, or call the other side and ask."), "",
    ),
    # somebody was first
    "referral_moved": (_("Somebody changed this referral a moment ago."), _RELOAD, "referrals:queue"),
    "referral_somebody_was_first": (
        _("%(who)s was first: %(at)s."),
        _("Nothing of yours was saved. Look at what was done, then decide again."), "referrals:queue",
    ),
    # what an answer lacks
    "decline_reason_missing": (_("Choose why you cannot help."), _CHOOSE, ""),
    "need_unanswered": (
        _("Say how this need is met: %(need)s."), _("Choose one; if you cannot meet it, say so."), "",
    ),
    "follow_up_missing": (_("Choose how it went."), _CHOOSE, ""),
    "joint_mode_missing": (_("Choose how you spoke."), _CHOOSE, ""),
    "joint_presence_missing": (_("Say whether the person took part."), _CHOOSE, ""),
    "joint_roles_missing": (_("Choose who does what from here."), _CHOOSE, ""),
    "joint_steps_missing": (_("Choose at least one next step."), _CHOOSE, ""),
    "joint_in_future": (_("This time has not come yet."), _("Record the call when it was held."), ""),
    "joint_plan_past": (_("This time is over."), _("Choose a later one, or record the call as held."), ""),
    "joint_plan_far": (_("This is more than 90 days ahead."), _("Choose an earlier time."), ""),
    "joint_plan_after_release": (
        _("The release ends before this time."),
        _("Choose an earlier time, or ask the person about a new release first."), "",
    ),
    "note_length": (_("Write a note of at most %(most)s characters."), _("Shorten it."), ""),
    "spoke_missing": (_("Say who spoke about the person."), _CHOOSE, ""),
    # what a sending lacks
    "program_missing": (_("Choose the program."), _CHOOSE, ""),
    "sensitivity_missing": (_("Choose how soon."), _CHOOSE, ""),
    "contact_missing": (_("Write the number at which you can be called back."), _("A work number."), ""),
    "contact_not_ours": (
        _("Nobody of this name works there."), _("Choose somebody who works there, by their full name."), "",
    ),
    "contact_no_phone": (
        _("This is no telephone number."), _("Write digits only, with an extension if there is one."), "",
    ),
    "function_missing": (_("Choose what it is about."), _CHOOSE, ""),
    "category_missing": (_("Choose what help is needed."), _CHOOSE, ""),
    "release_choice_missing": (
        _("Choose the release."), _("Record one now if there is none."), "releases:new",
    ),
    "basis_missing": (_("Say how you know this."), _CHOOSE, ""),
    "source_missing": (_("Say who referred."), _CHOOSE, ""),
    "partner_missing": (_("Name the partner whose papers these are."), _CHOOSE, ""),
    "code_unknown": (_("This is not one of the choices."), _CHOOSE, ""),
    "program_unknown": (_("There is no such program."), _CHOOSE, ""),
    "key_reused": (
        _("Something else was sent with this key before."),
        _("Look at what was sent. To send this too, use a new key, or begin again."), "referrals:queue",
    ),
    "program_own": (
        _("This is your own organization."), _("Choose a program of another organization."), "",
    ),
    "release_unknown": (
        _("There is no such release of yours."), _("Choose one, or record one now."), "releases:new",
    ),
    "coordination_without_person": (
        _("A question between programs says nothing about a person."), _("Leave this empty."), "",
    ),
    "receiver_ended": (_("This program has ended."), _("Choose another one."), ""),
    "receiver_paused": (_("This program is paused."), _("Choose another one, or call."), ""),
    "receiver_unlisted": (_("This program is not listed yet."), _CALL, ""),
    "receiver_tier1": (_("This program takes no referrals here: there is no agreement yet."), _CALL, ""),
    "receiver_type": (_("This organization takes no referrals."), _CALL, ""),
    "receiver_switched_off": (_("This program takes no referrals here."), _CALL, ""),
    # text
    "text_too_long": (_("At most %(most)s characters."), _("Shorten it."), ""),
    "text_off": (_("Your program sends no text of its own."), _("Use the choices above, or call."), ""),
    "text_phone": (_("This looks like a phone number: %(part)s"), _REMOVE, ""),
    "text_email": (_("This looks like an e-mail address: %(part)s"), _REMOVE, ""),
    "text_street_address": (_("This looks like an address: %(part)s"), _REMOVE, ""),
    "text_date_of_birth": (_("This looks like a date of birth: %(part)s"), _REMOVE, ""),
    "text_ssn": (_("This looks like a social security number: %(part)s"), _REMOVE, ""),
    "text_docket": (_("This looks like a docket number: %(part)s"), _REMOVE, ""),
    "text_name": (_("This looks like a name: %(part)s"), _REMOVE, ""),
    "text_url": (_("This looks like a link: %(part)s"), _REMOVE, ""),
    "text_coordinates": (_("This looks like a place on the map: %(part)s"), _REMOVE, ""),
}  # fmt: skip

# What a finding of the screening is called, for the marks in the text.
FINDINGS: Words = {
    "phone": _("phone number"), "email": _("e-mail address"), "street_address": _("address"),
    "date_of_birth": _("date of birth"), "ssn": _("social security number"), "docket": _("docket number"),
    "name": _("name"), "url": _("link"), "coordinates": _("place on the map"),
}  # fmt: skip

LOG: Words = {
    "referral.queue_read": _("Looked at the queue"),
    "referral.read": _("Read a referral"),
    "referral.sent": _("Sent a referral"),
    "referral.drafted": _("Kept a draft"),
    "referral.draft_discarded": _("Threw a draft away"),
    "referral.draft_expired": _("A draft ended after a day"),
    "referral.acknowledged": _("Confirmed receipt"),
    "referral.taken": _("Took a referral"),
    "referral.called": _("Telephoned about a referral"),
    "referral.call_us": _("Asked for a call"),
    "referral.accepted": _("Accepted a referral"),
    "referral.pending": _("Said that it is still being decided"),
    "referral.waitlisted": _("Put a referral on the waiting list"),
    "referral.declined": _("Could not help"),
    "referral.corrected": _("Corrected an answer"),
    "referral.closed": _("Closed a referral"),
    "referral.closed_on_our_side": _("Closed a referral on the own side"),
    "referral.withdrawn": _("Withdrew a referral"),
    "referral.joint_planned": _("Planned a joint call"),
    "referral.joint_agreed": _("Agreed to the time of a joint call"),
    "referral.joint_missed": _("Called for a joint call and reached nobody"),
    "referral.joint_recorded": _("Recorded a joint call"),
    "referral.joint_confirmed": _("Confirmed a joint call"),
    "referral.followed_up": _("Recorded how it went"),
    "referral.note_added": _("Added a note of the own agency"),
    "call.tallied": _("Counted a call"),
    "call.told": _("Told something by phone under a release"),
}


def label(table: Words, code: str) -> str:
    """Return what a code is called; an unknown one is shown as it is."""
    return str(table.get(code, code))


def labels(table: Words, given: Iterable[str]) -> str:
    """Return what several codes are called, in one line."""
    return ", ".join(label(table, code) for code in given)


def explain_problem(problem: Problem) -> str:
    """Say what is wrong with a field, in the current language."""
    reason = REFUSALS[problem.code][0]
    facts = dict(problem.parameters)
    if "need" in facts:
        facts["need"] = label(NEEDS, str(facts["need"]))
    return str(reason) % facts if facts else str(reason)


def choices(table: Words, codes: Iterable[str] | None = None) -> list[tuple[str, str | Promise]]:
    """Return a field's choices, all of a table or some of its codes."""
    return [(code, table[code]) for code in (codes if codes is not None else table)]
