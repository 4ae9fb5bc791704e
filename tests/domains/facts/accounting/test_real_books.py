"""Ledgers of real companies come in whole: what they answer is what their lines add up to."""

import json
from typing import Any

import pytest

from tests.conftest import REAL_DATA
from tests.factories import books
from timonerie.domains.facts.models import AccountingState
from timonerie.domains.facts.queries import accounting_lines, purchases
from timonerie.domains.facts.queries.accounting_lines import Asked, Side
from timonerie.foundations.accounts.actors import Actor

pytestmark = [pytest.mark.real_data, pytest.mark.slow]

FOLDER = REAL_DATA / "fec"
NAMES = ("000000000FEC20231231.txt", "111111111FEC20221231.TXT")


def expected(name: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))[name]
    return told


@pytest.mark.parametrize("name", NAMES)
def test_a_real_ledger_is_read_whole_and_each_figure_opens_its_lines(
    alice: Actor, name: str
) -> None:
    file = books.read(alice, (FOLDER / name).read_bytes(), file_name=name)

    told = expected(name)
    assert (file.state, file.lines) == (AccountingState.READ, told["lines"])
    totals = accounting_lines.totals(Asked())
    assert (totals.debit, totals.credit) == (
        round(told["total_debit"] * 100),
        round(told["total_credit"] * 100),
    )
    span = purchases.window()
    assert span is not None
    for one in purchases.providers():
        asked = Asked(
            side=Side.SPEND, third_parties=one.keys, first=span.first, last=file.last_date
        )
        assert accounting_lines.totals(asked).spend == one.spend
        assert sum(amount or 0 for amount in one.months) == one.spend


def test_two_real_ledgers_are_two_entities(alice: Actor) -> None:
    for name in NAMES:
        books.read(alice, (FOLDER / name).read_bytes(), file_name=name)
        again = books.read(alice, (FOLDER / name).read_bytes(), file_name=name)
        assert again.state == AccountingState.UNCHANGED
    lines = sum(expected(name)["lines"] for name in NAMES)
    assert accounting_lines.totals(Asked()).count == lines
