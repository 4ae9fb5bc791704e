"""A reader of two companies sees one at a time: no byte of the other on any of its pages."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from tests.factories import accounts, addresses, figures
from tests.factories.figures import Measured
from tests.web import answers
from tests.web.pages.conftest import browse
from timonerie.config.urls import urlpatterns
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import Membership, User
from timonerie.foundations.scope import current

pytestmark = [
    pytest.mark.slow,
    pytest.mark.rule("ISO-06"),
]

CANARY = "Zibeline"
NAME = f"{CANARY} Cartonnages"
SWITCH = re.compile(r'<details class="menu company-switch">.*?</details>', re.DOTALL)


@pytest.fixture
def other(measured: Measured) -> Measured:
    """Another company, each of whose names is a canary."""
    found = figures.measured(slug="zibeline", name=NAME, cases=1)
    with current.company(found.company.pk):
        for model in (Unit, Provider):
            for row in model.objects.all():
                row.name = f"{CANARY} {row.name}"
                row.save()
    return found


@pytest.fixture
def both(measured: Measured, other: Measured) -> User:
    user = accounts.user_of(measured.alice)
    Membership.objects.create(
        user=user, company=other.company, role=Role.DIRECTOR, start_date=accounts.LONG_AGO
    )
    return user


def pages(client: Client, measured: Measured) -> Iterator[tuple[str, str]]:
    """Address and content, files included, of each page of a company, without its switch."""
    with current.company(measured.company.pk):
        known = addresses.of_company(measured.company, urlpatterns)
    assert len(known) > 40
    for address in known.values():
        answer = client.get(address)
        yield address, SWITCH.sub("", answers.body(answer).decode(errors="replace"))


def test_no_page_of_a_company_holds_a_byte_of_the_other(
    both: User, measured: Measured, other: Measured
) -> None:
    client = browse(both)
    # What is remembered of one company is not what opens the other.
    client.get(f"/{other.slug}/faits/?q={CANARY}")
    client.get(f"/{other.slug}/recherche/?q={CANARY}")
    strings = (CANARY, other.slug, str(other.company.public_id))
    found = [
        (address, word)
        for address, content in pages(client, measured)
        for word in strings
        if word in content
    ]
    assert found == []


def test_search_and_its_suggestions_stay_in_their_company(both: User, measured: Measured) -> None:
    client = browse(both)
    for path in ("recherche/", "recherche/suggestions/"):
        content = client.get(f"/{measured.slug}/{path}?q=Lyon").content.decode()
        assert "Lyon" in content
        assert CANARY not in SWITCH.sub("", content)


def test_the_line_of_a_company_holds_nothing_of_the_other(both: User, measured: Measured) -> None:
    answer = browse(both).get(f"/{measured.slug}/resume/", headers={"HX-Request": "true"})
    assert "Nova, Lyon" in answer.content.decode()
    assert CANARY not in answer.content.decode()


def test_a_gesture_in_one_company_is_told_in_it_and_in_no_other(
    both: User, measured: Measured, other: Measured
) -> None:
    client = browse(both)
    client.post(f"/{other.slug}/reglages/prestataires/nouveau/", {"name": "Maison Orfroi"})
    elsewhere = client.get(f"/{measured.slug}/").content.decode()
    outside = client.get("/portefeuille/").content.decode()
    there = client.get(f"/{other.slug}/reglages/").content.decode()
    assert "data-toast" not in elsewhere
    assert "data-toast" not in outside
    assert "data-toast" in there
    assert "data-toast" not in client.get(f"/{other.slug}/reglages/").content.decode()


def test_the_switch_leads_to_the_first_page_of_the_other(both: User, measured: Measured) -> None:
    content = browse(both).get(f"/{measured.slug}/sites/").content.decode()
    switch = SWITCH.search(content)
    assert switch is not None
    assert f'href="/zibeline/">{NAME}</a>' in switch[0]


def test_a_company_that_is_not_theirs_answers_like_none(measured: Measured) -> None:
    figures.measured(slug="zibeline", name=NAME, cases=1)
    client = browse(accounts.user_of(measured.alice))
    for path in ("", "resume/"):
        there = client.get(f"/zibeline/{path}")
        nowhere = client.get(f"/nulle-part/{path}")
        assert there.status_code == nowhere.status_code == 404
        assert there.content == nowhere.content
