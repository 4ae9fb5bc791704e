"""Offers opened, typed, noted and chosen."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.factories import accounts, offers
from tests.factories.figures import NOW
from tests.factories.offers import Asking
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.sourcing.enums import OfferState
from timonerie.domains.sourcing.models import Offer
from timonerie.domains.sourcing.operations import (
    offer_answers,
    offer_links,
    offer_marks,
    offer_typing,
    statement_lines,
    statements,
)
from timonerie.domains.sourcing.operations import offers as operations
from timonerie.domains.sourcing.operations.offer_checks import Settled, TheirOwn
from timonerie.domains.sourcing.operations.offer_typing import ADDED, Pasted
from timonerie.domains.sourcing.queries import offer_comparison
from timonerie.domains.sourcing.queries import offers as queries
from timonerie.domains.sourcing.queries.offer_comparison import Compared, Wanted
from timonerie.domains.sourcing.rules.offers import asked
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope import secrets
from timonerie.foundations.scope.models import Company

TEN_LINES = """Désignation ; Prix HT ; Unité
Bulletin ; 12,50 € ; par bulletin
Forfait mensuel : 890,00 €/mois
Mise en place 1 500 € (une fois)
Attestation employeur ; 35 € ; par attestation
Audit annuel ; à définir
"""


@pytest.fixture
def asking(alice: Actor) -> Asking:
    return offers.asking(alice)


def compared(asking: Asking, wanted: Wanted | None = None) -> Compared:
    found = offer_comparison.compare(asking.statement, wanted or Wanted())
    assert found is not None
    return found


def states(asking: Asking) -> dict[str, str]:
    return {one.bidder: one.state for one in queries.of(asking.statement)}


def place(offer: Offer, text: str, places: dict[int, str], *, is_untaxed: bool = True) -> Pasted:
    return Pasted(text=text, placed=places, counted_on={}, is_untaxed=is_untaxed)


def test_an_offer_answers_a_version_that_was_approved(alice: Actor, asking: Asking) -> None:
    made = offers.typed(alice, asking)
    assert (made.answered, made.state) == (asking.version, OfferState.SENT)
    with pytest.raises(Refused, match="déjà une offre"):
        operations.begin(by=alice, at=NOW, statement=asking.statement, bidder="nova  paie")


def test_nothing_approved_takes_no_offer(alice: Actor, asking: Asking) -> None:
    bare = statements.draft(by=alice, at=NOW, work="payroll", title="Rien d’approuvé")
    with pytest.raises(operations.NothingApproved, match="approuvez d’abord"):
        operations.begin(by=alice, at=NOW, statement=bare, bidder="Nova")


def test_totals_follow_the_volumes_of_the_version(alice: Actor, asking: Asking) -> None:
    offers.typed(alice, asking)
    [one] = compared(asking).offers
    # 12 months of 12 € x 80, 100, 120 payslips, 100 € a month, 1 000 € once.
    assert (one.total.low, one.total.expected, one.total.high) == (1372000, 1660000, 1948000)
    assert one.total.is_complete


def test_a_price_of_less_than_a_cent_is_kept(alice: Actor, asking: Asking) -> None:
    offers.typed(alice, asking, payslip=12.505)
    [one] = compared(asking).offers
    assert one.total.expected == 1660000 + round(0.505 * 100 * 12 * 100)


def test_the_term_and_the_index_are_those_that_the_reader_asks(
    alice: Actor, asking: Asking
) -> None:
    offers.typed(alice, asking, index=500)
    [own] = compared(asking, Wanted(months=24)).offers
    yearly = 12 * 100 * 12 + 100 * 12
    assert own.total.expected == (yearly + round(yearly * 1.05) + 1000) * 100
    [firm] = compared(asking, Wanted(months=24, index=Decimal(0))).offers
    assert firm.total.expected == (2 * yearly + 1000) * 100


def test_what_is_not_priced_is_named(alice: Actor, asking: Asking) -> None:
    offers.typed(alice, asking, package=None, leaving=None)
    [one] = compared(asking).offers
    assert {(each.code, each.key) for each in one.total.missing} == {
        ("price", str(asking.keys["package"])),
        ("exit", ""),
    }


def test_ten_lines_pasted_go_where_somebody_says(alice: Actor, asking: Asking) -> None:
    made = operations.begin(by=alice, at=NOW, statement=asking.statement, bidder="Nova")
    places = {
        2: str(asking.keys["payslip"]),
        3: str(asking.keys["package"]),
        4: str(asked.TRANSITION),
        5: ADDED,
    }
    pasted = place(made, TEN_LINES, places)
    assert offer_typing.type_lines(by=alice, at=NOW, offer=made, version=1, pasted=pasted) == 4
    told = {row.title: (row.price, row.recurrence) for row in made.answers.all()}
    assert told == {
        "Bulletin": (125000, "unit"),
        "Forfait mensuel": (8900000, "month"),
        "Transition": (15000000, "once"),
        "Attestation employeur": (350000, "unit"),
    }
    # Nobody said how many attestations: the total says so.
    [one] = compared(asking).offers
    assert {each.code for each in one.total.missing} == {"volume", "exit"}


@pytest.mark.parametrize(
    ("places", "is_untaxed", "words"),
    [
        ({}, True, "Aucune ligne n’a de place"),
        ({1: "payslip"}, False, "hors taxes"),
        ({1: "payslip", 2: "payslip"}, True, "Deux lignes"),
        ({1: "volume"}, True, "ne pose pas"),
    ],
)
def test_a_text_that_cannot_be_placed_writes_nothing(
    alice: Actor, asking: Asking, places: dict[int, str], is_untaxed: bool, words: str
) -> None:
    made = operations.begin(by=alice, at=NOW, statement=asking.statement, bidder="Nova")
    text = "Bulletin ; 12,50 € ; par bulletin\nForfait ; 80 € ; par mois"
    keyed = {number: str(asking.keys[name]) for number, name in places.items()}
    pasted = place(made, text, keyed, is_untaxed=is_untaxed)
    with pytest.raises(Refused, match=words):
        offer_typing.type_lines(by=alice, at=NOW, offer=made, version=1, pasted=pasted)
    assert not made.answers.exists()


def test_an_answer_to_what_is_not_asked_is_refused(alice: Actor, asking: Asking) -> None:
    made = offers.typed(alice, asking)
    said = offer_answers.Said(line_key=asking.keys["volume"], text="Trop")
    given = offer_answers.Given(answers=(said,))
    with pytest.raises(Refused, match="ne pose pas"):
        offer_answers.answer(by=alice, at=NOW, offer=made, version=made.version, given=given)


def test_two_who_type_at_once_are_told(alice: Actor, asking: Asking) -> None:
    made = offers.typed(alice, asking)
    given = offers.answers(asking, payslip=11)
    with pytest.raises(Conflict):
        offer_answers.answer(by=alice, at=NOW, offer=made, version=1, given=given)


def test_what_a_bidder_answers_is_not_written_here(alice: Actor, asking: Asking) -> None:
    link = offers.invited(alice, asking).link
    given = offers.answers(asking)
    with pytest.raises(TheirOwn):
        offer_answers.answer(by=alice, at=NOW, offer=link.offer, version=1, given=given)


@pytest.mark.parametrize("days", [0, 121])
def test_a_link_lasts_from_1_to_120_days(alice: Actor, asking: Asking, days: int) -> None:
    with pytest.raises(Refused, match="120 jours"):
        offers.invited(alice, asking, days=days)


def test_only_the_hash_of_a_secret_is_kept(alice: Actor, asking: Asking) -> None:
    made = offers.invited(alice, asking)
    assert made.link.token_sha256 == secrets.digest(made.token)
    assert made.token not in str(Event.objects.values_list("detail", flat=True))
    offer_links.revoke(by=alice, at=NOW, link=made.link)
    offer_links.revoke(by=alice, at=NOW + timedelta(days=1), link=made.link)
    found = queries.holding(made.token)
    assert found is not None
    assert (found.revoked_at, found.is_open(at=NOW)) == (NOW, False)


def averages(asking: Asking) -> tuple[float | None, int]:
    [one] = compared(asking).offers
    found = one.averages[str(asking.keys["team"])]
    return found.value, len(found.left_out)


def test_notes_count_once_their_author_has_no_interest(
    alice: Actor, company: Company, asking: Asking
) -> None:
    made = offers.typed(alice, asking)
    bob = accounts.actor(company, Role.EXECUTIVE, name="Bob")
    offers.marked(alice, asking, made, team=4)
    offers.marked(bob, asking, made, team=0)
    assert averages(asking) == (None, 2)
    offers.free(alice, asking)
    offer_marks.declare(
        by=bob, at=NOW, statement=asking.statement, has_conflict=True, text="Sa sœur y travaille."
    )
    assert averages(asking) == (4.0, 1)
    offer_marks.declare(by=bob, at=NOW, statement=asking.statement, has_conflict=False)
    assert averages(asking) == (2.0, 0)


def test_a_conflict_says_which(alice: Actor, asking: Asking) -> None:
    with pytest.raises(Refused, match="quel intérêt"):
        offer_marks.declare(by=alice, at=NOW, statement=asking.statement, has_conflict=True)


def test_what_somebody_says_of_their_interests_is_sealed(alice: Actor, asking: Asking) -> None:
    offer_marks.declare(
        by=alice, at=NOW, statement=asking.statement, has_conflict=True, text="Ma cousine."
    )
    event = Event.objects.get(act="offer.interest_declared")
    assert "cousine" not in str(event.detail)


def test_an_eliminatory_line_excludes_what_does_not_conform(alice: Actor, asking: Asking) -> None:
    offers.typed(alice, asking, insured="no")
    offers.typed(alice, asking, "Clarté")
    comparison = compared(asking).comparison
    assert comparison is not None
    told = {one.key: (one.state, one.excluded_by) for one in comparison.standings}
    by_name = {one.offer.bidder: told[one.key] for one in compared(asking).offers}
    assert by_name["Nova Paie"] == ("excluded", (str(asking.keys["insured"]),))
    assert by_name["Clarté"][0] == "to_mark"


def test_choosing_declines_the_others_and_undoing_opens_them(alice: Actor, asking: Asking) -> None:
    best, other = offers.typed(alice, asking), offers.typed(alice, asking, "Clarté")
    gone = offers.typed(alice, asking, "Orion")
    operations.withdraw(by=alice, at=NOW, offer=gone, version=gone.version)
    offers.invited(alice, asking, "Vega")
    with pytest.raises(Refused, match="pourquoi"):
        operations.choose(by=alice, at=NOW, offer=best, version=best.version, reason=" ")
    operations.choose(by=alice, at=NOW, offer=best, version=best.version, reason="Moins chère.")
    assert states(asking) == {
        "Nova Paie": "chosen", "Clarté": "declined", "Orion": "withdrawn", "Vega": "declined",
    }  # fmt: skip
    other.refresh_from_db()
    with pytest.raises(Settled):
        operations.choose(by=alice, at=NOW, offer=other, version=other.version, reason="Non.")
    operations.undo_choice(by=alice, at=NOW, statement=asking.statement)
    assert states(asking) == {
        "Nova Paie": "sent", "Clarté": "sent", "Orion": "withdrawn", "Vega": "invited",
    }  # fmt: skip


def test_notes_do_not_move_once_the_choice_is_made(alice: Actor, asking: Asking) -> None:
    made = offers.typed(alice, asking)
    operations.choose(by=alice, at=NOW, offer=made, version=made.version, reason="Seule.")
    with pytest.raises(Settled):
        offers.marked(alice, asking, made)


def test_an_offer_opened_again_answers_the_last_version(alice: Actor, asking: Asking) -> None:
    made = offers.typed(alice, asking)
    line = asking.statement.lines.get(title="Équipe")
    statement_lines.change(
        by=alice, at=NOW, line=line, version=line.version,
        said=statement_lines.Said(title="Équipe nommée", text="", values=line.values),
    )  # fmt: skip
    asking.statement.refresh_from_db()
    second = offers.approve(alice, asking.statement)
    operations.withdraw(by=alice, at=NOW, offer=made, version=made.version)
    operations.reopen(by=alice, at=NOW, offer=made, version=made.version)
    made.refresh_from_db()
    assert (made.answered, made.state) == (second, OfferState.SENT)
    assert compared(asking).offers[0].total.is_complete
