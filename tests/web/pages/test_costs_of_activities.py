"""Faire, confier ou reprendre on screen; and what decisions promised."""

import re
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.factories import sourcing
from tests.factories.facts import event
from tests.factories.figures import NOW, Measured, bring
from tests.web.pages.conftest import browse
from timonerie.domains.performance.operations import results
from timonerie.domains.sourcing.enums import Benefit, Choice, Origin
from timonerie.domains.sourcing.models import Activity, CostLine, PromisedBenefit
from timonerie.domains.sourcing.operations.decisions import Promise
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow


@pytest.fixture
def payslips(measured: Measured) -> Activity:
    with current.company(measured.company.pk):
        return sourcing.added(measured.alice, "PAIE-02")[0]


def text(answer: Any) -> str:
    """Of a page, with plain spaces."""
    found = re.sub(r"\s+", " ", answer.content.decode())
    return found.replace("\u00a0", " ").replace("\u202f", " ").replace("&#x27;", "'")


def costs(measured: Measured, activity: Activity) -> str:
    return f"/{measured.slug}/activites/{activity.public_id}/couts/"


def line(side: str, rank: int, **told: str) -> dict[str, str]:
    named = {"kind": "price", "recurrence": "yearly", "label": "", **told}
    return {f"{side}-{rank}-{name}": value for name, value in named.items()}


def said(version: int = 1, **prices: tuple[str, str]) -> dict[str, str]:
    """A line of pay to do it, a price to entrust it."""
    kinds = {"make": "pay", "buy": "price", "take_back": "pay"}
    told = {"version": str(version), "currency": "EUR"}
    for side, (low, high) in prices.items():
        told |= line(side, 0, kind=kinds[side], low=low, high=high)
    return told


def kept(measured: Measured) -> list[CostLine]:
    with current.company(measured.company.pk):
        return list(CostLine.objects.order_by("rank"))


def test_nothing_said_says_where_to_begin(
    browser: Client, measured: Measured, payslips: Activity
) -> None:
    assert "Aucun coût n’est dit" in text(browser.get(costs(measured, payslips)))


def test_a_difference_is_certain_only_where_ranges_do_not_meet(
    browser: Client, measured: Measured, payslips: Activity
) -> None:
    where = costs(measured, payslips)
    browser.post(where, said(make=("30 000", "35 000"), buy=("20 000,50", "")))
    page = text(browser.get(where))
    assert "Confier coûte 29 998,50 € à 44 998,50 € de moins sur 3 ans" in page
    assert "À connaître : ce que coûte reprendre." in page
    assert [(one.low, one.high) for one in kept(measured)][1] == (2_000_050, 2_000_050)
    browser.post(where, said(2, make=("30000", "35000"), buy=("20000", "40000")))
    page = text(browser.get(f"{where}?ans=1"))
    assert "Rien de sûr sur 1 an : confier peut coûter jusqu’à 10 000 € de plus" in page


def test_usual_hidden_costs_are_proposed_and_written_only_once_saved(
    browser: Client, measured: Measured, payslips: Activity
) -> None:
    where = costs(measured, payslips)
    answer = browser.post(where, said(buy=("20000", "20000")) | {"usage": "1"})
    assert "usage, à ajuster" in text(answer)
    assert kept(measured) == []
    forms = [one for side in answer.context["sides"] for one in side["lines"]]
    told = {
        one[name].html_name: one[name].value()
        for one in forms
        for name in one.fields
        if one[name].value() not in (None, False)
    }
    browser.post(where, told | {"version": "1", "currency": "EUR"})
    found = {one.kind: (one.low, one.high, one.origin) for one in kept(measured)}
    assert found["steering"] == (100_000, 240_000, Origin.CATALOGUE)
    assert found["price"] == (2_000_000, 2_000_000, Origin.MEMBER)


def test_a_range_that_goes_down_is_said_beside_it(
    browser: Client, measured: Measured, payslips: Activity
) -> None:
    answer = browser.post(costs(measured, payslips), said(buy=("30000", "20000")))
    assert "Le plus bas dépasse le plus haut" in text(answer)
    assert "Une ligne est à corriger" in text(answer)
    assert kept(measured) == []


