import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest

from concord.config import doctor
from concord.config.doctor import Situation
from concord.config.roles import Urls

ROOT = Path(__file__).resolve().parents[2]
SECRET = "kY3-vuR0p1sXbq8ZsT6nWgL2mDhA9cEfJ4oIuPxVyBtQz7R"
CHECKS = [check for check in doctor.DANGERS if check[1] is not doctor.check_migrations]


@pytest.fixture
def well(place: Path, urls: Urls) -> Situation:
    """Return a situation without any danger."""
    keys = place / "keys"
    keys.mkdir(mode=0o700)
    (keys / "text.keys").touch(mode=0o600)
    settings = SimpleNamespace(
        DEBUG=False,
        DEMO=False,
        ORIGIN="https://concord.example.org",
        ALLOWED_HOSTS=["concord.example.org"],
        CACHES={"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache"}},
        KEYS_FOLDER=keys,
    )
    return Situation(settings, {"CONCORD_SECRET_KEY": SECRET * 2}, urls.app, "127.0.0.1:8000")


def found(at: Situation) -> list[str]:
    return [problem.reason for _, check in CHECKS for problem in check(at)]


def test_a_well_made_installation_may_start(well: Situation) -> None:
    assert found(well) == []


Plant = Callable[[Situation], Any]


def setting(**values: object) -> Plant:
    return lambda at: vars(at.settings).update(values)


def environ(**values: str) -> Plant:
    return lambda at: dict.update(at.environ, values)  # type: ignore[arg-type]  # a plain dict here


@pytest.mark.parametrize(
    ("plant", "reason"),
    [
        (setting(DEBUG=True), "Debugging is on"),
        (environ(CONCORD_SECRET_KEY=""), "no secret of its own"),
        (environ(CONCORD_SECRET_KEY="short"), "can be guessed"),
        (environ(CONCORD_SECRET_KEY="ab" * 40), "can be guessed"),
        (environ(CONCORD_SECRET_KEY="django-insecure-" + SECRET), "from an example"),
        (setting(ORIGIN="http://concord.example.org"), "not https"),
        (setting(ORIGIN="http://localhost:8000", ALLOWED_HOSTS=["localhost"]), "not https"),
        (setting(ALLOWED_HOSTS=["*"]), "any host name"),
        (setting(ALLOWED_HOSTS=["other.example.org"]), "would be refused"),
        (
            setting(CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}),
            "not shared by all processes",
        ),
        (lambda at: at.settings.KEYS_FOLDER.chmod(0o755), "Others on this machine may open"),
        (lambda at: (at.settings.KEYS_FOLDER / "text.keys").chmod(0o640), "Others on this machine may open"),
        (lambda at: (at.settings.KEYS_FOLDER / "text.keys").unlink(), "There are no keys"),
        (environ(DATABASE_OWNER_URL="postgresql://concord_owner@h/d"), "not its own: DATABASE_OWNER_URL"),
        (setting(DEMO=True), "must not run beside a real secret"),
        (setting(DEMO=True, ORIGIN="http://concord.example.org"), "from this machine only"),
    ],
)
def test_each_misconfiguration_refuses_the_start(well: Situation, plant: Plant, reason: str) -> None:
    plant(well)
    reasons = found(well)
    assert any(reason in found_reason for found_reason in reasons), reasons


def test_every_refusal_says_how_to_mend_it(well: Situation) -> None:
    setting(DEBUG=True, ALLOWED_HOSTS=["*"], ORIGIN="http://x")(well)
    environ(CONCORD_SECRET_KEY="")(well)
    for _, check in CHECKS:
        for problem in check(well):
            assert problem.remedy.endswith((".", "secret", "x"))
            assert problem.remedy.split()[0] in {"Unset", "Set", "Run:", "Add", "Leave", "Turn", "Bind"}


def test_the_demo_may_start_on_this_machine_only(well: Situation) -> None:
    setting(DEMO=True, ORIGIN="http://localhost:8000", ALLOWED_HOSTS=["localhost"])(well)
    environ(CONCORD_SECRET_KEY="")(well)
    assert found(well) == []
    for bind in ("0.0.0.0:8000", "192.0.2.7:80", "[::]:8000"):
        at = Situation(well.settings, well.environ, well.app_url, bind)
        assert any("from this machine only" in reason for reason in found(at)), bind


def test_a_dangerous_login_refuses_the_start(
    well: Situation, urls: Urls, superuser: psycopg.Connection
) -> None:
    superuser.execute("ALTER ROLE concord_app BYPASSRLS")
    try:
        reasons = found(well)
    finally:
        superuser.execute("ALTER ROLE concord_app NOBYPASSRLS")
    assert reasons == ["The login concord_app bypasses row-level security."]
    assert any("owns" in reason for reason in found(Situation(well.settings, well.environ, urls.owner)))


def test_a_database_that_forgets_refuses_the_start(well: Situation, superuser: psycopg.Connection) -> None:
    try:
        superuser.execute("ALTER SYSTEM SET full_page_writes = off")
        superuser.execute("SELECT pg_reload_conf()")
        superuser.execute("SELECT pg_sleep(0.3)")
        reasons = found(well)
    finally:
        superuser.execute("ALTER SYSTEM RESET full_page_writes")
        superuser.execute("SELECT pg_reload_conf()")
    assert reasons == ["The database may lose what it confirmed: full_page_writes is off."]


def test_a_database_that_is_not_there_refuses_the_start(well: Situation) -> None:
    assert found(Situation(well.settings, well.environ, None)) == ["No database is prepared."]
    gone = "postgresql://concord_app:secret@127.0.0.1:1/concord"
    (reason,) = found(Situation(well.settings, well.environ, gone))
    assert "does not answer" in reason
    assert "secret" not in reason


def test_serve_ends_with_every_reason(place: Path, urls: Urls) -> None:
    environment = {
        **os.environ,
        "CONCORD_HOME": str(place / "home"),
        "DATABASE_URL": str(urls.app),
        "DATABASE_OWNER_URL": str(urls.owner),
        "DJANGO_SETTINGS_MODULE": "concord.config.settings",
        "CONCORD_DEBUG": "1",
    }
    command = [sys.executable, "-m", "concord.config.cli", "serve", "--bind", "127.0.0.1:1"]
    done = subprocess.run(  # noqa: S603 -- ourselves
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    for reason in ("Debugging is on", "no secret", "not https", "lacks", "no keys"):
        assert reason in done.stderr
    assert "not its own" not in done.stderr  # serve forgets the other logins by itself
    assert done.stdout == ""
