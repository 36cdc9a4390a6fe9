"""Puts a new key on top and encrypts everything anew with it: `concord keys rotate`.

A running server holds the keys it began with and cannot read what the new key has written. So either stop
it first, or do it in two steps: `--key-only`, restart everything, `--text-only`.
"""

import argparse
from collections.abc import Callable, Iterator
from typing import Any, Final

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from psycopg import sql

from concord.foundation.keyring import keys
from concord.foundation.keyring.fields import EncryptedTextField

BATCH: Final = 500
_SECRETS: Final = ("secret", "seed")  # what a second factor keeps encrypted


class Command(BaseCommand):
    help = "Make a new key for encrypted text and encrypt all of it anew. Stop the server first."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        only = parser.add_mutually_exclusive_group()
        only.add_argument("--key-only", action="store_true", help="make the key; text follows later")
        only.add_argument("--text-only", action="store_true", help="encrypt anew with the newest key")

    def handle(self, *_args: Any, **options: Any) -> None:
        connection.ensure_connection()  # before a key is made that nothing can be encrypted with
        if not options["text_only"]:
            keys.rotate(settings.KEYS_FOLDER)
            self.stdout.write("There is a new key. Keep a copy of the keys folder apart from the database.")
        if options["key_only"]:
            self.stdout.write("Restart serve and worker, then run: concord keys rotate --text-only")
            return
        for table, column, key in encrypted_columns():
            changed = encrypt_anew(table, column, key)
            self.stdout.write(f"{table}.{column}: {changed} texts")
        self.stdout.write(f"second factors: {_second_factors_anew()} secrets")
        self.stdout.write("Older keys stay in the file: copies of the database may still need them.")
        self.stdout.write("Restart serve and worker now if they run: they hold the keys they began with.")


def encrypted_columns() -> Iterator[tuple[str, str, str]]:
    """Yield table, column and primary key of every encrypted text."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:  # noqa: SLF001 - Django's documented model API
            if isinstance(field, EncryptedTextField):
                meta = model._meta  # noqa: SLF001 - as above
                yield meta.db_table, str(field.column), str(meta.pk.column)


def encrypt_anew(table: str, column: str, key: str) -> int:
    """Encrypt a column with the newest key, in batches of one transaction each; returns how many texts.

    A text that somebody changes meanwhile is left: it has been written with the newest key already.
    """
    turn: Callable[[bytes], bytes] = keys.ring(settings.KEYS_FOLDER).rotate
    names = {"table": sql.Identifier(table), "column": sql.Identifier(column), "key": sql.Identifier(key)}
    read = sql.SQL(
        "SELECT {key}, {column} FROM {table} WHERE {column} <> '' AND (%s::uuid IS NULL OR {key} > %s)"
        " ORDER BY {key} LIMIT %s"
    ).format(**names)
    write = sql.SQL("UPDATE {table} SET {column} = %s WHERE {key} = %s AND {column} = %s").format(**names)
    changed, last = 0, None
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(read, [last, last, BATCH])
            rows = cursor.fetchall()
            if not rows:
                return changed
            for identity, stored in rows:
                cursor.execute(write, [turn(bytes(stored)), identity, bytes(stored)])
                changed += cursor.rowcount
            last = rows[-1][0]


@transaction.atomic
def _second_factors_anew() -> int:
    ring, changed = keys.ring(settings.KEYS_FOLDER), 0
    for one in Authenticator.objects.select_for_update().order_by("pk"):
        held = {name: one.data[name] for name in _SECRETS if isinstance(one.data.get(name), str)}
        if held:
            one.data |= {name: ring.rotate(token.encode()).decode() for name, token in held.items()}
            one.save(update_fields=["data"])
            changed += len(held)
    return changed
