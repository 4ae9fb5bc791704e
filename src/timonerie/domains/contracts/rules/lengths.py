"""Lengths as contracts write them: « 36 months », « 90 jours », « 1 an et 6 mois »."""

import re
from calendar import isleap
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Final, Self

#: Nobody signs for longer; what is longer is a typing mistake.
MOST_MONTHS = 1200
MOST_DAYS = 36_525

_LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_UNITS = {
    "month": "months", "months": "months", "mois": "months",
    "year": "years", "years": "years", "an": "years", "ans": "years",
    "annee": "years", "annees": "years",
    "trimestre": "quarters", "trimestres": "quarters", "quarter": "quarters",
    "quarters": "quarters",
    "semestre": "halves", "semestres": "halves",
    "week": "weeks", "weeks": "weeks", "semaine": "weeks", "semaines": "weeks",
    "day": "days", "days": "days", "jour": "days", "jours": "days", "j": "days",
}  # fmt: skip
_MONTHS_OF = {"months": 1, "years": 12, "quarters": 3, "halves": 6}
_NUMBERS = {
    "un": 1, "une": 1, "one": 1, "deux": 2, "two": 2, "trois": 3, "three": 3, "quatre": 4,
    "four": 4, "cinq": 5, "five": 5, "six": 6, "sept": 7, "seven": 7, "huit": 8, "eight": 8,
    "neuf": 9, "nine": 9, "dix": 10, "ten": 10, "onze": 11, "douze": 12, "twelve": 12,
    "quinze": 15, "dix-huit": 18, "vingt": 20, "vingt-quatre": 24, "trente": 30, "trente-six": 36,
    "quarante-huit": 48, "soixante": 60, "quatre-vingt-dix": 90,
}  # fmt: skip
_ACCENTS = str.maketrans("àâäçéèêëîïôöùûü\u00a0\u202f", "aaaceeeeiioouuu  ")
_PART = re.compile(r"(\d{1,5}|[a-z]+(?:-[a-z]+){0,3})\s*([a-z]+)")
_BETWEEN = re.compile(r"\s*(?:,|\bet\b|\band\b)?\s*")


class LengthError(ValueError):
    """A text that is not a length. `str` is the text."""


@dataclass(frozen=True, slots=True)
class Length:
    """Calendar months, then weeks, then days. Never negative."""

    months: int = 0
    weeks: int = 0
    days: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises LengthError when the whole text is not a length, or is over a hundred years."""
        months = weeks = days = place = 0
        plain = text.strip().lower().translate(_ACCENTS)
        while place < len(plain):
            found = _PART.match(plain, place)
            number = number_of(found[1]) if found else None
            unit = _UNITS.get(found[2]) if found else None
            if found is None or number is None or unit is None:
                raise LengthError(text)
            months += number * _MONTHS_OF.get(unit, 0)
            weeks += number * (unit == "weeks")
            days += number * (unit == "days")
            place = _after_separator(plain, found.end())
        if not plain or months > MOST_MONTHS or 7 * weeks + days > MOST_DAYS:
            raise LengthError(text)
        return cls(months, weeks, days)

    def __str__(self) -> str:
        """As a contract file writes it: « 36 months », « 1 month 15 days », « 0 days »."""
        parts = [("month", self.months), ("week", self.weeks), ("day", self.days)]
        told = [f"{count} {unit}{'s' if count != 1 else ''}" for unit, count in parts if count]
        return " ".join(told) or "0 days"

    def __bool__(self) -> bool:
        return bool(self.months or self.weeks or self.days)

    def __add__(self, other: "Length") -> "Length":
        return Length(self.months + other.months, self.weeks + other.weeks, self.days + other.days)

    def after(self, day: date) -> date:
        """The day so long after: months first, cut at the end of a shorter month.

        Raises OverflowError past the year 9999."""
        return _shifted(day, self.months, 7 * self.weeks + self.days)

    def before(self, day: date) -> date:
        """The day so long before, cut at the end of a shorter month: 31 May less 3 months is the
        last of February."""
        return _shifted(day, -self.months, -7 * self.weeks - self.days)


class Indefinite:
    """The length of what lasts until somebody ends it. Not an unknown length."""

    def __repr__(self) -> str:
        return "INDEFINITE"

    def __str__(self) -> str:
        return "indefinite"


INDEFINITE: Final = Indefinite()
_OPEN = {"indefinite", "indeterminee", "duree indeterminee", "cdi", "open"}


def parse_open(text: str) -> Length | Indefinite:
    """A length, or « indefinite ». Raises LengthError."""
    if text.strip().lower().translate(_ACCENTS) in _OPEN:
        return INDEFINITE
    return Length.parse(text)


def number_of(word: str) -> int | None:
    """A number in figures, or one of those that contracts write in words, without accents."""
    return int(word) if word.isdigit() else _NUMBERS.get(word)


def _after_separator(text: str, place: int) -> int:
    found = _BETWEEN.match(text, place)
    return found.end() if found else place


def _shifted(day: date, months: int, days: int) -> date:
    if months:
        years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        if not MINYEAR <= years <= MAXYEAR:
            raise OverflowError("date out of range")
        last = _LAST_DAYS[month] + (month == 1 and isleap(years))
        day = date(years, month + 1, min(day.day, last))
    return day + timedelta(days=days) if days else day
