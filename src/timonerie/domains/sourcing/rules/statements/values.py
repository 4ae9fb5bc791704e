"""What each kind of line says beside its words. A draft may leave anything blank; what is filled
must be of the right shape. Read as JSON, so that a number typed as text is a fault."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from timonerie.domains.sourcing.enums import LineKind, Side
from timonerie.domains.sourcing.rules.statements.shapes import JSON

MOST: Final = Field(max_length=50)
Words = Annotated[str, Field(max_length=2000)]
Figure = Annotated[float, Field(ge=0, le=1e12, allow_inf_nan=False)]
Hour = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Cadence = Literal["weekly", "monthly", "quarterly", "half_yearly", "yearly"]
Topic = Literal[
    "processing", "instructions", "confidentiality", "subprocessors", "transfers",
    "assistance", "breach", "fate", "audit",
]  # fmt: skip


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Plain(Shape):
    """Kinds that say all in words."""


class Scope(Shape):
    accountable: Words = ""
    """The one seat of the company that answers for the activity."""


class Band(Shape):
    """From a volume to the next band's, the price times `unit_price_factor` (1 by default)."""

    from_: Annotated[Figure, Field(alias="from")]
    to: Figure | None = None
    unit_price_factor: Figure | None = None


class Volume(Shape):
    unit: Words = ""
    per: Literal["month", "year"] | None = None
    low: Figure | None = None
    expected: Figure | None = None
    high: Figure | None = None
    bands: Annotated[tuple[Band, ...], MOST] = ()
    seasonality: Annotated[tuple[Figure, ...], Field(min_length=12, max_length=12)] | None = None
    """Weights of the twelve months, January first."""

    @model_validator(mode="after")
    def _in_order(self) -> "Volume":
        known = [one for one in (self.low, self.expected, self.high) if one is not None]
        if known != sorted(known):
            raise PydanticCustomError("volume_order", "low, expected, high")
        for band, following in zip(self.bands, self.bands[1:], strict=False):
            if band.to != following.from_:
                raise PydanticCustomError("band_gap", "bands touch one another")
        if any(band.to is not None and band.to <= band.from_ for band in self.bands):
            raise PydanticCustomError("band_order", "a band goes up")
        return self


class Input(Shape):
    """`day` of the month (-1 is its last), or days before (negative) and after an event."""

    side: Side | None = None
    when: Words = ""
    day: Annotated[int, Field(ge=-366, le=366)] | None = None
    of: Literal["month", "event"] | None = None
    hour: Hour | None = None
    who: Words = ""
    format: Words = ""


class Deliverable(Shape):
    when: Words = ""
    format: Words = ""
    acceptance: Words = ""


class Measured(Shape):
    """What the facts said when it was frozen; `value` and the others in the unit of the metric."""

    text: Words = ""
    median: float | None = None
    p90: float | None = None
    value: float | None = None
    n: Annotated[int, Field(ge=0)]
    first: date
    last: date
    frozen_on: date


class ServiceLevel(Shape):
    """`target` in `unit`: 95 percent, 4 hours of the calendar said in `window`."""

    metric: Words = ""
    target: Figure | None = None
    unit: Literal["hours", "percent", "days"] | None = None
    at_least: bool | None = None
    period: Literal["month", "quarter"] | None = None
    window: Words = ""
    exclusions: Words = ""
    stop_clock: Words = ""
    cap: Words = ""
    measured: Measured | None = None


class Indicator(Shape):
    metric: Words = ""
    formula: Words = ""
    unit: Words = ""
    period: Literal["week", "month", "quarter", "year"] | None = None


class Report(Shape):
    """`day` is the working day after the period on which it is due: 5 for « J+5 »."""

    cadence: Cadence | None = None
    day: Annotated[int, Field(ge=0, le=60)] | None = None
    grace_days: Annotated[int, Field(ge=0, le=60)] | None = None
    content: Words = ""


class Governance(Shape):
    cadence: Cadence | None = None
    who: Words = ""


class Security(Shape):
    """`measure` is a code of works/security.toml; `date` says when the proof is due, in words."""

    measure: Words = ""
    proof: Words = ""
    date: Words = ""


