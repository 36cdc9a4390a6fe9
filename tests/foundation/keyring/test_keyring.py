"""Text at rest is ciphertext; old text opens after rotation; nothing opens without its key."""

from pathlib import Path

import pytest
from cryptography.fernet import InvalidToken
from django.core.exceptions import FieldError
from django.db import connection

from concord.foundation.keyring import keys
from concord.operations.referrals.models import Note, Referral


def test_key_file_is_made_once_and_is_the_owners_only(tmp_path: Path) -> None:
    keys.create(tmp_path)
    first = (tmp_path / "text.keys").read_text()
    keys.create(tmp_path)
    assert (tmp_path / "text.keys").read_text() == first
    assert (tmp_path / "text.keys").stat().st_mode & 0o077 == 0


def test_old_text_opens_after_rotation(tmp_path: Path) -> None:
    keys.create(tmp_path)
    old = keys.ring(tmp_path).encrypt(b"old")
    keys.rotate(tmp_path)
    assert keys.ring(tmp_path).decrypt(old) == b"old"
    assert len((tmp_path / "text.keys").read_text().split()) == 2


def test_text_of_a_lost_key_does_not_open(tmp_path: Path) -> None:
    keys.create(tmp_path / "a")
    keys.create(tmp_path / "b")
    text = keys.ring(tmp_path / "a").encrypt(b"x")
    with pytest.raises(InvalidToken):
        keys.ring(tmp_path / "b").decrypt(text)


def test_missing_keys_are_named(tmp_path: Path) -> None:
    with pytest.raises(keys.KeysMissingError, match="concord db prepare"):
        keys.ring(tmp_path / "nowhere")


def test_database_holds_no_plain_text(sent: Referral, as_: object) -> None:
    from concord.foundation.access import scope
    from concord.foundation.lib import clock
    from concord.operations.referrals import actions
    from tests import cast

    with scope.acting(cast.actor("ana")) as ana:
        actions.add_note(referral=sent, text="canary-in-the-note", by=ana, now=clock.now())
        with connection.cursor() as cursor:
            cursor.execute("SELECT text FROM referrals_note")
            stored = bytes(cursor.fetchone()[0])
        assert b"canary" not in stored
        assert Note.objects.get().text == "canary-in-the-note"


def test_encrypted_text_cannot_be_searched() -> None:
    with pytest.raises(FieldError):
        str(Note.objects.filter(text="x").query)
