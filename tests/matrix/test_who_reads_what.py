"""The page « Qui peut lire quoi » says what the gates do."""

from typing import Any

import pytest
from django.test import Client

from tests.matrix.conftest import World
from tests.matrix.oracle import READERS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.engine("sqlite"),
    pytest.mark.rule("AUT-10"),
]

NAMES = [one.name for one in READERS if one.name not in ("expired", "revoked", "stranger")]
PAGES = {
    "Chiffres": "indicateurs/",
    "Dossiers": "faits/",
    "Fichiers reçus": "donnees/",
    "Incidents": "incidents/",
    "Signaux": "signaux/",
    "Engagements": "engagements/",
    "Effectifs": "effectifs/",
}


def page(both: World, query: str = "") -> Any:
    address = f"/{both.firm.company.slug}/reglages/acces/qui-lit-quoi/{query}"
    return both.clients["director"].get(address).context


def named(both: World, context: Any) -> set[str]:
    """The readers on the page."""
    known = {one.user.name: name for name, one in both.firm.members.items()}
    return {known[row.cells[0].text] for row in context["table"].rows}


def opens(client: Client, both: World, path: str) -> bool:
    return client.get(f"/{both.firm.company.slug}/{path}").status_code == 200


@pytest.mark.parametrize("variant", ["own", "other_site"])
def test_those_who_see_a_site_are_those_who_open_its_page(both: World, variant: str) -> None:
    site = both.firm.objects[variant]["site"].public_id
    opening = {n for n in NAMES if opens(both.clients[n], both, f"sites/{site}/")}
    assert named(both, page(both, f"?unite={site}")) == opening
    assert "director" in opening


@pytest.mark.parametrize("variant", ["own", "other_provider"])
def test_those_who_see_a_provider_are_those_who_open_its_page(both: World, variant: str) -> None:
    provider = both.firm.objects[variant]["provider"].public_id
    opening = {n for n in NAMES if opens(both.clients[n], both, f"prestataires/{provider}/")}
    assert named(both, page(both, f"?prestataire={provider}")) == opening
    assert "director" in opening


@pytest.mark.parametrize(("column", "path"), PAGES.items())
def test_what_a_role_reads_is_what_it_opens(both: World, column: str, path: str) -> None:
    table = page(both)["table"]
    place = [str(one.label) for one in table.columns].index(column)
    told = {row.cells[0].text: row.cells[place].text != "—" for row in table.rows}
    for name, membership in both.firm.members.items():
        if membership.user.name in told and name != "bare":
            assert told[membership.user.name] == opens(both.clients[name], both, path), name


def test_who_may_no_longer_sign_in_is_not_listed(both: World) -> None:
    found = named(both, page(both))
    assert found == set(NAMES) - {"anonymous"}


def test_who_administers_is_named_apart(both: World) -> None:
    blind = [one.member.membership.user.name for one in page(both)["blind"]]
    assert blind == [both.firm.members["administrator"].user.name]
