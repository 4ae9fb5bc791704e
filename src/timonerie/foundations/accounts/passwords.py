"""What a password must be: long enough not to be guessed, and on no list of common ones.

Recommendation 2022-100 of the CNIL: about 50 bits where tries are limited. Fourteen characters pass
without another condition; from twelve on, the estimate of zxcvbn decides.
"""

from functools import cache

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn
from zxcvbn.frequency_lists import FREQUENCY_LISTS

SHORTEST = 12
LONG_ENOUGH = 14
SCORE = 3
"""Of zxcvbn's 0 to 4: safely unguessable, more than 10^8 tries."""


class HardToGuess:
    """A validator of Django's, whose sentences say what to do."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raises ValidationError."""
        if len(password) < SHORTEST:
            raise ValidationError(
                _(
                    "Ce mot de passe est trop court. Prenez au moins %(least)d caractères :"
                    " plusieurs mots sans rapport entre eux se retiennent bien."
                )
                % {"least": SHORTEST}
            )
        if password.lower() in _common():
            raise ValidationError(
                _(
                    "Ce mot de passe est dans les listes de mots de passe courants. Choisissez-en"
                    " un que personne d’autre n’aurait."
                )
            )
        if len(password) < LONG_ENOUGH and _score(password, user) < SCORE:
            raise ValidationError(
                _(
                    "Ce mot de passe se devine trop vite. Ajoutez un mot sans rapport, ou"
                    " allongez-le à %(enough)d caractères."
                )
                % {"enough": LONG_ENOUGH}
            )

    def get_help_text(self) -> str:
        return _(
            "%(enough)d caractères ou plus ; à partir de %(least)d s’il est difficile à deviner."
        ) % {"enough": LONG_ENOUGH, "least": SHORTEST}


def _score(password: str, user: AbstractBaseUser | None) -> int:
    known = [getattr(user, "email", ""), *getattr(user, "name", "").split(), "timonerie"]
    score: int = zxcvbn(password, user_inputs=[word for word in known if word])["score"]
    return score


@cache
def _common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords) | frozenset(FREQUENCY_LISTS["passwords"])
