"""Ed25519 (RFC 8032) over canonical JSON: who signed a document, and that nothing was changed."""

import hashlib
from base64 import b64decode, b64encode
from binascii import Error as NotBase64

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from timonerie.domains.portfolio.rules import documents
from timonerie.domains.portfolio.rules.documents import Envelope, Notice, Summary


class Forged(ValueError):
    """The signature is not that of this key over this document."""


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def key_id(public: bytes) -> str:
    """The SHA-256 of a public key, in hexadecimal."""
    return hashlib.sha256(public).hexdigest()


def sealed(document: Summary | Notice, key: Ed25519PrivateKey) -> Envelope:
    """A document signed; it names the key that signs it."""
    content = documents.written(document)
    return Envelope(
        document=content,
        public_key=b64encode(public_bytes(key)).decode(),
        signature=b64encode(key.sign(documents.canonical(content))).decode(),
    )


def opened(envelope: Envelope) -> tuple[Summary | Notice, str]:
    """The document of an envelope and the id of the key that signed it.

    Raises:
        Forged: the signature does not stand, or the document names another key.
        ValueError: what is signed is no document of ours.
    """
    try:
        public = b64decode(envelope.public_key, validate=True)
        signature = b64decode(envelope.signature, validate=True)
        verifier = Ed25519PublicKey.from_public_bytes(public)
        verifier.verify(signature, documents.canonical(envelope.document))
    except (NotBase64, InvalidSignature, ValueError) as fault:
        raise Forged("signature") from fault
    document = documents.read(envelope.document)
    if document.key != key_id(public):
        raise Forged("key")
    return document, document.key
