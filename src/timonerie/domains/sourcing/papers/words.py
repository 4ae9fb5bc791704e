"""The words of the statements of work, on screen and on paper alike."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext as _

from timonerie.domains.sourcing import statement_sentences, works
from timonerie.domains.sourcing.enums import LineKind
from timonerie.domains.sourcing.papers import fields as statement_fields
from timonerie.domains.sourcing.papers.fields import Field
from timonerie.domains.sourcing.rules.statements.shapes import SECTIONS, Line
from timonerie.engine.indicators.catalogue import BUILT_IN
from timonerie.foundations.wording import formats, months

Pair = dict[str, Any]
Names = Mapping[str, str]
"""The titles of the volume lines, by key: prices refer to them."""
MONTHS = 12
MINUS = "\u2212"


def work(code: str) -> str:
    """The title of a ready model; the code itself for one that is no longer shipped."""
    return works.model(code).title if code in works.CODES else code


def noun(*, is_mission: bool) -> str:
    """What the document is called."""
    return _("Lettre de mission") if is_mission else _("Cahier des charges")


def section_title(number: int) -> str:
    return SECTIONS[number - 1].title


def volumes(lines: Sequence[Line]) -> dict[str, str]:
    return {line.key: line.title for line in lines if line.kind == LineKind.VOLUME}


def pairs(line: Line, names: Names) -> list[Pair]:
    """The values of a line, in the order of its form, the blank ones left out; a service level is
    told as a sentence."""
    return list(_pairs(line, names))


def _pairs(line: Line, names: Names) -> Iterator[Pair]:
    if line.kind == LineKind.SERVICE_LEVEL and (sentence := level(line.values)):
        yield {"term": _("Cible"), "detail": sentence}
    for field in statement_fields.of(line.kind):
        if field.name in _TOGETHER.get(line.kind, ()):
            continue
        text = value_in(line, field.name, names)
        if text:
            yield {"term": str(field.label), "detail": text}
    measured = line.values.get("measured")
    if isinstance(measured, Mapping):
        yield {"term": _("Mesuré"), "detail": frozen(measured), "is_measured": True}


#: Values told together with another one.
_TOGETHER = {
    LineKind.SERVICE_LEVEL: ("target", "unit", "at_least", "period"),
    LineKind.INPUT: ("day", "of", "hour"),
}


def value_in(line: Line, name: str, names: Names) -> str:
    """A value of a line in words, with those that are told together with it."""
    if line.kind == LineKind.SERVICE_LEVEL and name == "target":
        return level(line.values)
    if line.kind == LineKind.INPUT and name == "when":
        return when(line.values)
    text = value_of(line.kind, name, line.values.get(name), names)
    # The title often says it already.
    return "" if name in ("measure", "metric") and text == line.title else text


def is_told_apart(line: Line, name: str) -> bool:
    """Whether a value has words of its own."""
    return name == "target" or name not in _TOGETHER.get(line.kind, ())


def when(values: Mapping[str, Any]) -> str:
    """« J-5 avant la paie, à midi » as it is written, else « le 5 du mois, 12:00 »."""
    if said := values.get("when"):
        return str(said)
    day, hour = values.get("day"), values.get("hour")
    if day is None:
        return str(hour or "")
    if values.get("of") == "event":
        told = f"J{'+' if day >= 0 else MINUS}{abs(day)}"
    elif day == -1:
        told = _("le dernier jour du mois")
    else:
        told = _("le %(day)s du mois") % {"day": formats.number(day)}
    return f"{told}, {hour}" if hour else told


def value(field: Field, found: Any, names: Names) -> str:
    """A value of a line in words; empty where nothing is said."""
    if found is None or found in ("", [], ()):
        return ""
    if field.choices:
        return _choice(field, found)
    told = _TOLD.get(field.control)
    return told(found, names) if told else str(found)


def level(values: Mapping[str, Any]) -> str:
    """« au moins 95 %, par mois »; empty before a target is said."""
    target, unit = values.get("target"), values.get("unit")
    if target is None:
        return ""
    kept = statement_fields.named(LineKind.SERVICE_LEVEL, "unit")
    amount = exactly(target) + (f"\u00a0{_choice(kept, unit)}" if kept and unit else "")
    words = {"amount": amount}
    told = amount
    if (at_least := values.get("at_least")) is not None:
        told = _("au moins %(amount)s") % words if at_least else _("au plus %(amount)s") % words
    if (period := values.get("period")) is None:
        return told
    over = {"month": _("jugé chaque mois"), "quarter": _("jugé chaque trimestre")}.get(period, "")
    return f"{told}, {over}" if over else told


def frozen(measured: Mapping[str, Any]) -> str:
    """What the facts said when it was taken, with the number of cases and the days."""
    words = {
        "text": measured.get("text", ""),
        "n": formats.number(measured["n"]),
        "first": months.short_label(date.fromisoformat(measured["first"])),
        "last": months.short_label(date.fromisoformat(measured["last"])),
        "day": formats.day(date.fromisoformat(measured["frozen_on"]), style="short"),
    }
    return _("%(text)s ; %(n)s cas, de %(first)s à %(last)s, repris le %(day)s") % words


def value_of(kind: LineKind, name: str, found: Any, names: Names) -> str:
    """A value by its name, as a difference shows it."""
    field = statement_fields.named(kind, name)
    if name == "measured":
        return frozen(found) if found else ""
    if name == "kind" and found:
        return str(LineKind(found).label)
    return value(field, found, names) if field else str(found or "")


def value_name(kind: LineKind, name: str) -> str:
    field = statement_fields.named(kind, name)
    return str(field.label) if field else statement_sentences.field_name(name)


def _choice(field: Field, found: Any) -> str:
    code = str(found).lower() if isinstance(found, bool) else str(found)
    return str(dict(field.choices).get(code, found))


def _number(found: Any, _names: Names) -> str:
    return exactly(found) if isinstance(found, int | float) else str(found)


def _yes(found: Any, _names: Names) -> str:
    return _("oui") if found else ""


def _list(found: Any, _names: Names) -> str:
    return " ; ".join(map(str, found))


def _topics(found: Any, _names: Names) -> str:
    return " ; ".join(statement_sentences.topic(one) for one in found)


def _metric(found: Any, _names: Names) -> str:
    return BUILT_IN[found].label if found in BUILT_IN else str(found)


def _measure(found: Any, _names: Names) -> str:
    return next((one.title for one in works.measures() if one.code == found), str(found))


def _volume(found: Any, names: Names) -> str:
    return names.get(str(found), _("un volume qui n’est plus là"))


def _bands(found: Any, _names: Names) -> str:
    return " ; ".join(map(band, found))


def band(one: Mapping[str, Any]) -> str:
    """« de 0 à 1 000 », « au-delà de 2 000, prix × 0,9 »."""
    words = {"from": exactly(one["from"])}
    if one.get("to") is None:
        text = _("au-delà de %(from)s") % words
    else:
        text = _("de %(from)s à %(to)s") % {**words, "to": exactly(one["to"])}
    factor = one.get("unit_price_factor")
    if factor in (None, 1):
        return text
    return _("%(band)s, prix × %(factor)s") % {"band": text, "factor": exactly(factor)}


def month_names(*, is_short: bool = False) -> list[str]:
    """January first."""
    days = (date(2000, number, 1) for number in range(1, MONTHS + 1))
    pattern = "LLL" if is_short else "LLLL"
    return [format_date(day, pattern, formats.locale()) for day in days]


def exactly(number: float) -> str:
    """A number with as many decimals as it has, four at most."""
    places = next((n for n in range(4) if round(number, n) == number), 4)
    return formats.number(number, decimals=places)


def _months(found: Any, _names: Names) -> str:
    """The months that weigh most and least, where they differ."""
    if len(found) != MONTHS or max(found) == min(found):
        return _("douze mois égaux")
    named = month_names()
    high, low = max(found), min(found)
    words = {
        "most": ", ".join(name for name, one in zip(named, found, strict=True) if one == high),
        "high": exactly(high),
        "least": ", ".join(name for name, one in zip(named, found, strict=True) if one == low),
        "low": exactly(low),
    }
    return _("le plus chargé : %(most)s (%(high)s) ; le moins : %(least)s (%(low)s)") % words


_TOLD = {
    "number": _number,
    "whole": _number,
    "yes": _yes,
    "list": _list,
    "topics": _topics,
    "metric": _metric,
    "measure": _measure,
    "volume": _volume,
    "bands": _bands,
    "months": _months,
}
