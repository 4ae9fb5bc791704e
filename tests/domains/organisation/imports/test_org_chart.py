"""An org chart in a spreadsheet: people, posts and the tree in one import; doubts are asked."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.domains.organisation.imports.conftest import acts
from tests.factories import org_charts
from tests.factories.org_charts import Person as Row
from tests.factories.org_charts import changed, csv, firm, small
from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.enums import HolderKind
from timonerie.domains.organisation.models import Person, Seat, SeatHolding, Unit
from timonerie.domains.organisation.operations import people, seats
from timonerie.domains.organisation.operations.imports import lists
from timonerie.domains.organisation.operations.imports.files import UnreadableFile
from timonerie.domains.organisation.operations.imports.shapes import Plan
from timonerie.foundations.accounts.actors import Actor

Rows = Sequence[Row] | str


class Importer:
    def __init__(self, by: Actor, folder: Path) -> None:
        self.by, self.folder = by, folder

    def __call__(self, rows: Rows, *chosen: str, leave_faulty: bool = False) -> Plan:
        path = self.folder / "organigramme.csv"
        path.write_text(rows if isinstance(rows, str) else csv(rows), encoding="utf-8")
        return lists.apply(
            by=self.by,
            at=NOW,
            kind="organigramme",
            path=path,
            file_name=path.name,
            leave_faulty=leave_faulty,
            chosen=chosen,
        )


@pytest.fixture
def take(alice: Actor, tmp_path: Path) -> Importer:
    return Importer(alice, tmp_path)


def tree() -> dict[str, str | None]:
    """Who answers to whom, by name of the holder."""
    holdings = SeatHolding.objects.select_related("person", "seat__manager")
    by_seat = {one.seat_id: str(one.person) for one in holdings}
    return {
        str(one.person): by_seat.get(one.seat.manager_id or 0, str(one.seat.manager or "") or None)
        for one in holdings
    }


def asked(plan: Plan) -> str:
    """The questions, with plain spaces."""
    told = "\n".join(one.text for one in plan.questions)
    return told.replace("\u00a0", " ").replace("\u202f", " ")


def test_people_posts_and_the_tree_come_in_one_import(group: Group, take: Importer) -> None:
    plan = take(small())

    assert acts(plan) == (4, 0, 0)
    assert (plan.questions, plan.faults) == ([], [])
    assert tree() == {
        "Claire Roux": None,
        "Marc Petit": "Claire Roux",
        "Nadia Benali": "Claire Roux",
        "Jean Dupont": "Nadia Benali",
    }
    technician = Seat.objects.get(name="Technicien")
    assert (technician.unit, technician.function and technician.function.code) == (
        group.nantes,
        "it",
    )


def test_the_same_file_again_changes_nothing(group: Group, take: Importer) -> None:
    take(small())

    assert acts(take(small())) == (0, 0, 4)


def test_a_firm_of_150_people_comes_in_whole_from_a_workbook(
    alice: Actor, tmp_path: Path, group: Group
) -> None:
    path = org_charts.workbook(tmp_path, firm())

    def once() -> Plan:
        return lists.apply(by=alice, at=NOW, kind="organigramme", path=path, file_name=path.name,
                           chosen=["sites"])  # fmt: skip

    assert acts(once()) == (150, 0, 0)
    assert Person.objects.count() == 150
    assert set(org_charts.SITES) <= set(Unit.objects.sites().values_list("name", flat=True))
    assert [name for name, manager in tree().items() if manager is None] == ["Claire Roux"]
    assert acts(once()) == (0, 0, 150)


def test_a_changed_manager_and_a_changed_title_are_written(group: Group, take: Importer) -> None:
    take(small())

    plan = take(changed(small(), "Jean Dupont", manager="Marc Petit", title="Gestionnaire"))

    assert acts(plan) == (0, 1, 3)
    assert tree()["Jean Dupont"] == "Marc Petit"
    assert Seat.objects.filter(name="Gestionnaire").exists()


def test_a_loop_is_told_and_left_open(group: Group, take: Importer) -> None:
    rows = changed(small(), "Claire Roux", manager="Nadia Benali")

    plan = take(rows)

    assert "Claire Roux → Nadia Benali → Claire Roux" in asked(plan)
    assert [one.lines for one in plan.questions] == [(2, 4)]
    assert tree()["Claire Roux"] is None
    assert tree()["Jean Dupont"] == "Nadia Benali"


def test_somebody_their_own_manager_is_asked(group: Group, take: Importer) -> None:
    assert "Claire Roux est son propre responsable" in asked(
        take(changed(small(), "Claire Roux", manager="Claire Roux"))
    )


def test_an_absent_manager_is_asked_or_becomes_a_vacant_post(group: Group, take: Importer) -> None:
    rows = changed(small(), "Jean Dupont", manager="Victor Absent")

    assert "« Victor Absent », responsable de Jean Dupont, n’est pas dans la liste" in asked(
        take(rows)
    )
    assert tree()["Jean Dupont"] is None
    take(rows, "vacants")
    assert tree()["Jean Dupont"] == "Responsable (Victor Absent)"
    assert acts(take(rows, "vacants")) == (0, 0, 4)


def test_an_absent_manager_whom_the_company_knows_is_theirs(
    alice: Actor, group: Group, take: Importer
) -> None:
    victor = people.create(by=alice, at=NOW, name="Victor Absent")
    post = seats.create(by=alice, at=NOW, name="Directeur", unit=group.root)
    seats.hold(by=alice, at=NOW, seat=post, kind=HolderKind.EMPLOYEE, person=victor,
               start_date=NOW.date())  # fmt: skip

    plan = take(changed(small(), "Jean Dupont", manager="ABSENT Victor"))

    assert plan.questions == []
    assert tree()["Jean Dupont"] == "Victor Absent"


@pytest.mark.parametrize("told", ["BENALI Nadia", "Mme Nadia BENALI", "3", "nadia  benali", "DSI"])
def test_a_manager_is_known_however_they_are_written(
    group: Group, take: Importer, told: str
) -> None:
    plan = take(changed(small(), "Jean Dupont", manager=told))

    assert plan.questions == []
    assert tree()["Jean Dupont"] == "Nadia Benali"


@pytest.mark.parametrize("told", ["N. Benali", "Nadia Bénaly"])
def test_a_doubtful_writing_is_asked_and_never_merged_in_silence(
    group: Group, take: Importer, told: str
) -> None:
    rows = changed(small(), "Jean Dupont", manager=told)

    assert "est-ce Nadia Benali (ligne 4) ?" in asked(take(rows))
    assert tree()["Jean Dupont"] is None
    take(rows, "rapprochements")
    assert tree()["Jean Dupont"] == "Nadia Benali"


def test_two_people_of_one_name_need_something_to_tell_them_apart(
    group: Group, take: Importer
) -> None:
    bare = (
        "Nom;Poste;N+1\nClaire Roux;DG;\nMarc Petit;DAF;Claire Roux\nMarc Petit;DSI;Claire Roux\n"
    )
    told = ("Matricule;Nom;Poste;N+1\n1;Claire Roux;DG;\n2;Marc Petit;DAF;Claire Roux\n"
            "3;Marc Petit;DSI;Claire Roux\n4;Ana Silva;Paie;Marc Petit\n")  # fmt: skip

    assert "Deux lignes portent le nom Marc Petit" in asked(take(bare))
    assert Person.objects.filter(name="Marc Petit").count() == 1
    Seat.objects.update(manager=None)
    plan = take(told)
    assert Person.objects.filter(name="Marc Petit").count() == 2
    assert "Plusieurs personnes s’appellent « Marc Petit »" in asked(plan)


def test_a_line_twice_counts_once(group: Group, take: Importer) -> None:
    plan = take([*small(), small()[3]])

    assert "Jean Dupont est deux fois dans la liste" in asked(plan)
    assert Person.objects.count() == 4


def test_several_heads_are_asked(group: Group, take: Importer) -> None:
    plan = take(changed(small(), "Nadia Benali", manager=""))

    assert "Claire Roux, Nadia Benali n’ont pas de responsable" in asked(plan)


def test_a_line_without_a_name_is_a_fault(group: Group, take: Importer) -> None:
    rows = [*small(), Row("5", "", "", "Technicien", manager="Nadia Benali")]

    with pytest.raises(lists.FaultyLines):
        take(rows)
    assert not Person.objects.exists()
    plan = take(rows, leave_faulty=True)
    assert [(one.line, one.column, one.code) for one in plan.faults] == [(6, "nom", "LIS-03")]
    assert Person.objects.count() == 4


def test_somebody_gone_from_the_file_is_asked_about_and_stays(group: Group, take: Importer) -> None:
    take(small())

    plan = take(small()[:3])

    assert "Jean Dupont tient « Technicien » et n’est pas dans la liste" in asked(plan)
    assert tree()["Jean Dupont"] == "Nadia Benali"


def test_an_unknown_site_is_asked_or_created(group: Group, take: Importer) -> None:
    rows = changed(small(), "Jean Dupont", site="Colmar")

    assert "Aucune unité ne s’appelle « Colmar »" in asked(take(rows))
    assert Seat.objects.get(name="Technicien").unit == group.root
    take(rows, "sites")
    colmar = Unit.objects.get(name="Colmar")
    assert (colmar.kind, colmar.parent) == ("site", group.root)
    assert colmar.path.startswith(group.root.path)
    assert Seat.objects.get(name="Technicien").unit == colmar


def test_several_technicians_of_one_site_have_a_post_each(group: Group, take: Importer) -> None:
    rows = [*small(), Row("5", "Silva", "Ana", "Technicien", "Informatique", "Nantes", "DSI")]

    take(rows)

    assert set(Seat.objects.filter(unit=group.nantes).values_list("name", flat=True)) == {
        "Technicien",
        "Technicien n° 2",
    }
    assert acts(take(rows)) == (0, 0, 5)


@pytest.mark.parametrize(
    ("header", "missing"), [("Nom;Poste", "responsable"), ("Poste;N+1", "nom")]
)
def test_a_list_without_names_or_managers_is_refused(
    group: Group, take: Importer, header: str, missing: str
) -> None:
    with pytest.raises(UnreadableFile, match=missing) as refused:
        take(f"{header}\na;b\n")
    assert refused.value.code == "LIS-01"
