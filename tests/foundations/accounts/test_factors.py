"""One-time codes and recovery codes: each opens once."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from pytest_django import Settings

from tests.factories import accounts
from timonerie.foundations.accounts import factors, sealing
from timonerie.foundations.accounts.models import CodeGenerator, RecoveryCode, User

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
STEP = timedelta(seconds=factors.STEP_SECONDS)
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

pytestmark = pytest.mark.django_db


def code(at: datetime) -> str:
    return pyotp.TOTP(SEED).at(at)


@pytest.fixture
def alice() -> User:
    user = accounts.user()
    factors.add(by=user, seed=SEED, code=code(NOON), at=NOON, keep=None)
    return user


def test_the_codes_are_those_of_the_standard() -> None:
    """RFC 6238, appendix B: the secret of twenty bytes, the last six digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert pyotp.TOTP(secret).at(59) == "287082"


@pytest.mark.rule("AUT-21")
def test_a_code_opens_once_and_an_earlier_one_never(alice: User) -> None:
    later = NOON + 3 * STEP
    factors.check(of=alice, code=code(later), at=later)
    for spent in (later, later - STEP):
        with pytest.raises(factors.WrongCode):
            factors.check(of=alice, code=code(spent), at=later)


@pytest.mark.rule("AUT-21")
def test_the_code_that_proved_the_application_opens_nothing(alice: User) -> None:
    with pytest.raises(factors.WrongCode):
        factors.check(of=alice, code=code(NOON), at=NOON)


def test_a_telephone_may_be_half_a_minute_wrong_and_no_more(alice: User) -> None:
    later = NOON + 10 * STEP
    with pytest.raises(factors.WrongCode):
        factors.check(of=alice, code=code(later + 2 * STEP), at=later)
    factors.check(of=alice, code=code(later + STEP), at=later)


@pytest.mark.rule("SEC-04")
def test_the_seed_is_sealed_and_sealed_again_under_a_new_key(
    alice: User, settings: Settings
) -> None:
    kept = CodeGenerator.objects.get().seed
    assert SEED not in kept
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new" * 20, [settings.SECRET_KEY]
    later = NOON + 3 * STEP
    factors.check(of=alice, code=code(later), at=later)
    about = f"code generator of {alice.public_id}"
    assert sealing.is_current(CodeGenerator.objects.get().seed, about=about)


@pytest.mark.rule("AUT-21")
def test_ten_recovery_codes_open_once_each_and_are_kept_as_hashes(alice: User) -> None:
    codes = factors.draw_recovery_codes(by=alice)
    assert len(set(codes)) == 10
    kept = " ".join(RecoveryCode.objects.values_list("hash", flat=True))
    assert not any(one.replace("-", "") in kept for one in codes)
    factors.spend_recovery_code(of=alice, code=codes[0].upper(), at=NOON)
    with pytest.raises(factors.WrongCode):
        factors.spend_recovery_code(of=alice, code=codes[0], at=NOON)
    assert factors.recovery_codes_left(alice) == 9


@pytest.mark.rule("AUT-21")
def test_new_recovery_codes_cancel_the_earlier_ones(alice: User) -> None:
    [first, *_rest] = factors.draw_recovery_codes(by=alice)
    factors.draw_recovery_codes(by=alice)
    with pytest.raises(factors.WrongCode):
        factors.spend_recovery_code(of=alice, code=first, at=NOON)


def test_recovery_codes_leave_with_the_last_factor(alice: User) -> None:
    factors.draw_recovery_codes(by=alice)
    factors.remove(by=alice, keep=None)
    assert factors.recovery_codes_left(alice) == 0
