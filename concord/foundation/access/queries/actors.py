"""Resolves a session or an API key to an actor, each in one query."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connections

from concord.foundation.access.actor import Actor
from concord.foundation.accounts import sessions
from concord.foundation.organizations.codes import SECOND_FACTOR
from concord.foundation.organizations.models import Membership

# One query: session, person, membership, organization and standing. It runs on the connection that
# commits on its own, before the request's transaction begins.
_STANDING = """
  o.id, o.name, o.reference, o.org_type, o.public_body, o.is_backbone, o.regions,
  coalesce(t.tier, 1), coalesce(t.switched_off, '{}'), q.learned, q.begun
"""
_LEARNED = """
LEFT JOIN LATERAL (
  SELECT array_agg(module) FILTER (WHERE until > %s) AS learned, array_agg(module) AS begun
  FROM access_qualification WHERE membership_id = m.id
) q ON true
"""
_BY_SESSION = (
    "SELECT p.id, p.name, p.email, p.language, p.theme, p.density, p.text_size, p.letter_keys,"
    " p.shift_exit, s.second_factor, s.locked_at, s.seen_at, m.id, m.program_id, m.phone, m.roles,"
    " s.shared,"
    + _STANDING
    + """
FROM accounts_session s
JOIN accounts_person p ON p.id = s.person_id AND p.state = 'active'
LEFT JOIN organizations_membership m ON m.person_id = p.id AND m.active
     AND (s.membership_id IS NULL OR m.id = s.membership_id)
LEFT JOIN organizations_organization o ON o.id = m.organization_id AND o.verified_at IS NOT NULL
     AND o.status = 'active'
LEFT JOIN access_standing t ON t.organization_id = o.id
"""
    + _LEARNED
    + """
WHERE s.session_key = %s AND s.expire_date > %s
  AND (p.signed_out_before IS NULL OR s.started_at >= p.signed_out_before)
ORDER BY m.since LIMIT 1
"""
)
_BY_KEY = (
    "SELECT k.id, k.person_id, p.name, k.scopes, m.id, m.program_id, m.phone, m.roles,"
    + _STANDING
    + """
FROM access_apikey k
JOIN accounts_person p ON p.id = k.person_id AND p.state = 'active'
JOIN organizations_membership m ON m.person_id = p.id AND m.organization_id = k.organization_id AND m.active
JOIN organizations_organization o ON o.id = k.organization_id AND o.verified_at IS NOT NULL
     AND o.status = 'active'
LEFT JOIN access_standing t ON t.organization_id = o.id
"""
    + _LEARNED
    + """
WHERE k.secret_hash = %s AND k.revoked_at IS NULL AND k.expires_at > %s
"""
)


def _row(sql: str, parameters: Sequence[str | datetime]) -> tuple[Any, ...] | None:
    with connections["side"].cursor() as cursor:
        cursor.execute(sql, parameters)
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row


def _standing(row: tuple[Any, ...]) -> dict[str, Any]:
    identity, name, reference, org_type, public_body, is_backbone, regions, tier, off, learned, begun = row
    if identity is None:
        return {}
    return {
        "organization_id": identity,
        "organization_name": name,
        "organization_reference": reference,
        "org_type": org_type,
        "public_body": public_body,
        "is_backbone": is_backbone,
        "regions": tuple(regions),
        "tier": tier,
        "switched_off": frozenset(off),
        "learned": frozenset(learned or ()),
        "begun": frozenset(begun or ()),
    }


def get_session_actor(session_key: str, now: datetime) -> Actor:
    """Resolve a session key to its actor; nobody where it is unknown, ended or its person suspended.

    While the screen is locked, or before the second factor, the person acts for no organization, just
    as the database's scope has none then.
    """
    row = _row(_BY_SESSION, [now, session_key, now])
    if row is None:
        return Actor.nobody()
    standing = _standing(row[17:])
    roles = frozenset(row[15] or ()) if standing else frozenset()
    actor = Actor(
        door="page",
        person_id=row[0],
        name=row[1],
        email=row[2],
        language=row[3],
        theme=row[4],
        density=row[5],
        text_size=row[6],
        letter_keys=row[7],
        shift_exit=row[8],
        shared=row[16],
        second_factor=row[9],
        locked_at=row[10],
        membership_id=row[12],
        program_id=row[13],
        phone=row[14] or "",
        roles=roles,
        needs_second_factor=not roles.isdisjoint(SECOND_FACTOR),
        session_key=session_key,
        **standing,
    )
    if actor.locked_at is None:
        sessions.keep_alive(session_key, row[11], now)
    return actor if actor.is_member else replace(actor, organization_id=None)


def hash_key(secret: str) -> str:
    """Hash an API key; keys are long and random, so one round of SHA-256 suffices."""
    return hashlib.sha256(secret.encode()).hexdigest()


def get_key_actor(secret: str, now: datetime) -> Actor:
    """Resolve an API key to its actor; nobody where it is unknown, revoked or past its end."""
    row = _row(_BY_KEY, [now, hash_key(secret), now])
    if row is None:
        return Actor.nobody()
    return Actor(
        door="api",
        key_id=row[0],
        person_id=row[1],
        name=row[2],
        scopes=frozenset(row[3]),
        membership_id=row[4],
        program_id=row[5],
        phone=row[6] or "",
        roles=frozenset(row[7] or ()),
        **_standing(row[8:]),
    )


_BY_MEMBER = (
    "SELECT m.person_id, p.name, m.id, m.program_id, m.phone, m.roles,"
    + _STANDING
    + """
FROM organizations_membership m
JOIN accounts_person p ON p.id = m.person_id AND p.state = 'active'
JOIN organizations_organization o ON o.id = m.organization_id AND o.verified_at IS NOT NULL
     AND o.status = 'active'
LEFT JOIN access_standing t ON t.organization_id = o.id
"""
    + _LEARNED
    + """
WHERE m.person_id = %s AND m.organization_id = %s AND m.active
"""
)


def get_member_actor(person_id: UUID, organization_id: UUID, now: datetime) -> Actor:
    """Resolve who asked for long work, as they may act now; nobody where they no longer work there.

    They had given their second factor when they asked.
    """
    row = _row(_BY_MEMBER, [now, str(person_id), str(organization_id)])
    if row is None:
        return Actor.nobody()
    return Actor(
        door="page",
        person_id=row[0],
        name=row[1],
        membership_id=row[2],
        program_id=row[3],
        phone=row[4] or "",
        roles=frozenset(row[5] or ()),
        second_factor=True,
        **_standing(row[6:]),
    )


def get_office_actor(address: str, now: datetime) -> Actor:
    """Resolve somebody of the backbone office by their work address, for the command line; else nobody."""
    found = Membership.objects.filter(
        person__email__iexact=address, organization__is_backbone=True, active=True
    ).values_list("person_id", "organization_id")
    place = found.first()
    return get_member_actor(*place, now) if place else Actor.nobody()
