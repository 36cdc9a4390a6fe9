"""Who may say what about a person, to whom, under which release. Pure: no Django, no clock, no words.

Facts about ourselves are always free; anything about a person needs an active release. Nothing overrides.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from concord.foundation.access import gates
from concord.foundation.access import rules as access
from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Denied, Invalid, Problem
from concord.information.releases import codes, states
from concord.information.releases.rulesets import RuleSet, get_ruleset
from concord.information.releases.statements import ABOUT_THE_PERSON, is_about_ourselves


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """What rules need of a release. ``organization_id`` owns it and is the one that speaks."""

    id: UUID
    reference: str
    organization_id: UUID
    program_id: UUID
    recipient_organization_id: UUID
    recipient_program_id: UUID | None
    purpose: str
    items: frozenset[str]
    method: str
    state: str
    starts_at: datetime
    ends_at: datetime | None
    report_back_until: datetime | None = None
    proposed_by_id: UUID | None = None

    def active(self, now: datetime) -> bool:
        """Tell whether something may be said under it now."""
        return self.shown_state(now) == states.ACTIVE

    def shown_state(self, now: datetime) -> str:
        """Return the state as people see it: the stored one, or what the clock makes of it."""
        if self.state != states.ACTIVE:
            return self.state
        if now < self.starts_at:
            return states.NOT_STARTED
        return states.ACTIVE if self.ends_at is not None and now < self.ends_at else states.EXPIRED

    def received_state(self, now: datetime) -> str:
        """Return the state as the recipient sees it: that access ended, and never by what (CONSENT-02)."""
        shown = self.shown_state(now)
        return states.EXPIRED if shown == states.WITHDRAWN else shown


@dataclass(frozen=True, slots=True)
class SpeakerFacts:
    """Who makes a statement, and which law binds the program that makes it."""

    organization_id: UUID
    regime: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A release as the form, the API or a test states it, before it is recorded."""

    program_id: UUID
    recipient_organization_id: UUID
    recipient_program_id: UUID | None = None
    purpose: str = "referral"
    items: tuple[str, ...] = ()
    method: str = codes.WRITTEN
    signer: str = "person"
    given_on: datetime | None = None
    ends_at: datetime | None = None
    explained_points: tuple[str, ...] = ()
    holds_signed_copy: bool = False
    interpreter_used: bool = False
    sheet_language: str = "en"
    report_back_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """Facts about the two programs of a draft, read by the action."""

    organization_id: UUID
    regime: str
    recipient_organization_id: UUID | None
    recipient_serves_pwch: bool


def check_may_send(
    actor: Actor,
    release: ReleaseFacts | None,
    recipient_organization_id: UUID,
    recipient_program_id: UUID | None,
    items: Collection[str],
    now: datetime,
    *,
    recipient_serves_pwch: bool,
) -> None:
    """Refuse to send anything about a person that no active release of the sender lets pass."""
    _check_release(release, actor.organization_id, recipient_organization_id, now)
    if release is None:  # pragma: no cover - refused above; for the types
        raise Denied("release_missing")
    _check_program(release, recipient_program_id, recipient_serves_pwch=recipient_serves_pwch)
    _check_items(release, items)
    if recipient_serves_pwch and not codes.LOCATION_ITEMS.isdisjoint(items):
        raise Denied("release_location_items", items=sorted(codes.LOCATION_ITEMS & set(items)))


def check_may_say(
    statement: str,
    speaker: SpeakerFacts,
    release: ReleaseFacts | None,
    listener_organization_id: UUID,
    now: datetime,
) -> None:
    """Refuse a statement about the person that the speaker's law does not let it make.

    Raises KeyError for a statement that `statements` does not hold.
    """
    if is_about_ourselves(statement) or not get_ruleset(speaker.regime).requires_release_to_answer:
        return
    _check_release(release, speaker.organization_id, listener_organization_id, now)
    if release is not None:
        _check_items(release, {ABOUT_THE_PERSON[statement]})


