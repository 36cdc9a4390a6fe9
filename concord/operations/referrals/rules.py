"""May this actor do this to this referral, now? Pure: facts in, Denied out.

What concerns a release (REF-28) is asked of `releases.rules`; here stands who may act on which state.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Denied, Problem
from concord.governance.directory import codes as directory
from concord.operations.referrals import codes, states

# A telephone number and an extension; no words, which could name somebody.
_PHONE = re.compile(r"\+?[0-9(][0-9 ().\-]{2,22}[0-9](?: ?(?:x|ext\.?) ?[0-9]{1,6})?", re.IGNORECASE)
MOST_TEXT = 140  # characters of optional text about the service (REF-31)
MOST_NOTE = 2000  # characters of an internal note
PLAN_AHEAD = timedelta(days=90)  # no release lasts longer

# What is refused because the thing is done already: somebody was first.
DONE_ALREADY = frozenset({
    "referral_not_open", "outcome_final", "joint_already_recorded", "joint_already_confirmed",
    "joint_already_agreed",
})  # fmt: skip
# What a question between programs leaves empty: all that is about a person, or leads to one (REF-03).
ABOUT_PERSON = (*codes.ITEM_OF, "basis_partner", "release", "text")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules need to know of a referral as it stands."""

    id: UUID
    owner_id: UUID
    receiver_id: UUID
    state: str
    about: str
    pathway: str
    outcome: str = states.PENDING
    outcome_exists: bool = False
    handoff: str = states.NONE
    handoff_by: UUID | None = None
    handoff_agreed: bool = False
    handler_id: UUID | None = None
    needs: tuple[str, ...] = ()
    follow_up: str = ""
    clock: str = ""

    def side(self, actor: Actor) -> str:
        """Say on which side the actor stands: ``sender``, ``receiver`` or ""."""
        if actor.organization_id == self.owner_id:
            return "sender"
        return "receiver" if actor.organization_id == self.receiver_id else ""


# Asks whether an actor may do something on a referral as it stands.
Check = Callable[[Actor, Facts, datetime], None]


def _check_state(facts: Facts, *expected: str) -> None:
    if facts.state not in expected:
        raise Denied("referral_not_open", state=facts.state)


def _check_receiver(actor: Actor, facts: Facts) -> None:
    if facts.side(actor) != "receiver":
        raise Denied("not_receiver")


def _check_sender(actor: Actor, facts: Facts) -> None:
    if facts.side(actor) != "sender":
        raise Denied("not_sender")


def check_acknowledge(actor: Actor, facts: Facts, _now: datetime) -> None:
    """Only the receiver says that a referral arrived; a fact about itself, so always allowed."""
    _check_receiver(actor, facts)
    _check_state(facts, states.SENT)


def check_take(actor: Actor, facts: Facts, _now: datetime) -> None:
    """A worker of the receiver puts an open referral into their own hands."""
    _check_receiver(actor, facts)
    _check_state(facts, *states.OPEN)


def check_answer(actor: Actor, facts: Facts, answer: str, _now: datetime) -> None:
    """Only the receiver sets the outcome, and only along the table (REF-14)."""
    _check_receiver(actor, facts)
    _check_state(facts, *states.OPEN)
    if answer not in states.OUTCOME[facts.outcome]:
        raise Denied("outcome_final", outcome=facts.outcome)


def check_correct(actor: Actor, facts: Facts, _now: datetime) -> None:
    """A final outcome is corrected by the receiver, as a logged correction."""
    _check_receiver(actor, facts)
    if facts.outcome not in states.CORRECTABLE or facts.state == states.WITHDRAWN:
        raise Denied("nothing_to_correct", outcome=facts.outcome)


def check_close_on_our_side(actor: Actor, facts: Facts, _now: datetime) -> None:
    """The receiver may always say that it is done, which says nothing about the person."""
    _check_receiver(actor, facts)
    _check_state(facts, *states.OPEN)


def check_withdraw(actor: Actor, facts: Facts, _now: datetime) -> None:
    """The sender takes a referral back at any time while it is open; no reason is asked (REF-24)."""
    _check_sender(actor, facts)
    _check_state(facts, *states.OPEN)


def check_log_call(actor: Actor, facts: Facts, _now: datetime) -> None:
    """The sender notes that it telephoned about an urgent referral (REF-05)."""
    _check_sender(actor, facts)
    _check_state(facts, *states.OPEN)


