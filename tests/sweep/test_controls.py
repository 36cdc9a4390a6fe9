"""Faults that are put in on purpose: the sweep has to report each, or it proves nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from concord.config import middleware
from concord.foundation.access.queries import people
from concord.foundation.audit import actions as audit
from concord.foundation.organizations.models import Membership
from concord.information.releases.models import ReleaseQuerySet
from tests.sweep.routes import Route, routes
from tests.sweep.sweeping import Sweep

pytestmark = [pytest.mark.sweep, pytest.mark.req("SEC-01", "SEC-02")]


def _route(pattern: str) -> Route:
    return next(route for route in routes() if route.pattern == pattern)


def _found(sweep: Sweep, pattern: str, *labels: str) -> list[str]:
    askers = [asker for asker in sweep.askers if asker.label in labels]
    return list(sweep.findings(_route(pattern), askers))


def _replace(monkeypatch: pytest.MonkeyPatch, pattern: str, view: Callable[..., Any]) -> None:
    held = _route(pattern).held
    view.access = held.callback.access  # type: ignore[attr-defined]  # what it still claims
    monkeypatch.setattr(held, "callback", view)


def test_a_view_that_forgets_its_door_is_reported(sweep: Sweep, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _found(sweep, "people/", "ana", "eve") == []
    guarded: Any = _route("people/").held.callback
    bare = guarded.__wrapped__

    def without_door(request: Any) -> Any:
        return bare(request)

    _replace(monkeypatch, "people/", without_door)
    assert any("closed by closed_by_role" in one for one in _found(sweep, "people/", "ana", "eve"))


def test_a_query_that_forgets_the_organization_is_reported(
    sweep: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    pattern = "people/<slug:reference>/"
    assert _found(sweep, pattern, "lena") == []
    narrow = people._memberships

    def wide(actor: Any) -> Any:
        kept = narrow(actor).query
        found = Membership.objects.filter(active=True).select_related("person", "program")
        return found.annotate(second_factor=kept.annotations["second_factor"])

    monkeypatch.setattr(people, "_memberships", wide)
    found = _found(sweep, pattern, "lena")
    assert any("belongs to others" in one for one in found)
    assert any("differ in status" in one for one in found)


def test_under_row_security_the_same_fault_leaks_nothing(
    sweep: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Releases stand behind row-level security too, so a forgotten filter opens only what is one's own."""
    monkeypatch.setattr(ReleaseQuerySet, "visible_to", lambda self, _actor: self.all())
    found = _found(sweep, "api/v1/releases/<slug:reference>", "key of leo", "key of pell")
    assert found == []


def test_a_page_that_says_more_to_strangers_is_reported(
    sweep: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.http import HttpResponse

    mark = sweep.world.marks[-1]

    def chatty(_request: Any) -> HttpResponse:
        return HttpResponse(f"latest: {mark.text}")

    _replace(monkeypatch, "safety/", chatty)
    assert any(f"shows {mark.text!r}" in one for one in _found(sweep, "safety/", "anonymous"))


def test_a_page_that_writes_while_it_is_read_is_reported(
    sweep: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.http import HttpResponse

    def scribbling(_request: Any) -> HttpResponse:
        Membership.objects.filter(title="nobody").update(title="nothing")
        return HttpResponse("read")

    _replace(monkeypatch, "safety/", scribbling)
    found = _found(sweep, "safety/", "ana")
    assert any("left something in ['organizations_membership']" in one for one in found)


def test_a_refusal_that_is_not_rolled_back_is_reported(sweep: Sweep, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written before a refusal must go with it; here the refusal is logged in the wrong table."""

    def record(*_facts: Any, **_more: Any) -> None:
        Membership.objects.filter(title="nobody").update(title="nothing")

    monkeypatch.setattr(middleware, "audit", type("Audit", (), {"record": staticmethod(record)}))
    found = _found(sweep, "people/", "ana")
    assert any("left something in ['organizations_membership']" in one for one in found)
    assert audit.record is not record
