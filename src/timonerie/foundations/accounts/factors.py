"""The second factor: one-time codes (RFC 6238), and recovery codes for who lost their device.

Every change says whose session stays (`keep`): the others end with it.
"""

import hashlib
import hmac
import logging
import secrets
from datetime import datetime

import pyotp
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from timonerie.foundations.accounts import sealing, sessions, standing
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import CodeGenerator, RecoveryCode, User

logger = logging.getLogger(__name__)

HAS_ONE = "has_factor"
"""Where a session remembers that its owner has a second factor."""
STEP_SECONDS = 30
DRIFT_STEPS = 1
"""Steps by which the clock of a telephone may be wrong, on either side."""
RECOVERY_CODES = 10
CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH = 12
"""Of 31 letters that no one confuses: 59 bits."""


class WrongCode(ValueError):
    """Not the code of this moment, or one that has served already."""


def has_one(user: User) -> bool:
    """Whether a person has a second factor: codes, or a passkey."""
    return CodeGenerator.objects.filter(user=user).exists() or user.passkeys.exists()


def is_owed(*, by: User, role: Role, session: SessionBase) -> bool:
    """Whether a role asks for one that its holder does not have. Asked of the database until there
    is one: a factor that goes ends the other sessions."""
    if not settings.SECOND_FACTOR or not standing.must_have_second_factor(role):
        return False
    if not session.get(HAS_ONE) and has_one(by):
        session[HAS_ONE] = True
    return not session.get(HAS_ONE)


def new_seed() -> str:
    return pyotp.random_base32()


def address(user: User, seed: str) -> str:
    """What a telephone reads in the QR code."""
    return pyotp.TOTP(seed).provisioning_uri(name=user.email, issuer_name="Timonerie")


def add(*, by: User, seed: str, code: str, at: datetime, keep: str | None) -> None:
    """Take a generator of codes, proved by a code of it; it replaces the one there was.

    Raises:
        WrongCode: the code is not one of this seed now.
    """
    step = _step(seed, code, at)
    sealed = sealing.seal(seed, about=_about(by))
    with transaction.atomic():
        CodeGenerator.objects.update_or_create(
            {"seed": sealed, "added_at": at, "last_step": step}, user=by
        )
        sessions.end_all(user=by, but=keep)


def remove(*, by: User, keep: str | None) -> None:
    """Give the generator of codes up."""
    with transaction.atomic():
        CodeGenerator.objects.filter(user=by).delete()
        forget_orphan_codes(by)
        sessions.end_all(user=by, but=keep)


def reset(user: User) -> None:
    """Rescue: nothing of a second factor is left, and every session ends."""
    with transaction.atomic():
        CodeGenerator.objects.filter(user=user).delete()
        user.passkeys.all().delete()
        user.recovery_codes.all().delete()
        sessions.end_all(user=user)


def check(*, of: User, code: str, at: datetime) -> None:
    """Spend a one-time code.

    Raises:
        WrongCode: no such code now, or it has served: a code seen over a shoulder is worth nothing.
    """
    with transaction.atomic():
        row = CodeGenerator.objects.select_for_update().filter(user=of).first()
        if row is None:
            raise WrongCode
        step = _step(seed := _seed(row), code, at)
        if step <= row.last_step:
            raise WrongCode
        row.last_step = step
        if not sealing.is_current(row.seed, about=_about(of)):
            row.seed = sealing.seal(seed, about=_about(of))
        row.save()


def draw_recovery_codes(*, by: User) -> list[str]:
    """Ten new codes, told this once; the earlier ones are worth nothing any more."""
    drawn = [
        "".join(secrets.choice(CODE_LETTERS) for _rank in range(CODE_LENGTH))
        for _code in range(RECOVERY_CODES)
    ]
    with transaction.atomic():
        by.recovery_codes.all().delete()
        hashes = [_hash(code, settings.SECRET_KEY) for code in drawn]
        RecoveryCode.objects.bulk_create(RecoveryCode(user=by, hash=one) for one in hashes)
    return [f"{code[:4]}-{code[4:8]}-{code[8:]}" for code in drawn]


def spend_recovery_code(*, of: User, code: str, at: datetime) -> None:
    """Raises WrongCode: none of those left."""
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    hashes = [_hash(plain, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    if not of.recovery_codes.filter(hash__in=hashes, used_at=None).update(used_at=at):
        raise WrongCode


def recovery_codes_left(user: User) -> int:
    return user.recovery_codes.filter(used_at=None).count()


def _seed(row: CodeGenerator) -> str:
    """Raises WrongCode: the key that sealed it is gone, and no code of it can be right."""
    try:
        return sealing.unseal(row.seed, about=_about(row.user))
    except sealing.Unreadable:
        logger.error("the seed of user %s is sealed under a key that is gone", row.user_id)
        raise WrongCode from None


def forget_orphan_codes(user: User) -> None:
    """Recovery codes stand for another factor: without one they open nothing."""
    if not has_one(user):
        user.recovery_codes.all().delete()


def _step(seed: str, code: str, at: datetime) -> int:
    """The step of time whose code this is. Raises WrongCode."""
    typed = "".join(code.split())
    now = int(at.timestamp()) // STEP_SECONDS
    generator = pyotp.TOTP(seed, interval=STEP_SECONDS)
    for step in range(now - DRIFT_STEPS, now + DRIFT_STEPS + 1):
        if hmac.compare_digest(generator.generate_otp(step).encode(), typed.encode()):
            return step
    raise WrongCode


def _hash(code: str, key: str) -> str:
    """59 random bits want no slow hash, but a key that the database does not hold."""
    return hmac.new(key.encode(), code.encode(), hashlib.sha256).hexdigest()


def _about(user: User) -> str:
    return f"code generator of {user.public_id}"
