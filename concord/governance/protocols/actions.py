"""Sets the network's response times and holidays. Running clocks keep the time they began with."""

from datetime import date, datetime

from django.db import transaction

from concord.foundation.access.actor import Actor
from concord.foundation.audit import actions as audit
from concord.foundation.lib.businesstime import Window
from concord.foundation.lib.denied import Invalid, NotVisible, Problem
from concord.governance.protocols import rules
from concord.governance.protocols.models import Holiday, ResponseWindow


@transaction.atomic
def set_window(*, matter: str, step: str, window: Window, by: Actor, now: datetime) -> ResponseWindow:
    """Set one of the network's response times; holds for what starts from now on.

    Raises Denied for all but the backbone's staff and Invalid for an unknown matter or step.
    """
    rules.check_manage(by)
    rules.check_window(matter, step)
    stored, _ = ResponseWindow.objects.update_or_create(
        matter=matter,
        step=step,
        defaults={
            "unit": window.unit.value,
            "remind_after": window.remind_after,
            "overdue_after": window.overdue_after,
            "set_at": now,
        },
    )
    detail = {"matter": matter, "step": step, "unit": window.unit.value, "overdue": window.overdue_after}
    audit.record(by, "window.set", now=now, kind="window", subject=stored.id, detail=detail)
    return stored


@transaction.atomic
def add_holiday(*, on: date, name: str, by: Actor, now: datetime) -> Holiday:
    """Let a day not count for anybody's office hours; raises Invalid without a name or for a known day."""
    rules.check_manage(by)
    problems = [] if name.strip() else [Problem("name", "holiday_name_missing")]
    if Holiday.objects.filter(date=on).exists():
        problems.append(Problem("date", "holiday_known"))
    if problems:
        raise Invalid(problems)
    holiday = Holiday(date=on, name=name.strip())
    holiday.save(force_insert=True)
    audit.record(
        by, "holiday.added", now=now, kind="holiday", subject=holiday.id, detail={"date": on.isoformat()}
    )
    return holiday


@transaction.atomic
def remove_holiday(*, on: date, by: Actor, now: datetime) -> None:
    """Let a day count again; raises NotVisible for one that is no holiday."""
    rules.check_manage(by)
    holiday = Holiday.objects.filter(date=on).first()
    if holiday is None:
        raise NotVisible
    audit.record(
        by, "holiday.removed", now=now, kind="holiday", subject=holiday.id, detail={"date": on.isoformat()}
    )
    holiday.delete()
