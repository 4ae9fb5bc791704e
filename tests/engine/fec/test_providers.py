"""Who costs what: the spend of each third party, to the cent, and nothing twice."""

from datetime import date
from pathlib import Path

import pyarrow.compute as pc
import pytest

from tests.engine.fec import invoices, ledgers
from tests.engine.fec.invoices import FEES, PAY, RENT
from tests.factories.fec_files import Entry, Line, rows, written
from timonerie.engine.fec import concentration, providers, purchases
from timonerie.engine.fec.providers import Kind, Providers

DAY = date(2025, 3, 4)


def of(folder: Path, *entries: Entry) -> Providers:
    return providers.providers(ledgers.read(folder, list(entries)).lines)


def spends(found: Providers) -> dict[str, int]:
    return {one.code: one.spend for one in found.rows}


def test_spend_is_without_tax_and_net_of_credit_notes(tmp_path: Path) -> None:
    bought = invoices.invoice("F1", DAY, 100_00, tax=20_00)
    returned = invoices.invoice("F1", DAY, -30_00, tax=-6_00, piece="AV1")
    [found] = of(tmp_path, bought, returned).rows

    assert (found.spend, found.credits, found.entries) == (70_00, -30_00, 2)
    assert (found.label, found.kind, found.share) == ("Tiers F1", Kind.AUXILIARY, 1.0)


def test_several_third_parties_share_their_entry_to_the_cent(tmp_path: Path) -> None:
    lot = invoices.shared(DAY, {"F1": 33_33, "F2": 66_68}, {RENT: 50_00, FEES: 50_01})
    found = of(tmp_path, lot)

    assert spends(found) == {"F1": 33_33, "F2": 66_68}
    assert {one.code: one.split for one in found.rows} == spends(found)


def test_invoices_under_one_piece_are_told_apart_by_their_label(tmp_path: Path) -> None:
    first = invoices.invoice("F1", DAY, 100_00, piece="X")
    second = invoices.invoice("F2", DAY, 900_00, piece="X", account=FEES)
    content = written([(*cells[:2], "0", *cells[3:]) for cells in rows([first, second])])
    found = providers.providers(ledgers.read(tmp_path, content).lines)

    assert spends(found) == {"F1": 100_00, "F2": 900_00}
    assert {one.split for one in found.rows} == {0}


def test_pay_typed_the_same_day_without_a_number_is_not_of_a_provider(tmp_path: Path) -> None:
    bought = invoices.invoice("F1", DAY, 100_00, piece="X")
    pay = Entry("AC", DAY, "X", "Paie", (Line(PAY, 500), Line(("42100000", "Dû"), 0, 500)))
    content = written([(*cells[:2], "0", *cells[3:]) for cells in rows([bought, pay])])
    found = providers.providers(ledgers.read(tmp_path, content).lines)

    assert spends(found) == {"F1": 100_00}
    assert found.unattributed == 500


def test_a_piece_of_its_own_on_each_line_still_meets_its_third_party(tmp_path: Path) -> None:
    cells = rows([invoices.invoice("F1", DAY, 100_00), invoices.invoice("F2", DAY, 5_00)])
    content = written([(*one[:8], f"P{rank}", *one[9:]) for rank, one in enumerate(cells)])

    found = providers.providers(ledgers.read(tmp_path, content).lines)
    assert spends(found) == {"F1": 100_00, "F2": 5_00}


def test_the_bank_charge_of_a_payment_is_not_of_who_is_paid(tmp_path: Path) -> None:
    found = of(tmp_path, invoices.payment("F1", DAY, 500_00, fee=2_00))

    assert found.rows == ()
    assert (found.attributed, found.unattributed) == (0, 2_00)


def test_an_invoice_paid_in_its_own_entry_counts_whole(tmp_path: Path) -> None:
    at_once = Entry("CA", DAY, "T1", "Caisse", (
        Line(RENT, 80_00), Line(invoices.SUPPLIERS, 0, 80_00, ("F1", "Tiers F1")),
        Line(invoices.SUPPLIERS, 80_00, 0, ("F1", "Tiers F1")), Line(invoices.BANK, 0, 80_00),
    ))  # fmt: skip

    assert spends(of(tmp_path, at_once)) == {"F1": 80_00}


def test_openings_closings_and_pay_are_nobody_s_spend(tmp_path: Path) -> None:
    closing = Entry(
        "OD", DAY, "CL", "Clôture", (Line(("12000000", "Résultat"), 9), Line(RENT, 0, 9))
    )
    pay = Entry("PA", DAY, "PAIE", "Paie", (Line(PAY, 500), Line(("42100000", "Dû"), 0, 500)))
    found = of(tmp_path, invoices.carried(date(2025, 1, 1), {"F1": 5_000}), closing, pay)

    assert found.rows == ()
    assert found.unattributed_by_account.to_pylist() == [
        {"account": PAY[0], "account_label": PAY[1], "amount": 500}
    ]


@pytest.mark.parametrize(
    ("account", "kind"),
    [(("40100042", "Électricité"), Kind.ACCOUNT), (invoices.ACCRUED, Kind.ACCRUAL)],
)
def test_without_auxiliary_the_account_is_the_third_party(
    account: tuple[str, str], kind: Kind, tmp_path: Path
) -> None:
    [found] = of(tmp_path, invoices.invoice("", DAY, 10_00, supplier=account)).rows

    assert (found.code, found.label, found.kind) == (*account, kind)


def test_an_accrual_and_its_reversal_come_to_nothing(tmp_path: Path) -> None:
    end, start = date(2025, 12, 31), date(2026, 1, 1)
    found = of(
        tmp_path,
        invoices.invoice("", end, 10_00, supplier=invoices.ACCRUED),
        invoices.invoice("", start, -10_00, supplier=invoices.ACCRUED, piece="EXT"),
    )

    assert [(one.spend, one.share) for one in found.rows] == [(0, None)]


def test_months_accounts_and_lines_stand_behind_each_figure(tmp_path: Path) -> None:
    entries = [invoices.invoice("F1", DAY, 7_00), invoices.invoice("F1", DAY, 2_00, account=FEES)]
    lines = ledgers.read(tmp_path, entries).lines
    found, parts = providers.providers(lines), purchases.attributions(lines)

    assert found.by_month.to_pylist() == [
        {"provider": "F1", "month": date(2025, 3, 1), "amount": 9_00}
    ]
    assert [one["amount"] for one in found.by_account.to_pylist()] == [7_00, 2_00]
    behind = parts.filter(pc.equal(parts.column("account"), FEES[0]))
    assert behind.column("line").to_pylist() == [4]


def test_concentration_is_of_the_first_ones(tmp_path: Path) -> None:
    amounts = {"F1": 60_00, "F2": 30_00, "F3": 10_00}
    accrued = invoices.invoice("", DAY, 900_00, supplier=invoices.ACCRUED)
    bought = [invoices.invoice(code, DAY, net) for code, net in amounts.items()]
    found = of(tmp_path, accrued, *bought)
    measured = concentration.measure(found)

    assert measured is not None
    assert measured.shares == {1: 0.6, 3: 1.0}
    assert measured.index == pytest.approx(0.46)
    assert concentration.measure(of(tmp_path, invoices.payment("F1", DAY, 1_00))) is None
