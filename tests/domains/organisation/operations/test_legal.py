import pytest

from tests.factories.organisation import NOW
from timonerie.domains.organisation.models import Establishment, LegalEntity
from timonerie.domains.organisation.operations import legal, units
from timonerie.domains.organisation.operations.identifiers import WrongIdentifier
from timonerie.domains.organisation.queries import legal as queries
from timonerie.foundations.accounts.actors import Actor


@pytest.fixture
def head(alice: Actor) -> LegalEntity:
    return legal.add_entity(by=alice, at=NOW, name="Brévent SA", siren="732 829 320")


@pytest.fixture
def seat(alice: Actor, head: LegalEntity) -> Establishment:
    return legal.add_establishment(
        by=alice, at=NOW, legal_entity=head, siret="732 829 320 00074", name="Siège", town="Lyon"
    )


@pytest.mark.parametrize(
    ("siren", "why"),
    [
        ("732829321", "clé de contrôle"),
        ("73282932", "8 chiffres au lieu de 9"),
        ("73282932A", "autre chose que des chiffres"),
    ],
)
def test_a_wrong_siren_says_why_and_where_to_copy_it(alice: Actor, siren: str, why: str) -> None:
    with pytest.raises(WrongIdentifier, match=why) as refusal:
        legal.add_entity(by=alice, at=NOW, name="Faux", siren=siren)
    assert "Kbis" in refusal.value.message


def test_a_siret_belongs_to_its_entity(alice: Actor, head: LegalEntity) -> None:
    with pytest.raises(WrongIdentifier, match="ne commence pas par le SIREN"):
        legal.add_establishment(
            by=alice, at=NOW, legal_entity=head, siret="55210055400013", name="Ailleurs"
        )


def test_identifiers_serve_once(alice: Actor, head: LegalEntity, seat: Establishment) -> None:
    with pytest.raises(legal.IdentifierTaken, match="Brévent SA"):
        legal.add_entity(by=alice, at=NOW, name="Double", siren="732829320")
    with pytest.raises(legal.IdentifierTaken, match="Siège"):
        legal.add_establishment(
            by=alice, at=NOW, legal_entity=head, siret=seat.siret, name="Double"
        )


def test_nobody_is_owned_by_their_daughter(alice: Actor, head: LegalEntity) -> None:
    daughter = legal.add_entity(by=alice, at=NOW, name="Fille", siren="552100554", parent=head)
    with pytest.raises(legal.CircularOwnership):
        legal.update_entity(
            by=alice,
            at=NOW,
            entity=head,
            version=1,
            name=head.name,
            siren=head.siren,
            parent=daughter,
        )


def test_the_tree_follows_the_ownership(
    alice: Actor, head: LegalEntity, seat: Establishment
) -> None:
    legal.add_entity(by=alice, at=NOW, name="Alpes Services", siren="552100554", parent=head)
    told = [(one.entity.name, one.depth, len(one.establishments)) for one in queries.tree()]
    assert told == [("Brévent SA", 0, 1), ("Alpes Services", 1, 0)]


def test_what_still_serves_is_not_archived(
    alice: Actor, head: LegalEntity, seat: Establishment
) -> None:
    units.create(by=alice, at=NOW, kind="site", name="Lyon", establishment=seat)
    with pytest.raises(legal.StillInUse, match="Siège"):
        legal.archive_entity(by=alice, at=NOW, entity=head, version=1)
    with pytest.raises(legal.StillInUse, match="Lyon"):
        legal.archive_establishment(by=alice, at=NOW, establishment=seat, version=1)
