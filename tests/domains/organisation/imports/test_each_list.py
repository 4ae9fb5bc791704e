"""One test or two for each list: what its lines make, and what it refuses."""

from datetime import date

import pytest

from tests.domains.organisation.imports.conftest import Import, acts
from tests.factories.organisation import Group
from timonerie.domains.organisation.models import (
    Calendar,
    Contact,
    Establishment,
    LegalEntity,
    Person,
    Provider,
    SeatHolding,
)

LEGAL = """raison sociale;siren;siren de la mère;siret;établissement;commune
Brévent Services;552 100 554;732829320;;;
Brévent SA;732829320;;73282932000074;Siège;Lyon
Brévent SA;732829320;;73282932000082;Dépôt;Vaise
"""
PROVIDERS = """nom;métier;contact;adresse
Cabinet Verlaine;Paie;Paul Weiss;Paul@example.org
Cabinet Verlaine;Paie;Ana Silva;ana@example.org
Sogeris;Informatique;;
"""
PEOPLE = """nom;adresse;unité
Claire Roux;claire@example.org;Lyon
Claire Roux;c.roux@example.org;Nantes
Marc Petit;;
"""
SEATS = """poste;unité;fonction;tenu par;titulaire;depuis le;jusqu’au
DAF;brevent;Comptabilité et finance;prestataire;Sogeris;01/01/2026;
DAF;brevent;Comptabilité et finance;salarié;Marc Petit;01/01/2024;31/12/2025
DSI;brevent;it;;;;
"""
CALENDARS = """calendrier;jour;ouvre;ferme;fuseau;jours fériés;à partir du
Colmar;lundi-jeudi;8h30;12h;Europe/Paris;FR:6AE;
Colmar;lundi au jeudi;13:30;17:30;;;
Colmar;ven;8 h 30;12 h 00;;;
"""


def test_entities_come_with_their_mothers_and_their_establishments(
    take: Import, group: Group
) -> None:
    assert acts(take("entites", LEGAL)) == (3, 0, 0)
    services = LegalEntity.objects.get(siren="552100554")
    assert services.parent is not None
    assert services.parent.name == "Brévent SA"
    assert Establishment.objects.filter(legal_entity=services.parent).count() == 2


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("Faux;732829321;;;;", "siren"),
        ("Faux;732829320;;73282932000075;;", "siret"),
        ("Faux;732829320;;55210055400013;;", "siret"),
        ("Faux;732829320;552100554;;;", "siren de la mère"),
        ("Faux;732829320;732829320;;;", "siren de la mère"),
    ],
)
def test_wrong_identifiers_are_said_where_they_stand(
    preview: Import, group: Group, line: str, column: str
) -> None:
    header = LEGAL.splitlines()[0]
    assert [fault.column for fault in preview("entites", f"{header}\n{line}\n").faults] == [column]


def test_providers_come_with_their_contacts(take: Import, group: Group) -> None:
    take("prestataires", PROVIDERS)
    assert Provider.objects.count() == 2
    assert set(Contact.objects.values_list("name", "email")) == {
        ("Paul Weiss", "paul@example.org"),
        ("Ana Silva", "ana@example.org"),
    }


def test_two_namesakes_are_told_apart_by_their_address(take: Import, group: Group) -> None:
    take("personnes", PEOPLE)
    assert Person.objects.filter(name="Claire Roux").count() == 2
    assert acts(take("personnes", PEOPLE)) == (0, 0, 3)


def test_a_wrong_address_is_refused(preview: Import, group: Group) -> None:
    (fault,) = preview("personnes", "nom;adresse\nClaire;claire.example\n").faults
    assert (fault.line, fault.column) == (2, "adresse")


def test_seats_come_with_those_who_held_them(take: Import, group: Group) -> None:
    take("prestataires", PROVIDERS)
    take("personnes", PEOPLE)
    assert acts(take("postes", SEATS)) == (3, 0, 0)
    spans = SeatHolding.objects.order_by("start_date").values_list("start_date", "end_date")
    assert list(spans) == [
        (date(2024, 1, 1), date(2025, 12, 31)),
        (date(2026, 1, 1), None),
    ]


def test_a_departure_and_a_successor_come_in_one_file(take: Import, group: Group) -> None:
    take("prestataires", PROVIDERS)
    take("personnes", PEOPLE)
    header = SEATS.splitlines()[0]
    take("postes", f"{header}\nDAF;brevent;;salarié;Marc Petit;01/01/2024;\n")
    assert acts(take("postes", SEATS)) == (2, 1, 0)


def test_a_seat_held_by_two_at_once_is_refused(take: Import, preview: Import, group: Group) -> None:
    take("prestataires", PROVIDERS)
    take("personnes", PEOPLE)
    (fault,) = preview("postes", SEATS.replace("31/12/2025", "15/01/2026")).faults
    assert (fault.line, fault.column) == (2, "depuis le")
    assert "Marc Petit tient déjà" in fault.remedy


def test_a_namesake_holds_a_seat_by_their_address_only(
    take: Import, preview: Import, group: Group
) -> None:
    take("personnes", PEOPLE)
    line = "poste;unité;tenu par;titulaire;depuis le\nDAF;brevent;salarié;{};01/01/2024\n"
    (fault,) = preview("postes", line.format("Claire Roux")).faults
    assert "adresse électronique" in fault.remedy
    assert not preview("postes", line.format("c.roux@example.org")).faults


def test_a_calendar_comes_as_its_weekly_hours(take: Import, group: Group) -> None:
    take("calendriers", CALENDARS)
    document = Calendar.objects.get(name="Colmar").versions.get().document
    assert document["subdivision"] == "6AE"
    assert document["week"] == [
        {"days": ["mon", "tue", "wed", "thu"], "open": "13:30", "close": "17:30"},
        {"days": ["mon", "tue", "wed", "thu", "fri"], "open": "08:30", "close": "12:00"},
    ]
    assert acts(take("calendriers", CALENDARS)) == (0, 0, 1)


def test_other_hours_make_another_version_from_their_day(take: Import, group: Group) -> None:
    take("calendriers", CALENDARS)
    take("calendriers", CALENDARS.replace("FR:6AE;", "FR:6AE;01/09/2026").replace("8h30", "9h"))
    versions = Calendar.objects.get(name="Colmar").versions.order_by("start_date")
    assert [version.start_date for version in versions] == [date(1970, 1, 1), date(2026, 9, 1)]


def test_a_calendar_with_one_faulty_line_is_left_out_whole(take: Import, group: Group) -> None:
    plan = take("calendriers", CALENDARS.replace("13:30", "25:30"), leave_faulty=True)
    assert [(fault.line, fault.column) for fault in plan.faults] == [(3, "ouvre")]
    assert not Calendar.objects.filter(name="Colmar").exists()
