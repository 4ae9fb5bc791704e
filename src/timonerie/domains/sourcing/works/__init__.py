"""Ready models of statements of work, and the security measures: proposals of this project, to be
made one's own, and whose legal lines are to be checked by counsel."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from timonerie.domains.sourcing.enums import LineKind
from timonerie.domains.sourcing.rules.statements.ready import Entry, Measure, Model
from timonerie.domains.sourcing.rules.statements.shapes import SECTIONS

#: In the order in which they are offered.
CODES: Final = ("payroll", "accounting", "it_support", "hr", "legal", "assistance", "mission")
_HEAD: Final = ("title", "text", "activity", "name", "section")
_SECTIONS: Final[dict[LineKind, int]] = {
    kind: section.number
    for section in reversed(SECTIONS)
    for kind in section.kinds
    if kind != LineKind.TEXT
}


@cache
def models() -> tuple[Model, ...]:
    return tuple(map(model, CODES))


@cache
def model(code: str) -> Model:
    """Raises KeyError for a code that is none of `CODES`."""
    if code not in CODES:
        raise KeyError(code)
    content = _read(code)
    shared = _read("shared")
    lines = [entry for part in content["shared"] for entry in _entries(shared[part])]
    entries = [*_entries(content["lines"]), *lines, *_security(content["measures"])]
    return Model(
        code=code,
        title=content["title"],
        summary=content["summary"],
        functions=tuple(content["functions"]),
        entries=tuple(sorted(entries, key=_place)),
        is_mission=content.get("is_mission", False),
    )


@cache
def measures() -> tuple[Measure, ...]:
    return tuple(
        Measure(code=code, group=group["title"], **said)
        for group in _read("security")["groups"].values()
        for code, said in group["measures"].items()
    )


def _entries(kinds: Mapping[str, list[dict[str, Any]]]) -> Iterator[Entry]:
    """Tables named by their kind; what is not of the line itself is one of its values."""
    for code, tables in kinds.items():
        kind = LineKind(code)
        for table in tables:
            head = {name: table[name] for name in _HEAD if name in table}
            said = {name: value for name, value in table.items() if name not in _HEAD}
            yield Entry(**{"section": _SECTIONS.get(kind), **head}, kind=kind, values=said)


def _security(asked: Mapping[str, str]) -> Iterator[Entry]:
    """`asked` says when the proof of each measure is due, by code."""
    known = {one.code: one for one in measures()}
    for code, date in asked.items():
        measure = known[code]
        values = {"measure": code, "proof": measure.proof, "date": date}
        yield Entry(_SECTIONS[LineKind.SECURITY], LineKind.SECURITY, measure.title, "", values)


def _place(entry: Entry) -> tuple[int, int]:
    return entry.section, SECTIONS[entry.section - 1].kinds.index(entry.kind)


def _read(name: str) -> dict[str, Any]:
    path = Path(__file__).with_name(f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
