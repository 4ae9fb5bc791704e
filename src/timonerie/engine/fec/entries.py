"""How lines make entries, and which lines are what."""

import re
import unicodedata
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Line: TypeAlias = tuple[str, int]
"""A line behind a figure: its file ("" where the table has one file) and its number there."""

EXPENSES = ("60", "61", "62", "63", "64", "65")
SUPPLIERS = ("401", "408")

_WIDEST = 2**62
_OPENING_CODES = {"AN", "ANO", "ANOUV", "ANV", "RAN", "RN", "A-N", "ANX", "OUV", "REPORT"}
_OPENING_WORDS = re.compile(r"\bA[ _.-]*NOUV|\bREPORTS?\b|\bOUVERTURE")


def text(lines: pa.Table, name: str) -> pa.ChunkedArray:
    """A text column, blank everywhere where the table does not have it: `file`, `siren`."""
    if name in lines.column_names:
        return lines.column(name)
    return pa.chunked_array([pa.repeat(pa.scalar("", pa.string()), lines.num_rows)])


def coded(column: pa.ChunkedArray) -> tuple[np.ndarray, list[object]]:
    """The rank of each value among the distinct ones, and these, sorted, blanks (null) first."""
    found = pc.dictionary_encode(column, null_encoding="encode").combine_chunks()
    known = found.dictionary.to_pylist()
    order = sorted(range(len(known)), key=lambda rank: (known[rank] is not None, known[rank]))
    ranks = np.zeros(len(known) + 1, dtype=np.int64)
    ranks[order] = np.arange(len(known))
    places = found.indices.to_numpy(zero_copy_only=False)
    return ranks[places], [known[rank] for rank in order]


def codes(column: pa.ChunkedArray) -> np.ndarray:
    """A number for each distinct value, in no order."""
    found = pc.dictionary_encode(column, null_encoding="encode").combine_chunks()
    return np.asarray(found.indices.to_numpy(zero_copy_only=False), dtype=np.int64)


def groups(*parts: np.ndarray) -> tuple[np.ndarray, int]:
    """One number, 0 to n - 1, for each distinct combination, and n."""
    total, bound = np.zeros(len(parts[0]), dtype=np.int64), 1
    for one in parts:
        width = int(one.max(initial=0)) + 1
        if bound * width > _WIDEST:
            distinct, total = np.unique(total, return_inverse=True)
            bound = len(distinct)
        total, bound = total * width + one, bound * width
    distinct, total = np.unique(total, return_inverse=True)
    return total, len(distinct)


def by_piece(lines: pa.Table) -> tuple[np.ndarray, int]:
    """Entries: (file, journal, number, date, piece)."""
    return groups(
        *_of(lines, "file", "journal"), _numbers(lines), *_of(lines, "entry_date", "piece")
    )


def by_number(lines: pa.Table) -> tuple[np.ndarray, int]:
    """Entries whose lines have pieces of their own: (file, journal, number, date)."""
    return groups(*_of(lines, "file", "journal"), _numbers(lines), *_of(lines, "entry_date"))


def by_journal_number(lines: pa.Table) -> tuple[np.ndarray, int]:
    """Entries whose lines have several days: (file, journal, number), as the file writes it."""
    return groups(*_of(lines, "file", "journal", "entry"))


def numbered(lines: pa.Table) -> np.ndarray:
    """Lines of journals that number their entries: not one number for all lines, nor one for each
    line."""
    journal, journals = groups(*_of(lines, "file", "journal"))
    first = np.unique(by_journal_number(lines)[0], return_index=True)[1]
    distinct = np.bincount(journal[first], minlength=journals)
    size = np.bincount(journal, minlength=journals)
    found: np.ndarray = ((distinct > 1) & (distinct < size))[journal]
    return found


def _numbers(lines: pa.Table) -> np.ndarray:
    """Codes of the numbers, the same for a whole journal where they separate nothing."""
    return np.where(numbered(lines), codes(lines.column("entry")) + 1, 0)


