from pathlib import Path

import pytest
import xlsxwriter
from django.core.exceptions import PermissionDenied
from pytest_django import Settings

from tests.domains.organisation.imports.conftest import Import, acts
from tests.factories import accounts
from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.operations.imports import lists
from timonerie.domains.organisation.operations.imports.files import UnreadableFile
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope.models import Company

TREE = """niveau;nom;code;rattachée à
équipe;Paie Colmar;COL-PAIE;COL
site;Colmar;COL;Sud
région;Sud;;
"""


def test_a_preview_writes_nothing(preview: Import, group: Group) -> None:
    units, events = Unit.objects.count(), Event.objects.count()
    assert acts(preview("unites", TREE)) == (3, 0, 0)
    assert (Unit.objects.count(), Event.objects.count()) == (units, events)


def test_a_tree_comes_in_whatever_the_order_of_its_lines(take: Import, group: Group) -> None:
    take("unites", TREE)
    team = Unit.objects.get(code="COL-PAIE")
    names = [Unit.objects.get(pk=int(step)).name for step in team.path.split("/") if step]
    assert names == ["Ateliers Brévent", "Sud", "Colmar", "Paie Colmar"]


def test_the_same_file_twice_changes_nothing_and_leaves_no_trace(
    take: Import, group: Group
) -> None:
    take("unites", TREE)
    events = Event.objects.count()
    assert acts(take("unites", TREE)) == (0, 0, 3)
    assert Event.objects.count() == events


def test_one_audit_event_tells_the_counts(take: Import, group: Group) -> None:
    events = Event.objects.count()
    take("unites", TREE + "site;Lyon;;Est\n")
    assert Event.objects.count() == events + 1
    detail = Event.objects.latest("seq").detail
    assert detail == {
        "list": "unites",
        "file": "liste.csv",
        "created": 3,
        "changed": 0,
        "same": 1,
        "left_out": 0,
    }


def test_a_changed_line_says_before_and_after(preview: Import, group: Group) -> None:
    plan = preview("unites", "niveau;nom;rattachée à\nsite;Lyon;Ouest\n")
    assert acts(plan) == (0, 1, 0)
    assert plan.steps[0].changed == {"parent": ["Est", "Ouest"]}


def test_a_unit_moved_by_a_file_takes_its_subtree(take: Import, group: Group) -> None:
    take("unites", "niveau;nom;rattachée à\nsite;Lyon;Ouest\n")
    team = Unit.objects.get(pk=group.payroll_team.pk)
    assert team.path == f"{group.west.path}{group.lyon.pk}/{team.pk}/"


FAULTY = """niveau;nom;rattachée à
site;Brest;Ouest
succursale;Nice;
site;;Est
site;Dijon;Bourgogne
"""


def test_each_faulty_line_says_where_what_and_what_to_do(preview: Import, group: Group) -> None:
    faults = preview("unites", FAULTY).faults
    assert [(fault.line, fault.column, fault.value) for fault in faults] == [
        (3, "niveau", "succursale"),
        (4, "nom", ""),
        (5, "rattachée à", "Bourgogne"),
    ]
    assert "« site »" in faults[0].remedy


def test_a_faulty_line_stops_everything_unless_accepted(take: Import, group: Group) -> None:
    with pytest.raises(lists.FaultyLines, match="Rien n’a été enregistré"):
        take("unites", FAULTY)
    assert not Unit.objects.filter(name="Brest").exists()
    take("unites", FAULTY, leave_faulty=True)
    assert Unit.objects.get(name="Brest").parent == group.west


def test_a_missing_column_refuses_the_file(preview: Import, group: Group) -> None:
    with pytest.raises(UnreadableFile, match="Il manque la colonne niveau"):
        preview("unites", "nom;code\nLyon;LYO\n")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_files_of_french_spreadsheets_are_read(
    alice: Actor, group: Group, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Niveau;NOM\nrégion;Île-de-France\n".replace(";", delimiter), encoding=encoding)
    plan = lists.apply(by=alice, at=NOW, kind="unites", path=path, file_name="liste.csv")
    assert acts(plan) == (1, 0, 0)
    assert Unit.objects.filter(name="Île-de-France").exists()


def test_a_workbook_reads_like_a_csv(alice: Actor, group: Group, tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["niveau", "nom", "code"])
        sheet.write_row(1, 0, ["site", "Brest", 29200])
    lists.apply(by=alice, at=NOW, kind="unites", path=path, file_name="liste.xlsx")
    assert Unit.objects.get(name="Brest").code == "29200"


@pytest.mark.parametrize("content", [b"", b"\n\n", b"PK\x03\x04 not a workbook", b"a\x00b;c\n"])
def test_what_is_not_a_list_is_refused_with_a_remedy(
    alice: Actor, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile):
        lists.preview(by=alice, at=NOW, kind="unites", path=path, file_name=path.name)


def test_who_may_not_write_may_not_import(company: Company, group: Group, tmp_path: Path) -> None:
    manager = accounts.actor(company, Role.SITE_MANAGER)
    path = tmp_path / "liste.csv"
    path.write_text(TREE, encoding="utf-8")
    with pytest.raises(PermissionDenied):
        lists.apply(by=manager, at=NOW, kind="unites", path=path, file_name="liste.csv")


@pytest.mark.slow
@pytest.mark.rule("FIL-04")
def test_a_list_is_read_by_a_child_like_any_file_received(
    preview: Import, group: Group, settings: Settings
) -> None:
    settings.CONFINES_READING = True

    assert acts(preview("unites", "niveau;nom\nsite;Brest\n")) == (1, 0, 0)
    with pytest.raises(UnreadableFile) as refused:
        preview("unites", 'niveau;nom\nsite;"Brest\n')
    assert refused.value.code == "CSV-03"
