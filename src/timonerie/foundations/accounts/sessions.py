"""Sessions of the pages: how long they last, and where else somebody is signed in.

`settings.SESSION_ENGINE` names this module: the store is Django's, with longer keys and an owner.
"""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from timonerie.foundations.accounts import standing
from timonerie.foundations.accounts.enums import Role

if TYPE_CHECKING:
    from timonerie.foundations.accounts.models import Session, User

KEY_BYTES = 32
LONGEST = timedelta(hours=12)
STEP = timedelta(minutes=1)
"""How precisely the last use is known: a page in between writes nothing."""
OPENED_AT, USED_AT, IDLE, DEVICE = "opened_at", "used_at", "idle", "device"


class SessionStore(DatabaseStore):
    """Django's, whose rows also say whose they are."""

    @classmethod
    def get_model_class(cls) -> Any:
        # The store is named by the settings, before any model may be imported.
        from timonerie.foundations.accounts.models import Session  # noqa: PLC0415

        return Session

    def _get_new_session_key(self) -> str:
        while self.exists(key := secrets.token_urlsafe(KEY_BYTES)):
            pass
        return key

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        # Known from the key alone, which it does not give away: a session is named by it on pages.
        row.public_id = UUID(bytes=hashlib.sha256(row.session_key.encode()).digest()[:16])
        row.device = data.get(DEVICE, "")
        row.opened_at, row.used_at = _instant(data.get(OPENED_AT)), _instant(data.get(USED_AT))
        return row


def open_(session: SessionBase, *, roles: Iterable[Role], at: datetime, device: str) -> None:
    """Begin the life of a session whose owner has just proved who they are."""
    now = at.timestamp()
    session.update({OPENED_AT: now, USED_AT: now, standing.PROVED_AT: now, DEVICE: device})
    hold(session, roles=roles)


def prove(session: SessionBase, *, at: datetime) -> None:
    """Another proof of identity: what asks for a recent one opens, under a new key."""
    session.cycle_key()
    session[standing.PROVED_AT] = at.timestamp()


def hold(session: SessionBase, *, roles: Iterable[Role]) -> None:
    """The strictest idle time of somebody's roles."""
    strict = any(standing.must_have_second_factor(role) for role in roles)
    seconds = (
        settings.SESSION_IDLE_SECONDS_OF_KEY_ROLES if strict else settings.SESSION_IDLE_SECONDS
    )
    if session.get(IDLE) != seconds:
        session[IDLE] = seconds


def is_over(session: SessionBase, *, at: datetime) -> bool:
    """Whether it was left idle for too long, or has lasted its twelve hours."""
    now = at.timestamp()
    idle = session.get(IDLE, settings.SESSION_IDLE_SECONDS)
    return bool(
        now - session.get(USED_AT, now) >= idle
        or now - session.get(OPENED_AT, now) >= LONGEST.total_seconds()
    )


def touch(session: SessionBase, *, at: datetime) -> None:
    """Say that it is being used."""
    now = at.timestamp()
    if OPENED_AT not in session:
        session[OPENED_AT] = now
    if now - session.get(USED_AT, 0) >= STEP.total_seconds():
        session[USED_AT] = now


def of(user: "User", *, at: datetime) -> list["Session"]:
    """Those that are still good, the last used first."""
    rows = user.sessions.filter(expire_date__gt=at).order_by("-used_at", "-opened_at")
    return [row for row in rows if not is_over(_opened(row), at=at)]


def end(*, user: "User", public_id: UUID) -> bool:
    """End one session of a person; False when they have none like that."""
    return user.sessions.filter(public_id=public_id).delete()[0] > 0


def end_all(*, user: "User", but: str | None = None) -> int:
    """End every session of a person, except the one with the key `but`; gives how many."""
    return user.sessions.exclude(session_key=but or "").delete()[0]


def _opened(row: "Session") -> SessionBase:
    store = SessionStore(row.session_key)
    store._session_cache = store.decode(row.session_data)  # type: ignore[attr-defined]  # noqa: SLF001
    return store


def _instant(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
