"""Secrets of the database that are read again: sealed under a key that the database never holds.

AES-256-GCM. The key comes from the instance's secret key by HKDF; older ones (TIMONERIE_SECRET_KEY_
FALLBACKS) open what they sealed, and `is_current` says what to seal again.
"""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE_BYTES = 12


class Unreadable(ValueError):
    """Sealed under a key that this instance no longer has, for something else, or altered."""


def seal(text: str, *, about: str) -> str:
    """`text` sealed; `about` names what it belongs to, and must be given again to read it."""
    nonce = os.urandom(NONCE_BYTES)
    sealed = _cipher(settings.SECRET_KEY).encrypt(nonce, text.encode(), about.encode())
    return urlsafe_b64encode(nonce + sealed).decode()


def unseal(sealed: str, *, about: str) -> str:
    """Raises Unreadable."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        if (text := _opened(sealed, key, about)) is not None:
            return text
    raise Unreadable(about)


def is_current(sealed: str, *, about: str) -> bool:
    """Whether today's key sealed it, rather than an older one."""
    return _opened(sealed, settings.SECRET_KEY, about) is not None


def _opened(sealed: str, key: str, about: str) -> str | None:
    data = urlsafe_b64decode(sealed)
    try:
        return _cipher(key).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], about.encode()).decode()
    except InvalidTag:
        return None


def _cipher(key: str) -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"timonerie sealing 1")
    return AESGCM(derived.derive(key.encode()))
