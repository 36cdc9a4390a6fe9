"""A text column that holds ciphertext only."""

from typing import Any

from django.conf import settings
from django.db import models

from concord.foundation.keyring import keys


class EncryptedTextField(models.BinaryField):  # type: ignore[type-arg]  # generic in the stubs only
    """Encrypts on the way in and decrypts on the way out; cannot be searched or filtered.

    Empty text is stored as empty bytes. Raises `cryptography.fernet.InvalidToken` when no key opens it.
    """

    def check(self, **kwargs: Any) -> list[Any]:
        """Skip the binary field's own check: outside the database the value is text."""
        return models.Field.check(self, **kwargs)

    def get_default(self) -> Any:
        """Begin with text: the binary field's own empty value is no text."""
        return super().get_default() or ""

    def get_prep_value(self, value: Any) -> bytes | None:
        if value is None:
            return None
        if not isinstance(value, str):
            raise TypeError("an encrypted text takes text")
        return keys.ring(settings.KEYS_FOLDER).encrypt(value.encode()) if value else b""

    def from_db_value(self, value: Any, _expression: object, _connection: object) -> str | None:
        if value is None:
            return None
        stored = bytes(value)
        return keys.ring(settings.KEYS_FOLDER).decrypt(stored).decode() if stored else ""

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse every comparison but null: equal texts have different ciphertexts."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None
