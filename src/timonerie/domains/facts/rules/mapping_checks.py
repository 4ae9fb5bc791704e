"""Checks shared by the keys of a mapping: types, choices, unknown names, all said in French."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

Choice = TypeVar("Choice", bound=StrEnum)


class MappingError(ValueError):
    """A mapping that does not stand; ``key`` is the key at fault, ``remedy`` a French sentence."""

    def __init__(self, key: str, remedy: str) -> None:
        super().__init__(f"{key} : {remedy}")
        self.key = key
        self.remedy = remedy


def table(value: object, at: str) -> Mapping[str, Any]:
    """The value of a key that must be a table."""
    if not isinstance(value, Mapping):
        raise MappingError(at, f"« [{at}] » doit être une table de clés")
    return value


def text(data: Mapping[str, Any], key: str, *, at: str = "") -> str | None:
    """The text of a key, None when absent."""
    value = data.get(key)
    if value is None or isinstance(value, str):
        return value
    raise MappingError(_path(at, key), "doit être un texte entre guillemets")


def texts(data: Mapping[str, Any], key: str, *, at: str = "") -> tuple[str, ...] | None:
    """The list of texts of a key, None when absent."""
    value = data.get(key)
    if value is None:
        return None
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise MappingError(_path(at, key), 'doit être une liste de textes, par exemple ["", "?"]')


def choice(
    data: Mapping[str, Any], key: str, choices: type[Choice], *, default: Choice, at: str = ""
) -> Choice:
    """The member of ``choices`` that a key names."""
    value = text(data, key, at=at)
    if value is None:
        return default
    if value not in set(choices):
        raise MappingError(_path(at, key), f"« {value} » inconnu ; choix : {', '.join(choices)}")
    return choices(value)


def members(data: Mapping[str, Any], key: str, names: type[Choice]) -> dict[Choice, str]:
    """A table of texts whose keys are members of ``names``, in the order of the members."""
    texts_of = table(data.get(key, {}), key)
    refuse_unknown(texts_of, tuple(names), at=key)
    found = {name: text(texts_of, name, at=key) for name in names if name in texts_of}
    for name, value in found.items():
        if not value:
            raise MappingError(_path(key, name), "ne peut pas être vide")
    return {name: value for name, value in found.items() if value}


def refuse_unknown(data: Mapping[str, Any], known: Sequence[str], *, at: str) -> None:
    """Refuse a key that nobody would read: a misspelling must not pass for a setting."""
    for key in data:
        if key not in known:
            raise MappingError(_path(at, key), f"clé inconnue ; clés : {', '.join(known)}")


def _path(at: str, key: str) -> str:
    return f"{at}.{key}" if at else key
