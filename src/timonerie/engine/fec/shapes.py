"""What a reading of a FEC gives."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

import pyarrow as pa

LISTED = 100
"""Lines listed in a finding, the first in the order of the file; `count` tells them all."""


class Severity(StrEnum):
    """The file is refused; the administration would object; worth a look."""

    REFUSE = "refuse"
    ANOMALY = "anomaly"
    REMARK = "remark"


@dataclass(frozen=True)
class Finding:
    """One thing found in a file. Its title, rule and remedy in French stand in `controls.toml`.

    `params` holds only JSON: texts, whole numbers (amounts in cents, dates as AAAA-MM-JJ), lists.
    """

    code: str
    severity: Severity
    count: int
    lines: tuple[int, ...] = ()
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Profile:
    """How a file is written and what it covers."""

    name: str
    size: int
    encoding: str
    """"utf-8", "utf-8-bom", "utf-16", "iso-8859-15" or "cp1252"."""
    separator: str
    """"tab", "pipe", or "semicolon", which the article does not know."""
    line_ends: str
    """"lf", "crlf", "crcrlf", "cr", or several joined by "+"."""
    header: tuple[str, ...]
    """As written, blanks around removed; a closing separator makes no column."""
    renamed: tuple[str, ...]
    """Names found in another case or spelling."""
    extra: tuple[str, ...]
    """Names that the article does not know: their content is not read."""
    in_order: bool
    closing_separator: bool
    sided: bool
    """Written as Montant and Sens; told here as debit and credit."""
    padded: bool
    """Texts padded with blanks or amounts with zeros."""
    stray_bytes: int
    """Bytes that are no character of the encoding; read as cp1252 all the same."""
    stray_lines: tuple[int, ...]
    lines: int
    set_aside: int
    entries: int
    """Distinct journals and numbers."""
    entries_by_day: int
    """Distinct journals, numbers and days: what separates entries where the number is constant."""
    first_date: date | None
    last_date: date | None
    name_siren: str
    """Nine digits of the file name, "" when it does not follow SIRENFECAAAAMMJJ."""
    name_closing: date | None
    name_exact: bool
    """The name is SIRENFECAAAAMMJJ and nothing else."""


@dataclass(frozen=True)
class Rejected:
    """A line set aside: where, what stood there, and the code of the reason."""

    line: int
    column: str
    value: str
    reason: str
    """"date", "amount", "side" or "width"."""


@dataclass(frozen=True)
class Reading:
    """A file read: `lines` follows `columns.SCHEMA`. `fingerprint` is the SHA-256, in hexadecimal,
    of what the lines say whatever their order: the same entries sorted otherwise have the same."""

    lines: pa.Table
    profile: Profile
    rejected: tuple[Rejected, ...]
    """The first hundred lines set aside."""
    fingerprint: str

    findings: tuple[Finding, ...] = ()
    """What reading alone tells; `controls.check` tells none of them again."""


class Unreadable(ValueError):
    """A file that cannot be read as a FEC. `sentence` is French, with where and the remedy."""

    def __init__(
        self, code: str, sentence: str, *, line: int | None = None, column: str = "",
        value: str = "",
    ) -> None:  # fmt: skip
        super().__init__(sentence)
        self.code, self.sentence = code, sentence
        self.line, self.column, self.value = line, column, value
