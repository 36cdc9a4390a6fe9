"""The answers to "Why are we asked this?": two sentences a field, in plain words (TRAIN-12).

Fields that repeat (hours of each day, questions of the night, own words) share one answer by their stem.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WHYS: dict[str, str | Promise] = {
    "listing.description": _(
        "An advocate reads it with somebody waiting beside them. Two plain sentences help more than a page."
    ),
    "listing.categories": _(
        "Everybody searches by the same words. A program without one would not be found."
    ),
    "listing.serves": _(
        "Some programs are for people who are harmed, some for people who cause harm. What each may read "
        "of the other depends on it."
    ),
    "listing.harm_scope": _(
        "Not every program works with every kind of harm. It spares people a call in vain."
    ),
    "listing.regions": _(
        "People ask who serves their part of the state. A program without a region is not complete."
    ),
    "listing.languages": _(
        "People search by the language that a person speaks. Name only those that your own staff speak."
    ),
    "listing.interpreter_available": _(
        "Where nobody speaks the language, an interpreter may help. The caller then knows to ask for one."
    ),
    "listing.accessibility": _(
        "Somebody may be able to come only if they can get in and be understood. People search by it."
    ),
    "listing.communities": _(
        "Some people want help from those who know their community. It promises nothing about anybody else."
    ),
    "listing.culturally_specific": _(
        "People may look for a program that comes from their own community. Mark it only if yours does."
    ),
    "listing.population_focus": _(
        "The shared words do not name every group. Say it here as the people themselves would."
    ),
    "listing.length_of_stay": _(
        "People plan what comes after. Knowing how long they can stay lets them do so."
    ),
    "listing.how_to_get_in": _(
        "At night nobody can guess whom to call first. Say the steps; directions are given by voice."
    ),
    "listing.time_zone": _(
        "Your hours and the deadlines of a referral are counted by it. A partner may be in another one."
    ),
    "listing.always_open": _(
        "Tonight shows who answers now. Deadlines of a program that never closes run through the night."
    ),
    "listing.hours": _(
        "Deadlines are counted in your hours only. Outside them the sender is told who answers instead."
    ),
    "listing.closures": _(
        "No deadline runs on a day on which nobody is there. The sender sees the later date at once."
    ),
    "listing.phone": _("It stands where people decide whom to call. Give a number that somebody answers."),
    "listing.urgent_phone": _(
        "Something urgent is telephoned first. This number should be the quickest way to a person."
    ),
    "listing.preferred_channel": _(
        "Senders see it before they reach you. So they come the way that you can handle best."
    ),
    "listing.after_hours_process": _(
        "Needs do not keep office hours. Say what somebody does who needs you when you are closed."
    ),
    "listing.address_confidential": _(
        "The address of a hidden place must not stand anywhere, not even here. Marking it lets nobody "
        "store it."
    ),
    "listing.address": _(
        "People may want to come in person. Leave it empty where the place must stay hidden."
    ),
    "listing.publish_openings_tier1": _(
        "Without it, only those who exchange referrals read what you have open. You decide how far it "
        "is told."
    ),
    "listing.publish_on_call_tier1": _(
        "Without it, only those who exchange referrals read who is on. You decide how far it is told."
    ),
    "listing.opt_in_law_enforcement": _(
        "Police otherwise read only that they should call the line. You decide whether they see more."
    ),
    "listing.facet": _(
        "These are the questions that are asked at night. A yes, a no or an ask saves a call."
    ),
    "listing.local": _(
        "Your own people may use another name for a service. It stands beside the shared word, never instead."
    ),
    "program.name": _(
        "Referrals go to a program, not to a whole organization. Use the name by which callers know it."
    ),
    "program.confidentiality_regime": _(
        "The law of a program decides what it may say about a person. If you do not know it, the "
        "strictest holds."
    ),
    "criterion.field": _(
        "Conditions are read by what they are about. Then nobody reads past the one that matters."
    ),
    "criterion.rule": _(
        "Some conditions are firm, and some are worth a call. The sender should know which this is."
    ),
    "criterion.plain_text": _(
        "Say it as you would on the telephone. It is kept with each referral as it stood that day."
    ),
    "contact.scope": _("Different matters go to different people. Each is named for what they can answer."),
    "contact.rank": _(
        "One person is never always there. A primary and a backup mean that somebody is reached."
    ),
    "contact.name": _("People call somebody, not an office. Only members of the network read this name."),
    "contact.role_title": _("It tells what this person can decide. A successor is easier to find by it."),
    "contact.phone": _("It is the first way to reach a contact. Give a work number, not a private one."),
    "contact.extension": _(
        "Behind a switchboard the number alone is not enough. Leave it empty where there is none."
    ),
    "contact.secure_email": _(
        "What can wait is written, and must not be read by others. Nothing about a person is sent by "
        "plain mail."
    ),
    "contact.after_hours_process": _("A contact goes home at night. Say whom to reach then, and how."),
    "channel.kind": _("It says how to use what follows. A telephone number can then be tapped."),
    "channel.value": _(
        "It stands on your page for every member. For a hidden place it must not tell where that is."
    ),
    "channel.hours": _("A line that nobody answers costs time. Leave it empty where your usual hours hold."),
    "opening.kind": _(
        "A family needs something else than one person. Each kind is told apart, and never counted."
    ),
    "opening.saying": _(
        "None, some or several is enough to decide whom to call. A count would tell who is there."
    ),
    "shift.name": _(
        "Tonight names who answers now. Callers are helped faster when they can ask for somebody."
    ),
    "shift.phone": _("It is the number that is tapped at night. It should reach the person, not a machine."),
    "shift.starts_at": _(
        "Tonight shows only who is on at this moment. Times are those of the program's own clock."
    ),
    "shift.ends_at": _("After this nobody is shown in their place. A gap is then seen before it is night."),
    "end.what": _(
        "One program may close while the others go on. What has ended can be chosen for nothing any more."
    ),
    "end.ended_on": _("People who find it later see since when. It may be earlier than today."),
    "end.legacy_contact": _(
        "Somebody may still hold papers, or know what became of the work. They are named for questions only."
    ),
}
