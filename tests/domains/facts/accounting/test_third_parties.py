"""The third-party accounts of the books become providers, by consent where it is not sure."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import accounts, books
from tests.factories.books import NOW, OTHER_SIREN, Invoice
from timonerie.domains.facts.models import ThirdParty
from timonerie.domains.facts.operations import third_parties
from timonerie.domains.facts.queries import purchases
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import providers
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope.models import Company


def states() -> dict[str, str]:
    return dict(ThirdParty.objects.values_list("code", "state"))


def one(code: str) -> ThirdParty:
    return ThirdParty.objects.get(code=code)


def test_the_same_name_is_linked_by_itself_and_said(alice: Actor) -> None:
    nova = providers.create(by=alice, at=NOW, name="Nova SAS")

    books.read(alice)

    assert states() == {"NOVA": "matched", "DURAND": "to_ask", "FORMA": "to_ask"}
    assert one("NOVA").provider == nova
    said = Event.objects.get(act="third_parties.matched")
    assert said.detail == {"count": 1, "codes": ["NOVA"]}


def test_a_name_that_looks_alike_is_asked_and_never_merged(alice: Actor) -> None:
    durand = providers.create(by=alice, at=NOW, name="Durand Expertise")

    books.read(alice)

    assert (one("DURAND").state, one("DURAND").candidate) == ("doubtful", durand)
    assert purchases.of_provider(durand.pk) is None


def test_those_ticked_become_providers_in_one_gesture(alice: Actor) -> None:
    books.read(alice)

    made = third_parties.create_providers(
        by=alice, at=NOW, third_parties=[one("NOVA"), one("DURAND")]
    )

    assert [firm.name for firm in made] == ["NOVA", "CABINET DURAND"]
    assert states() == {"NOVA": "matched", "DURAND": "matched", "FORMA": "to_ask"}


def test_the_same_firm_in_two_entities_is_one_provider(alice: Actor) -> None:
    books.read(alice)
    books.read(alice, books.content(books.year(monthly=500)), file_name=books.name(OTHER_SIREN))

    waiting = list(ThirdParty.objects.filter(code="NOVA"))
    third_parties.create_providers(by=alice, at=NOW, third_parties=waiting)

    nova = Provider.objects.get()
    found = purchases.of_provider(nova.pk)
    assert found is not None
    assert (found.spend, len(found.keys)) == (12_200_00 + 6_100_00, 2)


def test_a_code_that_another_provider_has_is_not_taken_twice(alice: Actor) -> None:
    providers.create(by=alice, at=NOW, name="Autre", code="FORMA PLUS")
    books.read(alice)

    third_parties.create_providers(by=alice, at=NOW, third_parties=[one("FORMA")])

    assert set(Provider.objects.values_list("code", flat=True)) == {"FORMA PLUS", "FORMA PLUS-2"}


def test_one_set_aside_keeps_its_spend_under_its_name(alice: Actor) -> None:
    books.read(alice)

    assert third_parties.set_aside(by=alice, at=NOW, third_parties=[one("FORMA")]) == 1
    assert third_parties.set_aside(by=alice, at=NOW, third_parties=[one("FORMA")]) == 0

    found = {payee.name: payee for payee in purchases.providers()}
    assert (found["FORMA PLUS"].spend, found["FORMA PLUS"].state) == (2_400_00, "set_aside")


def test_what_was_settled_stays_so_when_another_file_comes(alice: Actor) -> None:
    books.read(alice)
    third_parties.set_aside(by=alice, at=NOW, third_parties=[one("NOVA")])
    providers.create(by=alice, at=NOW, name="NOVA")

    books.read(alice, books.content(books.year(2024)), file_name=books.name(closing="20241231"))

    assert one("NOVA").state == "set_aside"


def test_a_gesture_is_taken_back_as_a_question(alice: Actor) -> None:
    nova = providers.create(by=alice, at=NOW, name="Nova")
    books.read(alice)

    third_parties.reopen(by=alice, at=NOW, third_party=one("NOVA"))

    assert (one("NOVA").state, one("NOVA").candidate, one("NOVA").provider) == (
        "doubtful",
        nova,
        None,
    )


def test_the_last_label_of_the_books_is_shown(alice: Actor) -> None:
    books.read(alice)
    later = Invoice("NOVA", "NOVA GROUPE", date(2026, 1, 5), 100)

    books.read(alice, books.content([later]), file_name=books.name(closing="20261231"))

    assert one("NOVA").label == "NOVA GROUPE"


def test_nobody_without_the_right_settles_anything(alice: Actor, company: Company) -> None:
    books.read(alice)
    manager = accounts.actor(company, Role.SITE_MANAGER)
    with pytest.raises(PermissionDenied):
        third_parties.create_providers(by=manager, at=NOW, third_parties=[one("NOVA")])
    with pytest.raises(PermissionDenied):
        third_parties.set_aside(by=manager, at=NOW, third_parties=[one("NOVA")])
    assert not Provider.objects.exists()
