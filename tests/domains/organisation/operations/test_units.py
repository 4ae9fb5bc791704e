import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import DjangoAssertNumQueries

from tests.factories import accounts
from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.operations import units
from timonerie.domains.organisation.operations.errors import Conflict
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit import queries
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope.models import Company


def test_a_unit_without_parent_stands_under_the_group(alice: Actor) -> None:
    site = units.create(by=alice, at=NOW, kind="site", name="  Lyon   Part-Dieu ")
    assert site.parent == units.root()
    assert site.path == f"{units.root().path}{site.pk}/"
    assert (site.name, site.code) == ("Lyon Part-Dieu", "Lyon Part-Dieu")


def test_creating_a_unit_leaves_a_trace(alice: Actor) -> None:
    site = units.create(by=alice, at=NOW, kind="site", name="Lyon")
    (event,) = queries.history(company_id=alice.company_id, kind="unit", public_id=site.public_id)
    assert event.actor == "Alice Martin"
    assert event.detail["under"] == "Ateliers Brévent"


def test_a_code_serves_once_per_level_whatever_its_case(alice: Actor) -> None:
    units.create(by=alice, at=NOW, kind="site", name="Lyon", code="LYO")
    units.create(by=alice, at=NOW, kind="team", name="Lyon", code="LYO")
    with pytest.raises(units.UnitCodeTaken, match="désigne déjà « Lyon »"):
        units.create(by=alice, at=NOW, kind="site", name="Lyon 2", code="lyo")


@pytest.mark.parametrize(
    ("kind", "parent"), [("region", "lyon"), ("site", "lyon"), ("group", "root")]
)
def test_a_unit_stands_under_a_higher_level_only(
    alice: Actor, group: Group, kind: str, parent: str
) -> None:
    with pytest.raises(units.WrongPlace, match="niveau supérieur"):
        units.create(by=alice, at=NOW, kind=kind, name="Ailleurs", parent=getattr(group, parent))


def test_a_site_manager_creates_no_unit(company: Company) -> None:
    manager = accounts.actor(company, Role.SITE_MANAGER)
    with pytest.raises(PermissionDenied):
        units.create(by=manager, at=NOW, kind="site", name="Lyon")
    assert not Unit.objects.filter(kind="site").exists()


def test_moving_a_unit_moves_everything_below_it(alice: Actor, group: Group) -> None:
    units.move(by=alice, at=NOW, unit=group.lyon, version=group.lyon.version, parent=group.west)
    team = Unit.objects.get(pk=group.payroll_team.pk)
    assert team.path == f"{group.west.path}{group.lyon.pk}/{team.pk}/"
    assert Unit.objects.get(pk=group.grenoble.pk).path == group.grenoble.path


def test_a_unit_never_moves_below_itself(alice: Actor, group: Group) -> None:
    with pytest.raises(units.WrongPlace, match="elle-même"):
        units.move(by=alice, at=NOW, unit=group.east, version=1, parent=group.lyon)


def test_the_group_never_moves(alice: Actor, group: Group) -> None:
    with pytest.raises(units.WrongPlace, match="racine"):
        units.move(by=alice, at=NOW, unit=group.root, version=1, parent=group.east)


def test_a_change_over_somebody_else_s_is_a_conflict(alice: Actor, group: Group) -> None:
    mine = Unit.objects.get(pk=group.lyon.pk)
    units.rename(by=alice, at=NOW, unit=group.lyon, version=1, name="Lyon Est")
    with pytest.raises(Conflict) as conflict:
        units.rename(by=alice, at=NOW, unit=mine, version=1, name="Lyon Ouest")
    assert str(conflict.value.current) == "Lyon Est"
    assert conflict.value.mine["name"] == "Lyon Ouest"
    assert Unit.objects.get(pk=mine.pk).name == "Lyon Est"


def test_saving_without_a_change_writes_nothing(alice: Actor, group: Group) -> None:
    before = Event.objects.count()
    units.rename(by=alice, at=NOW, unit=group.lyon, version=1, name="Lyon")
    assert Unit.objects.get(pk=group.lyon.pk).version == 1
    assert Event.objects.count() == before


def test_a_unit_that_holds_others_is_not_archived(alice: Actor, group: Group) -> None:
    with pytest.raises(units.UnitInUse, match="Paie Lyon"):
        units.archive(by=alice, at=NOW, unit=group.lyon, version=1)
    with pytest.raises(units.UnitInUse, match="racine"):
        units.archive(by=alice, at=NOW, unit=group.root, version=1)


def test_an_archived_unit_comes_back(alice: Actor, group: Group) -> None:
    units.archive(by=alice, at=NOW, unit=group.payroll_team, version=1)
    assert group.payroll_team not in Unit.objects.active()
    units.restore(by=alice, at=NOW, unit=group.payroll_team, version=2)
    assert group.payroll_team in Unit.objects.active()


def test_ensure_matches_codes_and_names_whatever_case_and_spaces(
    alice: Actor, group: Group
) -> None:
    units.update(
        by=alice,
        at=NOW,
        unit=group.nantes,
        version=1,
        name="Nantes",
        code="NTE",
        establishment=None,
        calendar=None,
    )
    found = units.ensure(
        by=alice, at=NOW, kind="site", names=["LYON ", "nte", " nantes", "Brest", "brest", "  "]
    )
    assert found["LYON "] == group.lyon.pk
    assert found["nte"] == found[" nantes"] == group.nantes.pk
    assert found["Brest"] == found["brest"]
    assert "  " not in found
    assert Unit.objects.filter(kind="site").count() == 4


def test_ensure_twice_creates_once(alice: Actor) -> None:
    names = ["Brest", "x" * 400, "x" * 401]
    first = units.ensure(by=alice, at=NOW, kind="site", names=names)
    assert units.ensure(by=alice, at=NOW, kind="site", names=names) == first
    assert len(set(first.values())) == 3
    brest = Unit.objects.get(pk=first["Brest"])
    assert brest.path == f"{units.root().path}{brest.pk}/"


def test_ensure_takes_five_thousand_names_in_a_few_statements(
    alice: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    names = [f"Site {rank}" for rank in range(5000)]
    events = Event.objects.count()
    with django_assert_max_num_queries(80):
        found = units.ensure(by=alice, at=NOW, kind="site", names=names)
    assert len(set(found.values())) == 5000
    assert Event.objects.count() == events + 1


def test_a_provider_resolves_known_names_but_creates_none(company: Company, group: Group) -> None:
    provider = accounts.actor(company, Role.PROVIDER)
    found = units.ensure(by=provider, at=NOW, kind="site", names=["lyon"])
    assert found == {"lyon": group.lyon.pk}
    with pytest.raises(PermissionDenied):
        units.ensure(by=provider, at=NOW, kind="site", names=["lyon", "Brest"])
