"""The page of an indicator says what it means, what was promised, and what happened to it."""

from datetime import date, timedelta

from django.test import Client

from tests.factories.figures import NOW, Measured
from timonerie.domains.performance.models import Indicator
from timonerie.domains.performance.operations import indicators, periods, results, targets
from timonerie.engine.indicators.metric import Metric
from timonerie.foundations.scope import current
from timonerie.foundations.wording.states import State

LATER = NOW + timedelta(days=1)


def made(measured: Measured, label: str) -> Indicator:
    """An indicator of the company's own: cases solved within eight working hours."""
    metric = Metric.from_dict(
        {
            "code": "rapides",
            "label": label,
            "unit": "ratio",
            "direction": "higher",
            "aggregate": "ratio",
            "numerator": {"met": ["worked"], "within_seconds": 8 * 3600},
        }
    )
    return indicators.create(by=measured.alice, at=LATER, metric=metric)


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


def test_a_promise_in_working_hours_says_how_many(browser: Client, measured: Measured) -> None:
    with current.company(measured.company.pk):
        made(measured, "Rapides")
    told = browser.get("/brevent/indicateurs/rapides/").content.decode().replace("\u00a0", " ")
    assert "elle est résolue en 8 h 00 ouvrées au plus" in told


def test_a_month_closed_before_an_indicator_says_that_it_has_no_figure_of_it(
    browser: Client, measured: Measured
) -> None:
    february = date(2026, 2, 1)
    with current.company(measured.company.pk):
        periods.close(by=measured.alice, at=NOW, kind="month", start=february)
        made(measured, "Rapides")
        results.recompute(at=LATER + timedelta(hours=1))
    told = browser.get("/brevent/chiffre/rapides/?mois=2026-02").content.decode()
    assert "clôturé avant que cet indicateur existe" in told
    assert "aucun dossier ne compte ici" not in told


def test_what_was_never_measured_is_without_object_in_the_list(
    browser: Client, measured: Measured
) -> None:
    table = browser.get("/brevent/indicateurs/?mois=2026-02").context["table"]
    states = {str(row.cells[0].text): row.cells[3] for row in table.rows}
    assert states["Unités d’œuvre"].state == State.NO_OBJECT
    assert str(states["Unités d’œuvre"].text) == "sans objet"
