"""Each role starts somewhere sensible, and what is out of its reach does not exist for it."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories import accounts, figures
from tests.factories.figures import Measured
from tests.web.pages.conftest import browse
from timonerie.domains.facts.models import ImportBatch
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current


def landing(client: Client, slug: str) -> Any:
    answer = client.get(f"/{slug}/", follow=True)
    assert len(answer.redirect_chain) <= 1
    assert answer.status_code == 200
    return answer


def body(answer: Any) -> str:
    """The page without the token of its forms, which changes at each answer."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())


def test_a_site_manager_starts_on_what_their_site_needs_and_sees_no_other(
    measured: Measured,
) -> None:
    group = measured.group
    client = browse(measured.member(Role.SITE_MANAGER, unit=group.lyon))
    page = landing(client, measured.slug)
    assert page.context["own"] == "Lyon"
    assert [line.title[:10] for line in page.context["lines"]] == ["Nova, Lyon"]
    assert [row.label for row in page.context["providers"].rows] == ["Nova"]
    assert "Nantes" not in page.content.decode()
    listed = client.get(f"/{measured.slug}/sites/")
    assert [row.label for row in listed.context["heat_map"].rows] == ["Lyon"]
    assert client.get(f"/{measured.slug}/sites/{group.nantes.public_id}/").status_code == 404
    facts = client.get(f"/{measured.slug}/faits/").content.decode()
    assert "Lyon" in facts
    assert "Nantes" not in facts
    assert "Grenoble" not in facts


def test_a_provider_starts_on_what_it_serves_and_sees_no_other(measured: Measured) -> None:
    with current.company(measured.company.pk):
        nova = measured.nova
    client = browse(measured.member(Role.PROVIDER, provider=nova))
    page = landing(client, measured.slug)
    assert page.context["own"] == "Nova"
    assert [row.label for row in page.context["sites"].rows] == ["Grenoble", "Lyon"]
    assert "Clarté" not in page.content.decode()
    assert "Nantes" not in page.content.decode()
    listed = client.get(f"/{measured.slug}/prestataires/")
    assert [row.label for row in listed.context["heat_map"].rows] == ["Nova"]
    assert client.get(f"/{measured.slug}/donnees/").context["table"].rows == ()
    assert "Clarté" not in client.get(f"/{measured.slug}/faits/").content.decode()
    assert "Clarté" not in client.get(f"/{measured.slug}/indicateurs/sla_met/").content.decode()


def test_a_team_manager_starts_on_their_team(measured: Measured) -> None:
    team = measured.group.payroll_team
    client = browse(measured.member(Role.TEAM_MANAGER, unit=team))
    page = landing(client, measured.slug)
    assert page.context["own"] == "Paie Lyon"
    assert page.context["cards"]
    assert client.get(f"/{measured.slug}/sites/{measured.group.lyon.public_id}/").status_code == 404


@pytest.mark.parametrize("role", [Role.SITE_MANAGER, Role.TEAM_MANAGER, Role.PROVIDER])
def test_a_role_without_a_mandate_is_told_so(measured: Measured, role: Role) -> None:
    page = landing(browse(measured.member(role)), measured.slug)
    assert "Rien ne vous est encore ouvert ici" in page.content.decode()


def test_an_auditor_is_told_what_their_access_is(measured: Measured) -> None:
    client = browse(measured.member(Role.AUDITOR))
    assert "Rien ne vous est encore ouvert ici" in landing(client, measured.slug).content.decode()
    assert client.get(f"/{measured.slug}/faits/").context["table"].rows == ()
    assert client.get(f"/{measured.slug}/donnees/").status_code == 403


@pytest.mark.rule("AUT-11")
def test_an_auditor_reads_what_their_mandate_names_and_writes_nothing(measured: Measured) -> None:
    client = browse(measured.member(Role.AUDITOR, unit=measured.group.lyon))
    page = landing(client, measured.slug)
    assert page.context["own"] == "Lyon"
    assert "Nantes" not in page.content.decode()
    assert "Nantes" not in client.get(f"/{measured.slug}/faits/").content.decode()
    assert client.get(f"/{measured.slug}/donnees/nouveau/").status_code == 403


def test_a_regional_reader_starts_on_their_region_and_sees_no_other(measured: Measured) -> None:
    client = browse(measured.member(Role.SITE_MANAGER, unit=measured.group.east))
    page = landing(client, measured.slug)
    assert page.context["own"] == "Est"
    assert page.context["cards"]
    assert [row.label for row in page.context["sites"].rows] == ["Grenoble", "Lyon"]
    regions = f"/{measured.slug}/regions"
    assert client.get(f"{regions}/{measured.group.east.public_id}/").status_code == 200
    assert client.get(f"{regions}/{measured.group.west.public_id}/").status_code == 404


def test_an_administrator_has_what_to_set_up_and_no_figure(measured: Measured) -> None:
    measured.member(Role.PROVIDER)
    client = browse(measured.member(Role.ADMINISTRATOR))
    page = landing(client, measured.slug)
    assert [line.title for line in page.context["lines"]] == ["1 accès n’ouvre sur rien"]
    assert "cards" not in page.context
    for path in ("sites/", "prestataires/", "indicateurs/", "faits/", "donnees/"):
        assert client.get(f"/{measured.slug}/{path}").status_code == 403


def test_what_belongs_to_another_company_answers_like_what_does_not_exist(
    browser: Client, measured: Measured
) -> None:
    other = figures.measured(slug="autre", cases=1)
    with current.company(other.company.pk):
        foreign = {
            "prestataires": other.nova.public_id,
            "sites": other.group.lyon.public_id,
            "donnees": ImportBatch.objects.get().public_id,
        }
    for part, public_id in foreign.items():
        there = browser.get(f"/{measured.slug}/{part}/{public_id}/")
        nowhere = browser.get(f"/{measured.slug}/{part}/{uuid4()}/")
        assert there.status_code == nowhere.status_code == 404
        assert body(there) == body(nowhere)
    assert body(browser.get("/autre/")) == body(browser.get("/inconnue/"))


def test_a_case_of_another_source_is_not_found(browser: Client, measured: Measured) -> None:
    known = browser.get(f"/{measured.slug}/faits/").context["table"].rows[0].cells[0].url
    assert browser.get(known).status_code == 200
    source = known.split("/")[3]
    assert browser.get(known.replace(source, str(uuid4()))).status_code == 404


def test_a_visitor_is_led_to_the_login_page(measured: Measured) -> None:
    answer = Client().get(f"/{measured.slug}/sites/")
    assert answer.headers["Location"] == f"/connexion/?next=/{measured.slug}/sites/"


def test_an_access_that_ended_closes_every_page(measured: Measured) -> None:
    user = accounts.user_of(measured.alice)
    client = browse(user)
    with current.company(measured.company.pk):
        user.memberships.update(end_date=figures.FIRST)
    assert client.get(f"/{measured.slug}/").status_code == 404
