"""What a role or a gesture asks of a session, beyond being signed in; the data is policy.toml's."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from timonerie.foundations.accounts.enums import Role

PROOF_LASTS = timedelta(minutes=10)
PROVED_AT = "proved_at"
"""Where a session keeps the instant of its last proof of identity, in seconds."""


@dataclass(frozen=True)
class _Rules:
    with_second_factor: frozenset[Role]
    proved_permissions: frozenset[str]
    proved_routes: tuple[str, ...]


@cache
def _rules() -> _Rules:
    text = Path(__file__).with_name("policy.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return _Rules(
        with_second_factor=frozenset(Role(one) for one in data["second_factor"]["roles"]),
        proved_permissions=frozenset(data["step_up"]["permissions"]),
        proved_routes=tuple(data["step_up"]["routes"]),
    )


def must_have_second_factor(role: Role) -> bool:
    return role in _rules().with_second_factor


def wants_proof(*, permission: str, route: str) -> bool:
    """Whether a route asks for a recent proof of identity; see `is_export` for its files."""
    return permission in _rules().proved_permissions or is_export(route)


def is_export(route: str) -> bool:
    return any(fnmatchcase(route, one) for one in _rules().proved_routes)


def is_proved(session: Mapping[str, Any], *, at: datetime) -> bool:
    proved = session.get(PROVED_AT)
    return proved is not None and at.timestamp() - proved < PROOF_LASTS.total_seconds()
