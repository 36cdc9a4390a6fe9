"""What can be done on a referral now, and what keeps the rest closed: asked of the rules that verbs ask."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from concord.foundation.access import rules as access
from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Denied, allowed
from concord.governance.directory import queries as directory
from concord.information.releases import queries as releases
from concord.operations.referrals import actions, rules, states, words
from concord.operations.referrals.queries import View

_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Step:
    """One button. ``post``: it acts at once; otherwise it leads to a page. ``kind`` is a button's."""

    label: str
    url: str
    post: bool = False
    kind: str = "plain"
    icon: str = ""
    fields: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True)
class Barred:
    """What cannot be said now, why, and the ways to change that. Nothing overrides it."""

    labels: tuple[str, ...]
    reason: str
    remedy: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """The receiver's answers: about the person, where they may be given, and about itself."""

    person: tuple[Step, ...] = ()
    ours: tuple[Step, ...] = ()
    barred: Barred | None = None


@dataclass(frozen=True, slots=True)
class Here:
    """One referral as one actor stands before it."""

    view: View
    actor: Actor
    now: datetime

    def url(self, name: str, *more: str) -> str:
        return reverse(f"referrals:{name}", args=[self.view.reference, *more])

    def may(self, check: Callable[..., object], *more: Any) -> bool:
        """Whether a rule on the referral's state lets the actor through."""
        if allowed(access.check_capability, self.actor, "referral.write") is not None:
            return False
        return allowed(check, self.actor, self.view.facts, *more, self.now) is None

    def silenced(self, *statements: str) -> Denied | None:
        """Return what the gate refuses of these statements; None where they may be made."""
        say = actions.release_to_say
        return allowed(say, statements, self.view.referral, by=self.actor, now=self.now)


def barred(here: Here, refused: Denied, labels: tuple[str, ...]) -> Barred:
    """Explain a closed gate: record our own release, or confirm the copy of the second part."""
    reason = _("The law of your program asks for a release of your own before it says this about the person.")
    remedy = _("Record it, or say only what is about your own program.")
    if refused.code == "release_items_missing":
        reason = _("Your release does not name everything that this answer would tell.")
        remedy = _("Record a new one that does, or say only what is about your own program.")
    return Barred(labels, reason, remedy, tuple(_ways_to_speak(here)))


def _ways_to_speak(here: Here) -> list[tuple[str, str]]:
    view, ways = here.view, []
    release = view.release
    second = release.report_back_until if release and release.active(here.now) else None
    if view.side == "receiver" and release and second and second > here.now:
        address = reverse("releases:received", args=[release.reference])
        ways.append((_("Confirm that we hold the signed copy"), address))
    if here.actor.can("release.write"):
        ways.append((_("Record our own release"), f"{reverse('releases:new')}?{urlencode(_recording(here))}"))
    return ways


def _recording(here: Here) -> dict[str, str]:
    """Fill in who tells whom, so that nothing is chosen twice, and the way back here."""
    referral, answers_back = here.view.referral, here.view.side == "receiver"
    ours = referral.receiver_program_id if answers_back else referral.sender_program_id
    own = {program.id: program.reference for program in releases.list_own_programs(for_=here.actor)}
    if answers_back:
        other = referral.owner.reference
    else:
        other = directory.get_receiver(referral.receiver_program_id, here.actor, here.now).program_reference
    return {
        "to": other,
        "program": own.get(ours, "") if ours else "",
        "purpose": "report_back" if answers_back else "referral",
        "next": here.url("one"),
    }


