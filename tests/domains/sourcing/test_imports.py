from datetime import date
from pathlib import Path

import pytest

from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.operations import providers, seats
from timonerie.domains.organisation.operations.imports import lists
from timonerie.domains.organisation.operations.imports.shapes import Act, Plan
from timonerie.domains.sourcing.models import Activity, ActivityValue, Assignment
from timonerie.foundations.accounts.actors import Actor

HEADER = "nom;code;fonction;criticité;poste responsable;unité;prestataire;depuis le\n"
BULLETINS = "Bulletins;PAIE;Paie;4;Responsable paie (Lyon);Lyon;Sogeris;01/01/2025\n"


@pytest.fixture
def ready(alice: Actor, group: Group) -> Group:
    providers.create(by=alice, at=NOW, name="Sogeris")
    seats.create(by=alice, at=NOW, name="Responsable paie", unit=group.lyon)
    seats.create(by=alice, at=NOW, name="Responsable paie", unit=group.nantes)
    return group


def take(by: Actor, folder: Path, text: str, *, leave_faulty: bool = False) -> Plan:
    path = folder / "activites.csv"
    path.write_text(HEADER + text, encoding="utf-8")
    return lists.apply(
        by=by,
        at=NOW,
        kind="activites",
        path=path,
        file_name=path.name,
        leave_faulty=leave_faulty,
    )


def test_activities_come_with_who_serves_them(alice: Actor, ready: Group, tmp_path: Path) -> None:
    take(alice, tmp_path, BULLETINS + "Bulletins;PAIE;Paie;4;;Nantes;interne;01/01/2025\n")
    activity = Activity.objects.get()
    assert activity.function is not None
    assert (activity.code, activity.function.code, activity.criticality) == ("PAIE", "payroll", 4)
    served = {row.unit.name: str(row.provider) for row in Assignment.objects.all()}
    assert served == {"Lyon": "Sogeris", "Nantes": "None"}


def test_the_same_file_twice_adds_nothing(alice: Actor, ready: Group, tmp_path: Path) -> None:
    take(alice, tmp_path, BULLETINS)
    plan = take(alice, tmp_path, BULLETINS)
    assert plan.count(Act.SAME) == 1
    assert Assignment.objects.count() == 1


def test_the_next_to_serve_ends_the_one_before(alice: Actor, ready: Group, tmp_path: Path) -> None:
    take(alice, tmp_path, "Bulletins;PAIE;;;;Lyon;interne;01/03/2026\n" + BULLETINS)
    spans = Assignment.objects.order_by("start_date").values_list("start_date", "end_date")
    assert list(spans) == [(date(2025, 1, 1), date(2026, 2, 28)), (date(2026, 3, 1), None)]


def test_a_provider_s_seat_never_answers(alice: Actor, ready: Group, tmp_path: Path) -> None:
    seat = seats.create(by=alice, at=NOW, name="DSI", unit=ready.root)
    provider = providers.create(by=alice, at=NOW, name="Infogérance")
    seats.hold(
        by=alice,
        at=NOW,
        seat=seat,
        kind="provider",
        provider=provider,
        start_date=date(2025, 1, 1),
    )
    plan = take(alice, tmp_path, "Support;;it;2;DSI;;;\n", leave_faulty=True)
    assert [fault.column for fault in plan.faults] == ["poste responsable"]
    assert not Activity.objects.exists()


def test_a_seat_s_name_held_twice_asks_for_its_unit(
    alice: Actor, ready: Group, tmp_path: Path
) -> None:
    text = "Bulletins;;;;Responsable paie;;;\n"
    plan = take(alice, tmp_path, text, leave_faulty=True)
    assert "intitulé (unité)" in plan.faults[0].remedy


WIDE = (
    "nom;code;poste responsable;suppléant;sait la reprendre;unité;prestataire;depuis le;"
    "volume par an;coût par an;outils;données;confidentialité;échéance du rendu\n"
)


def take_wide(by: Actor, folder: Path, text: str, *, leave_faulty: bool = False) -> Plan:
    path = folder / "activites.csv"
    path.write_text(WIDE + text, encoding="utf-8")
    return lists.apply(
        by=by, at=NOW, kind="activites", path=path, file_name=path.name, leave_faulty=leave_faulty
    )


def test_a_line_says_who_holds_it_and_what_is_known(
    alice: Actor, ready: Group, tmp_path: Path
) -> None:
    text = (
        "Bulletins;PAIE;Responsable paie (Lyon);Responsable paie (Nantes);personne;Lyon;Sogeris;"
        "01/01/2025;2 400;12 000,50 €;Silae;salariés, comptes bancaires;3;le 25\n"
    )
    take_wide(alice, tmp_path, text)
    activity = Activity.objects.get()
    assert (str(activity.deputy), activity.is_retained) == ("Responsable paie", False)
    told = {row.field: row.value for row in ActivityValue.objects.all()}
    assert told == {
        "yearly_volume": 2400,
        "yearly_cost": {"cents": 1_200_050, "currency": "EUR"},
        "tools": "Silae",
        "data": ["bank", "staff"],
        "confidentiality": 3,
        "their_deadline": "le 25",
    }
    row = ActivityValue.objects.filter(field="tools").get()
    assert (row.unit, row.origin, row.certainty, row.said_by) == (
        ready.lyon, "list", "declared", alice.name,
    )  # fmt: skip
    assert take_wide(alice, tmp_path, text).count(Act.SAME) == 1


def test_a_line_without_a_unit_speaks_of_the_company(
    alice: Actor, ready: Group, tmp_path: Path
) -> None:
    take_wide(alice, tmp_path, "Bulletins;PAIE;;;;;;;2400;;;;;\n")
    take_wide(alice, tmp_path, "Bulletins;PAIE;;;;Lyon;;;600;;;;;\n")
    values = ActivityValue.objects.values_list("unit__name", "value")
    assert dict(values) == {"Lyon": 600, None: 2400}
    assert not Assignment.objects.exists()


def test_an_empty_cell_takes_nothing_back(alice: Actor, ready: Group, tmp_path: Path) -> None:
    take_wide(alice, tmp_path, "Bulletins;PAIE;;;;;;;2400;;Silae;;;\n")
    plan = take_wide(alice, tmp_path, "Bulletins;PAIE;;;;;;;2500;;;;;\n")
    told = dict(ActivityValue.objects.values_list("field", "value"))
    assert told == {"yearly_volume": 2500, "tools": "Silae"}
    assert plan.steps[0].changed == {"yearly_volume": ["2400", "2500"]}


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ("douze;;;;;", "volume par an"),
        ("2,5;;;;;", "volume par an"),
        (";1,005;;;;", "coût par an"),
        (";NaN;;;;", "coût par an"),
        (";;;salariés, licornes;;", "données"),
        (";;;;5;", "confidentialité"),
    ],
)
def test_a_cell_that_does_not_read_is_listed_with_its_column(
    alice: Actor, ready: Group, tmp_path: Path, cells: str, column: str
) -> None:
    plan = take_wide(alice, tmp_path, f"Bulletins;PAIE;;;;;;;{cells}\n", leave_faulty=True)
    assert [fault.column for fault in plan.faults] == [column]
    assert not Activity.objects.exists()


def test_a_deputy_is_another_post(alice: Actor, ready: Group, tmp_path: Path) -> None:
    text = "Bulletins;PAIE;Responsable paie (Lyon);Responsable paie (Lyon);;;;;;;;;;\n"
    plan = take_wide(alice, tmp_path, text, leave_faulty=True)
    assert [fault.column for fault in plan.faults] == ["suppléant"]
