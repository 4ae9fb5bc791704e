"""An indicator is data: what is counted, over what, in what unit, and what is wanted of it.

Nothing here computes. A definition travels as JSON, is versioned where it is stored, and is
compiled where it runs (``compile``); ``engine.judge`` says what it means.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from timonerie.engine.indicators.conditions import Compare, Condition, columns_of
from timonerie.engine.indicators.conditions_json import (
    compare_from_dict,
    condition_from_dict,
    condition_to_dict,
    measure_from_dict,
    measure_to_dict,
)
from timonerie.engine.indicators.measures import Measure
from timonerie.engine.indicators.reading import Fields, MetricError, is_number
from timonerie.engine.indicators.vocabulary import (
    AGGREGATES,
    ANCHORS,
    DIRECTIONS,
    POPULATIONS,
    QUANTILES,
    TARGET_KINDS,
    UNITS,
    Aggregate,
    Anchor,
    Direction,
    Population,
    Target,
    TargetKind,
    Unit,
)


@dataclass(frozen=True, slots=True)
class Metric:
    """The definition of an indicator.

    ``aggregate`` says how cases make a figure:

    - ``count``: how many cases;
    - ``ratio``: cases where ``numerator`` is true over cases where it is known;
    - ``sum``, ``mean``, ``median``, ``p90``, ``p95``: of ``measure``, over cases that have one;
    - ``quotient``: sum of ``measure`` over sum of ``per``, over cases that have both.

    ``filter`` (all must be true) and ``denominator`` (must be true) narrow the cases counted.
    ``population`` "open" counts the cases open at an instant (a stock) instead of those anchored in
    a period. ``anchor`` names the local date that puts a case in a period.
    ``label`` and ``formula`` are French sentences; ``source`` says where the definition comes from.
    """

    code: str
    label: str
    unit: Unit
    direction: Direction
    aggregate: Aggregate
    measure: Measure | None = None
    per: Measure | None = None
    numerator: Condition | None = None
    denominator: Condition | None = None
    filter: tuple[Compare, ...] = ()
    population: Population = "all"
    anchor: Anchor = "resolved"
    target_kind: TargetKind | None = None
    target: Target | None = None
    formula: str = ""
    source: str = ""

    @property
    def is_stock(self) -> bool:
        """Measured at an instant, not over a period: it needs ``at`` or ``cuts``."""
        return self.population == "open"

    @property
    def is_count_of_stock(self) -> bool:
        """A backlog: where nothing is open, it is zero and not unknown."""
        return self.is_stock and self.aggregate == "count"

    @property
    def is_money(self) -> bool:
        """Given per currency, never summed over currencies."""
        return self.unit == "currency"

    @property
    def anchor_column(self) -> str:
        return f"{self.anchor}_on"

    @property
    def adds_up(self) -> bool:
        """Whether figures of parts make the figure of the whole by adding both terms."""
        return self.aggregate not in QUANTILES

    def columns(self) -> Iterator[str]:
        """The columns of the facts table that the definition reads, its anchor excepted."""
        for measure in (self.measure, self.per):
            if measure is not None:
                yield from measure.columns
        for condition in (self.numerator, self.denominator, *self.filter):
            if condition is not None:
                yield from columns_of(condition)

    def to_dict(self) -> dict[str, object]:
        """Plain JSON values, fields left at nothing omitted; ``from_dict`` reads it back equal."""
        data: dict[str, object] = {
            name: getattr(self, name)
            for name in ("code", "label", "unit", "direction", "aggregate", "population", "anchor")
        }
        for name, measure in (("measure", self.measure), ("per", self.per)):
            if measure is not None:
                data[name] = measure_to_dict(measure)
        for name, condition in (("numerator", self.numerator), ("denominator", self.denominator)):
            if condition is not None:
                data[name] = condition_to_dict(condition)
        if self.filter:
            data["filter"] = [condition_to_dict(part) for part in self.filter]
        if self.target_kind is not None:
            data["target_kind"] = self.target_kind
        if self.target is not None:
            data["target"] = list(self.target) if isinstance(self.target, tuple) else self.target
        texts = {"formula": self.formula, "source": self.source}
        return data | {name: text for name, text in texts.items() if text}

    @classmethod
    def from_dict(cls, data: object) -> "Metric":
        """Raises MetricError, in French, naming the wrong field."""
        read = Fields.of(data, "")
        read.only(*(field.name for field in fields(cls)))
        metric = cls(
            code=_code(read),
            label=read.text("label"),
            unit=read.choice("unit", UNITS),
            direction=read.choice("direction", DIRECTIONS),
            aggregate=read.choice("aggregate", AGGREGATES),
            measure=_measure(read, "measure"),
            per=_measure(read, "per"),
            numerator=_condition(read, "numerator"),
            denominator=_condition(read, "denominator"),
            filter=_filter(read),
            population=read.choice("population", POPULATIONS, "all"),
            anchor=read.choice("anchor", ANCHORS, "resolved"),
            target_kind=_target_kind(read),
            target=_target(read),
            formula=read.text("formula", ""),
            source=read.text("source", ""),
        )
        check(metric)
        return metric


def check(metric: Metric) -> None:
    """Whether the parts of the definition go together. Raises MetricError otherwise."""
    needed = {"ratio": {"numerator"}, "count": set(), "quotient": {"measure", "per"}}
    wanted: set[str] = needed.get(metric.aggregate, {"measure"})
    for name in ("numerator", "measure", "per"):
        given = getattr(metric, name) is not None
        if given and name not in wanted:
            raise MetricError(name, f"sans objet pour un calcul « {metric.aggregate} ».")
        if not given and name in wanted:
            raise MetricError(name, f"nécessaire pour un calcul « {metric.aggregate} ».")
    _check_unit(metric)
    if metric.measure is not None and metric.measure.kind == "age" and not metric.is_stock:
        raise MetricError(
            "measure", "un âge se mesure sur les demandes ouvertes (population open)."
        )
    if (metric.target is not None) and metric.target_kind is None:
        raise MetricError("target_kind", "nécessaire quand une cible est donnée.")
    if isinstance(metric.target, tuple) != (metric.target_kind == "within") and metric.target:
        raise MetricError("target", "deux bornes pour « within », un seul nombre sinon.")


def _check_unit(metric: Metric) -> None:
    time_units = ("hours", "working_hours", "days")
    if (metric.aggregate == "ratio") != (metric.unit == "ratio"):
        raise MetricError("unit", "« ratio » va avec un calcul « ratio », et lui seul.")
    if metric.aggregate == "count" and metric.unit != "count":
        raise MetricError("unit", "un dénombrement se donne en « count ».")
    if metric.measure is None:
        return
    kind = metric.measure.kind
    if (kind == "worked") != (metric.unit == "working_hours"):
        raise MetricError("unit", "« working_hours » va avec un temps ouvré, et lui seul.")
    if (kind == "column") == (metric.unit in time_units):
        raise MetricError("unit", "une durée se donne en heures ou en jours, le reste non.")
    if (metric.measure.start == "amount") != metric.is_money:
        raise MetricError("unit", "« currency » va avec un montant, et lui seul.")
    if metric.per is not None and metric.per.kind != "column":
        raise MetricError("per", "un quotient se rapporte à une colonne.")


def _code(read: Fields) -> str:
    code = read.text("code")
    if not (code.isascii() and code.isidentifier() and code == code.lower()):
        raise MetricError("code", "minuscules sans accent, chiffres et tirets bas seulement.")
    return code


def _measure(read: Fields, name: str) -> Measure | None:
    return measure_from_dict(read.data[name], name) if read.has(name) else None


def _condition(read: Fields, name: str) -> Condition | None:
    return condition_from_dict(read.data[name], name) if read.has(name) else None


def _filter(read: Fields) -> tuple[Compare, ...]:
    if not read.has("filter"):
        return ()
    return tuple(compare_from_dict(item, path) for item, path in read.items("filter"))


def _target_kind(read: Fields) -> TargetKind | None:
    return read.choice("target_kind", TARGET_KINDS) if read.has("target_kind") else None


def _target(read: Fields) -> Target | None:
    if not read.has("target"):
        return None
    target = read.data["target"]
    if isinstance(target, (int, float)) and is_number(target):
        return float(target)
    if isinstance(target, (list, tuple)) and len(target) == 2 and all(map(is_number, target)):
        low, high = float(target[0]), float(target[1])
        if low <= high:
            return (low, high)
    raise MetricError("target", "un nombre, ou deux bornes croissantes, sont attendus.")
