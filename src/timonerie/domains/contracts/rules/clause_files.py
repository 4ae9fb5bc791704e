"""CONTRACT.toml in, `Clauses` out. What is wrong is said in French, with its key and its line."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from timonerie.domains.contracts.rules.clauses import Amendment, Clauses, Suspension
from timonerie.domains.contracts.rules.lengths import (
    INDEFINITE,
    Indefinite,
    Length,
    LengthError,
    parse_open,
)
from timonerie.engine import public_holidays
from timonerie.engine.calendars import CalendarError

FIELDS = (
    "start", "firm", "renewal", "renewal_length", "renewals", "notice", "notice_counts",
    "preparation", "business_day", "country", "subdivision", "notice_given",
)  # fmt: skip
_CHOICES = {
    "renewal": ("tacit", "express", "none"),
    "notice_counts": ("received", "sent"),
    "business_day": ("none", "before"),
}
_SUSPENSION = (("from", "to"), ("start", "end"))


class ClauseFault(ValueError):
    """A contract file that cannot be used: `key` at fault (« amendment[2].notice », from 1), French
    `sentence` with the remedy, `line` of the file when it is known."""

    def __init__(self, key: str, sentence: str, line: int | None = None) -> None:
        super().__init__(sentence)
        self.key = key
        self.sentence = sentence
        self.line = line


def read(text: str) -> Clauses:
    """The clauses of a contract file. No `firm` is a contract without end; no `renewal`, one that
    stops at its end, for nobody may ask for more (code civil, art. 1212).

    Raises ClauseFault.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(text, str(error)) from None
    try:
        return from_table(data)
    except ClauseFault as fault:
        raise ClauseFault(fault.key, fault.sentence, line_of(text, fault.key)) from None


def from_table(data: Mapping[str, Any]) -> Clauses:
    """The same from the keys of the file. Raises ClauseFault."""
    _refuse_unknown(data, (*FIELDS, "suspension", "amendment"), "")
    if "start" not in data:
        raise ClauseFault(
            "start", "« start » manque : écrivez la date d’effet, par exemple start = 2025-01-01."
        )
    rows = _tables(data, "amendment", "")
    amendments = tuple(_amendment(row, f"amendment[{rank}].") for rank, row in rows)
    suspensions = _suspensions(data, "")
    for rank, row in rows:
        suspensions += _suspensions(row, f"amendment[{rank}].")
    fields = _fields(data, "")
    clauses = Clauses(
        **{"firm": INDEFINITE, **fields}, suspensions=suspensions, amendments=amendments
    )
    _check_country(clauses)
    return clauses


