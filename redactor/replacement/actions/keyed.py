"""Actions that need the workspace's secret: the same value gives the same result within one workspace only."""

from __future__ import annotations

import hashlib
import hmac

from redactor.errors import UsageError
from redactor.replacement.actions.base import Action
from redactor.replacement.context import Occurrence


def derive(secret: bytes, purpose: str, message: bytes = b"") -> bytes:
    """32 bytes that depend on the secret, a purpose and a message (HMAC-SHA-256, RFC 2104).

    Raises:
        UsageError: there is no secret.
    """
    if not secret:
        raise UsageError(
            "the policy uses an action that needs the workspace's key",
            remedy="Run it through 'redactor run', which keeps a key in the confidential workspace.",
        )
    return hmac.digest(secret, purpose.encode() + b"\0" + message, hashlib.sha256)


def encryption_key(secret: bytes) -> bytes:
    """Key of 256 bits for Presidio's AES operator."""
    return derive(secret, "encrypt")


class KeyedHash(Action):
    """A keyed hash: tells equal values from different ones without saying what they are."""

    name = "keyed_hash"

    def write(self, occurrence: Occurrence) -> str:
        # Spacing and case are how a value is written, not what it is.
        value = "".join(occurrence.text.split()).casefold().encode()
        length = int(occurrence.options.get("length", 12))
        return f"[{derive(occurrence.secret, 'hash', value).hex()[:length]}]"