def _of(lines: pa.Table, *names: str) -> list[np.ndarray]:
    return [codes(text(lines, one) if one == "file" else lines.column(one)) for one in names]


def on_accounts(lines: pa.Table, *beginnings: str) -> np.ndarray:
    """The lines whose account begins with one of them."""
    of_line, accounts = coded(lines.column("account"))
    known = np.array([str(one).startswith(beginnings) for one in accounts], dtype=bool)
    found: np.ndarray = known[of_line]
    return found


def cents(lines: pa.Table, name: str) -> np.ndarray:
    found: np.ndarray = lines.column(name).to_numpy()
    return found


def balances(lines: pa.Table) -> np.ndarray:
    """Debit less credit, in cents."""
    found: np.ndarray = cents(lines, "debit") - cents(lines, "credit")
    return found


def days(lines: pa.Table, name: str) -> np.ndarray:
    """Days since 1970 as datetime64, NaT where blank."""
    found: np.ndarray = lines.column(name).to_numpy()
    return found.astype("datetime64[D]")


def totals(values: np.ndarray, of: np.ndarray, count: int) -> np.ndarray:
    """Sums by group, exact on whole numbers."""
    found = np.zeros(count, dtype=np.int64)
    np.add.at(found, of, values)
    return found


def openings(lines: pa.Table) -> np.ndarray:
    """Lines of the journal that carries balances over (à-nouveaux), by its code or its label."""
    journal_of, journals = coded(lines.column("journal"))
    labels_of, labels = coded(lines.column("journal_label"))
    by_label = np.array([_opens(str(one)) for one in labels], dtype=bool)
    by_code = np.array([str(one).upper() in _OPENING_CODES for one in journals], dtype=bool)
    found: np.ndarray = by_label[labels_of] | (by_code[journal_of] & ~_speaks(labels)[labels_of])
    return found


def opening_balances(lines: pa.Table) -> np.ndarray:
    """Openings that carry a balance over, dated from the first month of the books of their file;
    detailed openings keep the earlier day of each item and are not among them."""
    opening = openings(lines)
    file = codes(text(lines, "file"))
    months = days(lines, "entry_date").astype("datetime64[M]").astype(np.int64)
    start = np.full(int(file.max(initial=0)) + 1, np.iinfo(np.int64).max)
    np.minimum.at(start, file[~opening], months[~opening])
    start[start == np.iinfo(np.int64).max] = np.iinfo(np.int64).min
    found: np.ndarray = opening & (months >= start[file])
    return found


def closings(lines: pa.Table) -> np.ndarray:
    """Lines of entries that empty classes 6 and 7 into the result (12) at the end of a year: what
    they take from the first two they put on the third."""
    entry, count = by_piece(lines)
    result, of_year = on_accounts(lines, "12"), on_accounts(lines, "6", "7")
    if not result.any():
        return result
    both = [np.bincount(entry[kept], minlength=count) > 0 for kept in (result, of_year)]
    emptied = totals(np.where(result | of_year, balances(lines), 0), entry, count) == 0
    found: np.ndarray = (both[0] & both[1] & emptied)[entry]
    return found


def where(lines: pa.Table, ranks: np.ndarray) -> tuple[Line, ...]:
    """The lines at these ranks of a table, or of any table with `file` and `line`."""
    kept = lines.take(pa.array(ranks))
    files = text(kept, "file").to_pylist()
    return tuple(sorted(zip(files, kept.column("line").to_pylist(), strict=True)))


def _opens(label: str) -> bool:
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().upper()
    return _OPENING_WORDS.search(plain) is not None


def _speaks(labels: list[object]) -> np.ndarray:
    """Labels made of words, which a code alone does not contradict: « AD » may be purchases."""
    return np.array([str(one).isalpha() and len(str(one)) > 4 for one in labels], dtype=bool)
