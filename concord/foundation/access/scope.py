"""Tells the database who is asking, for the current transaction only. The only caller of set_config.

Row-level security reads these settings. They are local to the transaction, so a pooled connection
carries nothing over to the next request.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from concord.foundation.access.actor import Actor

_SQL = (
    "SELECT set_config('concord.organization', %s, true), set_config('concord.person', %s, true),"
    " set_config('concord.door', %s, true)"
)


def enter(actor: Actor) -> None:
    """Scope the open transaction to the actor; raises RuntimeError outside one."""
    if not connection.in_atomic_block:
        raise RuntimeError("a scope is entered inside a transaction")
    organization = actor.organization_id if actor.is_member or actor.door == "job" else None
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [str(organization or ""), str(actor.person_id or ""), actor.door])


@contextmanager
def acting(actor: Actor) -> Iterator[Actor]:
    """Run a block in one transaction scoped to the actor."""
    with transaction.atomic():
        enter(actor)
        yield actor


@contextmanager
def reading(actor: Actor) -> Iterator[Actor]:
    """Run a block that reads in one transaction scoped to the actor, and sees one state of everything.

    Inside another transaction it sees what that one sees.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        enter(actor)
        yield actor