class Privacy(Shape):
    """What article 28 of the GDPR wants written, by topic."""

    topics: Annotated[tuple[Topic, ...], MOST] = ()
    data: Words = ""
    people: Words = ""
    purpose: Words = ""
    retention: Words = ""
    location: Words = ""
    proof: Words = ""


class Team(Shape):
    """A seat or a role of one side, never hours. One is accountable on each side."""

    role: Words = ""
    side: Side | None = None
    is_accountable: bool = False
    deputy: Words = ""
    notice_days: Annotated[int, Field(ge=0, le=366)] | None = None


class Transition(Shape):
    gate: Words = ""
    criteria: Annotated[tuple[Words, ...], MOST] = ()
    weeks: Annotated[int, Field(ge=0, le=520)] | None = None
    parallel_months: Annotated[int, Field(ge=0, le=60)] | None = None


class Reversibility(Shape):
    delay_days: Annotated[int, Field(ge=0, le=1000)] | None = None
    format: Words = ""
    price: Words = ""


class Price(Shape):
    """What is priced; the amounts belong to the offers. `volume_key` is the key of a volume."""

    unit: Words = ""
    volume_key: Words = ""
    recurrence: Literal["unit", "month", "once"] | None = None


class Criterion(Shape):
    weight: Annotated[Figure, Field(le=100)] | None = None
    question: Words = ""


SHAPES: Final[dict[LineKind, type[Shape]]] = {
    LineKind.SCOPE: Scope,
    LineKind.VOLUME: Volume,
    LineKind.INPUT: Input,
    LineKind.DELIVERABLE: Deliverable,
    LineKind.SERVICE_LEVEL: ServiceLevel,
    LineKind.INDICATOR: Indicator,
    LineKind.REPORT: Report,
    LineKind.GOVERNANCE: Governance,
    LineKind.SECURITY: Security,
    LineKind.PRIVACY: Privacy,
    LineKind.TEAM: Team,
    LineKind.TRANSITION: Transition,
    LineKind.REVERSIBILITY: Reversibility,
    LineKind.PRICE: Price,
    LineKind.CRITERION: Criterion,
}
#: Faults of ours, told as they are; the others by what the reader would mend.
_OURS: Final = {"volume_order", "band_gap", "band_order"}
_CODES: Final = {
    "extra_forbidden": "unknown_field", "literal_error": "not_a_choice", "enum": "not_a_choice",
    "string_type": "not_a_text", "string_too_long": "too_long",
    "string_pattern_mismatch": "bad_hour",
    "greater_than_equal": "out_of_range", "less_than_equal": "out_of_range",
    "int_type": "not_whole", "float_type": "not_a_number",
    "finite_number": "not_a_number", "bool_type": "not_yes_or_no", "missing": "missing",
    "too_short": "not_twelve", "too_long": "too_many",
}  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """`field` is the path of a value ("bands.1.to"), empty for values that disagree."""

    field: str
    code: str


class ValuesFault(ValueError):
    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(", ".join(f"{one.field}: {one.code}" for one in faults))
        self.faults = faults


def read(kind: LineKind, values: Mapping[str, JSON]) -> Shape:
    """The values of a line; blanks are left out. Raises `ValuesFault` with every fault."""
    filled = {name: value for name, value in values.items() if value not in (None, "", [], ())}
    try:
        text = json.dumps(filled)
    except (TypeError, ValueError):
        raise ValuesFault((Fault("", "not_json"),)) from None
    try:
        return SHAPES.get(kind, Plain).model_validate_json(text)
    except ValidationError as error:
        raise ValuesFault(
            tuple(_fault(one["loc"], one["type"]) for one in error.errors())
        ) from None


def faults(kind: LineKind, values: Mapping[str, JSON]) -> tuple[Fault, ...]:
    """What is wrong with the values of a line: nothing for a good one, blank or filled."""
    try:
        read(kind, values)
    except ValuesFault as error:
        return error.faults
    return ()


def _fault(place: tuple[int | str, ...], reason: str) -> Fault:
    code = reason if reason in _OURS else _CODES.get(reason, "not_of_this_shape")
    if place == ("seasonality",) and code == "too_many":
        code = "not_twelve"
    return Fault(".".join(map(str, place)), code)
