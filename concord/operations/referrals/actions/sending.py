"""Sending: the draft that holds no person, and the one step that sends, once, under a release."""

from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from concord.foundation.access import rules as access
from concord.foundation.access.actor import Actor
from concord.foundation.audit import actions as audit
from concord.foundation.lib.businesstime import Window
from concord.foundation.lib.denied import Denied, Invalid, NotVisible, Problem
from concord.foundation.lib.references import new_reference
from concord.foundation.lib.screening import allowed_form, screen
from concord.foundation.organizations import queries as organizations
from concord.foundation.statements import Prepared, insert, together
from concord.governance.agreements import queries as agreements
from concord.governance.directory import queries as directory
from concord.governance.protocols import queries as protocols
from concord.information.releases import queries as releases
from concord.information.releases.rules import ReleaseFacts, check_may_send
from concord.operations.referrals import clocks, codes, rules, states
from concord.operations.referrals.actions import moves
from concord.operations.referrals.models import Participant, Referral

DRAFT_HOURS = 24
_KEPT = (
    "about", "sensitivity", "pathway", "function", "category", "interpreter_language", "accessibility",
    "cultural_preference", "safe_contact", "source", "basis", "text", "contact_phone",
)  # fmt: skip
NO_CLOCK = datetime.fromisoformat("9999-01-01T00:00:00+00:00")


@dataclass(frozen=True, slots=True)
class Sending:
    """What a page or an API call says; codes and references, checked by `send`."""

    receiver_program: str = ""
    about: str = "person"
    sensitivity: str = ""
    pathway: str = "warm_linkage"
    function: str = ""
    release: str = ""
    category: str = ""
    interpreter_language: str = ""
    accessibility: tuple[str, ...] = ()
    cultural_preference: str = ""
    safe_contact: tuple[str, ...] = ()
    source: str = ""
    basis: tuple[str, ...] = ()
    basis_partner: str = ""
    text: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    referring_organization: str = ""
    inferred: tuple[str, ...] = field(default=())

    def as_mapping(self) -> dict[str, Any]:
        return {one.name: getattr(self, one.name) for one in fields(self)}

    def items(self) -> frozenset[str]:
        """Return the release items that what is filled in needs."""
        filled = {item for name, item in codes.ITEM_OF.items() if getattr(self, name)}
        return frozenset(filled | {"how_soon"})


@dataclass(frozen=True, slots=True)
class Ready:
    """What a sending meets where nothing keeps it: its receiver, and the release that lets it pass.

    ``partner_id`` is the organization whose papers it stands on, where it does.
    """

    receiver: directory.Receiver
    release: ReleaseFacts | None
    partner_id: UUID | None = None


def check_sending(*, sending: Sending, by: Actor, now: datetime) -> Ready:
    """Ask everything that `send` asks, and write nothing, for the page that shows it before it is sent.

    Raises Invalid with everything that is missing, and Denied where the gate or the tier keeps it closed.
    """
    access.check_capability(by, "referral.write")
    if sending.about == "person":  # a question between programs tells nothing of anybody
        access.check_learned(by, "referral.send")
    _check_own_block(sending, by)
    problems = [
        *rules.find_sending_problems(sending.as_mapping()),
        *_contact_problems(sending, by),
        *_text_problems(sending, by),
    ]
    if problems:
        raise Invalid(problems)
    receiver = _receiver(sending.receiver_program, by, now)
    return Ready(receiver, _released(sending, receiver, by, now), _partner(sending))


def _partner(sending: Sending) -> UUID | None:
    """Find the partner whose papers were read (REF-04); any other basis names nobody."""
    if "partner_agency_documentation" not in sending.basis:
        return None
    try:
        return organizations.get_organization(sending.basis_partner).id
    except NotVisible:
        raise Invalid([Problem("basis_partner", "partner_missing")]) from None


def send(*, sending: Sending, by: Actor, now: datetime, key: str = "", draft: str = "") -> Referral:
    """Send a referral. The same key sends once: a retry returns the referral that exists.

    Raises as `check_sending` does, and Invalid where the key comes back with something else.
    """
    access.check_capability(by, "referral.write")
    try:
        return _send(sending, by, now, key, draft)
    except (Denied, Invalid, IntegrityError):
        # A retry, which the unique key stops; or one after which the release ended, say.
        if key and (already := _sent_before(sending, key, by)):
            return already
        raise


def _send(sending: Sending, by: Actor, now: datetime, key: str, draft: str) -> Referral:
    ready = check_sending(sending=sending, by=by, now=now)
    receiver, release = ready.receiver, ready.release
    referral = _new(sending, receiver, release, by, now)
    referral.basis_partner_id = ready.partner_id
    referral.idempotency_key = key or None
    running = _first_clock(referral, receiver, now)
    for name, value in running.columns().items():
        setattr(referral, name, value)
    with together():
        insert(referral)
        _add_parties(referral, by)
        moves.record("sent", referral, by=by, now=now, said=_said(release))
    if draft:
        discard_draft(reference=draft, by=by, now=now)
    return referral


