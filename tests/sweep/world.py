"""The things of the sweep, made by the same actions that people use."""

from datetime import timedelta
from typing import Any

from concord.exchange.hsds import actions as hsds
from concord.exchange.hsds import identifiers
from concord.exchange.transfers import actions as transfers
from concord.foundation.access import actions as access
from concord.foundation.access import scope
from concord.foundation.accounts import queries as accounts
from concord.foundation.lib import clock
from concord.foundation.lib.references import new_reference
from concord.foundation.organizations.models import Membership, Program
from concord.governance.directory.models import Contact
from concord.governance.protocols import codes as protocols
from concord.information.releases import actions as releases
from concord.information.releases import codes as release_codes
from concord.information.releases.rules import Draft
from concord.operations.referrals import actions as referrals
from concord.operations.referrals import queries
from concord.operations.referrals.actions import Sending
from concord.operations.referrals.models import Referral
from tests import cast
from tests.sweep.objects import Mark, World

SENT_ITEMS = ("service_needed", "how_soon", "referral_source", "information_basis")


def build() -> World:
    """Make two referrals between different agencies, each with everything that hangs on one."""
    world = World()
    # St. Brigid is bound by HIPAA, so its referral may carry text.
    first = _referral(
        world, "hal", "brigid-team", "ana", "harbor-shelter", text="bring the quartzfern lantern form"
    )
    _referral(world, "cam", "northside-counseling", "lou", "lakeside-shelter")
    _answered(first)
    _public(world)
    _own(world)
    _brought_in(world)
    _words(world)
    return world


def _program(reference: str) -> Program:
    return Program.objects.select_related("organization").get(reference=reference)


def _release(name: str, own: str, to: str, items: tuple[str, ...], **facts: Any) -> Any:
    actor, now, target = cast.actor(name), clock.now(), _program(to)
    draft = Draft(
        program_id=_program(own).id,
        recipient_organization_id=target.organization_id,
        recipient_program_id=target.id,
        items=items,
        given_on=now,
        ends_at=now + timedelta(days=30),
        explained_points=release_codes.POINTS,
        holds_signed_copy=True,
        **facts,
    )
    with scope.acting(actor):
        return releases.record_release(draft=draft, by=actor, now=now)


def _referral(world: World, name: str, own: str, to_name: str, to: str, **changes: Any) -> Referral:
    actor, receiver = cast.actor(name), cast.actor(to_name)
    sender_ref, receiver_ref = actor.organization_reference, receiver.organization_reference
    until = clock.now() + timedelta(days=20)
    release = _release(name, own, to, SENT_ITEMS, report_back_until=until)
    contact = f"Quillback {name.capitalize()} Marlinspike"
    sending = Sending(
        receiver_program=to,
        sensitivity="priority",
        release=release.reference,
        category="emergency_housing",
        source="healthcare",
        basis=("direct_client_interview",),
        contact_phone="860-555-0130",
        **changes,
    )
    with scope.acting(actor):
        sent = referrals.send(sending=sending, by=actor, now=clock.now())
        # Sending takes only the name of a colleague; the mark must be one that nobody has.
        Referral.objects.filter(id=sent.id).update(contact_name=contact)
        mine = queries.get_reference(sent.id, actor.organization)
        _note(sent, actor, f"zebrafinch {name} tells colleagues")
    with scope.acting(receiver):
        theirs = queries.get_reference(sent.id, receiver.organization)
        _note(sent, receiver, f"zebrafinch {to_name} tells colleagues")
    parties = (sender_ref, receiver_ref)
    for reference, known in (
        {(mine, (sender_ref,)), (theirs, (receiver_ref,))} if mine != theirs else {(mine, parties)}
    ):
        world.add("referral", reference, *known)
    # Both sides name the release to each other; only its owner may open it.
    world.add("release", release.reference, sender_ref, marked=False)
    world.add("received", release.reference, receiver_ref, marked=False)
    world.marks += [
        Mark(release.reference, frozenset(parties)),
        Mark(f"zebrafinch {name}", frozenset({sender_ref})),
        Mark(f"zebrafinch {to_name}", frozenset({receiver_ref})),
        Mark(contact, frozenset(parties)),
    ]
    if "text" in changes:
        world.marks.append(Mark("quartzfern", frozenset(parties)))
    return sent


