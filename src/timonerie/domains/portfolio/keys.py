"""The key that signs for this instance: drawn once, kept beside the data, outside the database."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from timonerie.domains.portfolio.rules import signing

FILE = "signing_key.pem"


def own() -> Ed25519PrivateKey:
    """The key of this instance, mode 0600."""
    path = Path(settings.DATA_DIR) / FILE
    if not path.exists():
        _draw(path)
    key = load_pem_private_key(path.read_bytes(), password=None)
    assert isinstance(key, Ed25519PrivateKey)
    return key


def own_id() -> str:
    return signing.key_id(signing.public_bytes(own()))


def _draw(path: Path) -> None:
    """Written whole under another name, then named: two processes that draw at once keep one."""
    content = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    drawn = path.with_name(f"{FILE}.{os.getpid()}")
    with os.fdopen(os.open(drawn, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(drawn, path)
    except FileExistsError:
        pass
    finally:
        drawn.unlink()
