"""Each figure says why it is in its state, with its numbers; out of reach, it says nothing."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.factories import accounts, figures
from tests.factories.figures import NOW, Measured
from tests.web.pages.conftest import browse
from timonerie.domains.organisation.models import Unit
from timonerie.domains.performance.models import Indicator
from timonerie.domains.performance.operations import targets
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current
from timonerie.web import origins


def figure(client: Client, measured: Measured, code: str = "sla_met", **query: object) -> Any:
    words = "&".join(f"{name}={value}" for name, value in query.items())
    return client.get(f"/{measured.slug}/chiffre/{code}/?{words}")


def test_a_missed_target_says_by_how_much_and_shows_the_division(
    browser: Client, measured: Measured
) -> None:
    page = figure(browser, measured, site=measured.group.lyon.public_id, mois="2026-02-01")
    assert page.context["calculation"] == "2 dossiers sur 4 = 50\u00a0%"
    assert "est manquée de 45\u00a0points" in page.context["reason"]
    assert page.context["caution"] == (
        "Moins de 10 dossiers\u00a0: un seul de plus ou de moins déplace le chiffre de "
        "25\u00a0points."
    )


def test_one_case_of_several_is_singular(db: None) -> None:
    small = figures.measured(slug="petite", cases=2)
    client = browse(accounts.user_of(small.alice))
    page = figure(client, small, site=small.group.lyon.public_id, mois="2026-02-01")
    assert page.context["calculation"] == "1 dossier sur 2 = 50\u00a0%"


def test_a_target_of_one_site_wins_over_that_of_all_and_says_so(
    browser: Client, measured: Measured
) -> None:
    with current.company(measured.company.pk):
        targets.aim(
            by=measured.alice,
            at=NOW,
            indicator=Indicator.objects.get(code="sla_met"),
            unit=Unit.objects.get(name="Lyon"),
            start_date=NOW.date().replace(month=1),
            low=0.4,
        )
    page = figure(browser, measured, site=measured.group.lyon.public_id, mois="2026-02-01")
    assert [(one.scope, one.holds) for one in page.context["aims"]] == [
        ("fixée pour Lyon", True),
        ("fixée pour tous", False),
    ]
    assert page.context["state"] == "met"


def test_what_came_is_named_with_its_last_day(browser: Client, measured: Measured) -> None:
    page = figure(browser, measured, site=measured.group.nantes.public_id, mois="2026-02-01")
    arrival = page.context["arrived"][0]
    assert (arrival.place, arrival.source, arrival.state) == ("Nantes", "outil", "met")


def test_what_is_missing_is_read_at_once_and_what_came_is_folded(
    browser: Client, measured: Measured
) -> None:
    whole = figure(browser, measured, mois="2026-02-01")
    assert (len(whole.context["missing"]), len(whole.context["arrived"])) == (0, 3)
    assert "3 envois arrivés</summary>" in whole.text
    late = figure(browser, measured, mois="2026-03-01")
    assert (len(late.context["missing"]), len(late.context["arrived"])) == (3, 0)
    assert "envois arrivés" not in late.text


def test_many_missing_deliveries_are_folded_after_the_first(
    browser: Client, measured: Measured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(origins, "SHOWN", 1)
    page = figure(browser, measured, mois="2026-03-01")
    assert "et 2 autres envois manquants</summary>" in page.text


def test_a_month_that_nothing_covers_names_the_source_and_its_last_day(
    browser: Client, measured: Measured
) -> None:
    page = figure(browser, measured, site=measured.group.nantes.public_id, mois="2026-03-01")
    assert page.context["state"] == "missing"
    assert "ni zéro ni cent" in page.context["reason"]
    assert page.context["missing"][0].text.startswith("rien depuis le")


def test_what_was_never_measured_has_no_object(browser: Client, measured: Measured) -> None:
    page = figure(browser, measured, "reworked", site=measured.group.lyon.public_id)
    assert page.context["value"] == "sans objet"
    assert "jamais été mesuré" in page.context["reason"]


@pytest.mark.parametrize("part", ["", "nantes"])
def test_a_figure_out_of_reach_does_not_exist(measured: Measured, part: str) -> None:
    client = browse(measured.member(Role.SITE_MANAGER, unit=measured.group.lyon))
    query = {"site": getattr(measured.group, part).public_id} if part else {}
    assert figure(client, measured, **query).status_code == 404
    assert figure(client, measured, site=measured.group.lyon.public_id).status_code == 200


def test_every_card_and_every_cell_leads_to_its_explanation(
    browser: Client, measured: Measured
) -> None:
    page = browser.get(f"/{measured.slug}/?mois=2026-02")
    cells = [cell.url for row in page.context["sites"].rows for cell in row.cells]
    cards = [card.explanation_url for card in page.context["cards"]]
    assert {browser.get(url).status_code for url in {*cells, *cards}} == {200}


def test_a_reader_of_a_team_is_led_to_no_case(measured: Measured) -> None:
    team = measured.group.payroll_team
    client = browse(measured.member(Role.TEAM_MANAGER, unit=team))
    page = figure(client, measured, equipe=team.public_id, mois="2026-02")
    assert page.context["count"] > 0
    assert page.context["facts_url"] == ""


def test_a_cell_judged_by_a_target_of_its_own_says_it(browser: Client, measured: Measured) -> None:
    with current.company(measured.company.pk):
        targets.aim(
            by=measured.alice,
            at=NOW,
            indicator=Indicator.objects.get(code="sla_met"),
            start_date=date(2026, 1, 1),
            low=0.5,
            provider=measured.nova,
        )
    found = browser.get("/brevent/?mois=2026-02").context["providers"]
    notes = {row.label: row.cells[0].note for row in found.rows}
    assert notes == {"Nova": "≥\u00a050\u00a0%", "Clarté": ""}
