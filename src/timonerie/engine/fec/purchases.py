"""Each expense line given to the third parties of its entry: what every answer on spend stands on.

An entry is (file, journal, number, date, piece), cut by label where that separates invoices; it is
(file, journal, number, date) for lines that found nobody among those of their piece. Its third
parties are the auxiliaries of its lines on 401 and 408, or the account itself where the auxiliary
is blank; its spend is its lines of classes 60 to 65, debit less credit, so that credit notes and
reversals come off. Where an entry has several third parties, each takes the share of its amount on
401 and 408, to the cent.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from timonerie.engine.fec import entries
from timonerie.engine.fec.parties import Parties, parties

ATTRIBUTIONS = pa.schema(
    [
        ("file", pa.string()),
        ("line", pa.int64()),
        ("provider", pa.string()),  # Provider.key, "" where the entry has no third party
        ("entry_date", pa.date32()),
        ("month", pa.date32()),  # its first day
        ("piece", pa.string()),
        ("account", pa.string()),
        ("account_label", pa.string()),
        ("amount", pa.int64()),  # cents, tax excluded, negative for a credit note
        ("gross", pa.int64()),  # cents, its part of the amount on 401: tax included
        ("split", pa.bool_()),  # the entry has several third parties
    ]
)


@dataclass(frozen=True)
class _Shares:
    """Parts of expense lines: `rows` of the table, the rank of the party (-1: none), cents."""

    rows: np.ndarray
    party: np.ndarray
    amount: np.ndarray
    gross: np.ndarray
    split: np.ndarray


@dataclass(frozen=True)
class _Books:
    """Line by line: what is spent, what is owed to a supplier, what else makes the price."""

    spent: np.ndarray
    priced: np.ndarray
    owed: np.ndarray
    suppliers: np.ndarray
    money: np.ndarray
    party: np.ndarray


def attributions(lines: pa.Table) -> pa.Table:
    """A row for each expense line and third party, following `ATTRIBUTIONS`. The sum of `amount`
    is that of classes 60 to 65, openings and closings left out. Filter it by provider, month or
    account to have the lines behind a figure."""
    found = parties(lines)
    left_out = entries.openings(lines) | entries.closings(lines)
    books = _books(lines, found, left_out)
    expenses = np.flatnonzero(entries.on_accounts(lines, *entries.EXPENSES) & ~left_out)
    entry, count = _invoices(lines, books)
    first, rest = _shared(books, expenses, entry, count)
    among = _unpaired(lines, entry, count, expenses=expenses, rest=rest)
    wider, others = _shared(_only(books, among), rest[among[rest]], *entries.by_number(lines))
    alone = np.concatenate([rest[~among[rest]], others])
    return _table(lines, found, [first, wider, _of_nobody(books, alone)])


def _books(lines: pa.Table, found: Parties, left_out: np.ndarray) -> _Books:
    balances = entries.balances(lines)
    suppliers = (found.codes >= 0) & ~left_out
    money = entries.on_accounts(lines, "5")
    neither = suppliers | money | entries.on_accounts(lines, "40", "445")
    return _Books(
        spent=balances,
        priced=np.where(neither, 0, balances),
        owed=np.where(suppliers, -balances, 0),
        suppliers=suppliers,
        money=money,
        party=found.codes,
    )


def _only(books: _Books, among: np.ndarray) -> _Books:
    return _Books(
        books.spent, np.where(among, books.priced, 0), np.where(among, books.owed, 0),
        books.suppliers & among, books.money & among, books.party,
    )  # fmt: skip


def _invoices(lines: pa.Table, books: _Books) -> tuple[np.ndarray, int]:
    """Entries by piece. Labels that balance by themselves are cut from those that have several
    third parties, or no number of their own: entries of one day, typed one after the other."""
    entry, count = entries.by_piece(lines)
    doubtful = np.flatnonzero(_has_several(books, entry, count)[entry] | ~entries.numbered(lines))
    labels = lines.column("label").take(pa.array(doubtful))
    label, labels_count = entries.groups(entry[doubtful], entries.codes(labels))
    balanced = entries.totals(books.spent[doubtful], label, labels_count)[label] == 0
    entry[doubtful[balanced]] = count + label[balanced]
    return entries.groups(entry)


def _has_several(books: _Books, entry: np.ndarray, count: int) -> np.ndarray:
    """The entries with several third parties."""
    width = int(books.party.max(initial=0)) + 1
    pairs = np.unique(entry[books.suppliers] * width + books.party[books.suppliers])
    found: np.ndarray = np.bincount(pairs // width, minlength=count) > 1
    return found


def _unpaired(
    lines: pa.Table, entry: np.ndarray, count: int, *, expenses: np.ndarray, rest: np.ndarray
) -> np.ndarray:
    """Lines whose piece attributed nothing, in journals that give each entry its number: they may
    look for one another beyond their piece."""
    done = np.zeros(count, dtype=bool)
    done[entry[np.setdiff1d(expenses, rest)]] = True
    found: np.ndarray = entries.numbered(lines) & ~done[entry]
    return found


def _shared(
    books: _Books, expenses: np.ndarray, codes: np.ndarray, count: int
) -> tuple[_Shares, np.ndarray]:
    """The parts of the expense lines whose entry has third parties, and the other lines."""
    spend = entries.totals(books.spent[expenses], codes[expenses], count)
    pair_entry, pair_party, weights = _weights(books, codes, count, spend)
    total = entries.totals(weights, pair_entry, count)
    takes = (spend != 0) & (np.sign(total) == np.sign(spend))
    useful = takes[pair_entry] & (weights != 0)
    pair_entry, pair_party, weights = pair_entry[useful], pair_party[useful], weights[useful]
    price = entries.totals(books.priced, codes, count)
    chosen = takes[codes[expenses]]
    row, pair = _joined(codes[expenses[chosen]], np.bincount(pair_entry, minlength=count))
    rows, entry = expenses[chosen][row], pair_entry[pair]
    amount, weight, up_to = books.spent[rows], weights[pair], _running(weights, pair_entry)[pair]
    part = _bound(amount, up_to, total[entry]) - _bound(amount, up_to - weight, total[entry])
    same_way = np.sign(price[entry]) == np.sign(spend[entry])
    gross = np.where(same_way, _bound(amount, weight, np.where(same_way, price[entry], 1)), part)
    split = np.bincount(pair_entry, minlength=count)[entry] > 1
    return _Shares(rows, pair_party[pair], part, gross, split), expenses[~chosen]


def _weights(
    books: _Books, codes: np.ndarray, count: int, spend: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each entry and third party, in that order: the amount on its account. Where money moves
    in the same entry, the payment is not netted with the invoice: only the side of the spend."""
    on = np.flatnonzero(books.suppliers)
    width = int(books.party.max(initial=0)) + 1
    pairs, place = np.unique(codes[on] * width + books.party[on], return_inverse=True)
    entry = pairs // width
    owed = books.owed[on]
    net = entries.totals(owed, place, len(pairs))
    invoiced = entries.totals(np.where(owed > 0, owed, 0), place, len(pairs))
    paid = np.bincount(codes[books.money], minlength=count)[entry] > 0
    of_a_side = np.where(spend[entry] > 0, invoiced, net - invoiced)
    return entry, pairs % width, np.where(paid, of_a_side, net)


