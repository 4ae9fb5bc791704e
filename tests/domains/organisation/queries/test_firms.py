from pytest_django import DjangoAssertNumQueries

from tests.factories.organisation import NOW
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import providers
from timonerie.domains.organisation.queries import firms
from timonerie.domains.organisation.queries.firms import Asked, Found
from timonerie.foundations.accounts.actors import Actor

INSEE, GOOGLE = "732829320", "443061841"


def known(by: Actor, name: str, siren: str = "") -> Provider:
    return providers.create(by=by, at=NOW, name=name, siren=siren)


def test_the_same_name_but_for_its_dress_is_certain(alice: Actor) -> None:
    cegid, durand = known(alice, "Cegid"), known(alice, "Cabinet Durand & Associés")
    assert firms.find(name="CEGID SAS") == Found(certain=cegid)
    assert firms.find(name="DURAND ET ASSOCIES") == Found(certain=durand)


def test_a_longer_name_is_doubtful_and_the_likest_comes_first(alice: Actor) -> None:
    orange, kpmg = known(alice, "Orange"), known(alice, "KPMG ESC")
    assert firms.find(name="Orange Business Services") == Found(doubtful=(orange,))
    assert firms.find(name="KPMG") == Found(doubtful=(kpmg,))
    assert firms.find(name="ADP GSI France") == Found()


def test_the_same_siren_is_certain_whatever_the_name(alice: Actor) -> None:
    cegid = known(alice, "Cegid", INSEE)
    assert firms.find(name="Logiciels de paie", siren="732 829 320") == Found(certain=cegid)
    assert firms.find(name="Autre", siren="73282932000074") == Found(certain=cegid)
    assert firms.find(name="Autre", vat="FR44732829320") == Found(certain=cegid)


def test_another_siren_is_never_certain(alice: Actor) -> None:
    cegid = known(alice, "Cegid", INSEE)
    assert firms.find(name="CEGID", siren=GOOGLE) == Found(doubtful=(cegid,))
    assert firms.find(name="CEGID") == Found(certain=cegid)


def test_two_providers_of_one_name_are_a_question(alice: Actor) -> None:
    first = known(alice, "Onet")
    second = providers.create(by=alice, at=NOW, name="Groupe ONET", code="ONET2")
    assert firms.find(name="ONET SAS") == Found(doubtful=(first, second))


def test_an_archived_provider_is_not_found(alice: Actor) -> None:
    providers.archive(by=alice, at=NOW, provider=known(alice, "Cegid"), version=1)
    assert firms.find(name="Cegid") == Found()


def test_many_firms_are_found_in_one_query(
    alice: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cegid = known(alice, "Cegid")
    with django_assert_num_queries(1):
        found = firms.find_all([Asked("CEGID SA"), Asked("Sage"), Asked("")])
    assert found == [Found(certain=cegid), Found(), Found()]
