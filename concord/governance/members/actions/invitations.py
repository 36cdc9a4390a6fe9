"""Inviting the leads of organizations, many at once, by mail or by a printed letter with a code."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from concord.foundation.access import actions as access
from concord.foundation.access.actor import Actor
from concord.foundation.accounts import queries as accounts
from concord.foundation.audit import actions as audit
from concord.foundation.lib.denied import Conflict, Invalid, NotVisible, Problem
from concord.foundation.lib.identifiers import uuid7
from concord.foundation.lib.who import Who
from concord.foundation.organizations import queries as organizations
from concord.governance.members import codes, letters, rules
from concord.governance.members.models import LeadInvitation
from concord.governance.members.queries import invitations as queries


@transaction.atomic
def invite_leads(*, references: Collection[str], way: str, by: Actor, now: datetime) -> int:
    """Invite the leads of organizations; all or none. Returns how many.

    Raises Denied("lead_exists"), Conflict("letter_without_address") where a mail has nowhere to go, and
    Conflict("invitation_open") where one is out already.
    """
    rules.check_office(by)
    chosen = list(organizations.list_verified_organizations().filter(reference__in=references))
    named = queries.get_named_leads([organization.id for organization in chosen])
    if LeadInvitation.objects.filter(organization__in=chosen, revoked_at=None).exists():
        raise Conflict("invitation_open")
    for organization in chosen:
        name, email = named.get(organization.id, ("", ""))
        if way == codes.MAIL and not email:
            raise Conflict("letter_without_address", name=organization.name)
        identity = uuid7()
        person_id = None
        if way == codes.MAIL:
            person_id = access.invite_first_lead(
                organization=organization, email=email, name=name, by=by, now=now
            ).person_id
        LeadInvitation(
            id=identity,
            organization=organization,
            way=way,
            name=name,
            email=email,
            person_id=person_id,
            code_hash=letters.hash_of(letters.code_of(identity, 1)) if way == codes.LETTER else "",
            sent_at=now,
            sent_by_id=by.person_id,
            expires_at=now + _lasts(way),
        ).save(force_insert=True)
        audit.record(
            by, "lead.invited", now=now, kind="invitation", subject=identity, detail={"way": way}
        )  # fmt: skip
    return len(chosen)


def _lasts(way: str) -> timedelta:
    return timedelta(days=codes.LETTER_DAYS if way == codes.LETTER else codes.MAIL_DAYS)


@transaction.atomic
def send_again(*, reference: str, by: Actor, now: datetime) -> LeadInvitation:
    """Send an invitation again: a new mail, or a new code for a new letter; the earlier one ends.

    Raises Conflict where the lead has joined, or the invitation was taken back.
    """
    held = _locked(reference)
    rules.check_open(by, state=queries.get_state(held.id, now))
    held.issue += 1
    if held.way == codes.MAIL and held.person_id:
        access.invite_lead_again(person_id=held.person_id, by=by, now=now)
    else:
        held.code_hash = letters.hash_of(letters.code_of(held.id, held.issue))
    held.sent_at, held.expires_at, held.opened_at, held.used_at = now, now + _lasts(held.way), None, None
    held.save(update_fields=["issue", "code_hash", "sent_at", "expires_at", "opened_at", "used_at"])
    audit.record(by, "lead.invited_again", now=now, kind="invitation", subject=held.id)
    return held


@transaction.atomic
def take_back(*, reference: str, by: Actor, now: datetime) -> None:
    """Take an invitation back: its link and its code open nothing any more."""
    held = _locked(reference)
    rules.check_open(by, state=queries.get_state(held.id, now))
    if held.person_id:
        access.withdraw_lead(
            person_id=held.person_id, organization_id=held.organization_id, by=by, now=now
        )  # fmt: skip
    LeadInvitation.objects.filter(id=held.id).update(revoked_at=now, code_hash="")
    audit.record(by, "lead.uninvited", now=now, kind="invitation", subject=held.id)


@transaction.atomic
def note_printed(*, shown: Collection[UUID], by: Actor, now: datetime) -> None:
    """Note in the log that letters with their codes were shown."""
    rules.check_office(by)
    for identity in shown:
        audit.record(by, "lead.letter_shown", now=now, kind="invitation", subject=identity, result="read")


@transaction.atomic
def open_letter(*, code: str, now: datetime) -> LeadInvitation:
    """Find the letter of a code, and note that it was opened; raises Invalid where there is none."""
    held = LeadInvitation.objects.filter(
        code_hash=letters.hash_of(code), used_at=None, revoked_at=None, expires_at__gt=now
    ).first()
    if held is None or not code.strip():
        raise Invalid([Problem("code", "code_wrong")])
    LeadInvitation.objects.filter(id=held.id, opened_at=None).update(opened_at=now)
    return held


@transaction.atomic
def take_letter(*, code: str, name: str, email: str, language: str, by: Who, now: datetime) -> str:
    """Use a letter up: the holder gets a place as lead. Returns the path on which to set a password.

    Raises Invalid for a code that is none any more, or an address of somebody who works elsewhere, and
    Denied("lead_exists").
    """
    held = open_letter(code=code, now=now)
    if not LeadInvitation.objects.filter(id=held.id, used_at=None).update(used_at=now):
        raise Invalid([Problem("code", "code_wrong")])
    link = access.seat_first_lead(
        organization_id=held.organization_id, email=email, name=name, language=language, by=by, now=now
    )
    LeadInvitation.objects.filter(id=held.id).update(person_id=link.person_id, name=name, email=email)
    audit.record(by, "lead.letter_used", now=now, kind="invitation", subject=held.id)
    path = accounts.get_invitation_path(link.id, now)
    if path is None:
        raise Conflict("invitation_ended")
    return path


def _locked(reference: str) -> LeadInvitation:
    held = LeadInvitation.objects.select_for_update().filter(reference=reference.upper()).first()
    if held is None:
        raise NotVisible
    return held