def _joined(entry_of_row: np.ndarray, pairs_of_entry: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each row with each pair of its entry: ranks of rows, ranks of pairs."""
    many = pairs_of_entry[entry_of_row]
    first = (np.cumsum(pairs_of_entry) - pairs_of_entry)[entry_of_row]
    row = np.repeat(np.arange(len(many)), many)
    step = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)
    return row, first[row] + step


def _running(weights: np.ndarray, entry: np.ndarray) -> np.ndarray:
    """Sums of the weights from the first of their entry."""
    running = np.cumsum(weights)
    starts = np.flatnonzero(np.diff(entry, prepend=-1))
    before = (running - weights)[starts]
    found: np.ndarray = running - np.repeat(before, np.diff(np.append(starts, len(entry))))
    return found


def _bound(amount: np.ndarray, share: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """The first cents of an amount, up to a share of the whole: bounds that follow one another cut
    the amount without losing a cent."""
    found: np.ndarray = np.rint(amount * (share / whole)).astype(np.int64)
    return found


def _of_nobody(books: _Books, rows: np.ndarray) -> _Shares:
    amount = books.spent[rows]
    return _Shares(rows, np.full(len(rows), -1), amount, amount, np.zeros(len(rows), dtype=bool))


def _table(lines: pa.Table, found: Parties, shares: list[_Shares]) -> pa.Table:
    """In the order of the lines, then of the third parties."""
    rows, party, amount, gross, split = (
        np.concatenate([getattr(one, name) for one in shares])
        for name in ("rows", "party", "amount", "gross", "split")
    )
    order = np.lexsort((party, rows))
    rows, party = rows[order], party[order]
    kept = lines.select(["line", "entry_date", "piece", "account", "account_label"])
    kept = kept.take(pa.array(rows))
    names = pa.array([*found.keys, ""], pa.string())
    columns = {
        "file": entries.text(lines, "file").take(pa.array(rows)),
        **{name: kept.column(name) for name in kept.column_names},
        "provider": names.take(pa.array(np.where(party < 0, len(found.keys), party))),
        "month": pc.cast(pc.floor_temporal(kept.column("entry_date"), unit="month"), pa.date32()),
        "amount": pa.array(amount[order]),
        "gross": pa.array(gross[order]),
        "split": pa.array(split[order]),
    }
    return pa.table([columns[one.name] for one in ATTRIBUTIONS], schema=ATTRIBUTIONS)
