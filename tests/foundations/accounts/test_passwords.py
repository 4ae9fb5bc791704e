"""What a password must be, and what is said of one that is not."""

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from pytest_django import Settings

from tests.factories import accounts
from timonerie.config.settings import base
from timonerie.foundations.accounts.models import User

ALICE = User(email="alice.martin@example.org", name="Alice Martin")

pytestmark = pytest.mark.rule("AUT-20")


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("court", "au moins 12 caractères"),
        ("motdepasse12", "se devine trop vite"),
        ("alice.martin@example.org", "trop semblable"),
        ("123456789101112", "courants"),
        ("1qaz2wsx3edc4rfv", "courants"),
    ],
)
def test_a_weak_password_is_refused_in_words(password: str, said: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_password(password, ALICE)
    assert said in " ".join(refusal.value.messages)


@pytest.mark.parametrize(
    "password", ["qvb7 zoulou K", "quatre chevaux au galop", "un mot sans classe"]
)
def test_a_long_password_or_a_hard_one_is_taken(password: str) -> None:
    validate_password(password, ALICE)


class HarderArgon2(Argon2PasswordHasher):
    time_cost = 3


@pytest.mark.django_db
def test_a_password_is_hashed_again_at_login_when_the_parameters_change(
    settings: Settings,
) -> None:
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS
    user = accounts.user()
    before = user.password
    assert before.startswith("argon2$argon2id$")
    settings.PASSWORD_HASHERS = [f"{__name__}.HarderArgon2"]
    assert authenticate(username=user.email, password=accounts.PASSWORD) == user
    user.refresh_from_db()
    assert user.password != before
    assert ",t=3," in user.password
