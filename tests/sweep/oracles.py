"""What must hold of every answer, derived from the gate table and from what was planted."""

import re
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Final, Self

from django.db import connection

from concord.foundation.access import gates
from concord.foundation.access.actor import Actor

# What a request that reads, or is refused, may leave behind: the log of reads and refusals, the sign of
# life of a session, and the throttle.
ALWAYS_WRITTEN: Final = frozenset({"audit_entry", "accounts_session", "accounts_cache"})
_TO_DOOR: Final = frozenset({"not_signed_in", "locked", "second_factor_missing"})
_WRITE: Final = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
_SAVEPOINT: Final = re.compile(r'^(SAVEPOINT|ROLLBACK TO SAVEPOINT|RELEASE SAVEPOINT) "?(\w+)', re.IGNORECASE)
_NONCE: Final = re.compile(r"'nonce-([^']+)'")
_TOKEN: Final = re.compile(r'(name="csrfmiddlewaretoken" value="|"X-CSRFToken": ?")[^"]+')


def closed(actor: Actor, access: str, scope: str = "") -> str | None:
    """Say with which code a door is closed to an actor, or None; after the gate table alone."""
    if access == "public":
        return None
    gate = gates.closed_by(access, actor) if access in gates.GATES else None
    asked = (
        ("not_signed_in", not actor.is_authenticated),
        ("locked", actor.locked_at is not None),
        ("", access == "identified"),
        ("second_factor_missing", actor.needs_second_factor and not actor.second_factor),
        ("no_organization", actor.organization_id is None),
        ("scope_missing", actor.key_id is not None and (scope or access) not in actor.scopes),
        (f"closed_by_{gate}", gate is not None),
    )
    return next((code for code, shut in asked if shut), None) or None


def refused_status(code: str, method: str, *, api: bool) -> int:
    """Return the status with which a closed door answers."""
    if api:
        return 401 if code == "not_signed_in" else 403
    return 302 if code in _TO_DOOR and method in {"GET", "HEAD"} else 403


@dataclass
class Written:
    """Watches what a request leaves in the database; what a savepoint takes back does not count."""

    queries: int = 0
    _log: list[tuple[str, str]] = field(default_factory=list)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's protocol
        self.queries += 1
        text = str(sql)
        if found := _SAVEPOINT.match(text):
            verb, name = found[1].upper(), found[2]
            if verb == "SAVEPOINT":
                self._log.append(("savepoint", name))
            elif verb == "ROLLBACK TO SAVEPOINT":
                while self._log and self._log[-1] != ("savepoint", name):
                    self._log.pop()
        elif found := _WRITE.match(text):
            self._log.append(("write", found[1].lower()))
        return execute(sql, params, many, context)

    @property
    def tables(self) -> set[str]:
        return {name for kind, name in self._log if kind == "write"}

    def __enter__(self) -> Self:
        self._watch = connection.execute_wrapper(self)
        self._watch.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._watch.__exit__(kind, error, trace)


@dataclass(frozen=True)
class Answer:
    """One answer as the oracles see it."""

    status: int
    body: str
    headers: tuple[tuple[str, str], ...]
    queries: int
    written: frozenset[str]
    refused: tuple[str, ...]

    def alike(self, value: str) -> tuple[int, str, tuple[tuple[str, str], ...], int]:
        """Return what must be the same for a foreign and for a missing thing, without the thing's name."""
        headers = tuple((name, text.replace(value, "*")) for name, text in self.headers)
        return self.status, self.body.replace(value, "*"), headers, self.queries


def read(response: Any, written: Written) -> Answer:
    """Take an answer apart; nonce and token are put aside."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = body.decode(errors="replace")
    policy = response.headers.get("Content-Security-Policy", "")
    if nonce := _NONCE.search(policy):
        text = text.replace(nonce[1], "nonce")
    text = _TOKEN.sub(r"\1token", text)
    headers = {
        name: _NONCE.sub("'nonce'", value)
        for name, value in response.headers.items()
        if name not in {"Content-Length", "ETag"}
    }
    return Answer(
        status=response.status_code,
        body=text,
        headers=tuple(sorted(headers.items())),
        queries=written.queries,
        written=frozenset(written.tables),
        refused=tuple(refusal.code for refusal in getattr(response.wsgi_request, "refused", ())),
    )
