"""Permissions as data, and the mark that every route must carry."""

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from timonerie.foundations.accounts.enums import Role

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"
"""Policy of a route that anybody may open."""
SIGNED_IN = "signed-in"
"""Policy of a route that needs an account but no company."""


class UnknownPermission(KeyError):
    """A permission that policy.toml does not name."""


@cache
def _table() -> dict[str, frozenset[Role]]:
    text = Path(__file__).with_name("policy.toml").read_text(encoding="utf-8")
    permissions = tomllib.loads(text)["permissions"]
    return {name: frozenset(Role(role) for role in roles) for name, roles in permissions.items()}


def permissions() -> list[str]:
    return sorted(_table())


def roles_with(permission: str) -> frozenset[Role]:
    """Roles that hold a permission.

    Raises:
        UnknownPermission: policy.toml does not name it.
    """
    try:
        return _table()[permission]
    except KeyError:
        raise UnknownPermission(permission) from None


def declare(name: str) -> Callable[[View], View]:
    """Mark a route with its policy; the doors decide how it is enforced."""
    if name not in (PUBLIC, SIGNED_IN):
        roles_with(name)

    def mark(view: View) -> View:
        view.policy_name = name  # type: ignore[attr-defined]
        return view

    return mark
