"""The links by which somebody chooses their first password."""

from typing import Any

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from timonerie.foundations.backups import queries


class InvitationTokens(PasswordResetTokenGenerator):
    """A restoration brings back accounts as they were before their links were used: every link
    given before it is void."""

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        about = super()._make_hash_value(user, timestamp)
        return f"{about}{queries.last_restoration() or ''}"


tokens = InvitationTokens()
