"""Every figure opens its lines, which add up to it."""

from datetime import date

from tests.factories import books
from timonerie.domains.facts.queries import accounting_lines, purchases
from timonerie.domains.facts.queries.accounting_lines import Asked, Side
from timonerie.foundations.accounts.actors import Actor


def test_the_lines_of_a_supplier_add_up_to_its_spend(alice: Actor) -> None:
    books.read(alice)
    for one in purchases.providers():
        asked = Asked(side=Side.SPEND, third_parties=one.keys)
        assert accounting_lines.totals(asked).spend == one.spend
        rows = accounting_lines.page(asked)
        assert sum(row["amount"] for row in rows) == one.spend
        assert {row["account"][0] for row in rows} == {"6"}


def test_the_lines_of_a_month_are_those_of_its_figure(alice: Actor) -> None:
    books.read(alice)
    nova = purchases.providers()[0]
    november = Asked(
        side=Side.SPEND,
        third_parties=nova.keys,
        first=date(2025, 11, 1),
        last=date(2025, 11, 30),
    )
    (row,) = accounting_lines.page(november)
    assert (row["amount"], row["entry_date"]) == (1_100_00, date(2025, 11, 5))


def test_what_a_supplier_is_owed_stands_on_its_account(alice: Actor) -> None:
    books.read(alice)
    (forma,) = [one for one in purchases.providers() if one.name == "FORMA PLUS"]
    found = accounting_lines.totals(Asked(side=Side.OWED, third_parties=forma.keys))
    assert (found.count, found.debit, found.credit, found.spend) == (1, 0, 2_880_00, None)


def test_lines_are_filtered_by_account_journal_and_number(alice: Actor) -> None:
    file = books.read(alice)
    fees = accounting_lines.totals(Asked(account="6226"))
    assert (fees.count, fees.debit) == (4, 6_000_00)
    assert accounting_lines.totals(Asked(journal="BQ")).count == 2 * 14
    chosen = Asked(lines=((str(file.public_id), 2), (str(file.public_id), 3)))
    assert [row["line"] for row in accounting_lines.page(chosen)] == [2, 3]
    assert accounting_lines.journals() == {"ACH": "Achats", "BQ": "Banque"}


def test_what_a_reader_types_is_only_text(alice: Actor) -> None:
    books.read(alice)
    for text in ("6' OR '1'='1", "'; DROP TABLE x; --", "%"):
        assert accounting_lines.totals(Asked(account=text)).count == 0
        assert accounting_lines.totals(Asked(journal=text)).count == 0
        keys = Asked(side=Side.SPEND, third_parties=(text,))
        assert accounting_lines.totals(keys).count == 0


def test_pages_follow_each_other_without_a_hole(alice: Actor) -> None:
    file = books.read(alice)
    rows = [
        row["line"]
        for first in range(0, file.lines, 30)
        for row in accounting_lines.page(Asked(), first=first, size=30)
    ]
    assert sorted(rows) == list(range(2, file.lines + 2))
    assert [row["line"] for row in accounting_lines.every(Asked())] == rows


def test_without_books_there_is_no_line(alice: Actor) -> None:
    assert accounting_lines.totals(Asked()).count == 0
    assert accounting_lines.page(Asked()) == []
    assert list(accounting_lines.every(Asked())) == []
