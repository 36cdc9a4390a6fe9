"""Fills the invented network with work: releases, referrals in every state, calls, notices.

Everything is done by the people's own actions, at the times at which it is said to have happened.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction

from concord.config.demo import listings
from concord.config.demo.acting import list_actors
from concord.config.demo.cast import PEOPLE
from concord.config.demo.stories import COORDINATION, DRAFTS, STORIES, TALLIES, Story
from concord.foundation.access import scope
from concord.foundation.access.actor import Actor
from concord.foundation.organizations.models import Program
from concord.governance.protocols import actions as protocols
from concord.information.releases import actions as releases
from concord.information.releases import codes as release_codes
from concord.information.releases.rules import Draft
from concord.operations.referrals import actions, codes
from concord.operations.referrals.actions import Sending
from concord.operations.referrals.actions.joint import Joint
from concord.operations.referrals.models import Referral

Say = Callable[[str], object]
_OF_SENDER: Final = frozenset({"withdraw", "call", "joint"})
_NOTE: Final = "The room on the second floor is free on Friday."
_SHIFTS_AHEAD: Final = 7  # days for which somebody is on call
_SENT_ITEMS: Final = (
    "service_needed", "how_soon", "purpose", "interpreter_language", "safe_contact", "referral_source",
    "information_basis", *release_codes.LATER_ITEMS,
)  # fmt: skip


def load_alive(now: datetime, say: Say = lambda _sentence: None) -> int:
    """Load everything into a database that holds the cast; returns how many referrals there are."""
    network = _Network(now)
    with transaction.atomic():
        network.prepare()
        for number, story in enumerate(STORIES, start=1):
            network.tell(story)
            if number % 10 == 0:
                say(f"{number} of {len(STORIES)} referrals")
        network.finish()
    return len(STORIES) + len(COORDINATION)


class _Network:
    """The loaded cast, and what its people do."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.people = list_actors()
        self.programs = {one.reference: one for one in Program.objects.select_related("organization")}

    def at(self, hours: float) -> datetime:
        return self.now - timedelta(hours=hours)

    def prepare(self) -> None:
        """Put people on call for the week to come, and name the next holiday."""
        leads = {
            someone.organization: self.people[name]
            for name, someone in reversed(PEOPLE.items())
            if "agency_lead" in someone.roles
        }
        days = range(listings.DAYS_OF_CAST + 1, _SHIFTS_AHEAD + 1)
        listings.put_on_call(self.programs, leads=leads, now=self.now, days=days)
        scope.enter(self.people["bea"])
        protocols.add_holiday(
            on=_thanksgiving(self.now.date()), name="Thanksgiving", by=self.people["bea"], now=self.now
        )

    def tell(self, story: Story) -> None:
        """Let a story happen: the release, the sending, and each step at its hour."""
        sender, answerer = self.people[story.sender], self.people[story.answerer]
        scope.enter(sender)
        sent_at = self.at(story.sent)
        release = self._release(story, sender, sent_at)
        referral = actions.send(sending=_sending(story, release, sender), by=sender, now=sent_at)
        if story.reports and story.steps:
            self._answer_release(story, answerer, sent_at)
        for step in filter(None, story.steps.split(", ")):
            verb, hours, *more = step.split()
            by = sender if verb in _OF_SENDER else answerer
            scope.enter(by)
            fresh = Referral.objects.get(id=referral.id)
            getattr(self, f"_{verb}")(fresh, by, self.at(float(hours)), *more)

    def _release(self, story: Story, by: Actor, at: datetime) -> str:
        target = self.programs[story.to_program]
        recorded = releases.record_release(
            draft=Draft(
                program_id=self.programs[story.from_program].id,
                recipient_organization_id=target.organization_id,
                recipient_program_id=target.id,
                items=_SENT_ITEMS,
                given_on=at,
                ends_at=at + timedelta(days=story.release_days),
                explained_points=release_codes.POINTS,
                holds_signed_copy=True,
                interpreter_used=bool(story.language),
                sheet_language=story.language if story.language in release_codes.SHEET_LANGUAGES else "en",
            ),
            by=by,
            now=at,
        )
        return recorded.reference

    def _answer_release(self, story: Story, by: Actor, at: datetime) -> None:
        """The receiver holds its own signed copy, under which it may answer."""
        scope.enter(by)
        own, other = self.programs[story.to_program], self.programs[story.from_program]
        releases.record_release(
            draft=Draft(
                program_id=own.id,
                recipient_organization_id=other.organization_id,
                recipient_program_id=other.id,
                purpose="report_back",
                items=release_codes.ANSWER_ITEMS,
                given_on=at,
                ends_at=at + timedelta(days=story.release_days),
                explained_points=release_codes.POINTS,
                holds_signed_copy=True,
            ),
            by=by,
            now=at,
        )

    # -- verbs of the stories ----------------------------------------------------------------------
    def _take(self, referral: Referral, by: Actor, at: datetime) -> None:
        actions.take(referral=referral, by=by, now=at)

    def _accept(self, referral: Referral, by: Actor, at: datetime) -> None:
        met = {"interpreter_language": "in_house"} if referral.interpreter_language else {}
        follow_up_on = (self.now + timedelta(days=3)).date()
        actions.answer(
            referral=referral, outcome="accepted", by=by, now=at, needs_met=met, follow_up_on=follow_up_on
        )

    def _wait(self, referral: Referral, by: Actor, at: datetime) -> None:
        expected_on = (self.now + timedelta(days=6)).date()
        actions.answer(referral=referral, outcome="waitlisted", by=by, now=at, expected_on=expected_on)

    def _decline(self, referral: Referral, by: Actor, at: datetime, reason: str) -> None:
        actions.answer(referral=referral, outcome="declined", by=by, now=at, reason=reason)

    def _plan(self, referral: Referral, by: Actor, at: datetime) -> None:
        tomorrow = (self.now + timedelta(hours=20)).replace(minute=0, second=0, microsecond=0)
        plan = actions.Plan(mode="conference_call", at=tomorrow)
        actions.plan_joint_contact(referral=referral, plan=plan, by=by, now=at)

    def _joint(self, referral: Referral, by: Actor, at: datetime) -> None:
        joint = Joint(
            at=at,
            person_present="yes",
            roles_agreed="receiver_leads",
            next_steps=("arrival_arranged",),
        )
        actions.record_joint_contact(referral=referral, joint=joint, by=by, now=at)

    def _confirm(self, referral: Referral, by: Actor, at: datetime) -> None:
        actions.confirm_joint_contact(referral=referral, by=by, now=at)

    def _follow(self, referral: Referral, by: Actor, at: datetime, result: str) -> None:
        actions.follow_up(referral=referral, result=result, by=by, now=at)

    def _withdraw(self, referral: Referral, by: Actor, at: datetime) -> None:
        actions.withdraw(referral=referral, by=by, now=at)

    def _call(self, referral: Referral, by: Actor, at: datetime) -> None:
        actions.log_call(referral=referral, by=by, now=at)

    def _call_us(self, referral: Referral, by: Actor, at: datetime) -> None:
        actions.call_us(referral=referral, by=by, now=at)

    def _close(self, referral: Referral, by: Actor, at: datetime) -> None:
        actions.close_on_our_side(referral=referral, by=by, now=at)

    def _note(self, referral: Referral, by: Actor, at: datetime) -> None:
        actions.add_note(referral=referral, text=_NOTE, by=by, now=at)

    # -- what stands beside the stories --------------------------------------------------------------
    def finish(self) -> None:
        """Add what is about no person: questions between agencies, drafts, counted calls."""
        for name, program, sensitivity, function, hours in COORDINATION:
            by = self.people[name]
            scope.enter(by)
            sending = Sending(
                receiver_program=program, about="coordination", sensitivity=sensitivity, function=function,
                contact_phone=by.phone,
            )  # fmt: skip
            actions.send(sending=sending, by=by, now=self.at(hours))
        for name, program, sensitivity, ago in DRAFTS:
            by = self.people[name]
            scope.enter(by)
            actions.save_draft(receiver_program=program, sensitivity=sensitivity, by=by, now=self.at(ago))
        for name, kind, program, category, answer, hours in TALLIES:
            by = self.people[name]
            scope.enter(by)
            actions.tally_call(
                kind=kind,
                answer=answer,
                by=by,
                now=self.at(hours),
                program_id=self.programs[program].id if program else None,
                category=category,
            )


def _sending(story: Story, release: str, by: Actor) -> Sending:
    facts: dict[str, Any] = {"text": story.text} if story.text else {}
    return Sending(
        receiver_program=story.to_program,
        sensitivity=story.sensitivity,
        release=release,
        category=story.category,
        interpreter_language=story.language,
        safe_contact=story.safe_contact,
        source=codes.SOURCE_OF_TYPE.get(by.org_type, "community_based_organization"),
        basis=("direct_client_interview",),
        contact_phone=by.phone,
        **facts,
    )


def _thanksgiving(today: date) -> date:
    """Return the fourth Thursday of the November to come."""
    for year in (today.year, today.year + 1):
        first = date(year, 11, 1)
        day = first + timedelta(days=(3 - first.weekday()) % 7 + 21)
        if day >= today:
            return day
    raise AssertionError("next year has a November")
