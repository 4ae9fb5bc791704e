"""The list of facts: filters, order, pages and export stand in the address."""

import csv
from datetime import datetime, time, timedelta
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from tests.factories import accounts, figures
from tests.factories.facts import event
from tests.factories.figures import Measured
from tests.web.pages.conftest import browse
from tests.web.sheets import sheet
from timonerie.foundations.scope import current
from timonerie.web.pages import facts


@pytest.fixture
def many(db: None) -> Measured:
    """More facts than a page shows."""
    return figures.measured(cases=10, slug="autre")


def cases(answer: Any) -> list[str]:
    return [str(row.cells[0].text) for row in answer.context["table"].rows]


def exported(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(answer.getvalue().decode("utf-8-sig")), delimiter=";"))


def test_pages_follow_each_other_without_a_gap(many: Measured) -> None:
    browser = browse(accounts.user_of(many.alice))
    pages = [cases(browser.get(f"/{many.slug}/faits/?tri=dossier&page={n}")) for n in (1, 2, 3)]
    listed = [case for page in pages for case in page]
    assert [len(page) for page in pages] == [50, 50, 20]
    assert listed == sorted(set(listed))


@pytest.mark.parametrize("order", ["dossier", "recu", "resolu", "ouvre", "echeance"])
def test_an_order_and_its_reverse_mirror_each_other(
    browser: Client, measured: Measured, order: str
) -> None:
    def values(asked: str) -> list[str]:
        answer = browser.get(f"/{measured.slug}/faits/?format=csv&tri={asked}")
        column = {"ouvre": "temps_ouvre"}.get(order, order)
        return [row[column] for row in exported(answer)]

    assert values(order) == values(f"-{order}")[::-1]


def test_the_export_is_the_list(browser: Client, measured: Measured) -> None:
    address = f"/{measured.slug}/faits/?indicateur=sla_met&mois=2026-02&tri=dossier"
    listed = cases(browser.get(address))
    lines = exported(browser.get(f"{address}&format=csv"))
    assert [line["dossier"] for line in lines] == listed
    assert [line["au_numerateur"] for line in lines].count("non") == 2


def test_a_workbook_holds_real_instants_and_durations(browser: Client, measured: Measured) -> None:
    address = f"/{measured.slug}/faits/?indicateur=sla_met&mois=2026-02&tri=dossier"
    rows = sheet(browser.get(f"{address}&format=xlsx").content)
    first = dict(zip(rows[0], rows[1], strict=True))
    assert isinstance(first["recu"], datetime)
    assert isinstance(first["temps_ouvre"], timedelta | time)


def test_a_list_too_long_for_a_workbook_says_so(
    browser: Client, measured: Measured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "LONGEST_BOOK", 2)
    answer = browser.get(f"/{measured.slug}/faits/?format=xlsx&tri=dossier", follow=True)
    assert answer.redirect_chain == [(f"/{measured.slug}/faits/?tri=dossier", 302)]
    assert "trop longue pour un classeur" in answer.text


def test_a_case_named_like_a_formula_is_exported_as_text(
    browser: Client, measured: Measured
) -> None:
    with current.company(measured.company.pk):
        figures.bring(measured.alice, [event("=HYPERLINK(1)")], source="autre", name="autre.csv")
    answer = browser.get(f"/{measured.slug}/faits/?format=csv")
    assert "'=HYPERLINK(1)" in {line["dossier"] for line in exported(answer)}


@pytest.mark.parametrize(
    "query",
    [
        "site=00000000-0000-4000-8000-000000000000",
        "prestataire=quelqu-un",
        "indicateur=inconnu",
        "mois=jamais",
        "mois=2026-13",
        "tri=couleur",
    ],
)
def test_a_filter_that_names_nothing_is_not_found(
    browser: Client, measured: Measured, query: str
) -> None:
    assert browser.get(f"/{measured.slug}/faits/?{query}").status_code == 404


def test_a_filter_that_finds_nothing_says_what_to_do(browser: Client, measured: Measured) -> None:
    page = browser.get(f"/{measured.slug}/faits/?mois=2020-01").content.decode()
    assert "Aucun dossier ne répond à ces filtres" in page


def test_the_bar_shows_what_the_address_says_and_a_chip_takes_it_away(
    browser: Client, measured: Measured
) -> None:
    lyon = measured.group.lyon.public_id
    page = browser.get(f"/{measured.slug}/faits/?site={lyon}&mois=2026-02&tri=dossier")
    bar = {field.name: field.value() for field in page.context["filters"]}
    assert bar["site"] == str(lyon)
    assert bar["mois"] == "2026-02"
    assert bar["tri"] == "dossier"
    chips = {chip["label"]: chip["url"] for chip in page.context["chips"]}
    assert chips["Lyon"] == "?mois=2026-02&tri=dossier"


def test_an_order_that_another_indicator_lacks_falls_back(
    browser: Client, measured: Measured
) -> None:
    page = browser.get(f"/{measured.slug}/faits/?tri=compte")
    assert page.status_code == 200


def test_a_case_without_an_end_is_in_progress(browser: Client, measured: Measured) -> None:
    with current.company(measured.company.pk):
        figures.bring(measured.alice, [event("OUVERT")], source="autre", name="autre.csv")
    page = browser.get(f"/{measured.slug}/faits/")
    ends = {str(row.cells[0].text): row.cells[4] for row in page.context["table"].rows}
    assert (ends["OUVERT"].text, ends["OUVERT"].is_soft) == ("en cours", True)
    assert not ends["L2602-000"].is_soft
    assert '<span class="soft">en cours</span>' in page.text


def test_a_long_list_is_read_from_its_start_and_says_where_the_rest_is(
    many: Measured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "LISTED", 100)
    browser = browse(accounts.user_of(many.alice))
    first, last, past = (
        browser.get(f"/{many.slug}/faits/?tri=dossier&page={number}") for number in (1, 2, 99)
    )
    assert "120 dossiers" in first.text
    assert "les 100 premiers sur 120\u00a0:" in first.text
    assert "exportez-la en CSV" in first.text
    assert "100 premiers dossiers" in first.text
    assert cases(past) == cases(last)
    assert len(exported(browser.get(f"/{many.slug}/faits/?tri=dossier&format=csv"))) == 120
