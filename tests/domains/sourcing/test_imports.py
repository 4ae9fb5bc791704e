from datetime import date
from pathlib import Path

import pytest

from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.operations import providers, seats
from timonerie.domains.organisation.operations.imports import lists
from timonerie.domains.organisation.operations.imports.shapes import Act, Plan
from timonerie.domains.sourcing.models import Activity, Assignment
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
