"""A list as people keep it, CSV or XLSX, read into lines of text by a child process."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.documents import confinement
from timonerie.foundations.documents.connectors import FileRefused, tables
from timonerie.foundations.documents.inert import without_apostrophe

MOST_LINES = 20_000
FORMATS = ("csv", "xlsx")
_WORK = f"{tables.__name__}.{tables.whole.__name__}"
_MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) 00:00:00")
_WHOLE_MINUTE = re.compile(r"([0-9]{2}:[0-9]{2}):00")


class UnreadableFile(Refused):
    """Nothing can be read in the file, or too much; `code` says which public refusal it is."""

    def __init__(self, message: str | Promise, *, code: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Table:
    """The first line's titles and the others, each with its number in the file (from 1)."""

    header: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]


def read(path: Path, *, name: str) -> Table:
    """Empty lines are left out; cells are trimmed. `name` is the name given by the sender.

    Raises:
        UnreadableFile: too large, neither CSV nor XLSX, damaged, or without a single line.
    """
    asked = {"path": str(path), "name": name, "most": MOST_LINES}
    try:
        with confinement.opened(_WORK, asked) as (told, _folder):
            return table_of(told)
    except FileRefused as fault:
        raise UnreadableFile(fault.remedy, code=fault.code) from fault


def table_of(told: Mapping[str, Any]) -> Table:
    """What `tables.whole` answers. Raises UnreadableFile."""
    lines = told["lines"]
    if told["format"] not in FORMATS:
        message = _("Ce n’est ni un CSV ni un XLSX. Enregistrez la liste sous l’un de ces formats.")
        raise UnreadableFile(message, code="FIC-03")
    if len(lines) > MOST_LINES:
        raise UnreadableFile(
            _("Le fichier dépasse 20 000 lignes. Partagez-le en plusieurs fichiers."), code="LIS-02"
        )
    return Table(tuple(told["header"]), tuple(_cleaned(lines)))


def _cleaned(lines: Iterable[tuple[int, Sequence[str]]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, row in lines:
        cells = tuple(map(cell, row))
        if any(cells):
            yield number, cells


def cell(text: str) -> str:
    """As a person writes it: a day without its midnight, an hour without its seconds."""
    plain = without_apostrophe(" ".join(text.split()))
    shorter = _MIDNIGHT.fullmatch(plain) or _WHOLE_MINUTE.fullmatch(plain)
    return shorter[1] if shorter else plain


def same_title(first: str, second: str) -> bool:
    return rules.key(first) == rules.key(second)
