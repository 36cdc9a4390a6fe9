"""Commands for those who run a network: keys, the chain, what could not be delivered."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db import connection

from concord.config.management.commands.keys_rotate import encrypt_anew, encrypted_columns
from concord.foundation.access import scope
from concord.foundation.audit import queries as audit
from concord.foundation.audit.queries import Verdict
from concord.foundation.keyring import keys
from concord.foundation.lib import clock
from concord.operations.referrals import actions
from tests import cast
from tests.operations.referrals.conftest import SENT_ITEMS, make_release, sending


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """Keys of the test's own."""
    keys.create(tmp_path)
    settings.KEYS_FOLDER = tmp_path
    yield tmp_path
    keys.ring.cache_clear()


def run(name: str, *arguments: str) -> str:
    said = io.StringIO()
    call_command(name, *arguments, stdout=said)
    return said.getvalue()


@pytest.mark.django_db
@pytest.mark.req("SEC-04")
def test_every_text_is_encrypted_anew_and_reads_as_before(folder: Path) -> None:
    hal = cast.actor("hal")
    with scope.acting(hal):
        release = make_release(hal, "brigid-team", "harbor-shelter", SENT_ITEMS)
        wanted = sending(release.reference, text="Needs a ground floor.")
        sent = actions.send(sending=wanted, by=hal, now=clock.now())
        before = _stored(sent.id)
        keys.rotate(folder)
        assert encrypt_anew("referrals_referral", "text", "id") == 1
        newest = Fernet((folder / "text.keys").read_text().split()[0])
        assert _stored(sent.id) != before
        assert newest.decrypt(_stored(sent.id)) == b"Needs a ground floor."


def _stored(identity: UUID) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM referrals_referral WHERE id = %s", [identity])
        return bytes(cursor.fetchone()[0])


@pytest.mark.req("SEC-04")
def test_no_encrypted_column_is_forgotten() -> None:
    found = {(table, column) for table, column, _ in encrypted_columns()}
    assert ("referrals_note", "text") in found
    assert ("referrals_referral", "text") in found


@pytest.mark.django_db
def test_a_new_key_can_come_before_the_restart_and_the_text_after(folder: Path) -> None:
    said = run("keys_rotate", "--key-only")
    assert "Restart" in said
    assert len((folder / "text.keys").read_text().split()) == 2
    assert "referrals_note.text: 0 texts" in run("keys_rotate", "--text-only")
    assert len((folder / "text.keys").read_text().split()) == 2


@pytest.mark.django_db
@pytest.mark.req("SEC-05")
def test_a_whole_log_is_said_to_be_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "verify", lambda: Verdict(whole=True, checked=12))
    assert "The log is whole: 12 entries" in run("audit_verify")


@pytest.mark.django_db
@pytest.mark.req("SEC-05")
def test_an_altered_log_ends_with_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = uuid4()
    monkeypatch.setattr(audit, "verify", lambda: Verdict(False, 3, 4, entry, "altered"))
    with pytest.raises(SystemExit) as ended:
        call_command("audit_verify")
    assert ended.value.code == 1
    assert f"entry {entry} at position 4 is altered" in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.req("DIR-16")
def test_the_sheet_is_written_by_schedule_with_no_more_than_bands(tmp_path: Path) -> None:
    said = run("sheet_write", "--to", str(tmp_path), "--region", "north")
    path = tmp_path / "sheet-2026-11-18-1200.html"
    assert said.strip() == str(path)
    text = path.read_text()
    assert "As of Wed 18 Nov 2026, 12:00, North." in text
    assert "day shift, Wed 18 Nov" in text
    assert "Lakeside" not in text