def test_a_line_goes_by_its_box(browser: Client, measured: Measured, payslips: Activity) -> None:
    where = costs(measured, payslips)
    browser.post(where, said(make=("1", "2"), buy=("3", "4")))
    browser.post(where, said(2, make=("1", "2"), buy=("3", "4")) | {"buy-0-gone": "on"})
    assert [one.side for one in kept(measured)] == ["make"]


def test_costs_said_meanwhile_by_somebody_else_are_not_lost(
    browser: Client, measured: Measured, payslips: Activity
) -> None:
    where = costs(measured, payslips)
    browser.post(where, said(make=("1", "2")))
    answer = browser.post(where, said(1, make=("8", "9")))
    assert "Deux personnes ont modifié cette fiche" in text(answer)
    assert [one.low for one in kept(measured)] == [100]


def promised(measured: Measured, activity: Activity, **parts: Any) -> PromisedBenefit:
    told = {"kind": Benefit.DELAY, "promised": 30.0, "due_date": date(2026, 3, 20), **parts}
    with current.company(measured.company.pk):
        sourcing.decided(measured.alice, activity, Choice.ENTRUST, benefits=[Promise(**told)])
        return PromisedBenefit.objects.get()


@time_machine.travel(NOW)
def test_a_promise_due_is_asked_for_on_the_first_page(
    browser: Client, measured: Measured, payslips: Activity
) -> None:
    promised(measured, payslips)
    assert "1 bénéfice promis à mesurer, échu ou avant un mois" in text(
        browser.get(f"/{measured.slug}/")
    )
    with current.company(measured.company.pk):
        PromisedBenefit.objects.update(due_date=date(2026, 6, 1))
    assert "bénéfice promis arrive" not in text(browser.get(f"/{measured.slug}/"))


@time_machine.travel(NOW)
def test_a_decision_to_review_is_asked_for_on_the_first_page(
    browser: Client, measured: Measured, payslips: Activity
) -> None:
    with current.company(measured.company.pk):
        sourcing.decided(measured.alice, payslips, Choice.WAIT, review_date=date(2026, 3, 20))
    assert "1 décision à revoir, échue ou avant un mois" in text(browser.get(f"/{measured.slug}/"))


@time_machine.travel(NOW)
def test_a_promise_is_read_in_the_facts_of_its_indicator(
    browser: Client, measured: Measured
) -> None:
    with current.company(measured.company.pk):
        [activity] = sourcing.added(measured.alice, "PAIE-02")
        cases = [
            event(
                f"P{month}", received=f"2026-0{month}-05 09:00", resolved=f"2026-0{month}-06 09:00",
                site="Lyon", provider="Nova", activity=activity.name,
            )
            for month in (1, 2)
        ]  # fmt: skip
        bring(measured.alice, cases, source="paie")
        results.refresh(at=NOW)
    promised(measured, activity, metric="time_to_resolved_median", promised=30.0)
    answer = browser.get(f"/{measured.slug}/activites/benefices/")
    [row] = answer.context["table"].rows
    assert (row.cells[6].text, row.cells[6].note) == ("24\u00a0h\u00a000", "faits, 2 mois")
    assert row.cells[7].text == "tenue"


@time_machine.travel(NOW)
def test_what_is_measured_is_said_beside_the_promise(
    browser: Client, measured: Measured, payslips: Activity
) -> None:
    one = promised(measured, payslips, kind=Benefit.COST, promised=1_000_000.0)
    where = f"/{measured.slug}/activites/benefices/{one.public_id}/"
    assert "10 000 €" in text(browser.get(where))
    browser.post(where, {"measured": "12 500,50", "version": "1"})
    with current.company(measured.company.pk):
        assert PromisedBenefit.objects.get().measured == 1_250_050
    with time_machine.travel(NOW.replace(month=4)):
        found = text(browser.get(f"/{measured.slug}/activites/benefices/"))
    assert "non tenue" in found


def test_promises_stay_with_who_reads_the_whole(measured: Measured, payslips: Activity) -> None:
    with time_machine.travel(NOW):
        one = promised(measured, payslips)
    bob = browse(measured.member(Role.EXECUTIVE, unit=measured.group.lyon))
    where = f"/{measured.slug}/activites/benefices/"
    assert "Rien n’est promis" in text(bob.get(where))
    assert bob.get(f"{where}{one.public_id}/").status_code == 404