def line_of(text: str, key: str) -> int | None:
    """The line where a key stands, or its table when the key is absent; None when neither is."""
    table, _, name = key.rpartition(".")
    seen: dict[str, int] = {}
    inside, last = "", None
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*\[\[\s*([A-Za-z_.]+)\s*\]\]", line)
        if header:
            seen[header[1]] = seen.get(header[1], 0) + 1
            inside = f"{header[1]}[{seen[header[1]]}]"
            last = number if inside == table else last
        elif inside == table and re.match(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=", line):
            return number
    return line_of(text, table) if last is None and table else last


def _unreadable(text: str, reason: str) -> ClauseFault:
    found = re.search(r"at line (\d+)", reason)
    lines = text.splitlines() or [""]
    line = min(int(found[1]) if found else len(lines), len(lines))
    return ClauseFault(
        "",
        f"écriture TOML illisible près de « {lines[line - 1].strip()} ». Les durées se mettent"
        ' entre guillemets ("36 months"), les dates sans guillemets (2025-01-01).',
        line,
    )


def _refuse_unknown(table: Mapping[str, Any], allowed: tuple[str, ...], at: str) -> None:
    for key in table:
        if key in allowed:
            continue
        close = get_close_matches(key, allowed, n=1)
        hint = f"Vouliez-vous « {close[0]} » ? " if close else ""
        raise ClauseFault(
            f"{at}{key}",
            f"« {key} » n’est pas une clé connue. {hint}Clés possibles : {', '.join(allowed)}.",
        )


def _tables(data: Mapping[str, Any], key: str, at: str) -> list[tuple[int, Mapping[str, Any]]]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        raise ClauseFault(f"{at}{key}", f"« {key} » s’écrit en tables [[{at}{key}]].")
    return list(enumerate(value, start=1))


def _amendment(row: Mapping[str, Any], at: str) -> Amendment:
    _refuse_unknown(row, ("on", *FIELDS, "suspension"), at)
    if "on" not in row:
        raise ClauseFault(f"{at}on", "« on » manque : écrivez le jour où l’avenant prend effet.")
    return Amendment(_day(row["on"], f"{at}on"), _fields(row, at))


def _suspensions(data: Mapping[str, Any], at: str) -> tuple[Suspension, ...]:
    rows = _tables(data, "suspension", at)
    return tuple(_suspension(row, f"{at}suspension[{rank}].") for rank, row in rows)


def _suspension(row: Mapping[str, Any], at: str) -> Suspension:
    _refuse_unknown(row, ("from", "to", "start", "end"), at)
    pair = next((pair for pair in _SUSPENSION if all(key in row for key in pair)), None)
    if pair is None:
        raise ClauseFault(
            f"{at}to",
            "une suspension donne « from » et « to », ses premier et dernier jours, même prévus.",
        )
    first, last = (_day(row[key], f"{at}{key}") for key in pair)
    if last < first:
        raise ClauseFault(f"{at}{pair[1]}", f"la suspension finit le {last} avant son début.")
    return Suspension(first, last)


def _fields(data: Mapping[str, Any], at: str) -> dict[str, Any]:
    return {key: _field(key, data[key], f"{at}{key}") for key in FIELDS if key in data}


def _field(key: str, value: Any, at: str) -> Any:
    match key:
        case "start" | "notice_given":
            return _day(value, at)
        case "firm" | "renewal_length":
            return _lasting(value, at)
        case "notice" | "preparation":
            return _length(value, at)
        case "renewals":
            return _count(value, at)
        case "country" | "subdivision":
            return _code(value, at)
    if value not in _CHOICES[key]:
        raise ClauseFault(at, f"« {value} » n’est pas un choix : {', '.join(_CHOICES[key])}.")
    return value


def _day(value: Any, at: str) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ClauseFault(at, f"« {value} » n’est pas une date. Écrivez 2026-05-15.") from None


def _lasting(value: Any, at: str) -> Length | Indefinite:
    try:
        length = parse_open(value) if isinstance(value, str) else Length()
    except LengthError:
        length = Length()
    if not length:
        raise _not_a_length(value, at)
    return length


def _length(value: Any, at: str) -> Length:
    try:
        if isinstance(value, str):
            return Length.parse(value)
    except LengthError:
        pass
    raise _not_a_length(value, at)


def _not_a_length(value: Any, at: str) -> ClauseFault:
    return ClauseFault(
        at,
        f"« {value} » n’est pas une durée. Écrivez-la entre guillemets, en months, weeks ou days :"
        ' "36 months", "6 weeks", "90 days" ; cent ans au plus.',
    )


def _count(value: Any, at: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise ClauseFault(at, f"« {value} » n’est pas un nombre de reconductions.")


def _code(value: Any, at: str) -> str:
    if isinstance(value, int) and not isinstance(value, bool):  # subdivision = 974, unquoted
        return str(value)
    if not isinstance(value, str) or not value:
        raise ClauseFault(at, "écrivez un code entre guillemets, par exemple FR ou 57.")
    return value


def _check_country(clauses: Clauses) -> None:
    """Every pair that holds at some time: that of the contract, then as amended."""
    country, subdivision = clauses.country, clauses.subdivision
    steps = [
        ("", {}),
        *((f"amendment[{n}].", each.changes) for n, each in enumerate(clauses.amendments, start=1)),
    ]
    for at, changes in steps:
        country = changes.get("country", country)
        subdivision = changes.get("subdivision", subdivision)
        if subdivision and not country:
            raise ClauseFault(f"{at}subdivision", "« subdivision » demande aussi « country ».")
        try:
            if country:
                public_holidays.check(country, subdivision)
        except CalendarError as error:
            raise ClauseFault(f"{at}{error.key}", error.message) from None