def check_record_joint(actor: Actor, facts: Facts, _now: datetime) -> None:
    """Either side records a joint contact once."""
    if not facts.side(actor):
        raise Denied("not_party")
    _check_state(facts, *states.OPEN)
    if states.RECORDED not in states.HANDOFF[facts.handoff]:
        raise Denied("joint_already_recorded", handoff=facts.handoff)


def check_plan_joint(actor: Actor, facts: Facts, _now: datetime) -> None:
    """Either side proposes when to speak together, until the call is recorded."""
    _check_before_joint(actor, facts)


def check_agree_joint(actor: Actor, facts: Facts, _now: datetime) -> None:
    """The other side agrees to the time that was proposed."""
    _check_before_joint(actor, facts)
    if facts.handoff != states.PLANNED:
        raise Denied("joint_not_planned")
    if facts.handoff_by == actor.organization_id:
        raise Denied("other_side_agrees")
    if facts.handoff_agreed:
        raise Denied("joint_already_agreed")


def check_miss_joint(actor: Actor, facts: Facts, _now: datetime) -> None:
    """Either side says that it called and reached nobody there, until the call is recorded."""
    _check_before_joint(actor, facts)


def _check_before_joint(actor: Actor, facts: Facts) -> None:
    if not facts.side(actor):
        raise Denied("not_party")
    _check_state(facts, *states.OPEN)
    if states.PLANNED not in states.HANDOFF[facts.handoff]:
        raise Denied("joint_already_recorded", handoff=facts.handoff)


def find_plan_problems(
    mode: str, at: datetime, release_ends_at: datetime | None, now: datetime
) -> list[Problem]:
    """List what is wrong with a plan: how, a time that is over or too far, or after the release."""
    problems = [] if mode in codes.JOINT_MODES else [Problem("mode", "joint_mode_missing")]
    if at <= now:
        problems.append(Problem("at", "joint_plan_past"))
    elif at > now + PLAN_AHEAD:
        problems.append(Problem("at", "joint_plan_far"))
    elif release_ends_at is not None and at >= release_ends_at:
        problems.append(Problem("at", "joint_plan_after_release"))
    return problems


def check_confirm_joint(actor: Actor, facts: Facts, _now: datetime) -> None:
    """The other side confirms the record (REF-09)."""
    if not facts.side(actor):
        raise Denied("not_party")
    _check_state(facts, *states.OPEN)
    if facts.handoff == states.CONFIRMED:
        raise Denied("joint_already_confirmed")
    if facts.handoff != states.RECORDED:
        raise Denied("joint_not_recorded", handoff=facts.handoff)
    if facts.handoff_by == actor.organization_id:
        raise Denied("other_side_confirms")


def check_follow_up(actor: Actor, facts: Facts, _now: datetime, result: str = "") -> None:
    """The receiver says, once, whether the connection was made; after acceptance (REF-27).

    A joint call that was agreed on is complete when both sides confirmed it (REF-09): until then nobody is
    connected. That nobody was, or that it is not known, can always be said.
    """
    _check_receiver(actor, facts)
    _check_state(facts, *states.OPEN)
    if facts.outcome != states.ACCEPTED:
        raise Denied("follow_up_after_acceptance", outcome=facts.outcome)
    if facts.handoff == states.RECORDED:
        raise Denied("joint_unconfirmed")
    agreed = facts.about == "person" and facts.pathway == "warm_linkage"
    if result == "connected" and agreed and facts.handoff != states.CONFIRMED:
        raise Denied("joint_missing")


def check_note(actor: Actor, facts: Facts) -> None:
    """Each party keeps notes of its own."""
    if not facts.side(actor):
        raise Denied("not_party")


def find_answer_problems(
    facts: Facts, answer: str, reason: str, needs_met: Mapping[str, str]
) -> list[Problem]:
    """List what is missing from an answer: a decline's reason, how each stated need is met (REF-16, -22)."""
    problems = []
    if answer not in codes.OUTCOMES:
        problems.append(Problem("outcome", "code_unknown"))
    if set(needs_met) - set(facts.needs):
        problems.append(Problem("needs_met", "code_unknown"))
    if answer == states.DECLINED and reason not in codes.DECLINES:
        problems.append(Problem("reason", "decline_reason_missing"))
    if answer == states.ACCEPTED:
        problems += [
            Problem(f"needs_{need}", "need_unanswered", {"need": need})
            for need in facts.needs
            if needs_met.get(need) not in codes.NEEDS_MET
        ]
    return problems


