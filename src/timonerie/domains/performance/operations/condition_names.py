"""Sites, teams, providers and activities of a condition by their names: a file or a caller outside
the company's tables knows no row id."""

from collections.abc import Callable, Iterable
from typing import Any

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.organisation.operations.imports.shapes import by_key
from timonerie.domains.sourcing.models import Activity

Turn = Callable[[str, Any], Any]


class UnknownName(ValueError):
    """A condition names nobody that the company knows."""


class ConditionNames:
    """Reads the names once; a name that two things share is written as its row id."""

    def __init__(self) -> None:
        units, providers = list(Unit.objects.all()), list(Provider.objects.all())
        activities = list(Activity.objects.all())
        listed: dict[str, list[Any]] = {
            "unit": units,
            "team": units,
            "provider": providers,
            "activity": activities,
        }
        self._by_name = {column: _rows(rows) for column, rows in listed.items()}
        self._names = {
            column: {row.pk: _names(row) for row in rows} for column, rows in listed.items()
        }

    def said(self, data: Any) -> Any:
        """A condition in JSON, names in place of row ids."""
        return _walk(data, self._said)

    def read(self, data: Any) -> Any:
        """The other way; a row id of the company stays. Raises UnknownName."""
        return _walk(data, self._read)

    def _said(self, column: str, value: Any) -> Any:
        for name in self._names.get(column, {}).get(value, ()):
            if self._by_name[column][rules.key(name)].pk == value:
                return name
        return value

    def _read(self, column: str, value: Any) -> Any:
        if column not in self._by_name or value in self._names[column]:
            return value
        found = self._by_name[column].get(rules.key(str(value)))
        if found is None:
            raise UnknownName(str(value))
        return found.pk


def _rows(rows: Iterable[Any]) -> dict[str, Any]:
    return by_key(rows, lambda row: row.code, lambda row: row.name, key=rules.key)


def _names(row: Any) -> list[str]:
    return [name for name in (row.name, row.code) if name]


def _walk(data: Any, turn: Turn) -> Any:
    if isinstance(data, list):
        return [_walk(part, turn) for part in data]
    if not isinstance(data, dict):
        return data
    if "column" not in data or "value" not in data:
        return {name: _walk(part, turn) for name, part in data.items()}
    column, value = data["column"], data["value"]
    many = isinstance(value, list)
    turned = [turn(column, one) for one in value] if many else turn(column, value)
    return data | {"value": turned}
