"""Alice directs a company; her password is known, and the second factor is asked for."""

import pyotp
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.factories import accounts, organisation
from timonerie.foundations.accounts import factors
from timonerie.foundations.accounts.models import User

SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def second_factor(settings: Settings) -> None:
    settings.SECOND_FACTOR = True


@pytest.fixture
def alice(db: None) -> User:
    """She directs « brevent », and has no second factor yet."""
    return accounts.membership(organisation.company("brevent", name="Brévent")).user


@pytest.fixture
def armed(alice: User) -> User:
    """Alice with an application of codes, added long enough ago for today's code to be new."""
    now = timezone.now()
    factors.add(by=alice, seed=SEED, code=code(), at=now, keep=None)
    alice.code_generator.last_step = 0
    alice.code_generator.save()
    return alice


def code() -> str:
    return pyotp.TOTP(SEED).at(timezone.now())


def sign_in(user: User, *, password: str = accounts.PASSWORD, **more: str) -> Client:
    client = Client()
    client.post("/connexion/", {"username": user.email, "password": password, **more})
    return client
