"""A matter opened on facts, climbed rung by rung, answered, closed."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from tests.factories import challenges as factory
from tests.factories import duties as duty_factory
from tests.factories.organisation import NOW, Group
from timonerie.domains.challenge.models import Challenge, ChallengeFact, LetterSending
from timonerie.domains.challenge.operations import challenges, facts, replies, sendings, steps
from timonerie.domains.challenge.operations.challenges import Said
from timonerie.domains.challenge.operations.sendings import Sent
from timonerie.domains.challenge.operations.steps import Taking
from timonerie.domains.challenge.papers.letters import Promised
from timonerie.domains.challenge.queries import challenges as queries
from timonerie.domains.challenge.queries import climbing
from timonerie.domains.challenge.queries.evidence import gathering
from timonerie.domains.commitments.models import Commitment
from timonerie.domains.contracts.duty_enums import ReminderKind
from timonerie.domains.contracts.operations import duty_asks
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.performance.models import LevelResult
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit.models import Event

TODAY = date(2026, 3, 2)
LATER = NOW + timedelta(days=40)


def test_a_matter_stands_on_the_facts_that_were_ticked(alice: Actor) -> None:
    made = factory.opened(alice)
    row = made.facts.order_by("number").last()
    assert row is not None
    assert (row.number, row.label, row.figure) == (3, "Délais tenus", "94\u00a0%")
    assert (row.numerator, row.denominator) == (188.0, 200.0)
    assert (row.period, row.target) == ("février 2026", "au moins 95\u00a0%")
    assert row.known_on == TODAY


def test_nothing_is_opened_without_a_fact(alice: Actor) -> None:
    firm = factory.provider(alice)
    with pytest.raises(Refused, match="au moins un fait"):
        challenges.open_(by=alice, at=NOW, said=Said(provider=firm, title="Paie"))
    assert not Challenge.objects.exists()
    assert not Event.objects.filter(act__startswith="challenge").exists()


def test_a_fact_of_another_provider_is_refused(alice: Actor) -> None:
    theirs = factory.keys(alice, factory.contract(alice, factory.provider(alice, "Cap Paie")))
    firm = factory.provider(alice)
    with pytest.raises(Refused, match="autre prestataire"):
        challenges.open_(by=alice, at=NOW, said=Said(provider=firm, title="Paie"), keys=theirs)


@pytest.mark.parametrize("key", ["", "level", "level:x:month:2026", "figure:a:b:c:d", "duty:X:Y"])
def test_a_key_that_names_nothing_is_refused(alice: Actor, key: str) -> None:
    firm = factory.provider(alice)
    with pytest.raises(Refused, match="n’est plus connu"):
        challenges.open_(by=alice, at=NOW, said=Said(provider=firm, title="Paie"), keys=[key])


def test_the_contract_is_one_of_the_provider(alice: Actor) -> None:
    other = factory.contract(alice, factory.provider(alice, "Cap Paie"))
    firm = factory.provider(alice)
    said = Said(provider=firm, title="Paie", contract=other)
    with pytest.raises(Refused, match="autre prestataire"):
        challenges.open_(by=alice, at=NOW, said=said, typed=[factory.typed()])


def test_frozen_facts_stay_whatever_becomes_of_what_they_were_made_from(alice: Actor) -> None:
    made = factory.opened(alice, months=1)
    before = made.facts.values().get()
    LevelResult.objects.update(met=0, value=0.0)
    assert made.contract is not None
    made.contract.levels.update(title="Tout autre chose")
    assert made.facts.values().get() == before
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        ChallengeFact.objects.update(figure="12 %")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        ChallengeFact.objects.update(numerator=None)


def test_a_letter_prepared_is_never_changed(alice: Actor) -> None:
    letter = factory.letter(alice)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        type(letter).objects.update(document={})


def test_a_fact_is_withdrawn_with_its_reason_and_counts_no_more(alice: Actor) -> None:
    made = factory.opened(alice, months=2)
    fact = made.facts.get(number=1)
    with pytest.raises(Refused, match="pourquoi"):
        facts.withdraw(by=alice, at=NOW, fact=fact, reason=" ")
    facts.withdraw(by=alice, at=NOW, fact=fact, reason="erreur de saisie")
    assert len(climbing.given(factory.whole(made), on=TODAY).facts) == 1
    with pytest.raises(Refused, match="déjà retiré"):
        facts.withdraw(by=alice, at=NOW, fact=fact, reason="encore")
    # Known again, it is another line, with another number.
    facts.add(by=alice, at=NOW, challenge=made, keys=[fact.key])
    assert made.facts.standing().get(key=fact.key).number == 3


def test_a_fact_that_stands_is_not_added_twice(alice: Actor) -> None:
    made = factory.opened(alice, months=1)
    known = made.facts.get()
    assert facts.add(by=alice, at=NOW, challenge=made, keys=[known.key]) == []


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"label": " "}, "label"),
        ({"source": ""}, "source"),
        ({"day": date(2026, 3, 3)}, "day"),
        ({"numerator": 3.0}, "denominator"),
        ({"numerator": 3.0, "denominator": 0.0}, "denominator"),
        ({"numerator": float("nan"), "denominator": 2.0}, "numerator"),
    ],
)
def test_what_is_typed_says_where_it_is_checked(
    alice: Actor, parts: dict[str, Any], field: str
) -> None:
    made = factory.opened(alice, months=1)
    with pytest.raises(Refused) as refused:
        facts.add(by=alice, at=NOW, challenge=made, typed=[factory.typed(**parts)])
    assert refused.value.field == field
    assert made.facts.count() == 1


def test_a_break_names_what_it_lacks(alice: Actor) -> None:
    made = factory.opened(alice)
    with pytest.raises(Refused, match="mise en demeure") as refused:
        steps.take(by=alice, at=NOW, challenge=made, version=1, taking=Taking(rung="exit"))
    assert refused.value.field == "rung"
    assert not made.steps.exists()


def test_rungs_are_taken_once_nothing_is_awaited_any_more(alice: Actor) -> None:
    made = factory.opened(alice)
    step = factory.taken(alice, made)
    assert step.due_on == date(2026, 3, 16)
    with pytest.raises(Refused, match="n’est pas dite envoyée"):
        factory.taken(alice, made, "notice")
    factory.sent(alice, step)
    with pytest.raises(Refused, match="16 mars 2026"):
        factory.taken(alice, made, "notice")
    notice = steps.take(
        by=alice, at=LATER, challenge=made, version=None, taking=Taking(rung="notice")
    )
    assert notice.taken_on == timezone.localdate(LATER)


def test_two_people_do_not_take_rungs_from_the_same_page(alice: Actor) -> None:
    made = factory.opened(alice)
    seen = Challenge.objects.get(pk=made.pk)
    taking = Taking(rung="request")
    steps.take(by=alice, at=NOW, challenge=made, version=made.version, taking=taking)
    with pytest.raises(Conflict):
        steps.take(by=alice, at=NOW, challenge=seen, version=seen.version, taking=taking)
    assert made.steps.count() == 1


def test_a_plan_asks_for_dated_promises_and_makes_them(alice: Actor) -> None:
    made = factory.opened(alice)
    step = factory.taken(alice, made)
    replies.note(by=alice, at=NOW, step=step, text="Nous voyons", received_on=TODAY)
    with pytest.raises(Refused, match="au moins 1 engagement"):
        factory.taken(alice, made, "plan")
    taking = Taking(
        rung="plan",
        promises=[Promised("Doubler le contrôle", date(2026, 4, 1))],
        path="/brevent/recadrages/x/",
    )
    steps.take(by=alice, at=NOW, challenge=made, version=None, taking=taking)
    promise = Commitment.objects.get()
    assert (promise.provider, promise.origin_id) == (made.provider, made.public_id)
    assert (promise.origin_kind, promise.promised_for) == ("challenge", date(2026, 4, 1))


def test_a_promise_that_cannot_stand_leaves_nothing(alice: Actor) -> None:
    made = factory.opened(alice)
    taking = Taking(rung="request", promises=[Promised("Hier", date(2026, 3, 1))])
    with pytest.raises(Refused, match="Ligne 1"):
        steps.take(by=alice, at=NOW, challenge=made, version=None, taking=taking)
    assert not made.steps.exists()
    assert not Commitment.objects.exists()


def test_an_expired_document_leads_to_a_reminder_then_to_a_notice(alice: Actor) -> None:
    firm = duty_factory.provider(alice)
    duty_factory.checked(alice, firm, valid_until=date(2026, 2, 28))
    [proposed] = [one for one in gathering.found(alice, firm, on=TODAY) if one.kind == "duty"]
    said = Said(provider=firm, title="Vigilance", contract=firm.contracts.get())
    made = challenges.open_(by=alice, at=NOW, said=said, keys=[proposed.lines[0].key])
    assert made.facts.get().figure.startswith("échue depuis le")
    with pytest.raises(Refused):
        factory.taken(alice, made, "notice")
    duty_asks.remind(
        by=alice,
        at=NOW,
        provider=firm,
        kind=ReminderKind.REMINDER,
        made_on=TODAY,
        pieces=["VIGILANCE"],
        entity=None,
    )
    assert factory.taken(alice, made, "notice").rung == "notice"


def test_the_days_to_answer_are_those_of_the_site(alice: Actor, group: Group) -> None:
    """From a Monday, ten working days of a site that nobody gave hours: Monday to Friday."""
    made = factory.opened(alice, unit=group.lyon)
    assert factory.taken(alice, made).due_on == date(2026, 3, 16)


def test_a_letter_leaves_by_the_hands_of_somebody(alice: Actor) -> None:
    letter = factory.letter(alice)
    sent = Sent(sent_on=TODAY, sent_by="Paul Weiss", carriage="registered")
    with pytest.raises(Refused, match="numéro de suivi"):
        sendings.note(by=alice, at=NOW, letter=letter, sent=sent)
    later = NOW + timedelta(days=2)
    told = Sent(
        sent_on=date(2026, 3, 4), sent_by="Paul Weiss", carriage="registered", tracking="1A 2B"
    )
    made = sendings.note(by=alice, at=later, letter=letter, sent=told)
    letter.step.refresh_from_db()
    assert letter.step.due_on == date(2026, 3, 18)
    with pytest.raises(Refused, match="déjà dite envoyée"):
        sendings.note(by=alice, at=later, letter=letter, sent=told)
    sendings.cancel(by=alice, at=later, sending=made)
    sendings.cancel(by=alice, at=later, sending=made)
    assert LetterSending.objects.get().cancelled_at == later
    letter.step.refresh_from_db()
    assert letter.step.due_on == date(2026, 3, 16)


def test_their_reply_stands_beside(alice: Actor) -> None:
    step = factory.taken(alice)
    with pytest.raises(Refused, match="Copiez leur réponse"):
        replies.note(by=alice, at=NOW, step=step, text="", received_on=TODAY)
    made = replies.note(
        by=alice,
        at=NOW,
        step=step,
        text="Les variables arrivent en retard",
        received_on=TODAY,
        received=duty_factory.file("réponse.pdf"),
    )
    assert made.file_name == "réponse.pdf"
    read = factory.whole(step.challenge).steps.all()[0]
    assert queries.is_answered(read)
    replies.cancel(by=alice, at=NOW, reply=made)
    assert not queries.is_answered(factory.whole(step.challenge).steps.all()[0])


def test_it_closes_with_an_outcome_and_opens_again(alice: Actor) -> None:
    made = factory.opened(alice)
    with pytest.raises(Refused, match="comment il se termine"):
        challenges.close(by=alice, at=NOW, challenge=made, version=1, state="settled", outcome="")
    challenges.close(
        by=alice, at=NOW, challenge=made, version=made.version, state="settled", outcome="tenu"
    )
    with pytest.raises(Refused, match="clos"):
        factory.taken(alice, made)
    challenges.reopen(by=alice, at=NOW, challenge=made)
    assert made.state == "open"
    assert factory.taken(alice, made).rung == "request"
