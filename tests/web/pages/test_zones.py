"""Instants are told on the clock of the site where they happened."""

from django.test import Client

from tests.factories import figures
from tests.factories.facts import event
from tests.factories.figures import NOW, Measured
from timonerie.domains.organisation.models import Calendar
from timonerie.domains.organisation.operations import calendars, units
from timonerie.foundations.scope import current


def bring_a_case_of_reunion(measured: Measured) -> None:
    with current.company(measured.company.pk):
        document = Calendar.objects.get().versions.get().document
        island = calendars.create(
            by=measured.alice, at=NOW, name="Île", document={**document, "zone": "Indian/Reunion"}
        )
        units.create(by=measured.alice, at=NOW, kind="site", name="Saint-Denis", calendar=island)
        row = event(
            "R-1", received="2026-02-02 06:00", resolved="2026-02-02 08:30", site="Saint-Denis"
        )
        figures.bring(measured.alice, [row], source="île", name="ile.csv")


def test_a_case_of_reunion_is_told_on_its_clock_and_says_so(
    browser: Client, measured: Measured
) -> None:
    bring_a_case_of_reunion(measured)
    page = browser.get(f"/{measured.slug}/faits/?tri=dossier&sens=desc")
    row = next(row for row in page.context["table"].rows if row.cells[0].text == "R-1")
    assert row.cells[3].text == "02/02/2026 à 10\u00a0h\u00a000 (heure de La Réunion)"
    case = browser.get(row.cells[0].url)
    assert "lundi 2 février 2026 à 12\u00a0h\u00a030 (heure de La Réunion)" in case.text


def test_a_case_of_the_company_s_own_zone_does_not_name_it(
    browser: Client, measured: Measured
) -> None:
    assert "heure de" not in browser.get(f"/{measured.slug}/faits/").text
