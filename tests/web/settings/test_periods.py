"""A director closes a month knowing what it lacks, opens it again, and sees what changed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from tests.factories import accounts, figures
from tests.factories.facts import event
from tests.factories.figures import NOW, Measured
from timonerie.domains.performance.enums import JobKind
from timonerie.domains.performance.models import Period
from timonerie.domains.performance.operations import periods, results
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.jobs.models import Job
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")
FEBRUARY = "/brevent/reglages/periodes/mois/2026-02-01/"


@pytest.fixture
def browser(measured: Measured) -> Client:
    client = Client()
    client.force_login(accounts.user_of(measured.alice))
    return client


def test_the_list_says_how_each_month_stands(browser: Client) -> None:
    told = browser.get("/brevent/reglages/periodes/").content.decode()
    assert "février 2026" in told
    assert "3 sites sur 3" in told


@pytest.mark.parametrize("word", ["semaine", "trimestre", "annee"])
def test_every_kind_of_period_has_its_list(browser: Client, word: str) -> None:
    assert browser.get(f"/brevent/reglages/periodes/?sorte={word}").status_code == 200


def test_an_address_that_names_no_period_answers_not_found(browser: Client) -> None:
    for path in ("?sorte=jour", "mois/2026-02-03/", "mois/demain/"):
        assert browser.get(f"/brevent/reglages/periodes/{path}").status_code == 404


def test_closing_is_confirmed_by_its_consequence(browser: Client, measured: Measured) -> None:
    assert "ne changeront plus en silence" in browser.get(FEBRUARY).content.decode()
    told = browser.post(f"{FEBRUARY}cloturer/", follow=True).content.decode()
    assert "Clôturé" in told
    assert f"par {measured.alice.name}" in told


def test_the_settings_count_what_is_closed(browser: Client, measured: Measured) -> None:
    with current.company(measured.company.pk):
        for start in (date(2026, 1, 1), date(2026, 2, 1)):
            at = NOW + timedelta(days=1)
            periods.close(by=measured.alice, at=at, kind="month", start=start)
    assert "2 clôturées" in browser.get("/brevent/reglages/").content.decode()


def test_closing_twice_keeps_the_first_closing(measured: Measured) -> None:
    with current.company(measured.company.pk):
        for days in (1, 2):
            at = NOW + timedelta(days=days)
            periods.close(by=measured.alice, at=at, kind="month", start=date(2026, 2, 1))
        assert Period.objects.get().closed_at == NOW + timedelta(days=1)


@pytest.mark.parametrize(
    ("zone", "day"), [("Europe/Paris", "10/03/2026"), ("America/Martinique", "09/03/2026")]
)
def test_a_closing_is_dated_by_the_clock_of_the_company(
    browser: Client, measured: Measured, zone: str, day: str
) -> None:
    late = datetime(2026, 3, 9, 23, 30, tzinfo=UTC)
    Company.objects.update(zone=zone)
    with current.company(measured.company.pk):
        periods.close(by=measured.alice, at=late, kind="month", start=date(2026, 2, 1))
    told = browser.get("/brevent/reglages/periodes/").content.decode()
    assert f"clôturé le {day}" in told


def test_opening_again_takes_a_reason_and_asks_for_the_figures(
    browser: Client, measured: Measured
) -> None:
    browser.post(f"{FEBRUARY}cloturer/")
    assert "obligatoire" in browser.post(f"{FEBRUARY}rouvrir/", {"reason": ""}).content.decode()
    answer = browser.post(f"{FEBRUARY}rouvrir/", {"reason": "facture contestée"}, follow=True)
    assert "facture contestée" in answer.content.decode()
    with current.company(measured.company.pk):
        assert Job.objects.filter(kind=JobKind.REFRESH).count() == 1


def test_a_late_fact_is_told_as_a_correction(browser: Client, measured: Measured) -> None:
    with current.company(measured.company.pk):
        at = NOW + timedelta(days=1)
        periods.close(by=measured.alice, at=at, kind="month", start=date(2026, 2, 1))
        late = event("late", received="2026-02-10 09:00", resolved="2026-02-11 09:00")
        figures.bring(measured.alice, [late], name="tardif.csv")
        results.refresh(at=NOW + timedelta(days=2))
    told = browser.get(FEBRUARY).content.decode()
    assert "Demandes reçues" in told
    assert "04/03/2026" in told
    assert "chiffres corrigés" in browser.get("/brevent/reglages/periodes/").content.decode()


def test_a_late_fact_tells_only_the_figures_that_it_changed(
    browser: Client, measured: Measured
) -> None:
    """A case like the others, at a site that never missed: its share met stays whole."""
    with current.company(measured.company.pk):
        at = NOW + timedelta(days=1)
        periods.close(by=measured.alice, at=at, kind="month", start=date(2026, 2, 1))
        late = event(
            "late",
            received="2026-02-10 09:00",
            resolved="2026-02-11 09:00",
            due="2026-02-12 09:00",
            site="Nantes",
            provider="Clarté",
        )
        figures.bring(measured.alice, [late], name="tardif.csv")
        results.refresh(at=NOW + timedelta(days=2))
    table = browser.get(FEBRUARY).context["corrected"]
    told = {(str(row.cells[0].text), str(row.cells[1].text)) for row in table.rows}
    assert ("Demandes reçues", "Nantes") in told
    assert ("Respect du niveau de service", "Nantes") not in told
    assert all(row.cells[2].text != row.cells[3].text for row in table.rows)


def test_a_month_opened_again_tells_no_correction(browser: Client, measured: Measured) -> None:
    february = date(2026, 2, 1)
    with current.company(measured.company.pk):
        at = NOW + timedelta(days=1)
        periods.close(by=measured.alice, at=at, kind="month", start=february)
        late = event("late", received="2026-02-10 09:00", resolved="2026-02-11 09:00")
        figures.bring(measured.alice, [late], name="tardif.csv")
        results.refresh(at=NOW + timedelta(days=2))
        periods.reopen(
            by=measured.alice,
            at=NOW + timedelta(days=3),
            kind="month",
            start=february,
            reason="facture contestée",
        )
    assert "chiffres corrigés" not in browser.get("/brevent/reglages/periodes/").content.decode()
    assert "(avant" not in browser.get("/brevent/?mois=2026-02").content.decode()


def test_the_page_of_a_month_prints_as_a_sheet(browser: Client) -> None:
    assert "Imprimé par" in browser.get(FEBRUARY).content.decode()


def test_who_may_not_close_is_not_offered_to(measured: Measured) -> None:
    client = Client()
    client.force_login(measured.member(Role.SITE_MANAGER, unit=measured.group.lyon))
    assert "cloturer" not in client.get(FEBRUARY).content.decode()
    assert client.post(f"{FEBRUARY}cloturer/").status_code == 403
