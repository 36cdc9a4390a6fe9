"""How an entry becomes a link of the chain. Pure: bytes in, bytes out.

link = SHA-256(previous link + canonical entry). Content sits behind a salted commitment, so that the
detail of an old entry can be removed and the chain still verifies.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

START: Final = b"\0" * 32


def commitment(salt: bytes, detail: Mapping[str, Any]) -> str:
    """Return the hex SHA-256 of salt and canonical detail."""
    text = json.dumps(detail, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(bytes(salt) + text.encode()).hexdigest()


def canonical(fields: Mapping[str, Any]) -> bytes:
    """Serialize the fields of an entry without salt, detail, position and chain, always alike."""
    ready = {name: _plain(value) for name, value in fields.items()}
    return json.dumps(ready, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    if isinstance(value, UUID):
        return value.hex
    return value


def link(previous: bytes, entry: bytes) -> bytes:
    """Return the next 32-byte link."""
    return hashlib.sha256(b"\0" + bytes(previous) + entry).digest()