def _said(release: ReleaseFacts | None) -> moves.Said:
    return moves.Said(release_id=release.id if release else None, about_person=release is not None)


_BY_KEY = Prepared(lambda owner, key: Referral.objects.filter(owner_id=owner, idempotency_key=key).order_by())


def _sent_before(sending: Sending, key: str, by: Actor) -> Referral | None:
    """Find what a key sent; a key that comes back with something else is refused, not taken for a retry."""
    sent = _BY_KEY.first(owner=by.organization, key=key)
    if sent is not None and not _says_the_same(sending, sent, by):
        raise Invalid([Problem("idempotency_key", "key_reused")])
    return sent


def _says_the_same(sending: Sending, sent: Referral, by: Actor) -> bool:
    """Compare what is kept as it was said; a referral whose content was let go of is taken as the same."""
    if sent.closed_at is not None:
        return True
    said = {name: getattr(sending, name) for name in _KEPT}
    same = {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}
    return same == {name: getattr(sent, name) for name in _KEPT} and _goes_the_same_way(sending, sent, by)


def _goes_the_same_way(sending: Sending, sent: Referral, by: Actor) -> bool:
    try:
        program = directory.get_receiver(sending.receiver_program, by, sent.created_at, with_openings=False)
        release = releases.get_own_facts(sending.release, for_=by).id if sending.release else None
    except NotVisible:
        return False
    return (program.program_id, release) == (sent.receiver_program_id, sent.release_id)


def _check_own_block(sending: Sending, by: Actor) -> None:
    """The referring agency is the actor's own; nobody refers in another's name (REF-01)."""
    named = sending.referring_organization
    if named and named != by.organization_reference:
        raise Denied("not_your_organization")


def _contact_problems(sending: Sending, by: Actor) -> list[Problem]:
    """The contact is somebody who works here, and the number is a number: neither can name the person."""
    problems = []
    named = sending.contact_name
    if named and named != by.name and named not in organizations.get_member_names(by.organization):
        problems.append(Problem("contact_name", "contact_not_ours"))
    if sending.contact_phone and not rules.is_phone(sending.contact_phone):
        problems.append(Problem("contact_phone", "contact_no_phone"))
    return problems


def _text_problems(sending: Sending, by: Actor) -> list[Problem]:
    """Refuse text where the sender's law keeps it off, and text that may name someone (SEC-07)."""
    if not sending.text:
        return []
    regime = organizations.get_regime(by.program_id)
    if regime in codes.TEXT_OFF:
        return [Problem("text", "text_off")]
    found = screen(sending.text, allow=_work_details(by, sending.receiver_program))
    return [
        Problem("text", f"text_{finding.kind}", {"part": finding.text, "at": finding.start})
        for finding in found
    ]


def _work_details(by: Actor, receiver_program: str) -> frozenset[str]:
    """Return what may stand in a text (SEC-18): the writer's own work contact, and the two listings'."""
    own = frozenset(allowed_form(detail) for detail in (by.phone, by.email) if detail)
    return own | directory.get_work_details(by, receiver_program)


def _receiver(reference: str, by: Actor, now: datetime) -> directory.Receiver:
    """Find the program that should receive it; refuses one that cannot, with the reason."""
    try:
        receiver = directory.get_receiver(reference, for_=by, now=now, with_openings=False)
    except NotVisible:
        raise Invalid([Problem("receiver_program", "program_unknown")]) from None
    if receiver.organization_id == by.organization:
        raise Invalid([Problem("receiver_program", "program_own")])
    if receiver.why_not:
        raise Invalid(
            [Problem("receiver_program", f"receiver_{receiver.why_not}", {"phone": receiver.phone})]
        )
    return receiver


def _released(
    sending: Sending, receiver: directory.Receiver, by: Actor, now: datetime
) -> ReleaseFacts | None:
    """Pass the gate: an active release of our own, naming the receiver and everything that is sent.

    A question between programs tells nothing about a person, so none is asked for.
    """
    if sending.about == "coordination":
        return None
    try:
        facts = releases.get_own_facts(sending.release, for_=by)
    except NotVisible:
        raise Invalid([Problem("release", "release_unknown")]) from None
    check_may_send(
        by,
        facts,
        receiver.organization_id,
        receiver.program_id,
        sending.items(),
        now,
        recipient_serves_pwch=receiver.serves_pwch,
    )
    return facts


