"""Invented people and a real network never mix; and the check as a page says what the command says."""

import re
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from concord.config import doctor
from concord.config.demo.guard import refuse_in_production
from concord.config.doctor import Situation, _Database
from tests import cast, ground, server

pytestmark = pytest.mark.req("ONB-11")


def _at(*, demo: bool, people: bool, invented: bool) -> Situation:
    at = Situation(SimpleNamespace(DEMO=demo), {}, None)
    at.__dict__["database"] = _Database(people=people, invented=invented)
    return at


@pytest.mark.parametrize(
    ("demo", "people", "invented", "refused"),
    [
        (False, True, True, "invented people of the demo"),
        (True, True, False, "a real network"),
        (False, True, False, ""),
        (True, True, True, ""),
        (False, False, False, ""),
        (True, False, False, ""),
    ],
)
def test_a_database_of_one_kind_does_not_start_as_the_other(
    demo: bool,  # noqa: FBT001 - a case
    people: bool,  # noqa: FBT001 - a case
    invented: bool,  # noqa: FBT001 - a case
    refused: str,
) -> None:
    at = _at(demo=demo, people=people, invented=invented)
    reasons = [problem.reason for problem in doctor.check_people(at)]
    assert [refused in reason for reason in reasons] == ([True] if refused else [])
    assert ("invented and real people are apart", doctor.check_people) in doctor.DANGERS


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> str:
    """Name the suite's own database again, as the web process knows it."""
    url = server.urls(ground.DATABASE).app or ""
    monkeypatch.setenv("DATABASE_URL", url)
    return url


def test_the_database_of_the_cast_is_recognized_by_the_web_processes_own_login(named: str) -> None:
    asked = _Database.ask(named)
    assert (asked.people, asked.invented) == (True, True)


@pytest.mark.parametrize("looks_real", [{"PRODUCTION_SECRET": "x"}, {"SECURE": True}])
@pytest.mark.parametrize("command", ["load_cast", "load_demo"])
def test_the_loaders_refuse_in_a_real_installation(
    settings: Any, looks_real: dict[str, Any], command: str
) -> None:
    refuse_in_production()  # these tests run in none
    for name, value in looks_real.items():
        setattr(settings, name, value)
    with pytest.raises(CommandError, match="stay out of it"):
        call_command(command)


@pytest.mark.django_db
def test_the_page_says_the_commands_findings_in_its_words_and_nothing_secret(
    named: str, settings: Any
) -> None:
    said: list[str] = []
    doctor.report(doctor.situation(), said.append)
    page = re.sub(r"\s+", " ", unescape(cast.client("bea").get("/network/check/").text))
    problems = [problem for _name, found in doctor.findings(doctor.situation()) for problem in found]
    assert problems  # the tests run without a secret of their own
    for problem in problems:
        assert problem.reason in page
        assert problem.remedy in page
        assert any(problem.reason in line for line in said)
    assert [name for name, _check in doctor.DANGERS + doctor.OTHERS if name not in page] == []
    for secret in (settings.SECRET_KEY, settings.DATABASES["default"]["PASSWORD"], named, "postgresql://"):
        assert secret not in page


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/network/check/", "/network/start/", "/network/start/costs/"])
def test_only_the_office_that_runs_the_network_opens_them(path: str) -> None:
    assert cast.client("bea").get(path).status_code == 200
    for who in ("lena", "sys", "rae", "noor"):
        assert cast.client(who).get(path).status_code == 403


# Told to one process by another, or for development: no matter of whoever keeps a server.
INTERNAL = {
    "CONCORD_BIND", "CONCORD_DATABASE", "CONCORD_DATABASE_ROLE", "CONCORD_DEBUG", "CONCORD_DEMO",
    "CONCORD_PLAIN_LOGS", "CONCORD_POOL", "CONCORD_PROXIES", "CONCORD_THREADS",
}  # fmt: skip


def test_the_guide_names_every_setting_that_the_code_reads() -> None:
    read = {
        name
        for path in (ground.ROOT / "concord").glob("**/*.py")
        for name in re.findall(r"CONCORD_[A-Z_]+", path.read_text())
    }
    guide = (ground.ROOT / "docs" / "how-to" / "run-on-one-server.md").read_text()
    told = set(re.findall(r"CONCORD_[A-Z_]+", guide))
    told |= {f"CONCORD_SMTP{part}" for part in re.findall(r"`(_[A-Z]+)`", guide)}
    assert read - told - INTERNAL == set()
    assert told - read == set()