def _check_release(
    release: ReleaseFacts | None, owner_id: UUID | None, recipient_id: UUID, now: datetime
) -> None:
    if release is None:
        raise Denied("release_missing")
    if owner_id is None or release.organization_id != owner_id:
        raise Denied("release_wrong_owner")
    shown = release.shown_state(now)
    if shown in {states.WITHDRAWN, states.EXPIRED}:
        raise Denied(f"release_{shown}", reference=release.reference)
    if shown != states.ACTIVE:
        raise Denied("release_not_active", reference=release.reference)
    if release.recipient_organization_id != recipient_id:
        raise Denied("release_wrong_recipient", reference=release.reference)


def _check_program(
    release: ReleaseFacts, recipient_program_id: UUID | None, *, recipient_serves_pwch: bool
) -> None:
    """Let a release for an organization cover its programs, except one that must be named (SEC-11)."""
    named = release.recipient_program_id
    if named is not None and named != recipient_program_id:
        raise Denied("release_wrong_recipient", reference=release.reference)
    if recipient_serves_pwch and named is None:
        raise Denied("release_wrong_recipient", reference=release.reference)


def _check_items(release: ReleaseFacts, items: Collection[str]) -> None:
    missing = sorted(set(items) - release.items)
    if missing:
        raise Denied("release_items_missing", reference=release.reference, items=missing)


def check_record(actor: Actor, draft: Draft, places: Places, now: datetime) -> None:
    """Refuse who may not record (Denied), and what is no release (Invalid, all problems at once)."""
    _check_place(actor, places)
    problems = [*_code_problems(draft), *_recipient_problems(draft, places)]
    problems += [*_explanation_problems(draft), *_time_problems(draft, get_ruleset(places.regime), now)]
    if problems:
        raise Invalid(problems)


def check_record_refusal(actor: Actor, draft: Draft, places: Places) -> None:
    """Let whoever may record that a person agreed record that they did not, with as little as that takes."""
    _check_place(actor, places)
    problems = []
    if draft.purpose not in codes.PURPOSES:
        problems.append(Problem("purpose", "release_code_unknown"))
    if draft.sheet_language not in codes.SHEET_LANGUAGES:
        problems.append(Problem("sheet_language", "release_code_unknown"))
    if places.recipient_organization_id != draft.recipient_organization_id:
        problems.append(Problem("recipient", "release_recipient_unknown"))
    elif draft.recipient_organization_id == places.organization_id:
        problems.append(Problem("recipient", "release_recipient_self"))
    if problems:
        raise Invalid(problems)


def _check_place(actor: Actor, places: Places) -> None:
    access.check_capability(actor, "release.write")
    if places.organization_id != actor.organization_id:
        raise Denied("not_your_organization")


def _code_problems(draft: Draft) -> list[Problem]:
    known = (
        ("purpose", draft.purpose in codes.PURPOSES),
        ("signer", draft.signer in codes.SIGNERS),
        ("sheet_language", draft.sheet_language in codes.SHEET_LANGUAGES),
        ("items", set(draft.items) <= set(codes.ITEMS)),
    )
    problems = [Problem(field, "release_code_unknown") for field, good in known if not good]
    if not draft.items:
        problems.append(Problem("items", "release_items_none"))
    return problems


def _recipient_problems(draft: Draft, places: Places) -> list[Problem]:
    if places.recipient_organization_id != draft.recipient_organization_id:
        return [Problem("recipient", "release_recipient_unknown")]
    if draft.recipient_organization_id == places.organization_id:
        return [Problem("recipient", "release_recipient_self")]
    if not places.recipient_serves_pwch:
        return []
    if draft.recipient_program_id is None:
        return [Problem("recipient", "release_name_the_program")]
    if not codes.LOCATION_ITEMS.isdisjoint(draft.items):
        return [Problem("items", "release_location_items")]
    return []


def _explanation_problems(draft: Draft) -> list[Problem]:
    problems = []
    missing = [point for point in codes.POINTS if point not in draft.explained_points]
    if missing:
        problems.append(Problem("explained_points", "release_point_unconfirmed", {"points": missing}))
    if draft.method == codes.WRITTEN and not draft.holds_signed_copy:
        problems.append(Problem("holds_signed_copy", "release_copy_missing"))
    return problems


