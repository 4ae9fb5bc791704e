"""A draft contract comes from what was approved and chosen."""

import pytest

from tests.factories import lives as life_factory
from tests.factories import offers as offer_factory
from tests.factories import statements as statement_factory
from tests.factories.organisation import NOW, Group
from timonerie.domains.contracts.enums import Stage
from timonerie.domains.contracts.operations import drafts, lives
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.models import Offer
from timonerie.domains.sourcing.operations import offers
from timonerie.foundations.accounts.actors import Actor


def chosen(by: Actor, offer: Offer) -> None:
    offer.refresh_from_db()
    offers.choose(by=by, at=NOW, offer=offer, version=offer.version, reason="Mieux-disant")


def test_without_an_approved_version_there_is_no_draft(alice: Actor, group: Group) -> None:
    statement = statement_factory.payroll(alice)
    with pytest.raises(Refused, match="Approuvez d’abord"):
        drafts.begin(by=alice, at=NOW, statement=statement)


def test_it_takes_the_activities_the_months_and_who_is_in_place(alice: Actor, group: Group) -> None:
    nova = life_factory.firm(alice, "Nova")
    activity = statement_factory.payslips(alice)
    statement = statement_factory.payroll(alice, of=[activity], months=24, provider=nova)
    version = statement_factory.approved(alice, statement)
    made = drafts.begin(by=alice, at=NOW, statement=statement)
    assert (made.stage, made.provider, made.firm) == (Stage.DRAFT, nova, "24 months")
    assert made.statement_version == version
    assert [one.activity for one in made.entrusted_activities.all()] == [activity]
    assert made.yearly_cents is None


def test_the_chosen_offer_says_who_and_how_much_a_year(alice: Actor, group: Group) -> None:
    asking = offer_factory.asking(alice)
    offer = offer_factory.typed(alice, asking, "Paie du Littoral")
    chosen(alice, offer)
    made = drafts.begin(by=alice, at=NOW, statement=asking.statement)
    assert (made.provider, made.provider_written) == (None, "Paie du Littoral")
    # 100 payslips at 12 € and 100 €, each month; what is paid once says nothing of a year.
    assert (made.yearly_cents, made.tax) == (12 * (1_200_00 + 100_00), "excluded")


def test_an_offer_without_every_price_tells_no_amount(alice: Actor, group: Group) -> None:
    asking = offer_factory.asking(alice)
    offer = offer_factory.typed(alice, asking, "Paie du Littoral", package=None)
    chosen(alice, offer)
    made = drafts.begin(by=alice, at=NOW, statement=asking.statement)
    assert (made.yearly_cents, made.tax) == (None, "")


def test_asking_twice_gives_the_draft_that_stands_until_it_is_signed(
    alice: Actor, group: Group
) -> None:
    statement = statement_factory.payroll(alice)
    statement_factory.approved(alice, statement)
    made = drafts.begin(by=alice, at=NOW, statement=statement)
    assert drafts.begin(by=alice, at=NOW, statement=statement) == made
    lives.sign(
        by=alice,
        at=NOW,
        contract=made,
        version=made.version,
        signed_date=NOW.date(),
        signed_by="Alice Roche",
        reason="Signé avant la reprise de nos contrats.",
    )
    assert drafts.begin(by=alice, at=NOW, statement=statement) != made