def _note(referral: Referral, actor: Any, text: str) -> None:
    referrals.add_note(referral=referral, text=text, by=actor, now=clock.now())


def _answered(referral: Referral) -> None:
    """Let Harbor House accept, under its own release."""
    _release("ana", "harbor-shelter", "brigid-team", release_codes.ANSWER_ITEMS, purpose="report_back")
    ana = cast.actor("ana")
    with scope.acting(ana):
        referrals.answer(referral=referral, outcome="accepted", by=ana, now=clock.now())


def _public(world: World) -> None:
    for reference in ("harbor-shelter", "lakeside-shelter", "thames-homes"):
        world.add("program", reference)
    for reference in ("harbor", "thames"):
        world.add("organization", reference)
    for organization in ("harbor", "lakeside"):
        contact = Contact.objects.filter(organization__reference=organization).order_by("id").first()
        if contact is not None:
            world.add("contact", contact.reference)


def _own(world: World) -> None:
    """Add what only its own organization knows: people as a lead sees them, keys, sign-ins."""
    for name in ("ana", "lou"):
        organization = cast.actor(name).organization_reference
        member = Membership.objects.get(person__email=cast.email(name), active=True)
        world.add("member", member.reference, organization)
        world.add("session", accounts.session_reference(cast.session_for(name)), organization)
    for name, title in (("bo", "Heronwick key"), ("lou", "Gannetmoor key")):
        lead = cast.actor(name)
        with scope.acting(lead):
            key, _secret = access.create_key(
                name=title, scopes=["directory.read"], days=30, by=lead, now=clock.now()
            )
        world.add("key", key.reference, lead.organization_reference)
        world.marks.append(Mark(title, frozenset({lead.organization_reference})))


def _brought_in(world: World) -> None:
    """Add a file that the backbone office brings in, and open what two agencies chose to publish."""
    bea = cast.actor("bea")
    with scope.acting(bea):
        transfer = transfers.begin(
            kind="hsds", called="Sanderling list.json", content=b"[]", options={}, by=bea, now=clock.now()
        )
        hsds.open_data(is_open=True, by=bea, now=clock.now())
    world.add("transfer", transfer.reference, bea.organization_reference)
    world.marks.append(Mark("Sanderling list", frozenset({bea.organization_reference})))
    with scope.acting(cast.actor("bo")) as bo:
        hsds.choose(published=True, by=bo, now=clock.now())
    program = _program("harbor-shelter")
    world.add("outside_id", identifiers.of("service", program.id))
    world.add("outside_id", identifiers.of("organization", program.organization_id))
    world.add_missing("outside_id", identifiers.below("nothing"))


def _words(world: World) -> None:
    """Add what is no thing at all, and things that do not exist."""
    for kind, prefix in (
        ("referral", "R"), ("release", "L"), ("received", "L"), ("member", "M"), ("session", "S"),
        ("key", "K"), ("contact", "C"), ("request", "A"), ("transfer", "T"),
        ("key", "K"), ("contact", "C"), ("request", "A"),
        ("import", "I"), ("invitation", "V"),
    ):  # fmt: skip
        world.add_missing(kind, new_reference(prefix))
    world.add_missing("program", "nowhere-at-all")
    world.add_missing("organization", "nowhere-at-all")
    for kind, values in {
        "people_step": ("suspend",),
        "decision": ("accept",),
        "word": ("nothing",),
        "transfer_step": ("drop",),
        "whose": ("own", "all"),
        "file_shape": ("json",),
        "own_shape": ("zip", "json"),
        "word_with_dash": ("no-thing",),
        "number": ("1",),
        "module": ("referrals",),
        "start_step": ("names",),
        "matter": (next(iter(protocols.MATTERS)),),
        "window_step": (next(iter(protocols.STEPS)),),
    }.items():
        for value in values:
            world.add(kind, value)
