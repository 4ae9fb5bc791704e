"""What a statement of work is made of: lines, in sixteen sections."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

from timonerie.domains.sourcing.enums import LineKind

JSON: TypeAlias = "bool | int | float | str | Sequence[JSON] | Mapping[str, JSON] | None"


@dataclass(frozen=True)
class Line:
    """One line; `values` are those of its kind (`values.SHAPES`), `rank` only orders a section.

    `key` stays the same from a version to the next; `activity` is the code of an activity of the
    company, empty for what holds for all; `origin` says what wrote the line, as "model:payroll".
    """

    key: str
    section: int
    kind: LineKind
    rank: int
    title: str
    text: str
    values: Mapping[str, JSON] = field(default_factory=dict)
    activity: str = ""
    origin: str = ""


@dataclass(frozen=True)
class Section:
    """`kinds` are those that it takes, in the order in which they are read."""

    number: int
    code: str
    title: str
    help: str
    kinds: tuple[LineKind, ...]


def _sections() -> tuple[Section, ...]:
    text = Path(__file__).with_name("sections.toml").read_text(encoding="utf-8")
    return tuple(
        Section(number, one["code"], one["title"], one["help"], tuple(map(LineKind, one["kinds"])))
        for number, one in enumerate(tomllib.loads(text)["section"], start=1)
    )


SECTIONS: Final = _sections()


def ordered(lines: Iterable[Line]) -> list[Line]:
    """As they are read: by section, rank, then key so that equal ranks always fall alike."""
    return sorted(lines, key=lambda line: (line.section, line.rank, line.key))
