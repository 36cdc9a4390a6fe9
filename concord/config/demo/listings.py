"""Puts listings, openings, contacts and shifts behind the programs of the invented network."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from concord.config.demo import cast
from concord.config.demo import programs as invented
from concord.config.demo.acting import list_actors
from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.organizations.models import Program
from concord.governance.directory import actions
from concord.governance.directory.drafts import ChannelDraft, ContactDraft, ShiftDraft

ZONE = ZoneInfo("America/New_York")
_EVENING, _MORNING = 20, 8  # when the night shift begins and ends, by the clock on the wall
DAYS_OF_CAST = 1  # days from now for which the cast is on call
_AFTER_HOURS = "Call the program's number; after hours the statewide line knows whom to wake."


def load(programs: dict[str, Program], *, by: Actor, now: datetime) -> None:
    """Put a listing, contacts, openings and shifts behind every program, each by its own lead."""
    del by  # each agency speaks for itself
    people = list_actors()
    leads = {
        someone.organization: people[name]
        for name, someone in reversed(cast.PEOPLE.items())
        if "agency_lead" in someone.roles
    }
    for reference, program in programs.items():
        lead = leads[reference.partition("-")[0]]
        office = people["bea"] if reference in invented.LISTED_BY_COALITION else lead
        scope.enter(office)
        _list(reference, program, by=office, now=now)
        scope.enter(lead)
        for kind, state, band, hours in invented.OPENINGS.get(reference, ()):
            said_at = now - timedelta(hours=hours)
            actions.set_opening(
                program_id=program.id, kind=kind, state=state, band=band, by=lead, now=said_at
            )
    put_on_call(programs, leads=leads, now=now, days=range(-1, DAYS_OF_CAST + 1))
    for organization, lead in leads.items():
        if organization in invented.BACKUPS:
            _name_contacts(organization, lead, now)


def _list(reference: str, program: Program, *, by: Actor, now: datetime) -> None:
    draft = invented.draft_of(reference)
    confirmed_at = now - timedelta(days=invented.CONFIRMED_DAYS_AGO.get(reference, 12))
    actions.create_listing(
        organization_id=program.organization_id, program_id=program.id, draft=draft, by=by, now=confirmed_at
    )
    channels = [ChannelDraft("phone", draft.phone, "Day and night" if draft.always_open else "In our hours")]
    if not draft.always_open:
        mailbox = f"intake@{program.reference}.example"
        channels.append(ChannelDraft("secure_email", mailbox, "Read each working day", position=1))
    for channel in channels:
        actions.save_channel(program_id=program.id, draft=channel, by=by, now=confirmed_at)


def put_on_call(programs: dict[str, Program], *, leads: dict[str, Actor], now: datetime, days: range) -> None:
    """Put people on call, day and night; ``days`` counts from today."""
    today = now.astimezone(ZONE).replace(minute=0, second=0, microsecond=0)
    for reference, turns in invented.ON_CALL.items():
        lead = leads[reference.partition("-")[0]]
        scope.enter(lead)
        for distance in days:
            day = today + timedelta(days=distance)
            begins = day.replace(hour=_MORNING), day.replace(hour=_EVENING)
            ends = day.replace(hour=_EVENING), (day + timedelta(days=1)).replace(hour=_MORNING)
            for (name, phone), starts_at, ends_at in zip(turns, begins, ends, strict=True):
                shift = ShiftDraft(name, phone, starts_at, ends_at)
                actions.set_on_call(program_id=programs[reference].id, draft=shift, by=lead, now=now)


def _name_contacts(organization: str, lead: Actor, now: datetime) -> None:
    scope.enter(lead)
    title = next(one.title for one in cast.PEOPLE.values() if one.name == lead.name)
    backup, backup_title, backup_phone = invented.BACKUPS[organization]
    for rank, name, role, phone in (
        ("primary", lead.name, title, lead.phone),
        ("backup", backup, backup_title, backup_phone),
    ):
        actions.save_contact(
            organization_id=lead.organization_id,  # type: ignore[arg-type]  # a lead acts for one
            draft=ContactDraft(
                "referral", rank, name, role, phone,
                secure_email=f"{name.split()[0].lower()}@{organization}.example",
                after_hours_process=_AFTER_HOURS,
            ),
            by=lead,
            now=now - timedelta(days=12),
        )  # fmt: skip
