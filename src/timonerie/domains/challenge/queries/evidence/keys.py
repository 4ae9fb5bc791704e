"""The text that names where a fact comes from: « level:<id>:month:2026-02-01 »."""

from datetime import date
from uuid import UUID

NONE = "-"


def joined(kind: str, *parts: object) -> str:
    """Nothing is a dash."""
    return ":".join([str(kind), *(NONE if one is None else str(one) for one in parts)])


def split(key: str) -> tuple[str, list[str]]:
    kind, *parts = key.split(":")
    return kind, parts


def text(parts: list[str], place: int) -> str:
    return parts[place] if len(parts) > place else ""


NOBODY = UUID(int=0)
"""The identifier of nothing."""


def uuid(parts: list[str], place: int) -> UUID:
    """That of nothing for a dash, for nothing, or for what is no identifier."""
    try:
        return UUID(parts[place])
    except (IndexError, ValueError):
        return NOBODY


def day(parts: list[str], place: int) -> date | None:
    try:
        return date.fromisoformat(parts[place])
    except (IndexError, ValueError):
        return None
