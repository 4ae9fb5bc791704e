"""Every file of the malformed corpus gets its verdict; the doors are asked in `test_doors.py`."""

from collections import Counter
from pathlib import Path

import pytest

from tests.domains.facts.corpus import ENTRIES, Entry
from timonerie.domains.facts import opening
from timonerie.domains.facts.rules.rows import Reading
from timonerie.foundations.documents import codes, connectors
from timonerie.foundations.documents.codes import Effect
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.foundations.documents.connectors.base import Notice

pytestmark = [
    pytest.mark.rule("FIL-01", "FIL-02", "FIL-05", "FIL-06", "FIL-11"),
    pytest.mark.slow,
]

ROWS = range(1, 57)


def test_every_row_of_the_table_is_there() -> None:
    counted = Counter(entry.row for entry in ENTRIES)

    assert sorted(counted) == list(ROWS)
    assert len(ENTRIES) == len({str(entry) for entry in ENTRIES}) >= 110


def test_every_code_of_the_corpus_is_public_and_says_what_to_do() -> None:
    named = {entry.code for entry in ENTRIES if entry.code}

    assert named <= set(codes.catalogue())
    assert all(entry.says for entry in ENTRIES if entry.code)


@pytest.mark.parametrize("entry", ENTRIES, ids=str)
def test_the_file_gets_its_verdict(entry: Entry, tmp_path: Path) -> None:
    path = entry.make(tmp_path)

    try:
        connectors.require_weight(path.stat().st_size, path.name)
        reading, _format = opening.read(path, path.name, entry.mapping)
    except FileRefused as fault:
        refused(entry, fault)
    else:
        read(entry, reading)


def refused(entry: Entry, fault: FileRefused) -> None:
    assert (fault.code, fault.line, fault.column) == (entry.code, entry.line, entry.column)
    assert entry.says in fault.remedy
    assert codes.catalogue()[fault.code].effect is Effect.FILE


def read(entry: Entry, reading: Reading) -> None:
    effect = codes.catalogue()[entry.code].effect if entry.code else None
    assert effect is not Effect.FILE
    found = reading.rejects if effect is Effect.ROW else named_doubts(reading.notices)
    assert {one.code for one in found} == ({entry.code} if entry.code else set())
    assert len(set(map(repr, found))) == len(found), "said twice"
    if entry.code:
        first = found[0]
        said = first.message if isinstance(first, Notice) else first.remedy
        assert (first.line, entry.says in said) == (entry.line, True) or entry.row == 50
        assert first.column == entry.column or entry.row in (50,)
    assert (reading.rejected > 0) == (effect is Effect.ROW)


def named_doubts(notices: list[Notice]) -> list[Notice]:
    """Without what is said of every date whose day and month could be swapped."""
    return [one for one in notices if one.code != "DAT-06"]
