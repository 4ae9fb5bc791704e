"""What a line of a statement of work becomes once the contract is signed. Nothing is guessed: what
the line does not say stays blank."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from timonerie.domains.contracts.obligation_enums import Anchor, Cadence
from timonerie.domains.contracts.rules import occurrences
from timonerie.domains.sourcing.enums import LineKind, Side
from timonerie.domains.sourcing.rules.statements.shapes import Line
from timonerie.engine.indicators.catalogue import BUILT_IN

Values = dict[str, Any]


class OwedKind(StrEnum):
    """The four shapes of what is owed."""

    LEVEL = "level"
    REPORT = "report"
    OBLIGATION = "obligation"
    PROOF = "proof"


KINDS: Final[Mapping[LineKind, OwedKind]] = {
    LineKind.SERVICE_LEVEL: OwedKind.LEVEL,
    LineKind.INDICATOR: OwedKind.LEVEL,
    LineKind.REPORT: OwedKind.REPORT,
    LineKind.INPUT: OwedKind.OBLIGATION,
    LineKind.DELIVERABLE: OwedKind.OBLIGATION,
    LineKind.GOVERNANCE: OwedKind.OBLIGATION,
    LineKind.SECURITY: OwedKind.PROOF,
}


@dataclass(frozen=True)
class Context:
    """What is known of the contract: the codes of the functions that it entrusts."""

    functions: frozenset[str] = frozenset()


def said(line: Line) -> Values:
    """What a line says that matters here, as it is kept beside what it became. What was measured
    when it was written promises nothing."""
    values = {name: value for name, value in line.values.items() if name != "measured"}
    return {
        "kind": line.kind.value,
        "title": line.title,
        "text": line.text,
        "values": values,
        "activity": line.activity,
    }


def read(told: Mapping[str, Any], *, context: Context) -> Values:
    """The fields of what a line becomes, from what `said` kept of it; `activity` is a code."""
    kind, values = LineKind(told["kind"]), told["values"]
    found = _READERS[kind](values, context)
    if KINDS[kind] in (OwedKind.LEVEL, OwedKind.OBLIGATION):
        found["activity"] = told["activity"]
    if KINDS[kind] == OwedKind.OBLIGATION:
        found |= {"kind": kind.value, "text": told["text"]}
    return {"title": told["title"], **found}


def _level(values: Mapping[str, Any], _context: Context) -> Values:
    metric = _metric(values.get("metric"))
    at_least = values.get("at_least")
    if at_least is None:
        at_least = metric not in BUILT_IN or BUILT_IN[metric].direction != "lower"
    return {
        "is_followed": False,
        "metric": metric,
        "target": values.get("target"),
        "unit": values.get("unit") or "",
        "at_least": at_least,
        "period": values.get("period") or "month",
        **{name: values.get(name) or "" for name in ("window", "exclusions", "stop_clock")},
    }


def _indicator(values: Mapping[str, Any], _context: Context) -> Values:
    quarter = values.get("period") in ("quarter", "year")
    return {
        "is_followed": True,
        "metric": _metric(values.get("metric")),
        "period": "quarter" if quarter else "month",
        "window": values.get("formula") or "",
    }


def _report(values: Mapping[str, Any], context: Context) -> Values:
    day = values.get("day")
    return {
        "side": Side.THEIRS.value,
        "cadence": values.get("cadence") or Cadence.MONTHLY.value,
        "day": occurrences.default_day(context.functions) if day is None else day,
        "grace_days": values.get("grace_days") or 0,
        "content": values.get("content") or "",
    }


def _input(values: Mapping[str, Any], _context: Context) -> Values:
    anchor = values.get("of") or ""
    return {
        "side": values.get("side") or Side.OURS.value,
        "anchor": anchor,
        "day": values.get("day"),
        "cadence": Cadence.MONTHLY.value if anchor == Anchor.MONTH else "",
        **{name: values.get(name) or "" for name in ("when", "hour", "who", "format")},
    }


def _deliverable(values: Mapping[str, Any], _context: Context) -> Values:
    words = {name: values.get(name) or "" for name in ("when", "format", "acceptance")}
    return {"side": Side.THEIRS.value, **words}


def _governance(values: Mapping[str, Any], _context: Context) -> Values:
    return {
        "side": Side.OURS.value,
        "cadence": values.get("cadence") or "",
        "who": values.get("who") or "",
    }


def _proof(values: Mapping[str, Any], _context: Context) -> Values:
    return {
        "side": Side.THEIRS.value,
        "measure": values.get("measure") or "",
        "expected": values.get("proof") or "",
        "when": values.get("date") or "",
    }


def _metric(said: object) -> str:
    """A code of an indicator; empty for words, which are asked about."""
    return said if isinstance(said, str) and said in BUILT_IN else ""


_READERS: Final = {
    LineKind.SERVICE_LEVEL: _level,
    LineKind.INDICATOR: _indicator,
    LineKind.REPORT: _report,
    LineKind.INPUT: _input,
    LineKind.DELIVERABLE: _deliverable,
    LineKind.GOVERNANCE: _governance,
    LineKind.SECURITY: _proof,
}
