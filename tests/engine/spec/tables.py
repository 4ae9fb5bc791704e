"""Small tables drawn in text: facts in, figures out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa

from timonerie.engine.facts import SCHEMA, conform
from timonerie.engine.indicators import Figure, Metric
from timonerie.engine.judge import Case, Question

INSTANTS = ("received", "started", "delivered", "resolved", "due")
FIGURE_TYPES = {
    "metric": pa.string(),
    "region": pa.string(),
    "period": pa.date32(),
    "n": pa.int64(),
    "numerator": pa.float64(),
    "denominator": pa.float64(),
    "value": pa.float64(),
}


@dataclass(frozen=True)
class Example:
    """A calculation explained: a few facts, indicators, and the figures they give.

    ``figures`` need not show every column; those shown are compared, and the rows are all there.
    """

    name: str
    title: str
    facts: str
    metrics: tuple[Metric, ...]
    figures: str
    question: Question = field(default=Question())


def cells(drawing: str) -> list[dict[str, str]]:
    """The rows of a table drawn with bars, as text; the first line names the columns."""
    lines = [line for line in drawing.strip().splitlines() if set(line.strip()) - set("-+| ")]
    header, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    return [dict(zip(header, row, strict=True)) for row in rows]


def facts(drawing: str) -> pa.Table:
    """Facts of the fixed schema. Dates follow from the instants (at a site on UTC) unless drawn."""
    rows = [_case(row, line) for line, row in enumerate(cells(drawing), start=2)]
    extra = [name for name in cells(drawing)[0] if name not in SCHEMA.names]
    table = conform(pa.Table.from_pylist(rows, schema=SCHEMA))
    for name in extra:
        table = table.append_column(name, pa.array([row[name] for row in rows], pa.string()))
    return table


def cases(table: pa.Table) -> list[Case]:
    """The same facts as rows of plain values, for the judge."""
    rows: list[Case] = table.to_pylist()
    return rows


def expected(drawing: str) -> list[dict[str, Any]]:
    return [{name: _value(name, text) for name, text in row.items()} for row in cells(drawing)]


def shown(figures: Iterable[Figure], columns: Iterable[str]) -> list[dict[str, Any]]:
    """The figures, reduced to the columns that the drawing shows."""
    names = list(columns)
    rows = [
        {
            "metric": f.metric,
            "period": f.period,
            "currency": f.currency,
            "n": f.n,
            "numerator": f.numerator,
            "denominator": f.denominator,
            "value": f.value,
            **f.by,
        }
        for f in figures
    ]
    return [{name: row[name] for name in names} for row in rows]


def _case(row: dict[str, str], line: int) -> dict[str, Any]:
    case = {name: _value(name, text) for name, text in row.items()}
    for name in INSTANTS:
        at = case.get(f"{name}_at")
        if at is not None:
            case.setdefault(f"{name}_on", at.date())
    return {"source": 1, "case": f"D{line}", "batch": 1, "line": line} | case


def _value(name: str, text: str) -> Any:
    if text == "":
        return None
    kind = SCHEMA.field(name).type if name in SCHEMA.names else FIGURE_TYPES.get(name, pa.string())
    if pa.types.is_timestamp(kind):
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    if pa.types.is_date(kind):
        return date.fromisoformat(text)
    if pa.types.is_boolean(kind):
        return {"oui": True, "non": False}[text]
    if pa.types.is_decimal(kind):
        return Decimal(text)
    if pa.types.is_floating(kind):
        return float(text)
    if pa.types.is_integer(kind):
        return int(text.removesuffix("h")) * (3600 if text.endswith("h") else 1)
    return text
