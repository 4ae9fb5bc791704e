"""Permissions as data, and the mark that every route must carry."""

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from timonerie.foundations.accounts.enums import Role, Scope

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"
"""Policy of a route that anybody may open."""
SIGNED_IN = "signed-in"
"""Policy of a route that needs an account but no company."""


class UnknownPermission(KeyError):
    """A permission, or a field, that policy.toml does not name."""


@cache
def table() -> dict[str, Any]:
    """policy.toml as it is written."""
    return tomllib.loads(Path(__file__).with_name("policy.toml").read_text(encoding="utf-8"))


@cache
def _holders(part: str) -> dict[str, frozenset[Role]]:
    return {name: frozenset(map(Role, roles)) for name, roles in table()[part].items()}


def permissions() -> list[str]:
    return sorted(_holders("permissions"))


def fields() -> list[str]:
    """Those that not everybody who sees their object may read."""
    return sorted(_holders("fields"))


def roles_with(permission: str) -> frozenset[Role]:
    """Roles that hold a permission.

    Raises:
        UnknownPermission: policy.toml does not name it.
    """
    return _named("permissions", permission)


def readers_of(field: str) -> frozenset[Role]:
    """Roles that read a sensitive field. Raises UnknownPermission."""
    return _named("fields", field)


def _named(part: str, name: str) -> frozenset[Role]:
    try:
        return _holders(part)[name]
    except KeyError:
        raise UnknownPermission(name) from None


def scope_of(role: Role) -> Scope:
    """How far a role sees."""
    return Scope(table()["roles"][role]["scope"])


def needs_end(role: Role) -> bool:
    """Whether the role is given until a day only."""
    return bool(table()["roles"][role].get("needs_end"))


def needing_mandate() -> frozenset[Role]:
    """Roles that see nothing until a mandate names it."""
    return frozenset(role for role in Role if scope_of(role) not in (Scope.COMPANY, Scope.MANDATE))


def given_by(role: Role) -> frozenset[Role]:
    """The roles that a role may give to others."""
    return frozenset(map(Role, table()["giving"].get(role, ())))


def declare(name: str) -> Callable[[View], View]:
    """Mark a route with its policy; the doors decide how it is enforced."""
    if name not in (PUBLIC, SIGNED_IN):
        roles_with(name)

    def mark(view: View) -> View:
        view.policy_name = name  # type: ignore[attr-defined]
        return view

    return mark
