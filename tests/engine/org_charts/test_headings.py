"""Which column is what, whatever HR calls it."""

import pytest

from timonerie.engine.org_charts import headings
from timonerie.engine.org_charts.headings import Role


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("NOM", Role.LAST_NAME),
        ("Prénom", Role.FIRST_NAME),
        ("Nom et prénom", Role.NAME),
        ("Collaborateur", Role.NAME),
        ("N+1", Role.MANAGER),
        ("N + 1", Role.MANAGER),
        ("Responsable hiérarchique", Role.MANAGER),
        ("Nom du manager", Role.MANAGER),
        ("Rattaché à", Role.MANAGER),
        ("Matricule N+1", Role.MANAGER_NUMBER),
        ("Mail du responsable", Role.MANAGER_EMAIL),
        ("Prénom du responsable", Role.MANAGER_FIRST_NAME),
        ("Matricule", Role.NUMBER),
        ("N° matricule", Role.NUMBER),
        ("E-mail", Role.EMAIL),
        ("Adresse électronique", Role.EMAIL),
        ("Intitulé du poste", Role.TITLE),
        ("Service", Role.DEPARTMENT),
        ("Établissement", Role.SITE),
        ("Date d’entrée", Role.START),
        ("Salaire", None),
        ("Commentaire du manager sur le nom", None),
    ],
)
def test_a_title_says_its_column(title: str, role: Role | None) -> None:
    assert headings.recognise([title]) == ({role: 0} if role else {})


def test_a_name_beside_a_first_name_is_a_last_name() -> None:
    found = headings.recognise(["Salarié", "Prénom", "Manager"])

    assert found == {Role.LAST_NAME: 0, Role.FIRST_NAME: 1, Role.MANAGER: 2}


def test_a_function_beside_a_post_is_the_department() -> None:
    found = headings.recognise(["Nom", "Poste", "Fonction"])

    assert (found[Role.TITLE], found[Role.DEPARTMENT]) == (1, 2)


@pytest.mark.parametrize(
    ("header", "sure"),
    [
        (["Nom", "Poste", "N+1"], 1.0),
        (["Nom", "Manager"], 0.8),
        (["Nom", "Poste"], 0.0),
        (["Poste", "N+1"], 0.0),
        (["JournalCode", "EcritureDate", "CompteNum"], 0.0),
        ([], 0.0),
    ],
)
def test_an_org_chart_has_people_and_their_managers(header: list[str], sure: float) -> None:
    assert headings.looks_like(header) == sure