def answers(here: Here) -> Answers:
    """List the receiver's answers; those about the person only where the gate lets them pass."""
    if not here.may(rules.check_answer, states.PENDING):
        return Answers()
    ours = (
        Step(_("Cannot help"), here.url("decline")),
        Step(_("Call us"), here.url("call_us"), post=True, icon="phone"),
        Step(_("Closed on our side"), here.url("close")),
    )
    needs = ("needs_response",) if here.view.facts.needs else ()
    direct = not needs
    found = (
        ("accepted", Step(_("Accept"), here.url("accept"), post=direct, kind="main", icon="done")),
        ("waitlisted", Step(_("Waiting list"), here.url("waitlist"))),
        ("pending_review", Step(_("Still deciding"), here.url("pending"), post=True)),
    )
    refused = here.silenced("accepted")
    if refused is None and needs:
        refused_needs = here.silenced("accepted", *needs)
        if refused_needs is not None:
            rest = tuple(step for _code, step in found[1:])
            return Answers(rest, ours, barred(here, refused_needs, (found[0][1].label,)))
    if refused is None:
        return Answers(tuple(step for _code, step in found), ours)
    return Answers((), ours, barred(here, refused, tuple(step.label for _code, step in found)))


def joint_step(here: Here) -> Step | Barred | None:
    """Offer to confirm the other side's record of a joint call, or to record one."""
    confirm = Step(_("Confirm the joint call"), here.url("confirm_joint"), post=True, icon="done")
    record = Step(_("Record the joint call"), here.url("joint"), icon="phone")
    if here.may(rules.check_confirm_joint):
        return _through(here, confirm, "handoff_state")
    return _through(here, record, "handoff_state") if here.may(rules.check_record_joint) else None


def follow_up_step(here: Here) -> Step | Barred | None:
    """Offer to say how it went, which closes the referral."""
    if not here.may(rules.check_follow_up):
        return None
    return _through(here, Step(_("Say how it went"), here.url("follow_up"), icon="done"), "followup_result")


def merged(found: Sequence[Barred]) -> tuple[Barred, ...]:
    """Say one reason once, for everything that it keeps closed."""
    by_reason: dict[str, Barred] = {}
    for one in found:
        before = by_reason.get(one.reason)
        by_reason[one.reason] = replace(before, labels=before.labels + one.labels) if before else one
    return tuple(by_reason.values())


def _through(here: Here, step: Step, statement: str) -> Step | Barred:
    refused = here.silenced(statement)
    return barred(here, refused, (step.label,)) if refused else step


def other_steps(here: Here) -> tuple[Step, ...]:
    """List what is possible beside the answers: take, take over, correct, withdraw."""
    view, steps = here.view, []
    if here.may(rules.check_take) and view.facts.handler_id not in {None, here.actor.person_id}:
        fields = {"over": "yes"}
        steps.append(Step(_("Take over"), here.url("take"), post=True, fields=fields))
    if here.may(rules.check_correct):
        steps.append(Step(_("Correct the answer"), here.url("correct")))
    if here.may(rules.check_withdraw):
        steps.append(Step(_("Withdraw"), here.url("withdraw")))
    return tuple(steps)


def take_step(here: Here) -> Step | None:
    """Offer to take what nobody has."""
    if here.view.facts.handler_id is None and here.may(rules.check_take):
        return Step(_("Take it"), here.url("take"), post=True, kind="main")
    return None


def reminds_to_call(here: Here) -> bool:
    """Whether an urgent referral still waits for the telephone call that goes with it (REF-05)."""
    referral = here.view.referral
    return (
        referral.sensitivity == "urgent"
        and referral.called_at is None
        and here.view.facts.outcome == states.PENDING
        and here.may(rules.check_log_call)
    )


def says_nothing(here: Here) -> bool:
    """Whether the sender will read nothing about the person from this program (REF-28)."""
    view = here.view
    if view.side != "sender" or view.reports or view.referral.state == states.WITHDRAWN:
        return False
    return not actions.may_receiver_report(view.referral, now=here.now)


def state_chip(view: View) -> tuple[str, str]:
    """Say in one mark how it stands: the answer where there is one, else where the message is."""
    if view.referral.state == states.WITHDRAWN:
        return "no", words.label(words.DELIVERY, states.WITHDRAWN)
    if view.answer is not None and not view.stub:
        kinds = {states.ACCEPTED: "ok", states.DECLINED: "no"}
        return kinds.get(view.answer.state, "info"), words.label(words.OUTCOMES, view.answer.state)
    kinds = {states.CLOSED: "done"}
    return kinds.get(view.referral.state, "info"), words.label(words.DELIVERY, view.referral.state)