def find_sending_problems(draft: Mapping[str, object]) -> list[Problem]:
    """List every field that a referral lacks to be sent, all at once (REF-01…05, REF-07, REF-18)."""
    required = [
        ("receiver_program", "program_missing"),
        ("sensitivity", "sensitivity_missing"),
        ("contact_phone", "contact_missing"),
    ]
    if draft.get("about") == "coordination":
        required.append(("function", "function_missing"))
    else:
        required += [
            ("category", "category_missing"),
            ("release", "release_choice_missing"),
            ("basis", "basis_missing"),
            ("source", "source_missing"),
        ]
    problems = [Problem(field, code) for field, code in required if not draft.get(field)]
    if draft.get("about") == "coordination":
        problems += [
            Problem(field, "coordination_without_person") for field in ABOUT_PERSON if draft.get(field)
        ]
    return problems + find_code_problems(draft)


_CODED: tuple[tuple[str, Sequence[str]], ...] = (
    ("sensitivity", codes.SENSITIVITIES),
    ("pathway", codes.PATHWAYS_OPEN),
    ("about", codes.ABOUT),
    ("source", codes.SOURCES),
    ("function", codes.COORDINATION_FUNCTIONS),
    ("category", directory.CATEGORIES),
    ("interpreter_language", directory.LANGUAGES),
    ("cultural_preference", directory.COMMUNITIES),
)
_CODED_LISTS: tuple[tuple[str, Sequence[str]], ...] = (
    ("basis", codes.BASES),
    ("safe_contact", codes.SAFE_CONTACT),
    ("accessibility", directory.ACCESSIBILITY),
)


def find_code_problems(draft: Mapping[str, object]) -> list[Problem]:
    """List values outside the vocabularies, and partner documentation without its partner (REF-04)."""
    problems = [
        Problem(field, "code_unknown")
        for field, known in _CODED
        if draft.get(field) and draft[field] not in known
    ]
    for field, known in _CODED_LISTS:
        values = draft.get(field) or ()
        if isinstance(values, list | tuple) and not set(values) <= set(known):
            problems.append(Problem(field, "code_unknown"))
    basis = draft.get("basis") or ()
    if (
        isinstance(basis, list | tuple)
        and "partner_agency_documentation" in basis
        and not draft.get("basis_partner")
    ):
        problems.append(Problem("basis_partner", "partner_missing"))
    if len(str(draft.get("text") or "")) > MOST_TEXT:
        problems.append(Problem("text", "text_too_long", {"most": MOST_TEXT}))
    return problems


def find_call_problems(said: Mapping[str, object]) -> list[Problem]:
    """List what is wrong with a counted call; a handoff by telephone says who spoke of the person (REF-29).

    Where we did, a release is named, and the program that it names.
    """
    problems = [
        Problem(field, "code_unknown")
        for field, known in (
            ("kind", codes.TALLY_KINDS), ("answer", codes.TALLY_ANSWERS), ("spoke", ("", *codes.SPOKE)),
            ("category", ("", *directory.CATEGORIES)), ("reason", ("", *codes.DECLINES)),
        )
        if said[field] not in known
    ]  # fmt: skip
    spoke, handed_over = said["spoke"], said["kind"] == "phone_handoff"
    if handed_over and not spoke:
        problems.append(Problem("spoke", "spoke_missing"))
    if spoke and not handed_over:
        problems.append(Problem("spoke", "code_unknown"))
    if spoke == "we" and not said["program"]:
        problems.append(Problem("program", "program_missing"))
    if spoke == "we" and not said["release"]:
        problems.append(Problem("release", "release_choice_missing"))
    if spoke != "we" and said["release"]:
        problems.append(Problem("release", "code_unknown"))
    return problems


def is_phone(text: str) -> bool:
    """Whether a text is a telephone number and nothing else."""
    return _PHONE.fullmatch(text.strip()) is not None


def statement_about_person(answer: str, reason: str) -> bool:
    """Whether an outcome speaks of the person; a decline may speak only of ourselves (REF-28)."""
    return not (answer == states.DECLINED and reason in codes.DECLINES_ABOUT_US)
