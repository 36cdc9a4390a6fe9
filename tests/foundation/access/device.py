"""A browser with a password, a code app and a passkey of its own, made of software."""

import base64
import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.totp.internal.auth import hotp_value
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from fido2 import cbor
from fido2.cose import ES256

from concord.foundation.accounts.models import Person
from tests import cast

PASSWORD = "four tall green kettles"
HOST = "testserver"
STEP = 1_800_000_000  # an instant in the middle of a code's thirty seconds


def give_password(name: str) -> Person:
    """Let a member of the cast sign in with PASSWORD."""
    person = Person.objects.get(email=cast.email(name))
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return person


def sign_in(browser: Client, email: str, password: str = PASSWORD, **more: str) -> HttpResponse:
    """Send the sign-in form; the box "shared computer" is sent as it comes."""
    fields = {"login": email, "password": password, "shared": "on", **more}
    return browser.post(reverse("account_login"), fields)


def app_code(secret: str, *, steps: int = 0) -> str:
    """Return what a code app shows at STEP."""
    return f"{hotp_value(secret, STEP // 30 + steps):06d}"


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def _bytes(value: str) -> bytes:
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))


@dataclass
class Passkey:
    """A passkey with a PIN, kept in memory."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = field(default_factory=lambda: os.urandom(16))
    user: bytes = b""
    count: int = 0

    def create(self, options: dict[str, Any]) -> str:
        """Answer navigator.credentials.create()."""
        asked = options["publicKey"]
        self.user = _bytes(asked["user"]["id"])
        public = cbor.encode(ES256.from_cryptography_key(self.key.public_key()))
        attested = bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + public
        data = self._data(asked["rp"]["id"], 0x45) + attested
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        response = {
            "clientDataJSON": _text(self._client("create", asked)),
            "attestationObject": _text(attestation),
        }
        return self._answer(response, {"credProps": {"rk": True}})

    def get(self, options: dict[str, Any]) -> str:
        """Answer navigator.credentials.get()."""
        asked = options["publicKey"]
        self.count += 1
        client, data = self._client("get", asked), self._data(asked["rpId"], 0x05)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": _text(client),
                "authenticatorData": _text(data),
                "signature": _text(signature),
                "userHandle": _text(self.user),
            },
            {},
        )

    def _data(self, host: str, flags: int) -> bytes:
        return hashlib.sha256(host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, asked: dict[str, Any]) -> bytes:
        facts = {"type": f"webauthn.{kind}", "challenge": asked["challenge"], "origin": f"http://{HOST}"}
        return json.dumps(facts).encode()

    def _answer(self, response: dict[str, str], extensions: dict[str, Any]) -> str:
        name = _text(self.credential_id)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": extensions,
            }
        )
