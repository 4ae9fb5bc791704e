"""A director takes the whole company away; nobody else is offered it."""

import zipfile
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import accounts, organisation
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope.models import Company

pytestmark = [pytest.mark.slow, pytest.mark.rule("RET-03")]

PAGE, START, FETCH = (
    reverse(f"settings-portability{part}", args=["brevent"]) for part in ("", "-start", "-download")
)


@pytest.fixture
def company(emptied: None) -> Company:
    return organisation.company()


@pytest.fixture
def director(company: Company) -> Client:
    browser = Client()
    browser.force_login(accounts.user_of(accounts.actor(company)))
    return browser


def test_a_director_prepares_an_export_and_fetches_it(director: Client) -> None:
    assert "Préparer l’export" in director.get(PAGE).text
    assert director.get(FETCH).status_code == 404

    page = director.post(START, follow=True)

    assert "Prêt et vérifié" in page.text
    content = director.get(FETCH).getvalue()
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert "LISEZ-MOI.txt" in archive.namelist()
    assert Event.objects.filter(act="company.exported").count() == 1


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EXECUTIVE, Role.AUDITOR])
def test_nobody_else_is_offered_it(company: Company, role: Role) -> None:
    browser = Client()
    browser.force_login(accounts.membership(company, role).user)

    for answer in (browser.get(PAGE), browser.post(START), browser.get(FETCH)):
        assert answer.status_code == 403
