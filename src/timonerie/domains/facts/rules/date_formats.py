"""Date formats written with strptime's directives, compiled once to a regular expression.

``datetime.strptime`` costs some ten microseconds a value and accepts digits of any script: a
pattern limited to ASCII digits is both quicker and stricter.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple


class Parts(NamedTuple):
    """A clock time as written: ``offset`` is in seconds east of UTC, None when not written."""

    year: int
    month: int
    day: int
    hour: int = 0
    minute: int = 0
    second: int = 0
    microsecond: int = 0
    offset: int | None = None


class UnknownDirective(ValueError):
    """A directive that we do not read; the message is French."""


_OFFSET = r"(?P<offset>Z|[+-][0-9]{2}:?[0-9]{2}(?::?[0-9]{2})?)"
_DIRECTIVES = {
    "d": r"(?P<day>[0-9]{1,2})",
    "m": r"(?P<month>[0-9]{1,2})",
    "Y": r"(?P<year>[0-9]{4})",
    "y": r"(?P<short_year>[0-9]{2})",
    "H": r"(?P<hour>[0-9]{1,2})",
    "I": r"(?P<half_hour>[0-9]{1,2})",
    "p": r"(?P<half>[AaPp]\.?[Mm]\.?)",
    "M": r"(?P<minute>[0-9]{1,2})",
    "S": r"(?P<second>[0-9]{1,2})",
    "f": r"(?P<fraction>[0-9]{1,9})",
    "z": _OFFSET,
    "%": "%",
}
_SHORTHANDS = {"%T": "%H:%M:%S", "%F": "%Y-%m-%d", "%R": "%H:%M", "%D": "%m/%d/%y"}


@dataclass(frozen=True)
class DateFormat:
    """One pattern, as written and as compiled."""

    written: str
    pattern: re.Pattern[str]

    @classmethod
    def compile(cls, written: str) -> "DateFormat":
        """Raises UnknownDirective for a directive, or a set of them, that gives no date."""
        expanded = written
        for short, long in _SHORTHANDS.items():
            expanded = expanded.replace(short, long)
        pieces = re.split(r"%(.)", expanded)
        pattern = "".join(
            _directive(piece) if rank % 2 else _literal(piece) for rank, piece in enumerate(pieces)
        )
        for needed in ("day", "month", "year"):
            if needed not in pattern:
                raise UnknownDirective("il manque le jour (%d), le mois (%m) ou l’année (%Y)")
        try:
            return cls(written, re.compile(pattern))
        except re.error as error:
            raise UnknownDirective("une même indication y est deux fois") from error

    def match(self, text: str) -> Parts | None:
        """The parts of a text of this shape, in range or not; None when the shape differs."""
        found = self.pattern.fullmatch(text)
        return parts_of(found.groupdict()) if found else None


def parts_of(groups: dict[str, str | None]) -> Parts:
    """Numbers from the named groups of a pattern; absent ones are zero."""
    year = groups.get("year")
    short = groups.get("short_year")
    return Parts(
        year=int(year) if year else _century(int(short or 0)),
        month=int(groups["month"] or 0),
        day=int(groups["day"] or 0),
        hour=_hour(groups),
        minute=int(groups.get("minute") or 0),
        second=int(groups.get("second") or 0),
        microsecond=int((groups.get("fraction") or "0")[:6].ljust(6, "0")),
        offset=_offset(groups.get("offset")),
    )


def _directive(letter: str) -> str:
    if letter not in _DIRECTIVES:
        known = " ".join(f"%{name}" for name in _DIRECTIVES)
        raise UnknownDirective(f"« %{letter} » n’est pas lu ; directives : {known}")
    return _DIRECTIVES[letter]


def _literal(piece: str) -> str:
    return re.sub(r"(\\ )+", r"\\s+", re.escape(piece))


def _century(short: int) -> int:
    # The rule of POSIX and of strptime: 69 is 1969, 68 is 2068.
    return short + (1900 if short >= 69 else 2000)


def _hour(groups: dict[str, str | None]) -> int:
    half_hour = groups.get("half_hour")
    half = (groups.get("half") or "").lower()
    hour = int(half_hour or groups.get("hour") or 0)
    if not half:
        return hour
    if not 1 <= hour <= 12:
        return 99
    return hour % 12 + (12 if half.startswith("p") else 0)


def _offset(written: str | None) -> int | None:
    if not written:
        return None
    if written in ("Z", "z"):
        return 0
    digits = written[1:].replace(":", "").ljust(6, "0")
    seconds = int(digits[:2]) * 3600 + int(digits[2:4]) * 60 + int(digits[4:6])
    return -seconds if written[0] == "-" else seconds
