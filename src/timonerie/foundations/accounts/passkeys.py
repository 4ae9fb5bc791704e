"""Passkeys (WebAuthn): a second factor, and a way in without a password. The arithmetic is fido2's.

Every key is made to be found by the device and to ask for its owner's finger, face or code.
"""

import json
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from django.db import transaction
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from timonerie.foundations.accounts import factors, sessions
from timonerie.foundations.accounts.models import Passkey, User

Options = dict[str, Any]
State = dict[str, Any]


UNFIT = (ValueError, TypeError, KeyError, AttributeError, InvalidSignature)
"""What reading an answer that somebody made up may raise."""


class Refused(ValueError):
    """Not an answer to what was asked, not one of ours, or not for this address."""


def begin_adding(*, by: User, origin: str) -> tuple[Options, State]:
    """What the browser is asked, and what the session keeps of it."""
    user = PublicKeyCredentialUserEntity(id=by.public_id.bytes, name=by.email, display_name=by.name)
    options, state = _server(origin).register_begin(
        user,
        credentials=[_data(row) for row in by.passkeys.all()],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options), dict(state)


def add(
    *,
    by: User,
    name: str,
    answer: str,
    state: State,
    origin: str,
    at: datetime,
    keep: str | None,
) -> Passkey:
    """Keep a new key; the other sessions end.

    Raises:
        Refused: the browser's answer does not fit what was asked.
    """
    try:
        found = _server(origin).register_complete(state, _told(answer))
    except UNFIT as error:
        raise Refused from error
    data = found.credential_data
    if data is None:
        raise Refused
    with transaction.atomic():
        passkey = Passkey.objects.create(
            user=by,
            name=" ".join(name.split()),
            credential_id=websafe_encode(data.credential_id),
            public_data=websafe_encode(bytes(data)),
            sign_count=found.counter,
            added_at=at,
        )
        sessions.end_all(user=by, but=keep)
    return passkey


def remove(*, by: User, public_id: UUID, keep: str | None) -> bool:
    """Give a key up; False when it is none of theirs."""
    with transaction.atomic():
        if not by.passkeys.filter(public_id=public_id).delete()[0]:
            return False
        factors.forget_orphan_codes(by)
        sessions.end_all(user=by, but=keep)
    return True


def begin_signing(*, of: User | None, origin: str) -> tuple[Options, State]:
    """`of` is None where the key says who comes."""
    rows = [] if of is None else [_data(row) for row in of.passkeys.all()]
    options, state = _server(origin).authenticate_begin(
        rows or None, user_verification=UserVerificationRequirement.REQUIRED
    )
    return dict(options), dict(state)


def sign(*, of: User | None, answer: str, state: State, origin: str, at: datetime) -> User:
    """Whose key answered; `of` asks that it be theirs.

    Raises:
        Refused: another one's, unknown, a copy, or not an answer to what was asked.
    """
    try:
        response = AuthenticationResponse.from_dict(_told(answer))
        with transaction.atomic():
            row = _row(websafe_encode(response.raw_id))
            if of is not None and row.user_id != of.pk:
                raise Refused
            _server(origin).authenticate_complete(state, [_data(row)], response)
            _count(row, response.response.authenticator_data.counter, at)
    except UNFIT as error:
        raise Refused from error
    return row.user


def _told(answer: str) -> dict[str, Any]:
    """Raises ValueError: it is not an object in JSON."""
    found = json.loads(answer)
    if not isinstance(found, dict):
        raise ValueError(answer)
    return found


def _row(credential_id: str) -> Passkey:
    rows = Passkey.objects.select_for_update(of=("self",)).select_related("user")
    row = rows.filter(credential_id=credential_id, user__is_active=True).first()
    if row is None:
        raise Refused
    return row


def _count(row: Passkey, count: int, at: datetime) -> None:
    """A counter that does not grow is the mark of a copy; a device without one always says zero."""
    if (count or row.sign_count) and count <= row.sign_count:
        raise Refused
    row.sign_count, row.used_at = count, at
    row.save(update_fields=["sign_count", "used_at"])


def _server(origin: str) -> Fido2Server:
    """Keys belong to the name of the instance, and answer to its exact address only."""
    host = urlsplit(origin).hostname or ""
    entity = PublicKeyCredentialRpEntity(id=host, name="Timonerie")
    return Fido2Server(entity, verify_origin=lambda given: given == origin)


def _data(row: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(websafe_decode(row.public_data))