def _new(
    sending: Sending,
    receiver: directory.Receiver,
    release: ReleaseFacts | None,
    by: Actor,
    now: datetime,
) -> Referral:
    terms = agreements.get_terms(by.organization, receiver.organization_id, now.date())
    windows = protocols.get_windows(sending.sensitivity, terms)
    return Referral(
        owner_id=by.organization,
        sender_program_id=release.program_id if release else by.program_id,
        receiver_id=receiver.organization_id,
        receiver_program_id=receiver.program_id,
        state=states.SENT,
        about=sending.about,
        sensitivity=sending.sensitivity,
        pathway=sending.pathway,
        function=sending.function,
        release_id=release.id if release else None,
        category=sending.category,
        interpreter_language=sending.interpreter_language,
        accessibility=list(sending.accessibility),
        cultural_preference=sending.cultural_preference,
        safe_contact=list(sending.safe_contact),
        source=sending.source,
        basis=list(sending.basis),
        text=sending.text,
        inferred=list(sending.inferred),
        sender_label=by.organization_name,
        receiver_label=f"{receiver.organization_name} · {receiver.program_name}",
        receiver_regime=receiver.regime,
        contact_id=by.person,
        contact_name=sending.contact_name or by.name,
        contact_phone=sending.contact_phone,
        preferred_channel=receiver.preferred_channel,
        eligibility={
            "texts": list(receiver.eligibility.texts),
            "facets": dict(receiver.eligibility.facets),
            "version": receiver.eligibility.version,
        },
        tracking=terms.tracking_permitted if terms else False,
        windows=_stored_windows(windows.acknowledge, windows.feedback),
        created_at=now,
        created_by=by.person,
        sent_at=now,
    )


def _stored_windows(acknowledge: Window, feedback: Window) -> dict[str, Any]:
    return {"acknowledge": clocks.as_json(acknowledge), "feedback": clocks.as_json(feedback)}


def _first_clock(referral: Referral, receiver: directory.Receiver, now: datetime) -> clocks.Running:
    """Start the acknowledgement clock in the receiver's own hours."""
    return clocks.start(
        states.ACKNOWLEDGE_CLOCK,
        owed_by_id=receiver.organization_id,
        window=clocks.from_json(referral.windows["acknowledge"]),
        calendar=protocols.get_calendar(receiver.program_id, receiver.hours),
        at=now,
    )


def _add_parties(referral: Referral, by: Actor) -> None:
    """Make both parties' rows; the receiver knows the reference only where tracking is agreed (REF-13)."""
    reference = new_reference()
    shared = reference if referral.tracking else new_reference("N")
    common = {"subject_id": referral.id, "added_by": referral.owner_id}
    sender = Participant(
        **common,
        organization_id=referral.owner_id,
        program_id=referral.sender_program_id,
        role="sender",
        due_at=referral.overdue_at or NO_CLOCK,
        reference=reference,
        turn=False,
        handler_id=by.person,
    )
    receiver = Participant(
        **common,
        organization_id=referral.receiver_id,
        program_id=referral.receiver_program_id,
        role="receiver",
        due_at=referral.overdue_at or NO_CLOCK,
        reference=shared,
        turn=True,
    )
    insert(sender, receiver)
    referral.own_reference = reference


@transaction.atomic
def save_draft(*, receiver_program: str, sensitivity: str, by: Actor, now: datetime, draft: str = "") -> str:
    """Keep a draft: program and urgency only, for 24 hours (REF-31). Returns its reference."""
    access.check_capability(by, "referral.write")
    problems = rules.find_code_problems({"sensitivity": sensitivity})
    if problems:
        raise Invalid(problems)
    receiver = _receiver(receiver_program, by, now)
    if draft:
        discard_draft(reference=draft, by=by, now=now)
    referral = Referral(
        owner_id=by.organization,
        sender_program_id=by.program_id,
        receiver_id=receiver.organization_id,
        receiver_program_id=receiver.program_id,
        state=states.DRAFT,
        sensitivity=sensitivity or "standard",
        sender_label=by.organization_name,
        receiver_label=f"{receiver.organization_name} · {receiver.program_name}",
        receiver_regime=receiver.regime,
        contact_id=by.person,
        contact_name=by.name,
        contact_phone=by.phone,
        created_at=now,
        created_by=by.person,
        expires_at=now + timedelta(hours=DRAFT_HOURS),
    )
    referral.save(force_insert=True)
    reference = new_reference("D")
    Participant(
        subject_id=referral.id,
        organization_id=by.organization,
        program_id=by.program_id,
        role="sender",
        added_by=by.organization,
        reference=reference,
        due_at=now + timedelta(hours=DRAFT_HOURS),
        handler_id=by.person,
    ).save(force_insert=True)
    audit.record(by, "referral.drafted", now=now, kind="referral", subject=referral.id)
    return reference


@transaction.atomic
def discard_draft(*, reference: str, by: Actor, now: datetime) -> None:
    """Throw a draft of the own organization away; one that is gone already is no error."""
    party = Participant.objects.filter(
        organization_id=by.organization, reference=reference, subject__state=states.DRAFT
    ).first()
    if party is not None:
        moves.drop_draft(party.subject_id)
        audit.record(by, "referral.draft_discarded", now=now, kind="referral", subject=party.subject_id)
