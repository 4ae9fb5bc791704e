"""Contracts: said, dated, answered, narrowed to the reader."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import accounts, contract_lists
from tests.factories.contracts import Statement, bare, said, signed
from tests.factories.organisation import NOW, Group
from timonerie.domains.contracts import date_sentences
from timonerie.domains.contracts.models import Contract, ContractQuestion
from timonerie.domains.contracts.operations import contracts as operations
from timonerie.domains.contracts.operations import questions
from timonerie.domains.contracts.queries import contracts as queries
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import mandates, providers
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope.models import Company

ON = date(2026, 3, 2)


@pytest.fixture
def nova(alice: Actor) -> Provider:
    return providers.create(by=alice, at=NOW, name="Nova")


def narrowed(alice: Actor, company: Company, **parts: Any) -> Actor:
    actor = accounts.actor(company, Role.EXECUTIVE, name="Bob")
    membership = accounts.membership_of(actor)
    mandates.grant(by=alice, at=NOW, membership=membership, start_date=accounts.LONG_AGO, **parts)
    return actor


def names(actor: Actor) -> list[str]:
    return [one.contract.name for one in queries.listed(actor, on=ON)]


def open_questions(contract: Contract) -> list[ContractQuestion]:
    return list(ContractQuestion.objects.filter(contract=contract, state="open"))


def test_dates_are_computed_from_the_terms(alice: Actor) -> None:
    dated = queries.dates_of(signed(alice), on=ON)
    assert (dated.end, dated.notice_by) == (date(2026, 6, 30), date(2026, 3, 30))
    assert dated.decide_by == date(2026, 3, 30)


def test_a_time_to_prepare_brings_the_decision_forward(alice: Actor) -> None:
    dated = queries.dates_of(signed(alice, preparation="2 semaines"), on=ON)
    assert dated.decide_by == date(2026, 3, 16)


def test_a_contract_that_renews_twice_at_most_ends_after_its_second_renewal(alice: Actor) -> None:
    contract = signed(alice, renewals=2)
    dated = queries.dates_of(contract, on=date(2028, 1, 1))
    assert dated.timeline
    assert dated.end == dated.timeline.terms[-1].end == date(2028, 6, 30)
    assert "Toutes les reconductions prévues sont faites" in " ".join(
        date_sentences.explained(contract, dated)
    )


@pytest.mark.parametrize(
    ("parts", "ends", "says"),
    [
        # How many of the renewals are done is not in an end alone.
        ({"renewals": 2}, ["2026-12-31"], "combien en reste-t-il"),
        ({"renewals": 0}, ["2026-12-31"], "Toutes les reconductions prévues sont faites"),
        ({"renewals": None}, ["2026-12-31", "2027-12-31"], "reconduction tacite"),
        ({"renewals": 2, "renewal": "express"}, ["2026-12-31"], "expresse"),
        # A start and a length that give that end tell it.
        (
            {"renewals": 3, "start_date": date(2024, 1, 1), "firm": "1 an"},
            ["2024-12-31", "2025-12-31", "2026-12-31", "2027-12-31"],
            "reconduction tacite",
        ),
        (
            {"renewals": 1, "start_date": date(2024, 1, 1), "firm": "1 an"},
            ["2026-12-31"],
            "combien en reste-t-il",
        ),
    ],
)
def test_renewals_that_are_limited_are_counted_where_they_can_be(
    alice: Actor, parts: dict[str, Any], ends: list[str], says: str
) -> None:
    terms = {"end_date": date(2026, 12, 31), "renewal": "tacit", "renewal_length": "1 an"}
    contract = bare(alice, **{**terms, **parts})
    dated = queries.dates_of(contract, on=ON)
    assert dated.timeline
    assert [term.end.isoformat() for term in dated.timeline.terms if term.end] == ends
    assert says in " ".join(date_sentences.explained(contract, dated)).replace("\xa0", " ")


def test_a_first_term_counted_from_its_start_is_told_by_its_length(alice: Actor) -> None:
    """The end that somebody wrote is that of a renewal: it is not the end of the firm term."""
    contract = bare(
        alice, start_date=date(2026, 1, 1), firm="1 an", end_date=date(2027, 12, 31),
        renewal="tacit", renewal_length="1 an", renewals=3,
    )  # fmt: skip
    said = " ".join(date_sentences.explained(contract, queries.dates_of(contract, on=ON)))
    assert "Durée ferme de 12 mois" in said
    assert "Échéance écrite" not in said


def test_the_last_renewal_ends_by_itself_and_is_still_to_be_replaced(alice: Actor) -> None:
    contract = signed(alice, renewals=0, notice="", preparation="2 mois")
    dated = queries.dates_of(contract, on=ON)
    assert dated.decide_by == date(2026, 4, 30)
    assert "Préavis inconnu" not in " ".join(date_sentences.explained(contract, dated))


def test_an_end_that_somebody_wrote_is_enough_for_a_date(alice: Actor) -> None:
    contract = bare(alice, end_date=date(2026, 12, 31), renewal="tacit", notice="3 mois")
    dated = queries.dates_of(contract, on=ON)
    assert (dated.end, dated.notice_by) == (date(2026, 12, 31), date(2026, 9, 30))
    assert not dated.start_is_known


def test_nothing_known_gives_no_date_and_says_what_to_ask(alice: Actor) -> None:
    [one] = queries.listed(alice, on=ON) if bare(alice) else []
    assert (one.decide_by, one.dated.timeline) == (None, None)
    assert one.unknown == ("provider", "start_date", "firm", "renewal", "notice")


def test_those_to_decide_within_six_months_come_the_nearest_first(alice: Actor) -> None:
    signed(alice, "tard", start_date=date(2023, 10, 1))
    signed(alice, "tôt")
    signed(alice, "l’an prochain", start_date=date(2024, 7, 1))
    bare(alice, "sans date")
    assert [one.contract.name for one in queries.renewing(alice, on=ON)] == ["tôt", "tard"]


def test_a_contract_is_read_by_who_reads_its_provider(
    alice: Actor, company: Company, group: Group, nova: Provider
) -> None:
    signed(alice, "ici", provider=nova)
    signed(alice, "sans prestataire")
    assert sorted(names(alice)) == ["ici", "sans prestataire"]
    assert names(narrowed(alice, company, provider=nova)) == ["ici"]
    assert names(narrowed(alice, company, unit=group.lyon)) == []


def test_who_is_narrowed_writes_within_their_mandate(
    alice: Actor, company: Company, nova: Provider
) -> None:
    buyer = narrowed(alice, company, provider=nova)
    signed(buyer, "ici", provider=nova)
    with pytest.raises(Refused, match="votre mandat"):
        signed(buyer, "ailleurs")


def test_who_may_not_write_does_not(alice: Actor, company: Company) -> None:
    auditor = accounts.actor(company, Role.AUDITOR, name="Bob")
    with pytest.raises(PermissionDenied):
        signed(auditor)


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"name": " "}, "name"),
        ({"firm": "longtemps"}, "firm"),
        ({"notice": "indéterminée"}, "notice"),
        ({"end_date": date(2020, 1, 1)}, "end_date"),
        ({"renewal": "peut-être"}, "renewal"),
        ({"renewal": "none"}, "renewal_length"),
        ({"renewal": "none", "renewal_length": "", "renewals": 2}, "renewals"),
        ({"renewals": 100}, "renewals"),
        ({"notice_form": "pigeon"}, "notice_form"),
        ({"yearly_cents": -1}, "yearly_cents"),
        ({"currency": "€"}, "currency"),
        ({"notice_given_date": date(2020, 1, 1)}, "notice_given_date"),
    ],
)
def test_what_cannot_stand_is_refused_beside_its_field(
    alice: Actor, parts: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        operations.create(by=alice, at=NOW, said=said(**{"name": "Paie", **parts}))
    assert refusal.value.field == field
    assert Contract.objects.count() == 0


def test_a_reference_names_one_active_contract(alice: Actor) -> None:
    first = signed(alice, reference="C-1")
    with pytest.raises(operations.ReferenceTaken, match="déjà celle de"):
        signed(alice, "Autre", reference="c-1")
    operations.archive(by=alice, at=NOW, contract=first, version=1)
    signed(alice, "Autre", reference="c-1")
    with pytest.raises(operations.ReferenceTaken):
        operations.restore(by=alice, at=NOW, contract=first, version=2)


def test_what_was_checked_and_changes_is_to_be_checked_again(alice: Actor) -> None:
    contract = signed(alice)
    fields = ["notice", "firm"]
    operations.confirm(by=alice, at=NOW, contract=contract, version=1, fields=fields)
    operations.change(by=alice, at=NOW, contract=contract, version=2, said=said(notice="6 mois"))
    assert contract.confirmed == ["firm"]
    with pytest.raises(Refused, match="rempli"):
        operations.confirm(by=alice, at=NOW, contract=contract, version=3, fields=["preparation"])


def test_a_change_over_somebody_else_s_is_a_conflict(alice: Actor) -> None:
    contract = signed(alice)
    operations.change(by=alice, at=NOW, contract=contract, version=1, said=said(notice="6 mois"))
    with pytest.raises(Conflict):
        operations.change(by=alice, at=NOW, contract=contract, version=1, said=said(notice="1 an"))


def test_the_trail_tells_what_changed_with_its_amount(alice: Actor) -> None:
    contract = signed(alice, yearly_cents=120_000)
    told = said(yearly_cents=150_050)
    operations.change(by=alice, at=NOW, contract=contract, version=1, said=told)
    event = Event.objects.filter(object_kind="contract").latest("seq")
    assert event.detail == {"amount": ["1200.00 EUR", "1500.50 EUR"]}


def test_one_answer_fills_every_contract_that_asks_it(alice: Actor) -> None:
    rows = "Fournisseur;Objet;Préavis\nOnet;Lyon;voir contrat\nOnet;Nantes;voir contrat\n"
    contract_lists.accepted(alice, rows.encode())
    asked = queries.open_questions(alice, on=ON)
    changed = questions.answer(by=alice, at=NOW, questions=asked, answer="3 mois")
    assert [one.notice for one in changed] == ["3 months", "3 months"]
    assert queries.open_questions(alice, on=ON) == []
    with pytest.raises(questions.Answered):
        questions.answer(by=alice, at=NOW, questions=asked, answer="2 mois")


def test_a_number_of_renewals_in_doubt_is_asked_and_answered(alice: Actor) -> None:
    rows = "Fournisseur;Objet;Conditions\nOnet;Lyon;36 mois puis tacite 12 mois, 2 fois maximum\n"
    contract_lists.accepted(alice, rows.encode())
    [asked] = [one for one in queries.open_questions(alice, on=ON) if one.field == "renewals"]
    with pytest.raises(Refused):
        questions.answer(by=alice, at=NOW, questions=[asked], answer="quelques-unes")
    [contract] = questions.answer(by=alice, at=NOW, questions=[asked], answer="2")
    assert contract.renewals == 2


def test_an_answer_never_limits_what_does_not_renew(alice: Actor) -> None:
    rows = "Fournisseur;Objet;Conditions\nOnet;Lyon;36 mois puis tacite 12 mois, 2 fois maximum\n"
    contract_lists.accepted(alice, rows.encode())
    contract = Contract.objects.get()
    operations.change(
        by=alice, at=NOW, contract=contract, version=1, said=said(renewal="none", renewal_length="")
    )
    [asked] = [one for one in queries.open_questions(alice, on=ON) if one.field == "renewals"]
    with pytest.raises(Refused):
        questions.answer(by=alice, at=NOW, questions=[asked], answer="2")


def test_an_answer_that_answers_nothing_is_refused(alice: Actor) -> None:
    rows = "Fournisseur;Objet;Préavis\nOnet;Lyon;voir contrat\n"
    contract_lists.accepted(alice, rows.encode())
    asked = queries.open_questions(alice, on=ON)
    for text in ("", "bientôt"):
        with pytest.raises(Refused) as refusal:
            questions.answer(by=alice, at=NOW, questions=asked, answer=text)
        assert refusal.value.field == "answer"
    assert len(queries.open_questions(alice, on=ON)) == 1


def test_a_period_makes_a_yearly_amount(alice: Actor) -> None:
    contract_lists.accepted(alice, b"Fournisseur;Objet;Montant\nOnet;Lyon;300\n")
    asked = queries.open_questions(alice, on=ON)
    [contract] = questions.answer(by=alice, at=NOW, questions=asked, answer="quarter")
    assert contract.yearly_cents == 120_000


def test_who_it_is_with_is_one_known_or_a_new_one(alice: Actor) -> None:
    orange = providers.create(by=alice, at=NOW, name="Orange")
    rows = "Fournisseur;Objet\nOrange Business Services;Mobiles\nOrange Cyberdefense;SOC\n"
    contract_lists.accepted(alice, rows.encode())
    mobiles, soc = queries.open_questions(alice, on=ON)
    questions.answer(by=alice, at=NOW, questions=[mobiles], answer=str(orange.public_id))
    questions.answer(by=alice, at=NOW, questions=[soc], answer=questions.NEW)
    linked = Contract.objects.order_by("pk").values_list("provider__name", flat=True)
    assert list(linked) == ["Orange", "Orange Cyberdefense"]
    # The next list remembers both.
    contract_lists.accepted(alice, rows.replace("Mobiles", "Fixes").encode())
    assert Contract.objects.get(name="Fixes").provider == orange


def test_a_question_left_blank_is_not_asked_again(alice: Actor) -> None:
    rows = "Fournisseur;Objet;Préavis\nOnet;Lyon;voir contrat\n".encode()
    contract_lists.accepted(alice, rows)
    asked = queries.open_questions(alice, on=ON)
    questions.leave(by=alice, at=NOW, questions=asked)
    contract_lists.accepted(alice, rows)
    assert queries.open_questions(alice, on=ON) == []
    assert Contract.objects.get().notice == ""


def test_filling_a_field_settles_its_questions(alice: Actor) -> None:
    contract_lists.accepted(alice, "Fournisseur;Objet;Préavis\nOnet;Lyon;voir\n".encode())
    contract = Contract.objects.get()
    told = Statement(name="Lyon", provider=contract.provider, notice="1 mois")
    operations.change(by=alice, at=NOW, contract=contract, version=1, said=told)
    [one] = contract.questions.all()
    assert (one.state, one.answer) == ("answered", "1 month")
