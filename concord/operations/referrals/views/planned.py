"""The joint call as pages show it: what stands, and what can be done about its time."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from concord.foundation.lib.denied import allowed
from concord.operations.referrals import actions, rules, states, words
from concord.operations.referrals.forms.base import local_zone
from concord.operations.referrals.queries import View
from concord.operations.referrals.views.possible import Here, Step
from concord.operations.referrals.views.telling import Pairs


def shown(view: View) -> Pairs:
    """Say how the joint call stands; nothing where none is planned, or where it may not be known."""
    handoff = view.handoff
    if handoff is None or view.stub:
        return []
    people = ", ".join(filter(None, (handoff.sender_name, handoff.receiver_name)))
    found = [
        (_("Joint call"), _state(view)),
        (_("When"), _moment(handoff.at)),
        (_("How"), words.label(words.JOINT_MODES, handoff.mode)),
        (_("Who"), people),
    ]
    if handoff.state == states.PLANNED:
        return found
    return [
        *found,
        (_("The person took part"), words.label(words.PRESENCE, handoff.person_present)),
        (_("From here"), words.label(words.AGREED_ROLES, handoff.roles_agreed)),
        (_("Next steps"), words.labels(words.NEXT_STEPS, handoff.next_steps)),
    ]


def _state(view: View) -> str:
    if view.facts.handoff == states.PLANNED:
        return _("Planned, agreed by both") if view.facts.handoff_agreed else _("Proposed, not agreed yet")
    if view.facts.handoff == states.CONFIRMED:
        return _("Confirmed by both")
    return _("Recorded, not confirmed yet")


def _moment(at: datetime) -> str:
    return formats.date_format(at.astimezone(local_zone()), "D j M Y, H:i")


def may_plan(here: Here) -> bool:
    """Whether a time can be proposed: the call is not recorded yet, and the release lasts."""
    lasts = allowed(actions.release_of, here.view.referral, now=here.now) is None
    return lasts and here.may(rules.check_plan_joint)


def agree_step(here: Here) -> Step | None:
    """Offer to agree to the time that the other side proposed, while it is ahead."""
    known = here.view.handoff
    if known is None or known.at <= here.now or not may_plan(here) or not here.may(rules.check_agree_joint):
        return None
    label = _("Agree to %(time)s") % {"time": _moment(known.at)}
    fields = {"at": known.at.isoformat()}
    return Step(label, here.url("agree_joint"), post=True, icon="done", fields=fields)


def plan_step(here: Here) -> Step | None:
    """Offer to propose a time, or another one."""
    if here.view.stub or not may_plan(here):
        return None
    planned = here.view.facts.handoff == states.PLANNED
    label = _("Propose another time") if planned else _("Plan the joint call")
    return Step(label, f"{here.url('joint')}?way=plan#plan")


def defaults(here: Here) -> dict[str, Any]:
    """Fill in the next full hour, and remember which time stood when another was chosen."""
    known = here.view.handoff if here.view.facts.handoff == states.PLANNED else None
    soon = here.now.astimezone(local_zone()).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return {
        "plan_day": f"{soon:%Y-%m-%d}",
        "plan_time": f"{soon:%H:%M}",
        "plan_mode": known.mode if known else "conference_call",
        "instead_of": known.at.isoformat() if known else "",
    }
