"""The name of a FEC: SIRENFECAAAAMMJJ (article A. 47 A-1, IX)."""

import re
from dataclasses import dataclass
from datetime import date

_FORM = re.compile(r"(?P<siren>\d{9})FEC(?P<closing>\d{8})(?P<rest>.*)", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Name:
    """`siren` and `closing` as far as the name tells them; `exact` when it says nothing else."""

    siren: str = ""
    closing: date | None = None
    exact: bool = False


def read(name: str) -> Name:
    """Of a file name, extension included."""
    stem, dot, _ = name.rpartition(".")
    found = _FORM.search(stem if dot else name)
    if found is None:
        return Name()
    exact = found.start() == 0 and not found["rest"]
    return Name(found["siren"], _closing(found["closing"]), exact)


def has_key(siren: str) -> bool:
    """Whether the ninth digit is the Luhn key of the eight others (INSEE)."""
    doubled = [int(one) * (2 if rank % 2 else 1) for rank, one in enumerate(siren)]
    return len(siren) == 9 and sum(one // 10 + one % 10 for one in doubled) % 10 == 0


def _closing(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
