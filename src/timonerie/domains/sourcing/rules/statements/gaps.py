"""What a statement of work lacks, line by line or as a whole."""

from dataclasses import dataclass
from enum import StrEnum

from timonerie.domains.sourcing.rules.statements.shapes import Line


class Severity(StrEnum):
    BLOCKS = "blocks"
    """Not to be approved before it is mended."""
    MEND = "mend"
    HINT = "hint"


@dataclass(frozen=True)
class Gap:
    """`key` is empty for what the whole lacks; `found` is what is written, or what is missing."""

    code: str
    severity: Severity
    key: str
    section: int
    found: str = ""


def of_line(line: Line, code: str, severity: Severity, found: str = "") -> Gap:
    return Gap(code, severity, line.key, line.section, found)


def of_section(section: int, code: str, severity: Severity, found: str = "") -> Gap:
    return Gap(code, severity, "", section, found)
