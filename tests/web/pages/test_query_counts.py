"""A page asks the database as much for a hundred rows as for ten.

Who reads, how far, definitions, targets, names and coverage take sixteen queries before any figure.
"""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import accounts, figures
from tests.factories.figures import NOW, Measured
from tests.web.pages.conftest import browse
from timonerie.domains.facts.operations import batches, sources
from timonerie.domains.organisation.operations import providers, units
from timonerie.foundations.scope import current

MOST = 26
PAGES = ["prestataires/", "sites/", "indicateurs/", "indicateurs/sla_met/", "faits/", "donnees/"]


def asked(browser: Client, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert browser.get(address).status_code == 200
    return len(queries)


def grow(measured: Measured, *, by: int) -> None:
    """More sites, providers, sources and files."""
    with current.company(measured.company.pk):
        for rank in range(by):
            units.create(by=measured.alice, at=NOW, kind="site", name=f"Site {rank}")
            providers.create(by=measured.alice, at=NOW, name=f"Prestataire {rank}")
            source = sources.ensure(by=measured.alice, at=NOW, name=f"source {rank}")
            batches.receive(
                by=measured.alice, at=NOW, source=source, chunks=[b"a;b"], file_name="a.csv"
            )


@pytest.fixture
def addresses(measured: Measured) -> Callable[[], list[str]]:
    def listed() -> list[str]:
        with current.company(measured.company.pk):
            nova = measured.nova
        lyon = measured.group.lyon
        own = ["", f"prestataires/{nova.public_id}/", f"sites/{lyon.public_id}/"]
        return [f"/{measured.slug}/{path}" for path in (*own, *PAGES)]

    return listed


def test_the_count_of_queries_does_not_follow_the_rows(
    browser: Client, measured: Measured, addresses: Callable[[], list[str]]
) -> None:
    few = {address: asked(browser, address) for address in addresses()}
    grow(measured, by=40)
    many = {address: asked(browser, address) for address in addresses()}
    assert many == few
    assert {address: count for address, count in few.items() if count > MOST} == {}


def test_ten_times_the_facts_ask_no_more(db: None) -> None:
    counts = []
    for slug, cases in (("petite", 2), ("grande", 20)):
        company = figures.measured(slug=slug, cases=cases)
        browser = browse(accounts.user_of(company.alice))
        counts.append([asked(browser, f"/{slug}/{path}") for path in ("", *PAGES)])
    assert counts[0] == counts[1]
