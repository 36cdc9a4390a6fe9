"""What the codes of the directory are called, what the categories mean, and why it refuses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import formats
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from concord.governance.directory import codes
from concord.governance.directory.seen import OpeningView

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise

Words = Mapping[str, "str | Promise"]

# code -> (label, definition in one sentence)
CATEGORIES: Mapping[str, tuple["str | Promise", "str | Promise"]] = {
    "emergency_housing": (
        _("Emergency housing"), _("A safe place to sleep, at once and for a limited time."),
    ),
    "civil_legal_assistance": (
        _("Civil legal assistance"),
        _("A lawyer or legal worker for family, housing, benefit and other civil matters."),
    ),
    "court_advocacy": (
        _("Advocacy in court"), _("Somebody who prepares for court with the person and goes along."),
    ),
    "systems_navigation": (
        _("Systems navigation"), _("Help to find the right office and to get through its steps."),
    ),
    "hotline": (_("Hotline"), _("Somebody answers and listens, often around the clock.")),
    "safety_planning": (_("Safety planning"), _("Thinking through how to be safer, now and later.")),
    "counselling": (_("Counseling"), _("Talking with a trained counselor, alone or in a group.")),
    "outreach": (_("Outreach"), _("An advocate meets the person where they are.")),
    "protective_order_help": (
        _("Protective-order help"), _("Help to ask for, serve, change or enforce a protective order."),
    ),
    "forensic_medical_accompaniment": (
        _("Forensic exam and medical accompaniment"),
        _("An advocate goes along to a forensic exam or other medical care."),
    ),
    "transport_relocation": (
        _("Transport and relocation"), _("A ride now, or help to move somewhere else."),
    ),
    "supportive_housing": (
        _("Supportive housing"), _("A home for longer, with support that stays."),
    ),
    "landlord_mediation": (
        _("Landlord mediation"), _("Talking with a landlord to keep, end or change a lease."),
    ),
    "financial_support": (_("Financial support"), _("Money or benefits, or help to apply for them.")),
    "basic_needs": (_("Basic needs"), _("Food, clothing, furniture and other things of daily life.")),
    "child_family": (_("Children and family"), _("Support for children, parents and families.")),
    "supervised_visitation": (
        _("Supervised visitation"), _("A safe place and staff for visits and exchanges of children."),
    ),
    "immigration_legal": (
        _("Immigration legal help"), _("A lawyer or accredited worker for visas, status and removal."),
    ),
    "interpreting": (_("Interpreting"), _("An interpreter, in person, by telephone or by video.")),
    "health_care": (_("Health care"), _("Medical care by a clinic, hospital or practice.")),
    "mental_health": (_("Mental health"), _("Treatment by a mental-health professional.")),
    "phone_tech_safety": (
        _("Phone and tech safety"), _("Help with phones, accounts, trackers and cameras."),
    ),
    "pet_care": (_("Pet care"), _("A place for animals while the person is away from home.")),
    "offender_program": (
        _("Program for people who cause harm"), _("Any program that works with people who cause harm."),
    ),
    "batterer_intervention": (
        _("Batterer intervention"), _("A group program for people who batter, often ordered by court."),
    ),
}  # fmt: skip

CHANNEL_KINDS: Words = {
    "phone": _("Phone"), "secure_email": _("Secure email"), "web": _("Website"), "fax": _("Fax"),
    "in_person": _("In person"),
}  # fmt: skip
PREFERRED_CHANNELS: Words = {
    "phone": _("Phone"), "secure_email": _("Secure email"), "secure_messaging": _("Secure messaging"),
    "scheduled_meeting": _("Scheduled meeting"),
}  # fmt: skip
CONTACT_SCOPES: Words = {
    "referral": _("Referrals"), "regional": _("Regional coordination"),
    "statewide": _("Statewide coordination"), "crisis_oncall": _("Crisis on-call"),
    "policy_liaison": _("Policy liaison"), "data_steward": _("Data steward"), "meeting": _("Meetings"),
    "published": _("Published contact"),
}  # fmt: skip
CONTACT_RANKS: Words = {"primary": _("Primary"), "backup": _("Backup")}
CONTACT_WARNINGS: Words = {
    codes.OTHERS_MAILBOX: _(
        "This mailbox belongs to another organization of the directory. Confirm it if that is right."
    ),
}
ELIGIBILITY_FIELDS: Words = {
    "who": _("Who"), "area_served": _("Area served"), "ages": _("Ages"), "gender": _("Gender"),
    "children": _("Children"), "conditions": _("Other conditions"), "exclusions": _("Exclusions"),
}  # fmt: skip
ELIGIBILITY_RULES: Words = {
    "accepted": pgettext_lazy("condition", "Accepted"), "required": _("Required"),
    "not_accepted": _("Not accepted"), "ask": _("Ask"),
}  # fmt: skip
FACETS: Words = {
    "children": _("Children"), "teen_sons": _("Teen sons"), "men": _("Men"),
    "trans_people": _("Trans people"), "pets": _("Pets"), "large_family": _("Large family"),
    "wheelchair": _("Wheelchair user"), "medication_or_use": _("Medication or active use"),
    "no_papers": _("No papers needed"), "outside_area": _("From outside the area"),
    "no_police_report": _("No police report needed"),
}  # fmt: skip
FACET_ANSWERS: Words = {"yes": _("Yes"), "no": _("No"), "ask": _("Ask")}
ACCESSIBILITY: Words = {
    "wheelchair": _("Wheelchair access"), "step_free": _("Step-free entrance"),
    "accessible_bathroom": _("Accessible bathroom"), "elevator": _("Elevator"),
    "large_print": _("Large print"), "captions": _("Captions"), "tty_relay": _("TTY or relay calls"),
    "sign_language": _("Sign language"), "plain_language": _("Plain language"),
    "service_animals": _("Service animals"), "quiet_room": _("Quiet room"),
    "telehealth": _("By video or phone"), "home_visits": _("Visits at home"),
}  # fmt: skip
LANGUAGES: Words = {
    "en": _("English"), "es": _("Spanish"), "fr": _("French"), "ht": _("Haitian Creole"),
    "pt": _("Portuguese"), "ar": _("Arabic"), "zh": _("Chinese"), "vi": _("Vietnamese"),
    "ko": _("Korean"), "tl": _("Tagalog"), "ru": _("Russian"), "uk": _("Ukrainian"), "pl": _("Polish"),
    "so": _("Somali"), "am": _("Amharic"), "ti": _("Tigrinya"), "sw": _("Swahili"), "fa": _("Persian, Dari"),
    "ps": _("Pashto"), "ur": _("Urdu"), "hi": _("Hindi"), "bn": _("Bengali"), "pa": _("Punjabi"),
    "gu": _("Gujarati"), "ne": _("Nepali"), "my": _("Burmese"), "km": _("Khmer"), "lo": _("Lao"),
    "ja": _("Japanese"), "de": _("German"), "it": _("Italian"), "el": _("Greek"), "sq": _("Albanian"),
    "tr": _("Turkish"), "ase": _("American Sign Language"),
}  # fmt: skip
COMMUNITIES: Words = {
    "indigenous": _("Indigenous people"), "black": _("Black people"), "latine": _("Latine people"),
    "asian_pacific": _("Asian and Pacific Islander people"),
    "arab_middle_eastern": _("Arab and Middle Eastern people"),
    "immigrant_refugee": _("Immigrants and refugees"), "lgbtq": _("LGBTQ+ people"),
    "deaf": _("Deaf people"), "disability": _("People with disabilities"), "rural": _("Rural communities"),
    "faith": _("Faith communities"), "older_adults": _("Older adults"), "youth": _("Young people"),
    "men": _("Men"), "military": _("Military families and veterans"),
    "trafficking": _("People who were trafficked"), "limited_english": _("People with limited English"),
}  # fmt: skip
HARM_SCOPES: Words = {
    "domestic_violence": _("Domestic violence"), "sexual_assault": _("Sexual assault"),
}  # fmt: skip
SERVES: Words = {
    "pweh": _("People who experience harm"), "children": _("Children"), "pwch": _("People who cause harm"),
}  # fmt: skip
OPENING_KINDS: Words = {
    "family_room": _("Family room"), "single_bed": _("Single bed"),
    "accessible_room": _("Accessible room"), "pet_room": _("Room with a pet"),
    "appointment": _("Appointment"), "place": _("Place in a group"),
}  # fmt: skip
OPENING_STATES: Words = {
    "open": _("Has room"), "limited": _("Limited"), "waitlist": _("Waiting list"),
    "closed": pgettext_lazy("openings", "Closed"),
}  # fmt: skip
OPENING_BANDS: Words = {"none": pgettext_lazy("openings", "None"), "some": _("Some"), "several": _("Several")}
# What one tap says: state and band together (codes.SAYINGS).
SAYINGS: Words = {
    "several": _("Several"), "some": _("Some"), "limited": _("Some, limited"),
    "waitlist": _("None, waiting list"), "none": pgettext_lazy("openings", "None"),
}  # fmt: skip
SHIFTS: Words = {"day": _("day shift"), "evening": _("evening shift"), "night": _("night shift")}
CALL_THE_LINE = _("Call the line")
LISTING_STATES: Words = {
    "coalition_listed": _("Listed by the coalition, not yet confirmed"), "claimed": _("Kept by the agency"),
}  # fmt: skip
ORG_TYPES: Words = {
    "direct_service": _("Direct service"), "justice_legal": _("Justice and legal"),
    "health_social": _("Health and social services"),
    "housing_homelessness": _("Housing and homelessness"),
    "government_funder": _("Government and funders"),
    "research_academic": _("Research and academic"), "coalition_backbone": _("Coalition and backbone"),
}  # fmt: skip
SUB_TYPES: Words = {
    "shelter": _("Shelter"), "transition_house": _("Transition house"),
    "outreach_program": _("Outreach program"), "counselling_service": _("Counseling service"),
    "court": _("Court"), "prosecution_service": _("Prosecution service"), "legal_aid": _("Legal aid"),
    "specialized_dv_unit": _("Specialized unit"), "law_enforcement": _("Law enforcement"),
    "hospital": _("Hospital"), "community_health_center": _("Community health center"),
    "mental_health": _("Mental health"), "child_protection": _("Child protection"),
    "emergency_shelter": _("Emergency shelter"), "supportive_housing": _("Supportive housing"),
    "landlord_mediation": _("Landlord mediation"), "ministry": _("Ministry"),
    "department": _("Department"), "municipal_office": _("Municipal office"),
    "funding_agency": _("Funding agency"), "university": _("University"), "institute": _("Institute"),
    "independent_evaluator": _("Independent evaluator"), "coalition": _("Coalition"),
    "backbone": _("Backbone office"),
}  # fmt: skip
SECTORS: Words = {
    "mental_health": _("Mental health"), "other_health_care": _("Other health care"),
    "school_education": _("Schools and education"), "child_protection": _("Child protection"),
    "probation_parole": _("Probation and parole"), "neighborhood_center": _("Neighborhood center"),
    "clergy_faith_based": _("Clergy and faith-based"), "batterer_treatment": _("Batterer treatment"),
    "sex_offender_treatment": _("Sex offender treatment"),
    "culturally_specific": _("Culturally specific"), "immigrant_settlement": _("Immigrant settlement"),
    "social_services": _("Social services"), "justice": _("Justice"),
    "law_enforcement": _("Law enforcement"), "courts": _("Courts"),
    "community_agency": _("Community agency"), "indigenous": _("Indigenous"), "housing": _("Housing"),
    "other": _("Other"),
}  # fmt: skip
TIERS: Mapping[int, tuple["str | Promise", "str | Promise"]] = {
    1: (_("Directory and contacts"), _("Call or write to it. It takes no referrals here.")),
    2: (_("Referrals and coordination"), _("It takes and sends referrals, and says what it has open.")),
    3: (_("Shared frameworks and indicators"), _("It takes referrals and reports shared figures.")),
    4: (_("Data integration and research"), _("It takes referrals, reports figures and joins studies.")),
}  # fmt: skip
WEEKDAYS = (
    _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
)  # fmt: skip
REGIMES: Words = {
    "vawa_fvpsa_voca": _("VAWA, FVPSA, VOCA (victim services)"), "hipaa": _("HIPAA (health care)"),
    "part2": _("42 CFR Part 2 (substance use treatment)"), "ferpa": _("FERPA (education)"),
    "law_enforcement": _("Law enforcement"), "prosecution": _("Prosecution"), "court": _("Court"),
    "child_protection": _("Child protection"), "tribal": _("Tribal law"),
    "unknown": _("Not known (treated as the strictest)"),
}  # fmt: skip

# code -> (reason, remedy, name of the page that helps or "")
REFUSALS = {
    "no_shift_to_hand_over": (
        _("Your organization has no program that is open day and night, so no shift is handed over here."),
        _("Tonight shows who is on and what is open."), "pages:tonight",
    ),
    "claimed_by_agency": (
        _("The agency has claimed this listing, so only the agency edits it."),
        _("Ask the agency to confirm its details."), "",
    ),
    "claimed_by_agency_meanwhile": (
        _("An agency has claimed one of these listings."),
        _("What is claimed stays. Mark what is wrong as ended, or ask the agency."), "",
    ),
    "already_claimed": (_("This listing is claimed already."), _("You can edit it right away."), ""),
    "separation_stays": (
        _("This program has said that it serves people who cause harm."),
        _("Only the backbone office can take that back. Ask it."), "",
    ),
    "already_listed": (_("%(program)s is listed already."), _("Edit its listing instead."), ""),
    "listing_changed": (
        _("%(name)s saved this listing while you were writing."),
        _("Your words are kept below. Look at what changed, then save again."), "",
    ),
    "channel_exists": (_("This channel is listed already."), _("Change the one that is there."), ""),
    "contact_ended": (_("This contact has ended already."), _("Reload the page to see who is named."), ""),
    "shift_over": (_("This shift is over already."), _("Reload the page to see who is on."), ""),
    "not_separated": (
        _("This program never said that it serves people who cause harm."), _("Nothing needs doing."), "",
    ),
}  # fmt: skip

# What stands in the log.
LOG: Words = {
    "listing.created": _("Listed a program"),
    "listing.edited": _("Edited a listing"),
    "listing.confirmed": _("Confirmed a listing"),
    "listing.claimed": _("Claimed a listing"),
    "listing.channel_saved": _("Saved a channel"),
    "listing.channel_removed": _("Removed a channel"),
    "listing.separation_ended": _("Took back that a program serves people who cause harm"),
    "opening.set": _("Said what is open"),
    "opening.confirmed": _("Said that openings are still right"),
    "on_call.set": _("Put somebody on call"),
    "on_call.ended": _("Ended a shift"),
    "shift.handed_over": _("Handed the shift over"),
    "contact.saved": _("Named a contact"),
    "contact.removed": _("Removed a contact"),
    "contacts.confirmed": _("Confirmed the contacts"),
    "boundaries.imported": _("Drew the map anew"),
}  # fmt: skip

# What is wrong with a field: code -> sentence
PROBLEMS: Words = {
    "unknown_code": _("Choose from the list; there is no %(codes)s."),
    "address_of_confidential_place": _(
        "The address of a confidential place is stored by nobody. Leave it empty; give directions by voice."
    ),
    "place_in_text": _(
        "“%(part)s” looks like an address. That of a confidential place is stored by nobody; give directions "
        "by voice."
    ),
    "place_in_channel": _("A channel of this program tells where it is. Remove that channel first."),
    "too_long": _("Keep this to %(longest)s characters."),
    "unknown_time_zone": _("Choose a time zone from the list."),
    "hours_do_not_work": _("Write times such as 09:00-17:00; two on one day must not overlap."),
    "published_has_no_rank": _("A published contact has no rank."),
    "same_person_twice": _("The same person cannot be both primary and backup."),
    "not_a_web_address": _("A web address begins with https://."),
    "not_an_email_address": _("An email address has an @ in it."),
    "band_does_not_fit": _("Some or several can be open or limited; none is a waiting list or closed."),
    "ends_before_start": _("The end comes after the beginning."),
    "shift_too_long": _("A shift is at most %(hours)s hours."),
    "in_the_future": _("Choose today or an earlier day."),
    "unknown_place": _("This place in the list is not known. Start again at the top."),
    "missing": _("Fill this in."),
}  # fmt: skip
MISSING: Words = {
    "categories": _("Choose at least one service."),
    "harm_scope": _("Choose at least one kind of harm."),
    "serves": _("Choose whom the program serves."),
    "regions": _("Choose at least one region."),
    "name": _("Write the name."),
    "role_title": _("Write the role or title."),
    "phone": _("Write a phone number."),
    "secure_email": _("Write a secure email address."),
    "after_hours_process": _("Say what to do after hours."),
    "value": _("Write the number or address."),
}  # fmt: skip


def explain_problem(field: str, code: str, parameters: Mapping[str, object]) -> str:
    """Say what is wrong with a field, in the current language."""
    said = MISSING.get(field, PROBLEMS["missing"]) if code == "missing" else PROBLEMS.get(code, code)
    facts = {
        name: ", ".join(str(part) for part in value) if isinstance(value, list | tuple) else value
        for name, value in parameters.items()
    }
    return str(said) % facts if facts else str(said)


def label(table: Words, code: str) -> str:
    """Return what a code is called; an unknown one is shown as it is."""
    return str(table.get(code, code))


def labels(table: Words, given: Iterable[str]) -> list[str]:
    """Return what several codes are called."""
    return [label(table, code) for code in given]


def category_label(code: str) -> str:
    """Return what a service category is called."""
    return str(CATEGORIES[code][0]) if code in CATEGORIES else code


def category_definition(code: str) -> str:
    """Return what a service category means."""
    return str(CATEGORIES[code][1]) if code in CATEGORIES else ""


def say_lacking(given: Iterable[str]) -> list[str]:
    """Say what contacts lack: "Referrals: Backup" for ``referral.backup``."""
    pairs = (each.split(".") for each in given)
    return [f"{label(CONTACT_SCOPES, scope)}: {label(CONTACT_RANKS, rank)}" for scope, rank in pairs]


@dataclass(frozen=True, slots=True)
class SaidOpening:
    """An opening in words: what, when it was said (an instant, or the shift in words), and its mark."""

    text: str
    at: datetime | None
    shift: str
    mark: str
    stale: bool


MARKS = {"open": "ok", "limited": "soon", "waitlist": "hold", "closed": "no"}


# What somebody looks for, by kind of term: which table names it, and how it is said.
_TERMS: Mapping[str, Words] = {
    "language": LANGUAGES, "accessibility": ACCESSIBILITY, "community": COMMUNITIES, "serves": SERVES,
    "harm_scope": HARM_SCOPES, "org_type": ORG_TYPES, "sub_type": SUB_TYPES, "sector": SECTORS,
    "opening": {"any": _("Has room now"), **OPENING_KINDS}, "tonight": {"yes": _("Tonight")},
    "interpreter": {"yes": _("Interpreter")},
}  # fmt: skip


def say_term(key: str, level: int = 2, regions: Mapping[str, str] | None = None) -> str:
    """Say one thing that is looked for, such as "Pets: yes"; level 1 is met partly only."""
    kind, _colon, code = key.partition(":")
    if kind == "word":
        return gettext("“%(word)s”") % {"word": code}
    if kind == "facet":
        code, _colon, answer = code.partition(":")
        said = label(FACET_ANSWERS, answer or ("yes" if level > 1 else "ask")).lower()
        return f"{label(FACETS, code)}: {said}"
    if kind == "category":
        return category_label(code)
    return label(regions or {} if kind == "region" else _TERMS.get(kind, {}), code)


def say_opening(view: OpeningView) -> SaidOpening:
    """Put an opening into words, for the chip that shows it."""
    if view.shows == "line":
        return SaidOpening(str(CALL_THE_LINE), None, "", "info", stale=False)
    facts = {"kind": label(OPENING_KINDS, view.kind), "state": label(OPENING_STATES, view.state).lower()}
    facts["band"] = label(OPENING_BANDS, view.band).lower()
    plain = view.state in {"open", "closed"}  # then the band says it all
    said = (gettext("%(kind)s: %(band)s") if plain else gettext("%(kind)s: %(band)s, %(state)s")) % facts
    return SaidOpening(said, view.updated_at, _shift_words(view), MARKS[view.state], view.stale)


def saying(view: OpeningView) -> str:
    """Return an opening in the words of the button that says it."""
    now = (view.state, view.band)
    return next(
        (label(SAYINGS, code) for code, said in codes.SAYINGS.items() if said == now),
        label(OPENING_STATES, view.state),
    )


def taps(view: OpeningView) -> list[tuple[str, str, bool]]:
    """Return what one tap may say instead: code, words, and whether it is said now."""
    return [
        (saying, label(SAYINGS, saying), said == (view.state, view.band))
        for saying, said in codes.SAYINGS.items()
    ]


def _shift_words(view: OpeningView) -> str:
    if view.updated_at is not None or view.shift_day is None:
        return ""
    return f"{label(SHIFTS, view.shift)}, {_day(view.shift_day)}"


def _day(day: date) -> str:
    return formats.date_format(day, "D j M")
