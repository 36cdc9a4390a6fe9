"""Sends what must commit on its own to the second connection."""

from typing import Any

_SIDE_TABLES = {("accounts", "session")}
_SIDE_APPS = {"django_cache"}


class SideRouter:
    """Sessions, throttles and the cache live on ``side``; everything else on ``default``."""

    def _side(self, model: Any) -> bool:
        meta = model._meta  # noqa: SLF001 - Django's documented model API
        return meta.app_label in _SIDE_APPS or (meta.app_label, meta.model_name) in _SIDE_TABLES

    def db_for_read(self, model: Any, **_hints: Any) -> str | None:
        return "side" if self._side(model) else None

    def db_for_write(self, model: Any, **_hints: Any) -> str | None:
        return "side" if self._side(model) else None

    def allow_relation(self, *_objects: Any, **_hints: Any) -> bool:
        """Both connections lead to one database."""
        return True

    def allow_migrate(self, db: str, _app_label: str, **_hints: Any) -> bool:
        return db == "default"
