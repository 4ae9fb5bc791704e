"""A company that has nothing, its files dropped in any order, and what the one page says."""

import random
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import accounts, dsn, first_day, organisation
from tests.web.pages.conftest import browse
from timonerie.domains.contracts.models import Contract
from timonerie.domains.facts.models import ThirdParty
from timonerie.domains.organisation.models import Seat
from timonerie.domains.organisation.operations import mandates
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.slow

TODAY = datetime.fromisoformat("2026-03-02T08:00Z")
HOME = "/neuve/premiere-heure/"


class Committing(Protocol):
    def __call__(self, *, execute: bool) -> AbstractContextManager[list[Any]]: ...


@pytest.fixture
def today() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def company(db: None, today: None) -> Company:
    return organisation.company("neuve")


@pytest.fixture
def browser(company: Company) -> Client:
    with current.company(company.pk):
        return browse(accounts.membership(company).user)


def drop(browser: Client, files: list[Path], committing: Committing) -> dict[str, Any]:
    """What became of each file, the work put off done."""
    sent = [SimpleUploadedFile(path.name, path.read_bytes()) for path in files]
    with committing(execute=True):
        browser.post(HOME, {"files": sent})
    page = browser.get(HOME)
    return {one.name: one for one in page.context["arrivals"]}


@pytest.mark.parametrize("seed", [0, 1])
def test_a_first_day_in_any_order_makes_one_page(
    browser: Client,
    company: Company,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Committing,
    seed: int,
) -> None:
    files = first_day.written(tmp_path)
    random.Random(seed).shuffle(files)
    came = drop(browser, files, django_capture_on_commit_callbacks)
    assert {name for name, one in came.items() if one.outcome == "refused"} == set()
    browser.post(f"{came[first_day.LIST].url}accepter/", {"create_providers": "on"})
    preview = browser.get(came[first_day.CHART].url, follow=True)
    browser.post(preview.request["PATH_INFO"])
    with current.company(company.pk):
        assert Contract.objects.count() == 4
        assert Seat.objects.count() > 100
        picked = [str(one.public_id) for one in ThirdParty.objects.all().unsettled()]
    with django_capture_on_commit_callbacks(execute=True):
        browser.post("/neuve/achats/tiers/trancher/", {"choisi": picked})

    sheet = browser.get(f"{HOME}page/").context["sheet"]
    parts = {part.key: part for part in sheet.parts}
    heads = sum(dsn.group().truth(place, dsn.months()[-1]).heads for place in dsn.PLACES)
    assert f"{heads} personnes" in parts["effectifs"].finding
    assert [row.text for row in parts["reconductions"].rows] == ["Infogérance"]
    assert {row.text for row in parts["une-seule-tete"].rows} >= {"Paie", "Informatique"}
    assert "Infogérance du Ponant" not in {row.text for row in parts["sans-papier"].rows}
    assert len(sheet.questions) == 5
    addresses = {row.url for part in sheet.parts for row in part.rows if row.url}
    assert {url: browser.get(url).status_code for url in addresses} == dict.fromkeys(addresses, 200)


def test_a_narrowed_executive_reads_no_figure_of_the_whole_company(company: Company) -> None:
    with current.company(company.pk):
        alice = accounts.actor(company)
        lyon = organisation.group(alice).lyon
        membership = accounts.membership(company, Role.EXECUTIVE)
        mandates.grant(
            by=alice, at=TODAY, membership=membership, unit=lyon, start_date=TODAY.date()
        )
    page = browse(membership.user).get(f"{HOME}page/")
    assert page.status_code == 200
    shown = {part.key for part in page.context["sheet"].parts}
    assert not shown & {"couts", "sans-papier", "une-seule-tete", "delai"}


def test_the_first_of_a_month_is_told_as_french_writes_it(company: Company) -> None:
    with time_machine.travel(datetime.fromisoformat("2026-12-01T08:00Z"), tick=False):
        with current.company(company.pk):
            director = browse(accounts.membership(company).user)
        page = director.get(f"{HOME}page/").content.decode()

    assert "Au 1er décembre 2026" in page.replace("\N{NO-BREAK SPACE}", " ")
