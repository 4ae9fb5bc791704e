"""Sites and providers on one scale, each with its target and how many cases stand behind it."""

from typing import Any

import pytest
from django.test import Client

from tests.factories.figures import Measured
from tests.web.pages.conftest import browse
from timonerie.foundations.accounts.enums import Role


def compared(client: Client, measured: Measured, query: str = "", what: str = "sites") -> Any:
    address = f"/{measured.slug}/{what}/comparer/?indicateur=sla_met&mois=2026-02{query}"
    page = client.get(address)
    assert page.status_code == 200
    return page.context["comparison"]


def test_every_site_stands_on_one_scale_by_name(browser: Client, measured: Measured) -> None:
    bars = compared(browser, measured).bars
    assert [(bar.label, bar.value) for bar in bars.bars] == [
        ("Grenoble", 1.0),
        ("Lyon", 0.5),
        ("Nantes", 1.0),
    ]
    assert bars.target == 0.95


def test_ratios_of_a_column_keep_the_same_decimals(browser: Client, measured: Measured) -> None:
    drawn = compared(browser, measured).bars.drawn()
    assert [one.text for one in drawn] == ["100,0\u00a0%", "50,0\u00a0%", "100,0\u00a0%"]


@pytest.mark.parametrize(("order", "first"), [("valeur", "Lyon"), ("-valeur", "Grenoble")])
def test_the_order_is_the_one_asked(
    browser: Client, measured: Measured, order: str, first: str
) -> None:
    assert compared(browser, measured, f"&tri={order}").bars.bars[0].label == first


def test_the_furthest_from_their_target_come_first(browser: Client, measured: Measured) -> None:
    assert compared(browser, measured, "&tri=ecart").bars.bars[0].label == "Lyon"


def test_a_handful_of_cases_is_said(browser: Client, measured: Measured) -> None:
    found = compared(browser, measured)
    assert found.bars.bars[0].note == "4 dossiers, moins de 10"
    assert found.caution.startswith("Grenoble, Lyon, Nantes")


def test_the_address_chooses_who_is_compared(browser: Client, measured: Measured) -> None:
    group = measured.group
    query = f"&site={group.lyon.public_id}&site={group.nantes.public_id}"
    assert [bar.label for bar in compared(browser, measured, query).bars.bars] == [
        "Lyon",
        "Nantes",
    ]


def test_who_has_no_figure_is_listed_with_the_reason(browser: Client, measured: Measured) -> None:
    page = browser.get(f"/{measured.slug}/sites/comparer/?indicateur=sla_met&mois=2026-03")
    found = page.context["comparison"]
    assert found.bars is None
    assert {(one["name"], one["state"]) for one in found.absent} == {
        ("Grenoble", "missing"),
        ("Lyon", "missing"),
        ("Nantes", "missing"),
    }


def test_providers_are_compared_alike(browser: Client, measured: Measured) -> None:
    found = compared(browser, measured, what="prestataires")
    assert [bar.label for bar in found.bars.bars] == ["Clarté", "Nova"]


def test_a_reader_of_one_site_compares_it_with_nobody(measured: Measured) -> None:
    client = browse(measured.member(Role.SITE_MANAGER, unit=measured.group.lyon))
    assert [bar.label for bar in compared(client, measured).bars.bars] == ["Lyon"]
    nantes = measured.group.nantes.public_id
    address = f"/{measured.slug}/sites/comparer/?indicateur=sla_met&site={nantes}"
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("query", ["tri=rang", "indicateur=inconnu", "site=inconnu"])
def test_an_address_that_names_nothing_is_not_found(
    browser: Client, measured: Measured, query: str
) -> None:
    assert browser.get(f"/{measured.slug}/sites/comparer/?{query}").status_code == 404
