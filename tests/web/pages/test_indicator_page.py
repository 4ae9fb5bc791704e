"""The page of an indicator says what it means, what was promised, and what happened to it."""

from datetime import date, timedelta

from django.test import Client

from tests.factories.figures import NOW, Measured
from timonerie.domains.performance.models import Indicator
from timonerie.domains.performance.operations import indicators, periods, targets
from timonerie.engine.indicators.metric import Metric
from timonerie.foundations.scope import current

LATER = NOW + timedelta(days=1)


def page(browser: Client) -> str:
    return browser.get("/brevent/indicateurs/sla_met/").content.decode()


def test_it_says_the_definition_in_plain_words(browser: Client, measured: Measured) -> None:
    told = page(browser)
    assert "le fichier dit qu’elle est à l’heure, à défaut elle est finie au plus tard" in told
    assert "le jour de la résolution" in told


def test_four_months_are_too_few_to_expect_anything(browser: Client, measured: Measured) -> None:
    assert "Trop tôt pour dire ce qui est attendu" in page(browser)


def test_a_target_that_changed_stands_in_the_table_as_it_was(
    browser: Client, measured: Measured
) -> None:
    with current.company(measured.company.pk):
        targets.aim(
            by=measured.alice,
            at=LATER,
            indicator=Indicator.objects.get(code="sla_met"),
            start_date=date(2026, 2, 1),
            low=0.9,
            source="contrat Nova",
        )
    told = page(browser)
    assert "remplacée à partir du 01/02/2026" in told
    assert "contrat Nova" in told
    assert '"hasSteps": true' in told


def test_a_new_version_says_what_it_changed_and_by_whom(
    browser: Client, measured: Measured
) -> None:
    with current.company(measured.company.pk):
        indicator = Indicator.objects.get(code="sla_met")
        document = indicator.versions.get().document | {"anchor": "due"}
        indicators.revise(
            by=measured.alice, at=LATER, indicator=indicator, metric=Metric.from_dict(document)
        )
    told = page(browser)
    assert "<del>le jour de la résolution</del> → <ins>le jour de l’échéance</ins>" in told
    assert f"par {measured.alice.name}" in told


def test_a_closed_month_is_marked_in_the_switch_and_in_the_table(
    browser: Client, measured: Measured
) -> None:
    with current.company(measured.company.pk):
        periods.close(by=measured.alice, at=LATER, kind="month", start=date(2026, 2, 1))
    told = page(browser)
    assert "clôturé le 03/03/2026" in told
    assert "#lock" in told
