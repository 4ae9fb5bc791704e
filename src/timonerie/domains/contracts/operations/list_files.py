"""A list of contracts as received: its sheets, and the one that is the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from timonerie.domains.contracts.rules import columns
from timonerie.domains.contracts.rules.columns import Proposal
from timonerie.domains.organisation.operations.imports import files
from timonerie.foundations.documents import confinement
from timonerie.foundations.documents.connectors import grids
from timonerie.foundations.documents.connectors.base import FileRefused

_WORK = f"{grids.__name__}.{grids.sheets.__name__}"


@dataclass(frozen=True)
class Sheet:
    """The lines that hold something, each with its number in the file (from 1)."""

    name: str
    lines: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def rows(self) -> list[tuple[str, ...]]:
        return [cells for _line, cells in self.lines]

    def titles(self, header: int) -> tuple[str, ...]:
        return self.lines[header][1] if header < len(self.lines) else ()

    def below(self, header: int) -> tuple[tuple[int, tuple[str, ...]], ...]:
        return self.lines[header + 1 :]


def read(path: Path, *, name: str) -> list[Sheet]:
    """The sheets that hold something. Raises UnreadableFile, with the code of the refusal."""
    asked = {"path": str(path), "name": name, "most": files.MOST_LINES}
    try:
        with confinement.opened(_WORK, asked) as (told, _folder):
            return sheets_of(told)
    except FileRefused as fault:
        raise files.UnreadableFile(fault.remedy, code=fault.code) from fault


def sheets_of(told: Mapping[str, Any]) -> list[Sheet]:
    """What `grids.sheets` answers, without the sheets that hold nothing."""
    found = [_sheet(one["name"], one["lines"]) for one in told["sheets"]]
    return [one for one in found if one.lines]


def likeliest(sheets: Sequence[Sheet]) -> Sheet:
    """The sheet whose titles look most like those of a list of contracts, the first of equals."""

    def score(sheet: Sheet) -> float:
        return columns.looks_like(sheet.titles(columns.titles_at(sheet.rows)))

    return max(sheets, key=score)


def proposal(sheet: Sheet) -> tuple[int, Proposal]:
    """The rank of the titles, and what each column means."""
    header = columns.titles_at(sheet.rows)
    sample = [cells for _line, cells in sheet.below(header)[: columns.SAMPLED]]
    return header, columns.propose(sheet.titles(header), sample)


def _sheet(name: str, lines: Sequence[tuple[int, Sequence[str]]]) -> Sheet:
    cleaned = ((line, tuple(map(files.cell, cells))) for line, cells in lines)
    return Sheet(name, tuple((line, cells) for line, cells in cleaned if any(cells)))
