"""Promises made, made again and ended; who reads them, and whose name is told."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from tests.factories import accounts
from tests.factories import commitments as factory
from tests.factories.commitments import FIRST, TODAY
from tests.factories.organisation import NOW, Group
from timonerie.domains.commitments.enums import Outcome, Standing
from timonerie.domains.commitments.models import Commitment, CommitmentPromise
from timonerie.domains.commitments.operations import commitments
from timonerie.domains.commitments.operations.commitments import LineRefused
from timonerie.domains.commitments.operations.said import Origin, Said
from timonerie.domains.commitments.queries import commitments as queries
from timonerie.domains.commitments.queries import names
from timonerie.domains.organisation.models import Person
from timonerie.domains.organisation.operations import mandates, providers
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.organisation.queries import own_posts
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope.models import Company

LATER = FIRST + timedelta(days=10)


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"what": "  "}, "what"),
        ({"what": "a" * 301}, "what"),
        ({"provider": None, "seat": None}, "holder"),
        ({"promised_for": date(2026, 3, 1)}, "promised_for"),
        ({"promised_for": date(2046, 3, 1)}, "promised_for"),
        ({"made_on": date(2026, 3, 3)}, "promised_for"),
    ],
)
def test_a_promise_that_cannot_stand_is_refused(
    alice: Actor, parts: dict[str, Any], field: str
) -> None:
    nova = providers.create(by=alice, at=NOW, name="Nova")
    before = Event.objects.count()
    with pytest.raises(Refused) as refused:
        factory.made(alice, **{"provider": nova, **parts})
    assert refused.value.field == field
    assert not Commitment.objects.exists()
    assert Event.objects.count() == before


def test_it_has_one_holder_and_one_who_awaits_it(alice: Actor) -> None:
    nova, daf = providers.create(by=alice, at=NOW, name="Nova"), factory.post(alice)
    with pytest.raises(Refused, match="qui promet"):
        factory.made(alice, nova, seat=daf)
    with pytest.raises(Refused, match="Seul un de vos postes"):
        factory.made(alice, nova, to_provider=nova)
    ours = factory.made(alice, seat=daf, to_provider=nova)
    assert (ours.provider, ours.to_provider) == (None, nova)
    assert list(queries.of_provider(nova)) == [ours]


def test_each_new_promise_is_kept_with_its_reason(alice: Actor) -> None:
    row = factory.made(alice)
    commitments.promise_again(by=alice, at=NOW, commitment=row, day=LATER, reason="Congés")
    last = LATER + timedelta(days=5)
    commitments.promise_again(by=alice, at=NOW, commitment=row, day=last, reason=" Panne ")
    row.refresh_from_db()
    assert (row.promised_for, row.due_date, row.repeats) == (FIRST, last, 2)
    told = list(row.promises.order_by("day").values_list("day", "reason"))
    assert told == [(LATER, "Congés"), (last, "Panne")]
    assert Event.objects.filter(act="commitment.promised_again").count() == 2


@pytest.mark.parametrize(
    ("day", "reason", "field"),
    [
        (FIRST, "Congés", "day"),
        (TODAY - timedelta(days=1), "Congés", "day"),
        (LATER, " ", "reason"),
        (LATER, "a" * 501, "reason"),
    ],
)
def test_another_promise_that_cannot_stand_changes_nothing(
    alice: Actor, day: date, reason: str, field: str
) -> None:
    row = factory.made(alice)
    with pytest.raises(Refused) as refused:
        commitments.promise_again(by=alice, at=NOW, commitment=row, day=day, reason=reason)
    assert refused.value.field == field
    assert (Commitment.objects.get().version, CommitmentPromise.objects.count()) == (1, 0)


@pytest.mark.parametrize("column", ["promised_for", "made_on", "what", "seat"])
def test_the_database_refuses_to_move_the_first_promise(alice: Actor, column: str) -> None:
    row = factory.made(alice)
    value = {"what": "Autre chose", "seat": factory.post(alice)}.get(column, date(2026, 3, 5))
    with pytest.raises(DatabaseError), transaction.atomic():
        Commitment.objects.filter(pk=row.pk).update(**{column: value})
    commitments.promise_again(by=alice, at=NOW, commitment=row, day=LATER, reason="Congés")
    with pytest.raises(DatabaseError), transaction.atomic():
        CommitmentPromise.objects.update(day=LATER + timedelta(days=1))


def test_it_is_kept_missed_or_dropped_once_then_opened_again(alice: Actor) -> None:
    row = factory.made(alice)
    with pytest.raises(Refused, match="pas encore venu"):
        commitments.keep(by=alice, at=NOW, commitment=row, on=TODAY + timedelta(days=1))
    commitments.keep(by=alice, at=NOW, commitment=row, on=TODAY, proof="Courriel du 2 mars")
    assert (row.outcome, row.ended_on, row.proof) == (Outcome.KEPT, TODAY, "Courriel du 2 mars")
    with pytest.raises(Refused, match="déjà terminé"):
        commitments.miss(by=alice, at=NOW, commitment=row, reason="Non")
    with pytest.raises(Refused, match="est terminé"):
        commitments.promise_again(by=alice, at=NOW, commitment=row, day=LATER, reason="Non")
    commitments.reopen(by=alice, at=NOW, commitment=row)
    assert (row.outcome, row.ended_on, row.proof) == (Outcome.OPEN, None, "")
    before = Event.objects.count()
    commitments.reopen(by=alice, at=NOW, commitment=row)
    assert Event.objects.count() == before
    with pytest.raises(Refused, match="pourquoi"):
        commitments.drop(by=alice, at=NOW, commitment=row, reason=" ")
    commitments.drop(by=alice, at=NOW, commitment=row, reason="Plus besoin")
    assert (row.outcome, row.reason) == (Outcome.DROPPED, "Plus besoin")


def test_who_wrote_last_is_asked_to_look_again(alice: Actor) -> None:
    row = factory.made(alice)
    stale = Commitment.objects.get(pk=row.pk)
    commitments.keep(by=alice, at=NOW, commitment=row, on=TODAY)
    with pytest.raises(Conflict):
        commitments.promise_again(by=alice, at=NOW, commitment=stale, day=LATER, reason="Congés")
    assert not CommitmentPromise.objects.exists()


def test_several_are_made_together_or_not_at_all(alice: Actor) -> None:
    nova = providers.create(by=alice, at=NOW, name="Nova")
    good = Said(what="Livrer", promised_for=FIRST, provider=nova)
    with pytest.raises(LineRefused) as refused:
        commitments.make_several(by=alice, at=NOW, said=[good, Said(what="", promised_for=FIRST)])
    assert (refused.value.line, refused.value.field) == (2, "what")
    assert "Ligne 2" in refused.value.message
    assert not Commitment.objects.exists()
    made = commitments.make_several(by=alice, at=NOW, said=[good, good])
    assert len(made) == Commitment.objects.count() == 2


def test_what_it_was_born_of_is_told_in_words(alice: Actor) -> None:
    number = uuid4()
    origin = Origin(kind="challenge", public_id=number, label="Point du 2 mars", path="/x/")
    row = factory.made(alice, origin=origin)
    factory.made(alice)
    assert [one.origin_label for one in queries.of_origin("challenge", number)] == [
        "Point du 2 mars"
    ]
    assert row.origin_path == "/x/"


def test_mine_come_first_then_what_i_am_owed(alice: Actor) -> None:
    mine = factory.post(alice, held_by=alice)
    other = factory.post(alice, "DRH")
    theirs = factory.made(alice, seat=other, what="D’un autre", promised_for=TODAY)
    owed = factory.made(alice, what="Attendu")
    late = factory.made(alice, seat=mine, what="Le mien, plus tard", promised_for=LATER)
    soon = factory.made(alice, seat=mine, what="Le mien")
    assert owed.to_seat == mine
    assert theirs.to_seat is None
    found = queries.listed(alice, on=TODAY)
    assert [one.row for one in found] == [soon, late, owed, theirs]
    assert [one.is_mine for one in found] == [True, True, False, False]
    after = LATER + timedelta(days=1)
    assert [one.row for one in queries.overdue(alice, on=after)] == [soon, late, owed, theirs]
    assert {one.standing for one in queries.listed(alice, on=after)} == {Standing.OVERDUE}


def test_a_post_is_of_the_account_that_has_its_holders_address(
    alice: Actor, company: Company
) -> None:
    user, seat = accounts.user_of(alice), factory.post(alice, held_by=alice)
    assert own_posts.of(alice, on=TODAY) == {seat.pk}
    Person.objects.update(user_id=None)
    assert own_posts.of(alice, on=TODAY) == frozenset()
    Person.objects.update(email=user.email.upper())
    assert own_posts.of(alice, on=TODAY) == {seat.pk}
    assert own_posts.of(accounts.actor(company), on=TODAY) == frozenset()
    assert own_posts.of(actors.system(company), on=TODAY) == frozenset()


def test_a_name_is_told_to_that_person_and_to_their_manager_only(
    alice: Actor, company: Company
) -> None:
    bob = accounts.actor(company, Role.SITE_MANAGER, name="Bob Roux")
    chloe = accounts.actor(company, name="Chloé Petit")
    head = factory.post(alice, "DG", held_by=alice)
    daf = factory.post(alice, "DAF", held_by=bob, manager=head)
    below = factory.post(alice, "Comptable", held_by=chloe, manager=daf)
    assert names.told(bob, on=TODAY) == {daf.pk: "Bob Roux", below.pk: "Chloé Petit"}
    assert names.told(alice, on=TODAY) == {head.pk: "Alice Martin", daf.pk: "Bob Roux"}
    assert names.told(chloe, on=TODAY) == {below.pk: "Chloé Petit"}
    assert names.told(accounts.actor(company), on=TODAY) == {}


def test_a_site_reads_its_own_and_what_its_manager_holds(
    alice: Actor, company: Company, group: Group
) -> None:
    bob = accounts.actor(company, Role.SITE_MANAGER, name="Bob Roux")
    mandates.grant(
        by=alice,
        at=NOW,
        membership=accounts.membership_of(bob),
        unit=group.lyon,
        start_date=accounts.LONG_AGO,
    )
    here = factory.made(alice, what="Pour Lyon", unit=group.lyon)
    factory.made(alice, what="Pour Nantes", unit=group.nantes)
    factory.made(alice, what="Pour tous")
    local = factory.made(alice, seat=factory.post(alice, "Paie", unit=group.lyon), what="De Lyon")
    factory.made(alice, seat=factory.post(alice, "Achats", unit=group.nantes))
    mine = factory.made(alice, seat=factory.post(alice, "Siège", held_by=bob), what="Du siège")
    assert set(queries.visible_to(bob, on=TODAY)) == {here, local, mine}

    nova = here.provider
    with pytest.raises(Refused) as refused:
        factory.made(bob, nova, unit=group.nantes)
    assert refused.value.field == "unit"
    other = Commitment.objects.get(what="Pour tous")
    with pytest.raises(Refused, match="périmètre"):
        commitments.keep(by=bob, at=NOW, commitment=other, on=TODAY)
    commitments.keep(by=bob, at=NOW, commitment=here, on=TODAY)


def test_a_reader_of_one_provider_reads_both_sides_of_it(alice: Actor, company: Company) -> None:
    dora = accounts.actor(company, Role.EXECUTIVE, name="Dora Blanc")
    nova = providers.create(by=alice, at=NOW, name="Nova")
    other = providers.create(by=alice, at=NOW, name="Cap Finance")
    mandates.grant(
        by=alice,
        at=NOW,
        membership=accounts.membership_of(dora),
        provider=nova,
        start_date=accounts.LONG_AGO,
    )
    daf = factory.post(alice)
    both = {factory.made(alice, nova), factory.made(alice, seat=daf, to_provider=nova)}
    factory.made(alice, other)
    factory.made(alice, seat=daf)
    assert set(queries.visible_to(dora, on=TODAY)) == both


def test_rates_are_by_provider_and_by_post(alice: Actor) -> None:
    nova, daf = providers.create(by=alice, at=NOW, name="Nova"), factory.post(alice)
    for _one in range(3):
        row = factory.made(alice, nova)
        commitments.keep(by=alice, at=NOW, commitment=row, on=TODAY)
    factory.made(alice, nova)
    factory.made(alice, seat=daf)
    found = queries.rates(Commitment.objects.all(), start=date(2026, 1, 1), end=TODAY)
    assert [(one.holder, one.rate.on_time, one.rate.ended, one.rate.share) for one in found] == [
        (nova, 3, 3, 1.0),
        (daf, 0, 0, None),
    ]
    assert found[0].rate.running == 1
    assert (
        queries.rates(Commitment.objects.all(), start=date(2025, 1, 1), end=date(2025, 2, 1)) == []
    )


def test_what_was_put_off_twice_is_counted_until_it_ends(alice: Actor) -> None:
    row = factory.made(alice)
    commitments.promise_again(by=alice, at=NOW, commitment=row, day=LATER, reason="a")
    later = NOW + timedelta(days=7)
    last = LATER + timedelta(days=5)
    commitments.promise_again(by=alice, at=later, commitment=row, day=last, reason="b")
    ended = NOW + timedelta(days=14)
    commitments.keep(by=alice, at=ended, commitment=row, on=ended.date())
    days = [TODAY + timedelta(days=n) for n in (0, 6, 7, 13, 14)]
    assert queries.put_off_by_provider(days, times=2) == {row.provider_id: [0, 0, 1, 1, 0]}
