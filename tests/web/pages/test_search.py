"""Search finds what its reader may see, and nothing else."""

import pkgutil

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import accounts, papers, rituals
from tests.factories.figures import Measured
from tests.web.pages.conftest import browse
from timonerie.domains.facts.queries import live
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current
from timonerie.web.search import sources


def found(client: Client, measured: Measured, text: str) -> set[str]:
    page = client.get(f"/{measured.slug}/recherche/", {"q": text})
    assert page.status_code == 200
    return {hit.title for group in page.context["groups"] for hit in group.hits}


def a_case(measured: Measured, unit: int) -> str:
    with current.company(measured.company.pk):
        facts = live.table()
        case = facts.filter(facts.unit == unit).limit(1).to_pyarrow().to_pylist()[0]["case"]
    return str(case)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LYON", "Lyon"),
        ("clarte", "Clarté"),
        ("lyon paie", "Paie Lyon"),
        ("réglages acces", "Réglages\u00a0: accès"),
        ("cloture", "Réglages\u00a0: périodes"),
        ("promesses", "Réglages\u00a0: cibles"),
        ("comparer prestataires", "Comparer les prestataires"),
    ],
)
def test_every_word_matches_without_capitals_or_accents(
    browser: Client, measured: Measured, text: str, expected: str
) -> None:
    assert expected in found(browser, measured, text)


def test_a_word_too_many_finds_nothing(browser: Client, measured: Measured) -> None:
    assert found(browser, measured, "lyon introuvable") == set()


def test_a_case_is_found_by_the_beginning_of_its_number(
    browser: Client, measured: Measured
) -> None:
    case = a_case(measured, measured.group.lyon.pk)
    assert case in found(browser, measured, case)
    assert case in found(browser, measured, case.lower())


def test_papers_and_rituals_are_found_by_who_may_read_them(
    browser: Client, measured: Measured
) -> None:
    with current.company(measured.company.pk):
        papers.paper(measured.alice, name="avenant nova.pdf")
        rituals.shown(measured.alice, "Comité de direction")
        buyer = browse(measured.member(Role.EXECUTIVE, provider=measured.nova))
    assert "avenant nova.pdf" in found(browser, measured, "avenant")
    assert "Comité de direction" in found(browser, measured, "comite")
    assert found(buyer, measured, "avenant") | found(buyer, measured, "comite") == set()


def test_a_site_manager_never_finds_another_site(measured: Measured) -> None:
    lyon = browse(measured.member(Role.SITE_MANAGER, unit=measured.group.lyon))
    assert "Lyon" in found(lyon, measured, "lyon")
    assert found(lyon, measured, "nantes") == set()
    elsewhere = a_case(measured, measured.group.nantes.pk)
    assert elsewhere not in found(lyon, measured, elsewhere)


def test_a_provider_never_finds_another(measured: Measured) -> None:
    with current.company(measured.company.pk):
        nova = measured.nova
    client = browse(measured.member(Role.PROVIDER, provider=nova))
    assert "Nova" in found(client, measured, "nova")
    assert found(client, measured, "clarte") == set()
    assert found(client, measured, "nantes") == set()
    assert not any("Réglages" in title for title in found(client, measured, "reglages"))


def test_people_are_found_by_those_who_may(measured: Measured) -> None:
    auditor = browse(measured.member(Role.AUDITOR))
    assert found(auditor, measured, "lyon") == set()


def test_suggestions_are_a_fragment(browser: Client, measured: Measured) -> None:
    answer = browser.get(f"/{measured.slug}/recherche/suggestions/", {"q": "lyon"})
    assert "<html" not in answer.text
    assert "Tous les résultats" in answer.text


def test_an_empty_question_says_what_can_be_found(browser: Client, measured: Measured) -> None:
    assert "Que cherchez-vous" in browser.get(f"/{measured.slug}/recherche/").text


def test_search_asks_few_questions_of_the_database(browser: Client, measured: Measured) -> None:
    case = a_case(measured, measured.group.lyon.pk)
    with CaptureQueriesContext(connection) as queries:
        found(browser, measured, case)
    # Who asks takes seven; each kind of thing, one.
    kinds = len([*pkgutil.iter_modules(sources.__path__)])
    assert len(queries) <= 7 + kinds, "\n".join(one["sql"][:100] for one in queries)


def test_nothing_is_found_from_outside(measured: Measured) -> None:
    stranger = browse(accounts.user())
    assert stranger.get(f"/{measured.slug}/recherche/?q=lyon").status_code == 404
