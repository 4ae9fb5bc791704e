"""Texts, days and amounts of a FEC, a column at a time."""

import re
from datetime import date
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Column: TypeAlias = "pa.Array"

MOST = 1_000_000_000_000
"""Euros: what a line may hold. A hundred times more than the largest French balance sheet."""
_PLAIN = r"^-?0*[0-9]{1,12}(,[0-9]{1,2}0*|\.[0-9]{1,2})?$"
_FREE = re.compile(r"([+-]?)(\d*)(?:\.(\d*))?([+-]?)", re.ASCII)
_AMBIGUOUS = re.compile(r"[+-]?\d+(\.\d{3})+[+-]?", re.ASCII)
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_OTHER_DAYS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})", re.ASCII),
    re.compile(r"(?P<d>\d{2})[/.-](?P<m>\d{2})[/.-](?P<y>\d{4})", re.ASCII),
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_SIDES = {"D": 1, "+1": 1, "1": 1, "+": 1, "C": -1, "-1": -1, "-": -1}


def texts(cells: Column, *, quoted: bool) -> Column:
    """Without the blanks around, nor the quotes of a spreadsheet."""
    trimmed = pc.utf8_trim_whitespace(cells)
    return pc.utf8_trim_whitespace(pc.utf8_trim(trimmed, '"')) if quoted else trimmed


def days(cells: Column) -> tuple[Column, np.ndarray]:
    """Days of trimmed texts, null where blank or unreadable; and where they are unreadable."""
    coded = pc.dictionary_encode(cells)
    known = [_day_or_none(text) for text in coded.dictionary.to_pylist()]
    wrong = np.array([one is False for one in known], dtype=bool)
    found = pa.array([one or None for one in known], pa.date32())
    places = coded.indices
    return found.take(places), _taken(wrong, places)


def day(text: str) -> date | None:
    """AAAAMMJJ; AAAA-MM-JJ and JJ/MM/AAAA are read too. Raises ValueError."""
    if not text.strip("0 "):
        return None
    plain = _DAY.fullmatch(text)
    if plain:
        year, month, number = map(int, plain.groups())
    else:
        other = next((one for form in _OTHER_DAYS if (one := form.fullmatch(text))), None)
        if other is None:
            raise ValueError(text)
        year, month, number = int(other["y"]), int(other["m"]), int(other["d"])
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(text)
    return date(year, month, number)


def cents(cells: Column) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of trimmed texts: amounts in cents (0 where blank or unreadable), where they are blank, where
    they are unreadable."""
    plain = pc.match_substring_regex(cells, _PLAIN)
    readable = pc.if_else(plain, pc.replace_substring(cells, ",", "."), "0")
    euros = pc.cast(readable, pa.float64()).to_numpy(zero_copy_only=False)
    found = np.rint(euros * 100).astype(np.int64)
    blank = np.asarray(pc.equal(pc.binary_length(cells), 0))
    wrong = np.zeros(len(found), dtype=bool)
    for rank in np.flatnonzero(~np.asarray(plain) & ~blank).tolist():
        try:
            found[rank] = amount(cells[rank].as_py())
        except ValueError:
            wrong[rank] = True
    return found, blank, wrong


def amount(text: str) -> int:
    """Cents of an amount written less plainly: blanks or dots between thousands, a sign behind,
    more decimals, which are rounded. Raises ValueError, also for a dot before three digits: it may
    be decimal or stand between thousands."""
    plain = re.sub(r"[\s\u00a0\u202f]", "", text)
    if _AMBIGUOUS.fullmatch(plain):
        raise ValueError(text)
    cut = max(plain.rfind(","), plain.rfind("."))
    if cut >= 0:
        plain = plain[:cut].replace(",", "").replace(".", "") + "." + plain[cut + 1 :]
    found = _FREE.fullmatch(plain)
    if found is None or not (found[2] or found[3]) or (found[1] and found[4]):
        raise ValueError(text)
    decimals = (found[3] or "") + "000"
    whole = int(found[2] or "0")
    if whole >= MOST:
        raise ValueError(text)
    total = whole * 100 + int(decimals[:2]) + (decimals[2] >= "5")
    return -total if "-" in (found[1], found[4]) else total


def sides(cells: Column) -> tuple[np.ndarray, np.ndarray]:
    """1 for debit and -1 for credit, of the trimmed texts of Sens; and where they are neither."""
    coded = pc.dictionary_encode(cells)
    known = [_SIDES.get(text.upper(), 0) for text in coded.dictionary.to_pylist()]
    found = _taken(np.array(known, dtype=np.int64), coded.indices)
    return found, found == 0


def _day_or_none(text: str) -> date | bool | None:
    try:
        return day(text)
    except ValueError:
        return False


def _taken(values: np.ndarray, places: Column) -> np.ndarray:
    if not len(values):
        return np.zeros(len(places), dtype=values.dtype)
    taken: np.ndarray = values[np.asarray(places)]
    return taken
