"""Conditions and measures to JSON and back.

``{"column": "rework", "op": "gt", "value": 0}``, ``{"column": "due_at", "op": "lt", "at": true}``,
``{"all": [...]}``, ``{"any": [...]}``, ``{"not": ...}``, ``{"known": ..., "default": false}``,
``{"met": ["flag", "due"]}``, ``{"met": ["worked"], "within_seconds": 14400}``.
"""

from timonerie.engine.indicators.conditions import (
    OPS,
    WAYS,
    All,
    AnyOf,
    Compare,
    Condition,
    Known,
    Met,
    Not,
    Scalar,
)
from timonerie.engine.indicators.measures import KINDS, Measure
from timonerie.engine.indicators.reading import (
    FAMILY_NAMES,
    Family,
    Fields,
    MetricError,
    family,
)

_NO_OPERAND = ("is_null", "not_null")
_ORDERED = ("lt", "le", "gt", "ge")
# Deeper than any real definition; keeps a hostile one from exhausting the stack.
_DEEPEST = 12


def condition_to_dict(condition: Condition) -> dict[str, object]:
    match condition:
        case Compare():
            return _compare_to_dict(condition)
        case All(of=parts):
            return {"all": [condition_to_dict(part) for part in parts]}
        case AnyOf(of=parts):
            return {"any": [condition_to_dict(part) for part in parts]}
        case Not(of=part):
            return {"not": condition_to_dict(part)}
        case Known(of=part, default=default):
            return {"known": condition_to_dict(part), "default": default}
        case Met(ways=ways, within_seconds=None):
            return {"met": list(ways)}
        case Met(ways=ways, within_seconds=seconds):
            return {"met": list(ways), "within_seconds": seconds}


def condition_from_dict(data: object, path: str, depth: int = 0) -> Condition:
    """Raises MetricError naming the wrong field, from ``path`` down."""
    if depth > _DEEPEST:
        raise MetricError(path, "trop de conditions imbriquées.")
    fields = Fields.of(data, path)
    if fields.has("column"):
        return compare_from_dict(data, path)
    if fields.has("all"):
        fields.only("all")
        return All(_parts(fields, "all", depth))
    if fields.has("any"):
        fields.only("any")
        return AnyOf(_parts(fields, "any", depth))
    if fields.has("not"):
        fields.only("not")
        return Not(condition_from_dict(fields.data["not"], fields.at("not"), depth + 1))
    if fields.has("known"):
        fields.only("known", "default")
        part = condition_from_dict(fields.data["known"], fields.at("known"), depth + 1)
        return Known(part, _flag(fields, "default"))
    if fields.has("met"):
        return _met(fields)
    raise MetricError(path, "une condition commence par column, all, any, not, known ou met.")


def compare_from_dict(data: object, path: str) -> Compare:
    """One simple comparison, its value checked against the type of its column."""
    fields = Fields.of(data, path)
    fields.only("column", "op", "value", "other", "at")
    column = fields.column("column")
    op = fields.choice("op", OPS)
    at = _flag(fields, "at")
    operands = fields.has("value") + fields.has("other") + at
    if op in _NO_OPERAND:
        if operands:
            raise MetricError(path, f"« {op} » ne se compare à rien.")
        return Compare(column, op)
    if operands != 1:
        raise MetricError(
            path, "il faut une valeur (value), une colonne (other) ou l’instant (at)."
        )
    if op in _ORDERED and family(column) in ("flag", "other"):
        raise MetricError(fields.at("op"), f"la colonne « {column} » n’a pas d’ordre.")
    if at:
        fields.column("column", "instant")
        return Compare(column, op, at=True)
    if fields.has("other"):
        return Compare(column, op, other=fields.column("other", family(column)))
    return Compare(column, op, value=_value(fields, column, op))


def measure_to_dict(measure: Measure) -> dict[str, object]:
    data: dict[str, object] = {"kind": measure.kind, "start": measure.start}
    return data if measure.end is None else {**data, "end": measure.end}


def measure_from_dict(data: object, path: str) -> Measure:
    fields = Fields.of(data, path)
    fields.only("kind", "start", "end")
    kind = fields.choice("kind", KINDS)
    if kind == "elapsed":
        return Measure(kind, fields.column("start", "instant"), fields.column("end", "instant"))
    if fields.has("end"):
        raise MetricError(fields.at("end"), "réservé à une durée entre deux instants (elapsed).")
    if kind == "age":
        return Measure(kind, fields.column("start", "instant"))
    start = fields.column("start", "number")
    if kind == "worked" and not start.startswith("worked_"):
        raise MetricError(fields.at("start"), "une colonne de temps ouvré est attendue.")
    return Measure(kind, start)


def _compare_to_dict(compare: Compare) -> dict[str, object]:
    data: dict[str, object] = {"column": compare.column, "op": compare.op}
    if compare.at:
        data["at"] = True
    if compare.other is not None:
        data["other"] = compare.other
    if compare.value is not None:
        value = compare.value
        data["value"] = list(value) if isinstance(value, tuple) else value
    return data


def _parts(fields: Fields, name: str, depth: int) -> tuple[Condition, ...]:
    items = fields.items(name)
    if not items:
        raise MetricError(fields.at(name), "au moins une condition est attendue.")
    return tuple(condition_from_dict(item, path, depth + 1) for item, path in items)


def _met(fields: Fields) -> Met:
    fields.only("met", "within_seconds")
    ways = []
    for item, path in fields.items("met"):
        ways.append(Fields({"way": item}, path).choice("way", WAYS))
    if not ways:
        raise MetricError(fields.at("met"), f"au moins un moyen est attendu : {', '.join(WAYS)}.")
    seconds = fields.data.get("within_seconds")
    if ("worked" in ways) != (seconds is not None):
        raise MetricError(fields.at("within_seconds"), "va avec le moyen worked, et lui seul.")
    if seconds is None:
        return Met(tuple(ways))
    if not isinstance(seconds, int) or isinstance(seconds, bool) or seconds < 0:
        raise MetricError(fields.at("within_seconds"), "un nombre entier de secondes est attendu.")
    return Met(tuple(ways), seconds)


def _flag(fields: Fields, name: str) -> bool:
    value = fields.data.get(name, False)
    if not isinstance(value, bool):
        raise MetricError(fields.at(name), "vrai ou faux est attendu.")
    return value


def _value(fields: Fields, column: str, op: str) -> Scalar | tuple[Scalar, ...]:
    kind = family(column)
    if op != "in":
        return _scalar(fields.data["value"], kind, fields.at("value"))
    values = tuple(_scalar(item, kind, path) for item, path in fields.items("value"))
    if not values:
        raise MetricError(fields.at("value"), "au moins une valeur est attendue.")
    return values


def _scalar(value: object, kind: Family, path: str) -> Scalar:
    if kind not in ("flag", "number", "text"):
        raise MetricError(path, "une date se compare à une autre colonne ou à l’instant (at).")
    if kind == "flag" and isinstance(value, bool):
        return value
    if kind == "number" and isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    if kind == "text" and isinstance(value, str):
        return value
    raise MetricError(path, f"{FAMILY_NAMES[kind]} est attendu.")
