"""What an offer is read under: the version that it answers, its term, a choice that stands."""

from datetime import timedelta

import pytest

from tests.domains.sourcing.test_offers import compared
from tests.factories import offers
from tests.factories.figures import NOW
from tests.factories.offers import HUNDREDTHS, Asking
from timonerie.domains.sourcing.models import OfferAnswer, StatementLine
from timonerie.domains.sourcing.operations import offer_answers, offer_links
from timonerie.domains.sourcing.operations import offers as operations
from timonerie.domains.sourcing.operations.offer_answers import Given, Said
from timonerie.domains.sourcing.operations.offer_checks import Settled
from timonerie.domains.sourcing.queries import offers as queries
from timonerie.foundations.accounts.actors import Actor
from timonerie.web import offer_words
from timonerie.web.forms.answering import AnswersForm


@pytest.fixture
def asking(alice: Actor) -> Asking:
    return offers.asking(alice)


def test_the_form_of_answers_keeps_how_a_pasted_price_is_paid(alice: Actor, asking: Asking) -> None:
    made, key = offers.typed(alice, asking), asking.keys["package"]
    row = OfferAnswer.objects.get(offer=made, line_key=key)
    OfferAnswer.objects.filter(pk=row.pk).update(price=12_000 * HUNDREDTHS, recurrence="year")
    sheet = queries.sheet(made)
    form = AnswersForm(AnswersForm(sheet=sheet).initial, sheet=sheet)
    assert form.is_valid(), form.errors
    assert str(form.fields[f"p-{key}"].label) == "Prix HT par an"
    offer_answers.answer(by=alice, at=NOW, offer=made, version=made.version, given=form.given())
    row.refresh_from_db()
    assert (row.price, row.recurrence) == (12_000 * HUNDREDTHS, "year")


def test_a_blank_recurrence_is_that_of_the_version_answered(alice: Actor, asking: Asking) -> None:
    old = offers.typed(alice, asking)
    row = StatementLine.objects.get(public_id=asking.keys["package"])
    row.title, row.values = "Forfait de départ", {**row.values, "recurrence": "once"}
    row.save()
    asking.statement.months = 24
    asking.statement.save()
    asking.statement.refresh_from_db()
    offers.approve(alice, asking.statement)
    offers.typed(alice, asking, "Clarté")
    found = compared(asking)
    costs = {
        one.offer.bidder: one.total.by_line[str(row.public_id)].expected for one in found.offers
    }
    assert costs == {old.bidder: 24 * 10_000, "Clarté": 10_000}
    # Nor does what the older version called it come before what it is called now.
    assert found.names[str(row.public_id)] == "Forfait de départ"


def test_the_term_is_that_of_the_version_and_not_of_the_draft(alice: Actor, asking: Asking) -> None:
    offers.typed(alice, asking)
    asking.statement.months = 48
    asking.statement.save()
    assert compared(asking).months == 12


def test_an_offer_is_not_opened_again_beside_a_choice(alice: Actor, asking: Asking) -> None:
    best, gone = offers.typed(alice, asking), offers.typed(alice, asking, "Orion")
    operations.withdraw(by=alice, at=NOW, offer=gone, version=gone.version)
    operations.choose(by=alice, at=NOW, offer=best, version=best.version, reason="Moins chère.")
    with pytest.raises(Settled, match="rouvrir"):
        operations.reopen(by=alice, at=NOW, offer=gone, version=gone.version)
    operations.undo_choice(by=alice, at=NOW, statement=asking.statement)
    operations.reopen(by=alice, at=NOW, offer=gone, version=gone.version)
    gone.refresh_from_db()
    assert gone.state == "sent"


def test_the_last_open_link_of_an_offer_is_the_one_that_ends(alice: Actor, asking: Asking) -> None:
    def ending() -> list[int]:
        rows = queries.ending_links(alice, at=NOW + timedelta(hours=1), on=NOW.date())
        return [one.pk for one in rows]

    first = offers.invited(alice, asking, days=3).link
    second = offer_links.make(
        by=alice, at=NOW, offer=first.offer, recipient="Léa Petit", days=5
    ).link
    assert ending() == [second.pk]
    offer_links.make(by=alice, at=NOW, offer=first.offer, recipient="Léa Petit", days=21)
    assert ending() == []


def test_an_offer_without_any_price_costs_nothing_known(alice: Actor, asking: Asking) -> None:
    made = operations.begin(by=alice, at=NOW, statement=asking.statement, bidder="Nova Paie")
    said = (Said(line_key=asking.keys["insured"], conformity="yes"),)
    offer_answers.answer(
        by=alice, at=NOW, offer=made, version=made.version, given=Given(answers=said)
    )
    [beside] = compared(asking).offers
    assert offer_words.cost(beside.total) == "à chiffrer"
    partly = offers.typed(alice, asking, "Clarté", package=None)
    total = next(one.total for one in compared(asking).offers if one.offer.pk == partly.pk)
    assert offer_words.partial(total).endswith("€, total incomplet")


def test_the_only_offer_left_may_be_the_only_one_that_conforms(
    alice: Actor, asking: Asking
) -> None:
    offers.free(alice, asking)
    for bidder, insured in (("Nova Paie", "yes"), ("Clarté", "no")):
        offers.marked(alice, asking, offers.typed(alice, asking, bidder, insured=insured))
    assert offer_words.finding(compared(asking)).endswith("la seule offre conforme et complète")
