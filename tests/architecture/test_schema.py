"""What the database itself is: no person in it, security on every row, nothing owned by the application."""

import os
import re
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import connection

from concord.foundation.lib.declarations import PersonalData
from concord.foundation.lib.rowsecurity import APP, JOBS, OWNER

pytestmark = pytest.mark.django_db

# A name, a birth date, an address or a telephone of a survivor, a child or somebody who causes harm.
_OF_A_PERSON = re.compile(
    r"survivor|victim|client|patient|offender|abuser|perpetrator|child_name|children_names|"
    r"first_name|last_name|surname|maiden|birth|\bdob\b|date_of_birth|\bage\b|ssn|social_security|"
    r"home_phone|mobile|cell_phone|home_address|street|latitude|longitude|geo"
)
# Columns that look like it and are none: table.column -> what it is.
NONE_OF_A_PERSON: dict[str, str] = {}

# Tables with facts about a person, or with an agency's own text: they stand behind row-level security.
_PERSONAL = {PersonalData.CODED, PersonalData.SEALED}


def _rows(sql: str, *parameters: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _columns() -> list[tuple[str, str]]:
    return _rows(
        "SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
        " JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm') AND a.attnum > 0"
        " AND NOT a.attisdropped"
    )


@pytest.mark.req("REF-20", "SEC-02")
def test_no_table_and_no_column_is_for_a_person_at_the_center() -> None:
    found = {
        f"{table}.{column}"
        for table, column in _columns()
        if _OF_A_PERSON.search(column) or _OF_A_PERSON.search(table)
    }
    assert found - set(NONE_OF_A_PERSON) == set()
    assert set(NONE_OF_A_PERSON) - found == set()


@pytest.mark.req("REF-20", "DICT-02")
def test_names_addresses_and_telephones_are_of_staff_and_services_only() -> None:
    """Wherever a column could hold one, the model says that it is a worker's or a service's."""
    word = re.compile(r"name|phone|address|email|title")
    wrong = [
        f"{model._meta.label}.{name}"
        for model in apps.get_models()
        for name, kind in getattr(model, "personal_data", {}).items()
        if word.search(name) and kind in _PERSONAL
    ]
    assert wrong == []


@pytest.mark.req("SEC-02")
def test_every_table_about_a_person_forces_row_security() -> None:
    wanted = {
        model._meta.db_table
        for model in apps.get_models()
        if _PERSONAL & set(getattr(model, "personal_data", {}).values())
    }
    forced = {
        name
        for (name,) in _rows(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity AND relforcerowsecurity"
        )
    }
    assert wanted - forced == set()
    assert {"audit_entry", "referrals_tally", "referrals_tallycount", "access_apikey"} - forced <= ALL_MAY_SEE


# Tables of an agency that lie open to the application as a whole, and are kept apart by queries alone.
ALL_MAY_SEE = {"access_apikey"}


@pytest.mark.req("SEC-02")
def test_every_table_with_policies_has_row_security_on() -> None:
    assert _rows(
        "SELECT c.relname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid"
        " WHERE NOT c.relrowsecurity OR NOT c.relforcerowsecurity"
    ) == []  # fmt: skip


def test_one_function_at_most_runs_as_its_owner() -> None:
    found = _rows(
        "SELECT p.proname, coalesce(array_to_string(p.proconfig, ','), '') FROM pg_proc p"
        " JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.prosecdef AND n.nspname = 'public'"
    )
    assert {name for name, _settings in found} == DEFINERS
    assert [name for name, settings in found if "search_path=pg_catalog" not in settings] == []


# The one function that runs with the rights of the owner: it copies due and open to the parties' rows.
DEFINERS = {"referrals_tell_parties"}


def test_no_view_shows_what_row_security_hides() -> None:
    views = _rows(
        "SELECT c.relname, c.relkind, coalesce(array_to_string(c.reloptions, ','), '') FROM pg_class c"
        " JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = 'public' AND c.relkind IN ('v', 'm')"
    )
    assert [name for name, kind, options in views if kind == "m" or "security_invoker" not in options] == []


@pytest.mark.parametrize("role", [APP, JOBS])
def test_the_applications_logins_own_nothing_and_bypass_nothing(role: str) -> None:
    owned = _rows(
        "SELECT c.relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = %s", role
    )
    assert owned == []
    ((is_super, bypasses, creates),) = _rows(
        "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = %s", role
    )
    assert (is_super, bypasses, creates) == (False, False, False)
    assert _rows(
        "SELECT 1 FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member"
        " JOIN pg_roles g ON g.oid = m.roleid WHERE r.rolname = %s AND g.rolname = %s",
        role,
        OWNER,
    ) == []  # fmt: skip


def test_the_tests_run_as_the_application() -> None:
    assert _rows("SELECT current_user") == [(APP,)]


@pytest.mark.req("SEC-02")
def test_every_unique_constraint_of_an_agencys_rows_names_the_agency() -> None:
    """Whether a value is taken elsewhere must not show: a unique constraint is an oracle."""
    found = {
        name
        for (name,) in _rows(
            "SELECT k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid"
            " WHERE k.contype = 'u' AND c.relrowsecurity AND NOT EXISTS ("
            "   SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (k.conkey)"
            "   AND a.attname ~ '(organization_id|owner_id|^id|referral_id|subject_id)$')"
        )
    }
    assert found - set(NO_ORACLE) == set()


# Unique columns that nobody can guess into: constraint -> why.
NO_ORACLE = {
    "audit_entry_position_key": "only the worker numbers the entries",
    "notices_letter_message_id_key": "drawn at random for each letter",
    "transfers_transfer_reference_key": "drawn at random; nobody chooses one",
    "releases_release_reference_key": "drawn at random; nobody chooses one",
}


def test_every_migration_is_written() -> None:
    from io import StringIO

    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


def test_the_owner_is_another_login() -> None:
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner:
        assert owner.execute("SELECT current_user").fetchone() == (OWNER,)
