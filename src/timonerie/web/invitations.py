"""The links by which somebody chooses their first password."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.tokens import PasswordResetTokenGenerator

from timonerie.foundations.backups import queries


class InvitationTokens(PasswordResetTokenGenerator):
    """A restoration brings back accounts as they were before their links were used: every link
    given before it is void."""

    def _make_hash_value(self, user: AbstractBaseUser, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{queries.last_restoration() or ''}"  # type: ignore[misc]


tokens = InvitationTokens()
