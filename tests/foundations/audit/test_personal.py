"""What the trail says of persons stands beside the chain, and can go without breaking it."""

import json
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from tests.factories import accounts
from tests.factories import trails as sample
from tests.factories.organisation import NOW
from timonerie.domains.organisation.operations import people
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit import operations, personal, queries, trails
from timonerie.foundations.audit.models import Event, PersonalValue
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.rule("AUD-06")


def _hashed(company: Company) -> str:
    """Everything that the hashes cover."""
    lines = [json.loads(line) for line in trails.lines(company)]
    return json.dumps([line for line in lines if "hash" in line], ensure_ascii=False)


def test_no_name_nor_address_stands_in_the_chain(alice: Actor, company: Company) -> None:
    sample.fill(alice)
    hashed = _hashed(company)
    for word in ("Alice", "Martin", "Zoé", "Durand", "Petit", "Paul", "Leroy", "@"):
        assert word not in hashed
    assert "Paie & Cie" in hashed


def test_they_are_read_in_clear_until_they_are_erased(alice: Actor) -> None:
    zoe = people.create(by=alice, at=NOW, name="Zoé Durand", email="", unit=None)
    assert _told(alice, zoe.public_id) == [("Alice Martin", "Zoé Durand")]

    assert operations.erase(by=alice, at=NOW, kind="person", number=zoe.public_id) == 1

    assert _told(alice, zoe.public_id)[-1] == ("Alice Martin", "valeur effacée")
    assert queries.verify(company_id=alice.company_id) == []


def test_an_author_is_erased_like_anybody(alice: Actor, company: Company) -> None:
    bob = sample.somebody(company)
    sample.record(bob, act="indicator.archive")
    operations.erase(by=alice, at=NOW, kind="user", number=bob.user_id)
    told = queries.history(company_id=company.pk, kind="indicator", public_id="i-1")
    assert [one.actor for one in told] == ["valeur effacée"]
    assert sample.faults(company) == []


def test_the_values_and_their_keys_are_gone(alice: Actor, company: Company) -> None:
    zoe = people.create(by=alice, at=NOW, name="Zoé Durand", email="", unit=None)
    (kept,) = PersonalValue.objects.filter(value="Zoé Durand")
    operations.erase(by=alice, at=NOW, kind="person", number=zoe.public_id)
    everything = b"".join(trails.lines(company)).decode()
    assert kept.key not in everything
    assert "Durand" not in everything


def test_two_people_of_one_name_have_two_commitments(alice: Actor) -> None:
    one, other = (
        people.create(by=alice, at=NOW, name="Zoé Durand", email="", unit=None) for _rank in "ab"
    )
    operations.erase(by=alice, at=NOW, kind="person", number=one.public_id)
    assert _told(alice, other.public_id) == [("Alice Martin", "Zoé Durand")]


def test_the_erasing_is_an_act_of_the_trail(alice: Actor) -> None:
    zoe = people.create(by=alice, at=NOW, name="Zoé Durand", email="", unit=None)
    operations.erase(by=alice, at=NOW, kind="person", number=zoe.public_id)
    event = Event.objects.latest("seq")
    assert (event.act, event.object_id) == ("audit.erased", str(zoe.public_id))
    assert len(event.detail["refs"]) == 1


def test_nothing_to_erase_is_said(alice: Actor) -> None:
    with pytest.raises(operations.NothingToErase):
        operations.erase(by=alice, at=NOW, kind="person", number="unknown")


def test_an_administrator_may_not_erase(company: Company, alice: Actor) -> None:
    technician = accounts.actor(company, Role.ADMINISTRATOR, name="Théo")
    with pytest.raises(PermissionDenied):
        operations.erase(by=technician, at=NOW, kind="user", number=alice.user_id)


def test_another_company_keeps_its_values(alice: Actor, company: Company) -> None:
    sample.record(alice, act="indicator.archive")
    mine, theirs = f"user:{alice.user_id}", company.pk + 1
    PersonalValue.objects.create(company_id=theirs, ref="0", subject=mine, key="00", value="x")
    operations.erase(by=alice, at=NOW, kind="user", number=alice.user_id)
    assert PersonalValue.objects.filter(company_id=theirs).exists()


def test_a_personal_value_is_never_changed(alice: Actor) -> None:
    people.create(by=alice, at=NOW, name="Zoé Durand", email="", unit=None)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        PersonalValue.objects.update(value="Zoé Petit")


@pytest.mark.slow
@pytest.mark.engine("sqlite")
@pytest.mark.django_db(transaction=True)
def test_an_erased_value_leaves_no_bytes_in_the_file() -> None:
    PersonalValue.objects.create(company_id=1, ref="1" * 32, key="00", value="Canari-Introuvable")
    with transaction.atomic():
        operations._overwrite_deleted_rows()
        PersonalValue.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    name = str(connection.settings_dict["NAME"])
    assert b"Canari" not in Path(name).read_bytes()


def _told(by: Actor, public_id: object) -> list[tuple[str, str]]:
    events = queries.history(company_id=by.company_id, kind="person", public_id=public_id)
    return [(one.actor, str(one.detail.get("name", ""))) for one in events]


@pytest.mark.parametrize(
    ("act", "names"),
    [
        ("offer.chosen", ("bidder", "declined", "reason", "said")),
        ("offer.answered", ("bidder", "remark")),
        ("offer.paper_added", ("bidder", "file")),
        ("activity.decided", ("reason", "dissent")),
    ],
)
def test_what_is_said_of_bidders_and_of_those_who_disagree_is_sealed(
    alice: Actor, company: Company, act: str, names: tuple[str, ...]
) -> None:
    detail = {name: f"Chez Rémi Blanc, {name}" for name in names}
    with transaction.atomic():
        operations.record(by=alice, at=NOW, act=act, kind="offer", public_id="o-1", detail=detail)
    assert "Rémi Blanc" not in _hashed(company)
    [told] = queries.history(company_id=company.pk, kind="offer", public_id="o-1")
    assert told.detail == detail


def test_what_else_is_said_of_an_activity_is_not() -> None:
    assert not personal.is_personal("activity.decided", "choice")
    assert not personal.is_personal("grid.revised", "reason")
