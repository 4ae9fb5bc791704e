"""What one line lacks: blanks, words that promise nothing, values that are missing or wrong."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from timonerie.domains.sourcing.enums import LineKind as Kind
from timonerie.domains.sourcing.rules.statements import values, wording
from timonerie.domains.sourcing.rules.statements.gaps import Gap, Severity, of_line
from timonerie.domains.sourcing.rules.statements.shapes import JSON, SECTIONS, Line
from timonerie.engine.indicators.catalogue import BUILT_IN

_BLOCKS, _MEND = Severity.BLOCKS, Severity.MEND
#: Values that a kind of line must have, and what is said when one is missing.
REQUIRED: Final[Mapping[Kind, tuple[tuple[str, str, Severity], ...]]] = {
    Kind.SCOPE: (("accountable", "accountable_missing", _BLOCKS),),
    Kind.VOLUME: (
        ("unit", "volume_without_unit", _BLOCKS),
        ("per", "volume_without_per", _MEND),
        ("expected", "volume_without_figures", _MEND),
        ("bands", "volume_without_bands", _MEND),
    ),
    Kind.INPUT: (("side", "input_without_side", _BLOCKS),),
    Kind.DELIVERABLE: (
        ("when", "deliverable_without_date", _BLOCKS),
        ("acceptance", "deliverable_without_acceptance", _BLOCKS),
    ),
    Kind.SERVICE_LEVEL: (
        ("metric", "level_without_metric", _MEND),
        ("target", "level_without_target", _BLOCKS),
        ("unit", "level_without_unit", _BLOCKS),
        ("at_least", "level_without_direction", _BLOCKS),
        ("period", "level_without_period", _BLOCKS),
        ("window", "level_without_window", _BLOCKS),
    ),
    Kind.INDICATOR: (
        ("formula", "indicator_without_formula", _MEND),
        ("unit", "indicator_without_unit", _MEND),
        ("period", "indicator_without_period", _MEND),
    ),
    Kind.REPORT: (
        ("cadence", "report_without_cadence", _BLOCKS),
        ("day", "report_without_day", _BLOCKS),
        ("content", "report_without_content", _MEND),
    ),
    Kind.GOVERNANCE: (
        ("cadence", "governance_without_cadence", _MEND),
        ("who", "governance_without_people", _MEND),
    ),
    Kind.TEAM: (("side", "team_without_side", _MEND),),
    Kind.TRANSITION: (("criteria", "transition_without_criteria", _BLOCKS),),
    Kind.REVERSIBILITY: (
        ("delay_days", "reversibility_without_delay", _BLOCKS),
        ("format", "reversibility_without_format", _MEND),
        ("price", "reversibility_without_price", _MEND),
    ),
    Kind.PRICE: (
        ("unit", "price_without_unit", _BLOCKS),
        ("recurrence", "price_without_recurrence", _BLOCKS),
    ),
    Kind.CRITERION: (("question", "criterion_without_question", _MEND),),
}
#: Units of a level that can hold a metric's figure.
_UNITS: Final[Mapping[str, frozenset[str]]] = {
    "ratio": frozenset({"percent"}),
    "hours": frozenset({"hours", "days"}),
    "working_hours": frozenset({"hours", "days"}),
    "days": frozenset({"days", "hours"}),
}


def gaps(line: Line) -> Iterator[Gap]:
    """Everything that one line lacks, in the order in which one would mend it."""
    if not line.title.strip():
        yield of_line(line, "line_untitled", _BLOCKS)
    if line.kind not in SECTIONS[line.section - 1].kinds:
        yield of_line(line, "kind_elsewhere", _MEND, line.kind.value)
    yield from _words(line)
    try:
        shape = values.read(line.kind, line.values)
    except values.ValuesFault as error:
        for fault in error.faults:
            yield of_line(line, f"value_{fault.code}", _BLOCKS, fault.field)
        return
    yield from _missing(line, shape)
    yield from _of_kind(line, shape)


def _words(line: Line) -> Iterator[Gap]:
    for text in texts(line):
        for blank in wording.BLANK.findall(text):
            yield of_line(line, "blank_left", _BLOCKS, blank)
        for found in wording.find(text, wording.vague()):
            yield of_line(line, "vague_word", _MEND, found.text)
        for found in wording.find(text, wording.hours()):
            yield of_line(line, "hours_tracked", _BLOCKS, found.text)


def texts(line: Line) -> Iterator[str]:
    """The title, the text, and every value that is words."""
    yield line.title
    yield line.text
    yield from _strings(line.values)


def _strings(value: JSON) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _strings(list(value.values()))
    elif isinstance(value, Sequence):
        for one in value:
            yield from _strings(one)


def _missing(line: Line, shape: values.Shape) -> Iterator[Gap]:
    for name, code, severity in REQUIRED.get(line.kind, ()):
        if _is_blank(getattr(shape, name)):
            yield of_line(line, code, severity)


def _is_blank(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or value == ()


def _of_kind(line: Line, shape: values.Shape) -> Iterator[Gap]:
    match shape:
        case values.Input(when=when, day=day) if _is_blank(when) and day is None:
            yield of_line(line, "input_without_date", _BLOCKS)
        case values.Price(recurrence="unit", volume_key=""):
            yield of_line(line, "price_without_volume", _BLOCKS)
        case values.Transition(weeks=None, parallel_months=None):
            yield of_line(line, "transition_without_length", _MEND)
        case values.ServiceLevel(metric=metric, unit=unit) if metric:
            yield from _metric(line, metric, unit)


def _metric(line: Line, metric: str, unit: str | None) -> Iterator[Gap]:
    if metric not in BUILT_IN:
        yield of_line(line, "level_metric_unknown", _BLOCKS, metric)
    elif unit and unit not in _UNITS.get(BUILT_IN[metric].unit, frozenset()):
        yield of_line(line, "level_unit_differs", _MEND, unit)