def _time_problems(draft: Draft, ruleset: RuleSet, now: datetime) -> list[Problem]:
    problems = []
    if draft.method not in ruleset.methods:
        problems.append(Problem("method", "release_method_not_allowed"))
    if draft.given_on is None or draft.given_on > now:
        problems.append(Problem("given_on", "release_given_in_future"))
    for name, end in (("ends_at", draft.ends_at), ("report_back_until", draft.report_back_until)):
        problems += _end_problems(name, end, draft, ruleset, now)
    return problems


def _end_problems(
    name: str, end: datetime | None, draft: Draft, ruleset: RuleSet, now: datetime
) -> list[Problem]:
    """Require an end (of the second part only where there is one), ahead and within the longest life."""
    if end is None:
        return [Problem(name, "release_end_missing")] if name == "ends_at" else []
    if end <= now:
        return [Problem(name, "release_end_past")]
    began = min(now, draft.given_on or now)
    if end - began > timedelta(days=ruleset.max_days):
        return [Problem(name, "release_too_long", {"days": ruleset.max_days})]
    return []


def is_longer_than_usual(ends_at: datetime, ruleset: RuleSet, now: datetime) -> bool:
    """Tell whether the form should ask once more whether so long is needed."""
    return ends_at - now > timedelta(days=ruleset.warn_over_days)


def check_list(actor: Actor) -> None:
    """Let workers and leads see what their organization has recorded, at any level and switch.

    Whoever takes part no longer must still find a release to withdraw it.
    """
    access.check_signed_in(actor)
    if actor.org_type in gates.NO_REFERRALS:
        raise Denied("closed_by_type", capability="release.write")
    _check_role(actor)


def _check_role(actor: Actor) -> None:
    if not actor.has_role(*gates.CASE_WORKERS, *gates.LEADS):
        raise Denied("closed_by_role", capability="release.write")


def check_own(actor: Actor, facts: ReleaseFacts) -> None:
    """Refuse whoever does not work with people at the organization that owns the release."""
    access.check_signed_in(actor)
    if actor.organization_id != facts.organization_id:
        raise Denied("not_your_organization")
    _check_role(actor)
    if actor.key_id is not None and "release.write" not in actor.scopes:
        raise Denied("scope_missing", capability="release.write")


def check_withdraw(actor: Actor, facts: ReleaseFacts) -> None:
    """Let whoever hears it act at once: any worker or lead of the owner, at any level, without a reason."""
    check_own(actor, facts)
    _check_still_given(facts)


def check_narrow(actor: Actor, facts: ReleaseFacts, items: Collection[str]) -> None:
    """Let whoever may withdraw take items away; refuse to add any, or to leave none."""
    check_own(actor, facts)
    _check_still_given(facts)
    if not items:
        raise Invalid([Problem("items", "release_items_none")])
    if not set(items) < facts.items:
        raise Invalid([Problem("items", "release_only_fewer")])


def _check_still_given(facts: ReleaseFacts) -> None:
    if facts.state == states.WITHDRAWN:
        raise Denied("release_withdrawn", reference=facts.reference)
    if facts.state != states.ACTIVE:
        raise Denied("release_not_active", reference=facts.reference)


def check_confirm_copy(actor: Actor, facts: ReleaseFacts, places: Places, now: datetime) -> None:
    """Let the recipient confirm its signed copy of the second part, while both parts run.

    ``places.organization_id`` owns the program that will speak.
    """
    access.check_capability(actor, "release.write")
    if facts.recipient_organization_id != actor.organization_id:
        raise Denied("release_wrong_recipient", reference=facts.reference)
    if places.organization_id != actor.organization_id:
        raise Denied("not_your_organization")
    if not facts.active(now):
        raise Denied("release_not_active", reference=facts.reference)
    if facts.report_back_until is None or facts.report_back_until <= now:
        raise Denied("release_no_second_part", reference=facts.reference)
