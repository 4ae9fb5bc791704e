"""The inventory on screen: the list, what is known of an activity, who holds it, another site."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.figures import NOW, Measured
from tests.web.pages.conftest import browse
from timonerie.domains.organisation.models import Seat
from timonerie.domains.organisation.operations import seats
from timonerie.domains.sourcing.enums import Certainty, Origin, ValueField
from timonerie.domains.sourcing.models import Activity, ActivityValue
from timonerie.domains.sourcing.operations import activities, values
from timonerie.domains.sourcing.operations.values import Source
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow

SINCE = date(2025, 1, 1)
SEASON = [str(rank) for rank in range(1, 13)]


@pytest.fixture
def bulletins(measured: Measured) -> Activity:
    """Vital, served by Nova at Lyon; Nantes does it itself."""
    with current.company(measured.company.pk):
        activity = activities.create(
            by=measured.alice, at=NOW, name="Bulletins", criticality=4, volume_unit="bulletins"
        )
        for unit, provider in (
            (measured.group.lyon, measured.nova),
            (measured.group.nantes, None),
        ):
            activities.assign(
                by=measured.alice, at=NOW, activity=activity, unit=unit, provider=provider,
                start_date=SINCE,
            )  # fmt: skip
        return activity


def say(measured: Measured, activity: Activity, unit: Any = None, **said: Any) -> None:
    with current.company(measured.company.pk):
        values.say(
            by=measured.alice, at=NOW, activity=activity, unit=unit,
            said={ValueField(name): value for name, value in said.items()},
        )  # fmt: skip


def seat(measured: Measured, name: str) -> Seat:
    with current.company(measured.company.pk):
        return seats.create(by=measured.alice, at=NOW, name=name, unit=measured.group.root)


def text(answer: Any) -> str:
    """Of a page, with plain spaces."""
    found = re.sub(r"\s+", " ", answer.content.decode())
    return found.replace("\u00a0", " ").replace("\u202f", " ").replace("&#x27;", "'")


def page(client: Client, measured: Measured, path: str) -> str:
    answer = client.get(f"/{measured.slug}/activites/{path}")
    assert answer.status_code == 200, path
    return text(answer)


def version(measured: Measured, activity: Activity) -> int:
    with current.company(measured.company.pk):
        found: int = Activity.objects.get(pk=activity.pk).version
    return found


def cells(client: Client, address: str) -> list[dict[str, str]]:
    """The lines of the list, by column."""
    table = client.get(address).context["table"]
    names = [column.key for column in table.columns]
    return [
        dict(zip(names, (str(cell.text) for cell in row.cells), strict=True)) for row in table.rows
    ]


def test_the_list_tells_what_is_known_and_leads_to_what_is_missing(
    browser: Client, measured: Measured, bulletins: Activity
) -> None:
    say(measured, bulletins, measured.group.lyon, yearly_cost={"cents": 900_000, "currency": "EUR"})
    address = f"/{measured.slug}/activites/"
    [line] = cells(browser, address)
    assert line["repond"] == "à désigner"
    assert line["decision"] == "à décider"
    table = browser.get(address).context["table"]
    assert {cell.note for cell in table.rows[0].cells} >= {"1 site sur 2"}
    assert "1 activité sur 1" in str(table.total.cells[0].note)
    counts = browser.get(address).context["counts"]
    assert [one.value for one in counts] == [1, 1, 0, 1]
    for one in counts[:2]:
        assert len(cells(browser, one.url)) == 1


def test_the_total_is_that_of_the_lines_shown(
    browser: Client, measured: Measured, bulletins: Activity
) -> None:
    say(measured, bulletins, yearly_cost={"cents": 900_000, "currency": "EUR"})
    with current.company(measured.company.pk):
        other = activities.create(by=measured.alice, at=NOW, name="Ménage", criticality=1)
    say(measured, other, yearly_cost={"cents": 100_000, "currency": "EUR"})
    address = f"/{measured.slug}/activites/"

    def total(query: str) -> str:
        told = browser.get(address + query).context["table"].total
        return " ".join(str(cell.text) for cell in told.cells)

    assert "10\u202f000" in total("")
    assert "1\u202f000" in total("?filtre.criticite=1")


def test_who_sees_one_site_reads_neither_decisions_nor_totals(
    measured: Measured, bulletins: Activity
) -> None:
    say(measured, bulletins, yearly_cost={"cents": 900_000, "currency": "EUR"}, tools="Sage")
    say(measured, bulletins, measured.group.lyon, tools="Silae")
    say(measured, bulletins, measured.group.nantes, tools="Excel")
    with current.company(measured.company.pk):
        manager = browse(measured.member(Role.SITE_MANAGER, unit=measured.group.lyon))
    [line] = cells(manager, f"/{measured.slug}/activites/")
    assert line["cout"] == "—"
    assert "verdict" not in line
    found = page(manager, measured, f"{bulletins.public_id}/")
    assert "Silae" in found
    assert not any(word in found for word in ("Excel", "Sage", "9 000", "Dire ce qu’on en sait"))
    assert manager.get(f"/{measured.slug}/activites/proposees/").status_code == 403


def test_the_page_tells_each_field_and_what_sites_say_differently(
    browser: Client, measured: Measured, bulletins: Activity
) -> None:
    say(measured, bulletins, measured.group.lyon, tools="Silae", yearly_volume=600)
    say(measured, bulletins, measured.group.nantes, tools="Excel")
    found = page(browser, measured, f"{bulletins.public_id}/")
    assert "600 bulletins par an" in found
    assert "1 site sur 2" in found
    assert "Les sites ne disent pas la même chose" in found
    assert "à connaître" in found
    answer = browser.get(f"/{measured.slug}/activites/{bulletins.public_id}/")
    rows = answer.context["known"]["differences"].rows
    assert [[str(cell.text) for cell in row.cells] for row in rows] == [
        ["Outils", "Silae", "Excel"]
    ]


def test_values_are_said_for_the_company_then_for_a_site(
    browser: Client, measured: Measured, bulletins: Activity
) -> None:
    address = f"/{measured.slug}/activites/{bulletins.public_id}/connaitre/"
    told = {
        "version": version(measured, bulletins), "yearly_volume": "1200", "yearly_cost": "9600,50",
        "heads": "0,5", "handled": ["staff", "bank"], "confidentiality": "3", "tools": "Silae",
    }  # fmt: skip
    told |= {f"seasonality_{rank}": one for rank, one in enumerate(SEASON)}
    browser.post(address, told)
    with current.company(measured.company.pk):
        known = dict(ActivityValue.objects.filter(unit=None).values_list("field", "value"))
    assert known["yearly_cost"] == {"cents": 960_050, "currency": "EUR"}
    assert (known["heads"], known["data"]) == (0.5, ["bank", "staff"])
    assert known["seasonality"] == [float(one) for one in SEASON]
    found = page(browser, measured, f"{bulletins.public_id}/")
    assert "plus forte en décembre" in found
    site = measured.group.lyon
    browser.post(
        f"{address}?site={site.public_id}",
        {"version": version(measured, bulletins), "tools": "Excel"},
    )
    with current.company(measured.company.pk):
        assert ActivityValue.objects.get(unit=site).value == "Excel"
        assert ActivityValue.objects.filter(unit=None).count() == len(known)


def test_what_somebody_wrote_first_is_shown_beside_what_was_typed(
    browser: Client, measured: Measured, bulletins: Activity
) -> None:
    seen = version(measured, bulletins)
    say(measured, bulletins, tools="Silae")
    address = f"/{measured.slug}/activites/{bulletins.public_id}/connaitre/"
    answer = text(browser.post(address, {"version": seen, "tools": "Excel", "handled": "staff"}))
    assert "Deux personnes ont modifié cette fiche" in answer
    assert "Silae" in answer
    assert 'value="Excel"' in answer
    assert re.search(r'value="staff"[^>]*checked', answer)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("yearly_volume", "-3", "supérieur"),
        ("yearly_volume", "12.000", "deux façons"),
        ("yearly_cost", "1,005", "décimales"),
        ("yearly_cost", "12.000", "deux façons"),
        ("seasonality_0", "1", "douze mois, ou aucun"),
    ],
)
def test_a_value_that_does_not_read_is_said_beside_its_field(
    browser: Client, measured: Measured, bulletins: Activity, field: str, typed: str, said: str
) -> None:
    address = f"/{measured.slug}/activites/{bulletins.public_id}/connaitre/"
    answer = text(browser.post(address, {"version": version(measured, bulletins), field: typed}))
    assert said in answer
    with current.company(measured.company.pk):
        assert not ActivityValue.objects.exists()


def test_an_executive_of_one_site_says_nothing_of_the_others(
    measured: Measured, bulletins: Activity
) -> None:
    with current.company(measured.company.pk):
        client = browse(measured.member(Role.EXECUTIVE, unit=measured.group.lyon))
    address = f"/{measured.slug}/activites/{bulletins.public_id}/connaitre/"
    answer = client.get(address)
    assert answer.headers["Location"].endswith(f"?site={measured.group.lyon.public_id}")
    assert client.get(f"{address}?site={measured.group.nantes.public_id}").status_code == 404
    assert client.get(f"{address}?site=nowhere").status_code == 404


def test_who_holds_it_is_said_in_one_form(
    browser: Client, measured: Measured, bulletins: Activity
) -> None:
    daf, payroll = seat(measured, "DAF"), seat(measured, "Paie")
    address = f"/{measured.slug}/activites/{bulletins.public_id}/qui/"
    told = {
        "version": version(measured, bulletins), "accountable": daf.public_id,
        "deputy": payroll.public_id, "has_no_keeper": "on", "vetoes": ["pay"],
    }  # fmt: skip
    browser.post(address, told)
    found = page(browser, measured, f"{bulletins.public_id}/")
    assert "Paie, Ateliers Brévent" in found
    assert "Reste chez vous" in found
    assert "payer" in found
    refused = text(
        browser.post(
            address, {**told, "version": version(measured, bulletins), "keeper": daf.public_id}
        )
    )
    assert "gardez l’un des deux" in refused


def test_another_site_is_taken_over_after_a_preview(
    browser: Client, measured: Measured, bulletins: Activity
) -> None:
    say(measured, bulletins, measured.group.lyon, tools="Silae", yearly_volume=600)
    lyon, nantes = measured.group.lyon.public_id, measured.group.nantes.public_id
    preview = page(browser, measured, f"reprendre/?source={lyon}&unit={nantes}")
    assert "Silae" in preview
    assert "600" not in preview
    told = {"source": lyon, "unit": nantes, "choisi": [bulletins.public_id]}
    answer = text(browser.post(f"/{measured.slug}/activites/reprendre/", told, follow=True))
    assert "1 valeur de Lyon est proposée pour Nantes" in answer
    same = page(browser, measured, f"reprendre/?source={lyon}&unit={lyon}")
    assert "deux sites différents" in same
    assert "Rien à reprendre" in page(browser, measured, f"reprendre/?source={lyon}&unit={nantes}")


def test_what_hangs_on_a_provider_or_a_head_is_told(
    browser: Client, measured: Measured, bulletins: Activity
) -> None:
    empty = page(browser, measured, "dependances/")
    assert "Personne ne répond d’une activité vitale" in empty
    with current.company(measured.company.pk):
        other = activities.create(by=measured.alice, at=NOW, name="DSN", criticality=4)
        activities.assign(
            by=measured.alice, at=NOW, activity=other, unit=measured.group.lyon,
            provider=measured.nova, start_date=SINCE,
        )  # fmt: skip
        nova = measured.nova.public_id
    found = page(browser, measured, "dependances/")
    assert "Nova tient 2 activités vitales à la fois" in found
    assert "chez Nova seul" in found
    sheet = browser.get(f"/{measured.slug}/activites/dependances/?format=csv&table=carte")
    assert "vous-mêmes" in sheet.content.decode()
    provider = text(browser.get(f"/{measured.slug}/prestataires/{nova}/"))
    assert "2 activités vitales tiennent à Nova" in provider
    with current.company(measured.company.pk):
        manager = browse(measured.member(Role.SITE_MANAGER, unit=measured.group.nantes))
    seen = page(manager, measured, "dependances/")
    assert "Nova" not in seen
    assert "seules activités" in seen


def test_each_page_asks_at_most_twenty_questions(
    browser: Client, measured: Measured, bulletins: Activity
) -> None:
    say(measured, bulletins, measured.group.lyon, tools="Silae", yearly_volume=600)
    here = f"{bulletins.public_id}/"
    for path in ("", here, f"{here}connaitre/", f"{here}qui/", "reprendre/", "dependances/"):
        page(browser, measured, path)
        with CaptureQueriesContext(connection) as queries:
            page(browser, measured, path)
        assert len(queries) <= 20, (path, len(queries))


def test_books_in_euros_and_a_member_in_francs_are_told_beside_each_other(
    browser: Client, measured: Measured, bulletins: Activity
) -> None:
    books = Source(origin=Origin.BOOKS, certainty=Certainty.MEASURED, evidence="Cabinet")
    francs, euros = ({"cents": 100_000, "currency": one} for one in ("CHF", "EUR"))
    say(measured, bulletins, yearly_cost=francs)
    with current.company(measured.company.pk):
        values.say(
            by=measured.alice, at=NOW, activity=bulletins, unit=None,
            said={ValueField.YEARLY_COST: euros}, source=books,
        )  # fmt: skip
    assert "1 000 €" in page(browser, measured, f"{bulletins.public_id}/")
