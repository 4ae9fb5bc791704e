"""Reads a definition that someone edited, and says in French which field is wrong and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

import pyarrow as pa

from timonerie.engine.facts import SCHEMA

Family = Literal["flag", "number", "text", "instant", "day", "other"]
Choice = TypeVar("Choice", bound=str)

FAMILY_NAMES: dict[Family, str] = {
    "flag": "un vrai ou faux",
    "number": "un nombre",
    "text": "un texte",
    "instant": "un instant",
    "day": "une date",
    "other": "une liste",
}


class MetricError(ValueError):
    """A definition that cannot be: ``field`` is the path of the wrong field, the text is French."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"Champ « {field} » : {message}")
        self.field = field


def family(column: str) -> Family:
    """What kind of value the facts column holds. Raises KeyError for an unknown column."""
    kind = SCHEMA.field(column).type
    if pa.types.is_boolean(kind):
        return "flag"
    if pa.types.is_timestamp(kind):
        return "instant"
    if pa.types.is_date(kind):
        return "day"
    if pa.types.is_string(kind):
        return "text"
    if pa.types.is_list(kind):
        return "other"
    return "number"


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one JSON object, read one by one, with the path that leads to them."""

    data: Mapping[str, object]
    path: str = ""

    @classmethod
    def of(cls, data: object, path: str) -> "Fields":
        if not isinstance(data, Mapping) or not all(isinstance(key, str) for key in data):
            raise MetricError(path or "indicateur", "un objet est attendu.")
        return cls(data, path)

    def at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def has(self, name: str) -> bool:
        return self.data.get(name) is not None

    def only(self, *names: str) -> None:
        """Refuses a field nobody reads: a misspelt one would be ignored in silence."""
        for name in self.data:
            if name not in names:
                raise MetricError(self.at(name), f"champ inconnu. {_possible(names)}")

    def text(self, name: str, default: str | None = None) -> str:
        value = self.data.get(name, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise MetricError(self.at(name), "un texte est attendu.")
        return value

    def choice(self, name: str, choices: Iterable[Choice], default: Choice | None = None) -> Choice:
        value = self.data.get(name, default)
        for choice in choices:
            if value == choice:
                return choice
        raise MetricError(self.at(name), f"valeur « {value} » inconnue. {_possible(choices)}")

    def column(self, name: str, *families: Family) -> str:
        """The name of a facts column; of one of ``families`` when some are given."""
        value = self.text(name)
        if value not in SCHEMA.names:
            raise MetricError(
                self.at(name), f"colonne « {value} » inconnue. {_possible(SCHEMA.names)}"
            )
        if families and family(value) not in families:
            wanted = " ou ".join(FAMILY_NAMES[each] for each in families)
            raise MetricError(self.at(name), f"la colonne « {value} » ne contient pas {wanted}.")
        return value

    def items(self, name: str) -> list[tuple[object, str]]:
        """The elements of a list, each with its path."""
        value = self.data.get(name)
        if not isinstance(value, (list, tuple)):
            raise MetricError(self.at(name), "une liste est attendue.")
        return [(item, f"{self.at(name)}[{index}]") for index, item in enumerate(value)]


def is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _possible(names: Iterable[str]) -> str:
    return f"Possibles : {', '.join(names)}."
