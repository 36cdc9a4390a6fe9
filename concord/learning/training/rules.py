"""Who may learn, who may answer for somebody else's learning. Pure: no Django, no clock, no words."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from concord.foundation.access import rules as access
from concord.foundation.access.actor import Actor
from concord.foundation.lib.denied import Denied, Invalid, NotVisible, Problem
from concord.learning.training import codes


def check_module(module: str) -> None:
    """Refuse a module that does not exist."""
    if module not in codes.MODULES:
        raise NotVisible


def check_begin(actor: Actor, module: str) -> None:
    """The five sentences open the door once; after that comes the module."""
    access.check_signed_in(actor)
    check_module(module)
    if module in actor.begun:
        raise Denied("lesson_once", module=module)


def check_finish(actor: Actor, module: str) -> None:
    """Anybody who works for a member may go through a module, as often as they like."""
    access.check_signed_in(actor)
    check_module(module)


def check_attest(actor: Actor, module: str, person_id: object) -> None:
    """A lead answers for a colleague's equal training; for the own, another lead does."""
    access.check_capability(actor, "people.manage")
    check_module(module)
    if person_id == actor.person_id:
        raise Denied("not_yourself")


def check_primer(module: str, answer: str) -> None:
    """Refuse a wrong answer; there is no limit of tries, for the point is that it is read."""
    if answer != codes.KEYS[module].primer:
        raise Invalid([Problem("answer", "lesson_wrong")])


def check_whole(module: str, answers: Sequence[str]) -> None:
    """Refuse while an answer is wrong, and say which."""
    wrong = [
        Problem(f"answer_{number}", "lesson_wrong")
        for number, (given, right) in enumerate(zip(answers, codes.KEYS[module].whole, strict=True), start=1)
        if given != right
    ]
    if wrong:
        raise Invalid(wrong)


def holds_until(kind: str, now: datetime) -> datetime:
    return now + timedelta(days=codes.DAYS[kind])
