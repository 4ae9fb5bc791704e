"""Random books: however they are ordered, cut or written, the answers are the same."""

import tempfile
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.fec import invoices, ledgers
from tests.engine.fec.invoices import FEES, RENT
from tests.factories.fec_files import Entry, rows, written
from timonerie.engine.fec import providers, purchases

pytestmark = pytest.mark.slow

CODES = ("F1", "F2", "F3", "")
START = date(2025, 1, 1)
days = st.integers(0, 360).map(lambda number: START + timedelta(days=number))
cents = st.integers(-5_000_00, 90_000_00).filter(bool)
accounts = st.sampled_from([RENT, FEES])
of_one = st.builds(
    invoices.invoice, st.sampled_from(CODES), days, cents, account=accounts,
    piece=st.sampled_from(["", "X", "Y"]),
    supplier=st.sampled_from([invoices.SUPPLIERS, invoices.ACCRUED]),
)  # fmt: skip
of_several = st.builds(
    lambda day, parts, account: invoices.shared(day, parts, {account: sum(parts.values())}),
    days, st.dictionaries(st.sampled_from(CODES[:3]), st.integers(1, 900_00), min_size=2), accounts,
)  # fmt: skip
paid = st.builds(
    invoices.payment,
    st.sampled_from(CODES[:3]),
    days,
    st.integers(1, 900_00),
    fee=st.integers(0, 9),
)
books = st.lists(st.one_of(of_one, of_several, paid), min_size=1, max_size=25)


def lines_of(content: bytes | list[Entry]) -> pa.Table:
    with tempfile.TemporaryDirectory() as folder:
        return ledgers.read(Path(folder), content).lines


def told(lines: pa.Table) -> dict[str, Any]:
    """What does not depend on the place of the lines."""
    found = providers.providers(lines)
    return {
        "rows": [asdict(one) for one in found.rows],
        "months": found.by_month.to_pylist(),
        "accounts": found.by_account.to_pylist(),
        "alone": found.unattributed_by_account.to_pylist(),
    }


@given(book=books, seed=st.integers())
def test_the_order_of_the_lines_changes_nothing(book: list[Entry], seed: int) -> None:
    lines = lines_of(book)
    order = Random(seed).sample(range(lines.num_rows), lines.num_rows)

    assert told(lines.take(pa.array(order))) == told(lines)


@given(
    book=books,
    separator=st.sampled_from(["\t", "|", ";"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "iso-8859-15", "cp1252", "utf-16"]),
    end=st.sampled_from(["\n", "\r\n", "\r", "\r\r\n"]),
)
def test_how_the_file_is_written_changes_nothing(
    book: list[Entry], separator: str, encoding: str, end: str
) -> None:
    content = written(rows(book), separator=separator, encoding=encoding, end=end)

    assert told(lines_of(content)) == told(lines_of(book))


@given(book=books)
def test_all_that_is_spent_is_attributed_once_or_to_nobody(book: list[Entry]) -> None:
    lines = lines_of(book)
    parts = purchases.attributions(lines)

    assert sum(parts.column("amount").to_pylist()) == ledgers.spent(lines)
    whole = dict(zip(lines.column("line").to_pylist(), range(lines.num_rows), strict=True))
    balances = np.subtract(*(lines.column(name).to_numpy() for name in ("debit", "credit")))
    summed: dict[int, int] = {}
    for line, amount in zip(
        parts.column("line").to_pylist(), parts.column("amount").to_pylist(), strict=True
    ):
        summed[line] = summed.get(line, 0) + amount
    assert summed == {line: int(balances[whole[line]]) for line in summed}


@given(book=st.lists(of_one, min_size=1, max_size=15))
def test_an_invoice_and_its_credit_note_come_to_nothing(book: list[Entry]) -> None:
    lines = lines_of(book)
    undone = pa.table(
        {name: lines.column({"debit": "credit", "credit": "debit"}.get(name, name))
         for name in lines.column_names}
    )  # fmt: skip
    both = pa.concat_tables(
        one.append_column("file", pa.array([name] * one.num_rows))
        for name, one in (("a", lines), ("b", undone))
    )

    assert {one.spend for one in providers.providers(both).rows} <= {0}


@given(first=books, second=books)
def test_several_files_add_up(first: list[Entry], second: list[Entry]) -> None:
    tables = [lines_of(first), lines_of(second)]
    both = pa.concat_tables(
        one.append_column("file", pa.array([str(rank)] * one.num_rows))
        for rank, one in enumerate(tables)
    )

    alone = [{row.key: row.spend for row in providers.providers(one).rows} for one in tables]
    together = {row.key: row.spend for row in providers.providers(both).rows}
    assert together == {
        key: alone[0].get(key, 0) + alone[1].get(key, 0) for key in {*alone[0], *alone[1]}
    }


@settings(max_examples=20)
@given(book=books, cut=st.integers(0, 60))
def test_a_table_in_pieces_answers_like_a_whole(book: list[Entry], cut: int) -> None:
    lines = lines_of(book)
    pieces = pa.concat_tables([lines.slice(0, cut), lines.slice(cut)])

    assert told(pieces) == told(lines.combine_chunks())
