"""What the pages that send show beside their questions: programs, releases, deadlines, what is covered."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concord.foundation.access.actor import Actor
from concord.foundation.lib.businesstime import Unit, Window, deadline
from concord.foundation.lib.denied import NotVisible, allowed
from concord.foundation.organizations import queries as organizations
from concord.governance.agreements import queries as agreements
from concord.governance.directory import codes as directory_codes
from concord.governance.directory import queries as directory
from concord.governance.directory import words as directory_words
from concord.governance.directory.queries import OpenNow, ProgramRow, Receiver
from concord.governance.protocols import queries as protocols
from concord.information.releases import queries as releases
from concord.information.releases import words as release_words
from concord.information.releases.rules import ReleaseFacts, check_may_send
from concord.information.releases.rulesets import get_ruleset
from concord.operations.referrals import codes, words
from concord.operations.referrals.forms import SendingForm

# What every referral about a person tells; a release that does not name it cannot carry one.
LEAST = frozenset({"service_needed", "how_soon", "referral_source", "information_basis"})
MOST = 100
FIRST = 25  # shown of a list that is longer than that; the others are found by name
MOST_FIND = 60  # characters


@dataclass(frozen=True, slots=True)
class Choice:
    """One program to choose, with what the sender must know of it."""

    receiver: Receiver
    name: str
    openings: tuple[directory_words.SaidOpening, ...]
    facts: str


@dataclass(frozen=True, slots=True)
class ToCall:
    """A program that takes no referrals here: a number, and why."""

    name: str
    why: str
    phone: str
    reference: str


@dataclass(frozen=True, slots=True)
class ReleaseChoice:
    """A running release that names the program; ``lacks`` says why it cannot carry a referral."""

    reference: str
    ends_at: datetime | None
    items: str
    lacks: str


@dataclass(frozen=True, slots=True)
class Deadlines:
    """By when the program confirms and answers; who answers now where it is closed.

    ``feedback_at`` is None where it may say nothing about the person: no release of its own names us.
    """

    acknowledge_at: datetime
    feedback_at: datetime | None
    opens_at: datetime | None
    others: tuple[OpenNow, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """Everything beside the questions."""

    programs: tuple[Choice, ...]
    to_call: tuple[ToCall, ...]
    chosen: Receiver | None
    releases: tuple[ReleaseChoice, ...]
    release: str
    covered: frozenset[str]
    deadlines: Deadlines | None
    warnings: tuple[str, ...]
    text_allowed: bool
    find: str = ""
    more: bool = False


def read_find(request: HttpRequest) -> str:
    """Read the part of a name that programs are looked for by; it is kept nowhere."""
    return request.POST.get("find", "").strip()[:MOST_FIND]


def build(form: SendingForm, actor: Actor, now: datetime, find: str = "") -> Asking:
    """Read what follows from what was answered so far; ``find`` narrows the programs by name."""
    category = str(form.given("category"))
    category = category if category in directory_codes.CATEGORIES else ""
    question = form.about == "coordination"
    receivers, more = list_receivers(category, find, actor, now) if category or question else ((), False)
    chosen = _chosen(str(form.given("receiver_program")), receivers, actor, now)
    shown = receivers[:FIRST] if more else receivers
    if chosen is not None and chosen not in shown and chosen.can_receive:
        shown = (chosen, *shown)
    found = _releases(chosen, actor, now) if chosen and not question else ()
    fitting = [one for one, facts in found if not one.lacks]
    release = str(form.given("release")) or (fitting[0].reference if len(fitting) == 1 else "")
    items = next((facts.items for one, facts in found if one.reference == release), frozenset[str]())
    sensitivity = str(form.given("sensitivity"))
    return Asking(
        programs=tuple(_choice(one) for one in shown),
        to_call=_to_call(category, find, receivers, actor) if category else (),
        chosen=chosen,
        releases=tuple(one for one, _facts in found),
        release=release,
        covered=frozenset(name for name, item in codes.ITEM_OF.items() if item in items),
        deadlines=get_deadlines(chosen, sensitivity, category, actor, now, about=form.about)
        if chosen
        else None,
        warnings=find_warnings(form, chosen) if chosen else (),
        text_allowed=organizations.get_regime(actor.program_id) not in codes.TEXT_OFF,
        find=find,
        more=more,
    )


def list_receivers(
    category: str, find: str, actor: Actor, now: datetime
) -> tuple[tuple[Receiver, ...], bool]:
    """List the programs of others that take referrals, of one kind of help or all ("").

    The second is true where there are more of them.
    """
    page = directory.list_receivers(actor, now=now, category=category, words=find, size=MOST)
    found = tuple(one for one in page.rows if one.organization_id != actor.organization_id)
    return found, bool(page.next)


def _chosen(reference: str, receivers: tuple[Receiver, ...], actor: Actor, now: datetime) -> Receiver | None:
    if not reference:
        return None
    listed = next((one for one in receivers if one.program_reference == reference), None)
    try:
        return listed or directory.get_receiver(reference, actor, now)
    except NotVisible:
        return None


def name_of(receiver: Receiver) -> str:
    """Name a program as people do: the organization first."""
    return f"{receiver.organization_name} · {receiver.program_name}"


def _choice(receiver: Receiver) -> Choice:
    said = [directory_words.say_opening(one) for one in receiver.openings if one.shows != "none"]
    languages = directory_words.labels(directory_words.LANGUAGES, receiver.languages)
    facts = [", ".join(languages)] if languages else []
    if receiver.preferred_channel:
        facts.append(directory_words.label(directory_words.PREFERRED_CHANNELS, receiver.preferred_channel))
    facts += receiver.eligibility.texts[:2]
    return Choice(receiver, name_of(receiver), tuple(said), " · ".join(facts))


def _to_call(category: str, find: str, receivers: tuple[Receiver, ...], actor: Actor) -> tuple[ToCall, ...]:
    """List programs that offer it but take no referrals here: nothing is held back, they are called."""
    known = {one.program_id for one in receivers}
    page = directory.list_programs(actor, directory.Filters(words=find, category=(category,)), size=MOST)
    return tuple(
        ToCall(
            f"{row.organization_name} · {row.program_name}", _why_call(row), row.phone, row.program_reference
        )
        for row in page.rows
        if row.program_id not in known and row.organization_id != actor.organization_id and not row.ended
    )


def _why_call(row: ProgramRow) -> str:
    return words.label(words.RECEIVER_WHY_NOT, "paused" if row.paused else "tier1")


def _releases(
    receiver: Receiver, actor: Actor, now: datetime
) -> tuple[tuple[ReleaseChoice, ReleaseFacts], ...]:
    """Read the own running releases that name the program, and ask the gate of each."""
    found = releases.find_active(
        by_organization_id=actor.organization,
        recipient_organization_id=receiver.organization_id,
        recipient_program_id=receiver.program_id,
        now=now,
    )
    return tuple((_release_choice(facts, receiver, actor, now), facts) for facts in found)


def _release_choice(facts: ReleaseFacts, receiver: Receiver, actor: Actor, now: datetime) -> ReleaseChoice:
    refused = allowed(
        check_may_send,
        actor,
        facts,
        receiver.organization_id,
        receiver.program_id,
        LEAST,
        now,
        recipient_serves_pwch=receiver.serves_pwch,
    )
    lacks = ""
    if refused is not None:
        items = refused.parameters.get("items", ())
        named = items if isinstance(items, list) else []
        lacks = words.labels(release_words.ITEMS, named) or str(release_words.REFUSALS[refused.code][0])
    items_said = words.labels(release_words.ITEMS, sorted(facts.items - LEAST))
    return ReleaseChoice(facts.reference, facts.ends_at, items_said, lacks)


def get_deadlines(
    receiver: Receiver, sensitivity: str, category: str, actor: Actor, now: datetime, *, about: str = "person"
) -> Deadlines | None:
    """Say by when this program confirms and answers under what the two agencies agreed (REF-05).

    A question between programs is always answered, and by nobody else.
    """
    if sensitivity not in codes.SENSITIVITIES or not receiver.can_receive:
        return None
    terms = agreements.get_terms(actor.organization, receiver.organization_id, now.date())
    windows = protocols.get_windows(sensitivity, terms)
    calendar = protocols.get_calendar(receiver.program_id)
    first = deadline(windows.acknowledge, calendar, now)
    question = about == "coordination"
    elsewhere = first.closed_at_start and not question
    others = _answers_now(category, receiver.program_id, actor, now) if elsewhere else ()
    answers_by = deadline(windows.feedback, calendar, now).overdue_at
    feedback_at = answers_by if question or _reports(receiver, actor, now) else None
    return Deadlines(first.overdue_at, feedback_at, first.next_opening, others)


def _reports(receiver: Receiver, actor: Actor, now: datetime) -> bool:
    """Whether the program may say anything about a person to us now (REF-28)."""
    if not get_ruleset(receiver.regime).requires_release_to_answer:
        return True
    own = releases.find_active(
        by_organization_id=receiver.organization_id,
        recipient_organization_id=actor.organization,
        recipient_program_id=actor.program_id,
        now=now,
    )
    return any("answer" in facts.items for facts in own)


def _answers_now(category: str, besides: UUID, actor: Actor, now: datetime) -> tuple[OpenNow, ...]:
    open_now = directory.get_tonight(actor, now).open_now
    return tuple(
        one
        for one in open_now
        if one.program_id != besides and (category in one.categories or "hotline" in one.categories)
    )


def find_warnings(form: SendingForm, receiver: Receiver) -> tuple[str, ...]:
    """Warn where the program does not say that it offers what the person needs (REF-22)."""
    found, category = [], str(form.given("category"))
    if category and category not in receiver.categories:
        found.append(_("This program does not say that it offers this."))
    language = str(form.given("interpreter_language"))
    if language and language not in receiver.languages and not receiver.interpreter_available:
        name = directory_words.label(directory_words.LANGUAGES, language)
        found.append(_("This program does not say that it speaks %(language)s.") % {"language": name})
    asked: Any = form.given("accessibility") or []
    missing = [code for code in asked if code not in receiver.accessibility]
    if missing:
        names = words.labels(directory_words.ACCESSIBILITY, missing)
        found.append(_("This program does not say that it has: %(what)s.") % {"what": names})
    return tuple(found)


def window_words(window: Window) -> str:
    """Say a window before the program is known."""
    if window.unit is Unit.MINUTES:
        return ngettext(
            "Receipt is confirmed within %(n)s minute.",
            "Receipt is confirmed within %(n)s minutes.",
            window.overdue_after,
        ) % {"n": window.overdue_after}
    if window.unit is Unit.SAME_DAY:
        return _("Receipt is confirmed the same day.")
    return ngettext(
        "Receipt is confirmed within %(n)s working day.",
        "Receipt is confirmed within %(n)s working days.",
        window.overdue_after,
    ) % {"n": window.overdue_after}


def sensitivity_choices() -> list[tuple[str, Any, str]]:
    """Return how soon, each with what it asks of the other side by the network's own windows."""
    windows = protocols.list_windows()
    return [
        (code, text, window_words(windows[code].acknowledge))
        for code, (_kind, text) in words.SENSITIVITIES.items()
    ]
