"""The companies of a reader in one line each: what the first page of each says, and no more."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import accounts, organisation
from tests.factories.figures import Measured
from tests.web.pages.conftest import browse
from timonerie.domains.portfolio.models import LastGlance
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import Membership, User
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company
from timonerie.web.portfolio import glances
from timonerie.web.portfolio.glances import Glance

pytestmark = pytest.mark.slow

MOST = 20
SUM = 24
"""The line of a company sums what there is to decide, a question or two of each domain."""
HTMX = {"HX-Request": "true"}
READERS: dict[str, tuple[Role, str]] = {
    "director": (Role.DIRECTOR, ""),
    "executive": (Role.EXECUTIVE, ""),
    "regional": (Role.EXECUTIVE, "east"),
    "site": (Role.SITE_MANAGER, "lyon"),
    "team": (Role.TEAM_MANAGER, "payroll_team"),
    "administrator": (Role.ADMINISTRATOR, ""),
    "auditor": (Role.AUDITOR, ""),
    "without a mandate": (Role.SITE_MANAGER, ""),
}


def reader(measured: Measured, name: str) -> User:
    role, unit = READERS[name]
    return measured.member(role, **({"unit": getattr(measured.group, unit)} if unit else {}))


def glance_of(client: Client, slug: str) -> Glance:
    found: Glance = client.get(f"/{slug}/resume/", headers=HTMX).context["entry"].glance
    return found


def join(user: User, company: Company, role: Role = Role.EXECUTIVE, **given: Any) -> Membership:
    start = given.pop("start_date", accounts.LONG_AGO)
    return Membership.objects.create(
        user=user, company=company, role=role, start_date=start, **given
    )


@pytest.mark.rule("ISO-06")
@pytest.mark.parametrize("name", READERS)
def test_a_line_says_what_the_first_page_of_the_company_says_to_the_same_reader(
    measured: Measured, name: str
) -> None:
    client = browse(reader(measured, name))
    page = client.get(f"/{measured.slug}/").context
    lines = [*page.get("lines", []), *page.get("more_lines", [])]
    glance = glance_of(client, measured.slug)
    drifts = [line for line in lines if line.is_drift]
    assert list(glance.drifts) == drifts[: glances.DRIFTS]
    assert glance.more_drifts == max(0, len(drifts) - glances.DRIFTS)
    assert glance.decisions == len(lines)
    assert glance.coverage == page.get("coverage")
    assert glance.month == page.get("month", "")


def test_a_provider_reads_its_own_line(measured: Measured) -> None:
    with current.company(measured.company.pk):
        nova = measured.nova
    client = browse(measured.member(Role.PROVIDER, provider=nova))
    page = client.get(f"/{measured.slug}/").context
    glance = glance_of(client, measured.slug)
    assert glance.coverage == page["coverage"]
    assert [line.title for line in glance.drifts] == [
        line.title for line in page["lines"] if line.is_drift
    ]
    assert "Clarté" not in client.get(f"/{measured.slug}/resume/", headers=HTMX).content.decode()


def test_what_drifts_is_shown_in_words_with_its_state_and_its_way_down(measured: Measured) -> None:
    client = browse(reader(measured, "director"))
    content = client.get(f"/{measured.slug}/resume/", headers=HTMX).content.decode()
    assert "Nova, Lyon" in content
    assert "hors cible" in content
    assert "3 sites sur 3" in content
    assert f'href="/{measured.slug}/faits/?' in content


def test_who_reads_no_figure_is_told_so(measured: Measured) -> None:
    glance = glance_of(browse(reader(measured, "administrator")), measured.slug)
    assert "n’en montre pas les chiffres" in glance.note
    assert glance.state is None


def test_a_line_costs_the_same_few_queries_with_more_companies(measured: Measured) -> None:
    user = reader(measured, "executive")
    client = browse(user)
    counts = []
    for rank in range(3):
        join(user, organisation.company(f"autre-{rank}"))
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/{measured.slug}/resume/", headers=HTMX)
        counts.append(len(queries))
    assert counts[1] == counts[2] <= counts[0] <= SUM


def test_the_page_itself_asks_no_company_anything(measured: Measured) -> None:
    user = reader(measured, "executive")
    client = browse(user)
    counts = []
    for rank in range(2):
        join(user, organisation.company(f"autre-{rank}"))
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST
    assert page.content.decode().count("hx-get=") == 3


def test_a_company_that_fails_takes_no_other_down(
    measured: Measured, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = reader(measured, "executive")
    other = organisation.company("autre", name="Fonderie Hamel")
    join(user, other)
    client = browse(user)
    client.get(f"/{measured.slug}/resume/", headers=HTMX)
    known = glances.of_membership

    def failing(membership: Membership, **given: Any) -> Glance:
        if membership.company_id == measured.company.pk:
            raise RuntimeError("a broken file")
        return known(membership, **given)

    monkeypatch.setattr(glances, "of_membership", failing)
    content = client.get("/?complet=1").content.decode()
    assert "indisponible" in content
    assert "dernier relevé" in content
    assert "broken" not in content
    assert "Rien n’est encore mesuré" in content
    assert "indisponible" in client.get(f"/{measured.slug}/resume/", headers=HTMX).content.decode()


def test_the_most_serious_comes_first_or_the_first_by_name(measured: Measured) -> None:
    user = reader(measured, "executive")
    join(user, organisation.company("abel", name="Abel"))
    client = browse(user)

    def order(address: str) -> list[str]:
        return [entry.name for entry in client.get(address).context["entries"]]

    assert order("/?complet=1") == ["Ateliers Brévent", "Abel"]
    assert order("/") == ["Ateliers Brévent", "Abel"]
    assert order("/?tri=nom") == ["Abel", "Ateliers Brévent"]
    assert order("/?nom=ABE") == ["Abel"]
    assert order("/?nom=zzz") == []


@pytest.mark.rule("AUT-06")
def test_a_membership_that_is_over_has_no_line_and_no_page(measured: Measured) -> None:
    user = reader(measured, "executive")
    gone = organisation.company("gone", name="Verrerie Parte")
    join(user, gone, end_date=date(2020, 2, 1))
    client = browse(user)
    assert "Verrerie Parte" not in client.get("/portefeuille/").content.decode()
    assert client.get("/gone/resume/", headers=HTMX).status_code == 404


def test_an_access_that_ends_soon_says_so(measured: Measured) -> None:
    user = reader(measured, "executive")
    end = timezone.localdate() + timedelta(days=30)
    user.memberships.update(end_date=end)
    content = browse(user).get(f"/{measured.slug}/resume/", headers=HTMX).content.decode()
    assert f"mandat jusqu’au {end:%d/%m/%Y}" in content
    assert "se termine bientôt" in content


def test_one_company_is_entered_at_once(measured: Measured) -> None:
    client = browse(reader(measured, "executive"))
    assert client.get("/").headers["Location"] == f"/{measured.slug}/"
    assert client.get("/portefeuille/").status_code == 200
    assert client.get(f"/{measured.slug}/resume/").headers["Location"] == f"/{measured.slug}/"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_table_holds_the_companies_of_its_reader_only(measured: Measured, kind: str) -> None:
    organisation.company("etrangere", name="Verrerie Étrangère")
    user = reader(measured, "executive")
    join(user, organisation.company("abel", name="Abel"))
    answer = browse(user).get(f"/?format={kind}")
    assert f"portefeuille-{timezone.localdate().isoformat()}.{kind}" in str(
        answer.headers["Content-Disposition"]
    )
    if kind == "csv":
        text = answer.content.decode()
        assert "Ateliers Brévent;cette instance" in text
        assert "Nova, Lyon" in text
        assert "Étrangère" not in text
        assert len(text.splitlines()) == 3


def test_nothing_of_a_company_is_kept_beside_it_but_how_serious_its_line_was(
    measured: Measured,
) -> None:
    user = reader(measured, "director")
    browse(user).get(f"/{measured.slug}/resume/", headers=HTMX)
    kept = LastGlance.objects.get(user=user)
    assert (kept.company, kept.rank > 0) == (measured.company, True)
