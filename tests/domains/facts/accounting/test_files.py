"""Accounting files coming in one after the other: their entries count once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import accounts, books, organisation
from tests.factories.books import NOW, OTHER_SIREN
from timonerie.domains.facts.models import AccountingFile, AccountingState
from timonerie.domains.facts.operations import accounting, accounting_answers
from timonerie.domains.facts.queries import purchases
from timonerie.domains.organisation.operations import legal, mandates
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope.models import Company

YEAR = 12_200_00 + 6_000_00 + 2_400_00
"""What the invoices of `books.year()` amount to, in cents."""


def attributed() -> int:
    return purchases.totals().get("attributed", 0)


def states() -> list[str]:
    return list(AccountingFile.objects.order_by("pk").values_list("state", flat=True))


def test_a_file_is_read_controlled_and_counted(alice: Actor) -> None:
    file = books.read(alice)

    assert (file.state, file.siren, file.lines) == (AccountingState.READ, books.SIREN, 79)
    assert (str(file.first_date), str(file.last_date)) == ("2025-01-01", "2025-12-31")
    assert file.profile["encoding"] == "utf-8"
    assert attributed() == YEAR


def test_the_same_file_again_counts_nothing_more(alice: Actor) -> None:
    first = books.read(alice)

    again = books.read(alice)

    assert (again.state, again.counted_by) == (AccountingState.UNCHANGED, first)
    assert attributed() == YEAR


def test_the_same_entries_in_another_order_are_the_same(alice: Actor) -> None:
    books.read(alice)

    again = books.read(alice, books.content(books.year(), backwards=True))

    assert again.state == AccountingState.UNCHANGED
    assert "FEC-06" in {one["code"] for one in again.findings}


def test_a_corrected_file_takes_the_place_of_the_first(alice: Actor) -> None:
    first = books.read(alice)

    corrected = books.read(alice, books.content(books.year(monthly=2000)))

    first.refresh_from_db()
    assert (first.state, first.counted_by) == (AccountingState.RETIRED, corrected)
    assert attributed() == YEAR + 12_200_00


def test_two_years_and_two_entities_add_up(alice: Actor) -> None:
    books.read(alice)
    books.read(alice, books.content(books.year(2024)), file_name=books.name(closing="20241231"))
    books.read(alice, books.content(books.year(monthly=500)), file_name=books.name(OTHER_SIREN))

    assert states() == ["read", "read", "read"]
    assert attributed() == 2 * YEAR - 6_100_00


def test_taking_a_file_back_counts_again_what_it_had_replaced(alice: Actor) -> None:
    first = books.read(alice)
    corrected = books.read(alice, books.content(books.year(monthly=2000)))

    accounting.retire(by=alice, at=NOW, file=corrected)
    accounting_answers.refresh(by=alice, at=NOW)

    first.refresh_from_db()
    assert (first.state, first.counted_by) == (AccountingState.READ, None)
    assert attributed() == YEAR
    with pytest.raises(accounting.NotReady):
        accounting.retire(by=alice, at=NOW, file=corrected)


def test_what_was_replaced_stays_out_where_another_file_covers_its_months(alice: Actor) -> None:
    books.read(alice)
    half = [one for one in books.year(monthly=2000) if one.on.month < 6]
    rest = [one for one in books.year(monthly=2000) if one.on.month > 6]
    first_half = books.read(alice, books.content(half))
    books.read(alice, books.content(rest))

    accounting.retire(by=alice, at=NOW, file=first_half)

    assert states() == ["retired", "retired", "read"]


def test_a_file_of_nobody_beside_that_of_somebody_is_refused_with_its_remedy(alice: Actor) -> None:
    books.read(alice)

    unnamed = books.read(alice, books.content(books.year(monthly=500)), file_name="export.txt")

    assert (unnamed.state, unnamed.refusal["code"]) == (AccountingState.REFUSED, "FEC-30")
    assert books.name() in unnamed.refusal["remedy"]
    assert attributed() == YEAR


def test_the_books_of_a_company_of_one_entity_are_its_own(alice: Actor) -> None:
    entity = legal.add_entity(by=alice, at=NOW, name="Ateliers Brévent", siren=books.SIREN)

    file = books.read(alice, file_name="export.txt")

    assert (file.siren, file.legal_entity) == (books.SIREN, entity)


def test_what_cannot_be_read_is_refused_and_changes_nothing(alice: Actor) -> None:
    books.read(alice)

    broken = books.read(alice, b"JournalCode\tEcritureDate\nACH\t20250101\n")

    assert (broken.state, broken.refusal["code"]) == (AccountingState.REFUSED, "FEC-01")
    assert broken.refusal["remedy"]
    assert attributed() == YEAR


def test_every_gesture_is_in_the_trail(alice: Actor) -> None:
    first = books.read(alice)
    books.read(alice, at=NOW + timedelta(minutes=1))
    accounting.retire(by=alice, at=NOW, file=first)

    acts = Event.objects.filter(act__startswith="accounting.").order_by("seq")
    assert list(acts.values_list("act", flat=True)) == [
        "accounting.received",
        "accounting.read",
        "accounting.received",
        "accounting.unchanged",
        "accounting.retired",
    ]


def test_whoever_sees_a_part_only_does_not_touch_the_books(alice: Actor, company: Company) -> None:
    group = organisation.group(alice)
    membership = accounts.membership(company, Role.EXECUTIVE)
    mandates.grant(
        by=alice, at=NOW, membership=membership, start_date=accounts.LONG_AGO, unit=group.lyon
    )
    manager = accounts.actor(company, Role.SITE_MANAGER)

    for actor in (accounts.actor_of(membership), manager):
        with pytest.raises(PermissionDenied):
            books.received(actor)
