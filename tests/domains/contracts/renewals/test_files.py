"""Decision files: opened ahead of the decision date, decided, taken back until the last day."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tests.factories import accounts
from tests.factories.contracts import bare, signed
from tests.factories.organisation import NOW
from timonerie.domains.contracts.models import Contract, ContractActivity, RenewalFile
from timonerie.domains.contracts.operations import contracts as contract_operations
from timonerie.domains.contracts.operations import renewals as operations
from timonerie.domains.contracts.operations.renewals import Said
from timonerie.domains.contracts.queries import renewals as queries
from timonerie.domains.contracts.rules.renewals import Range
from timonerie.domains.contracts.tasks import open_renewals
from timonerie.domains.organisation.operations import mandates, providers
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.sourcing.models import Activity, CostLine
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.jobs import planned
from timonerie.foundations.jobs.models import Job
from timonerie.foundations.scope.models import Company

PARIS = ZoneInfo("Europe/Paris")
#: The first term of `signed` ends on 30 June 2026; notice is to be received by 30 March.
LAST_DAY = date(2026, 3, 30)
LEAVING = Said(choice="leave", reason="Les délais ne sont plus tenus")


def on(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), PARIS) + timedelta(hours=9)


def opened(by: Actor, **parts: Any) -> RenewalFile:
    contract = signed(by, yearly_cents=1_200_000, **parts)
    return operations.open_file(by=by, at=NOW, contract=contract)


def decided(by: Actor, file: RenewalFile, said: Said = LEAVING, at: datetime = NOW) -> None:
    operations.decide(by=by, at=at, file=file, version=file.version, said=said)


def acts(contract: Contract) -> list[str]:
    rows = Event.objects.filter(object_id=contract.public_id).order_by("seq")
    return [one.act for one in rows if one.act.startswith("renewal.")]


def test_a_file_opens_sixty_days_ahead_of_the_decision_and_not_a_day_before(alice: Actor) -> None:
    signed(alice)
    eve = LAST_DAY - timedelta(days=61)
    assert operations.open_due(by=alice, at=on(eve)) == 0
    assert operations.open_due(by=alice, at=on(eve + timedelta(days=1))) == 1
    file = RenewalFile.objects.get()
    assert (file.term_end, file.last_day) == (date(2026, 6, 30), LAST_DAY)


def test_it_opens_before_the_decision_date_when_there_is_a_time_to_prepare(alice: Actor) -> None:
    signed(alice, preparation="1 month")
    operations.open_due(by=alice, at=on(date(2025, 12, 30)))
    file = RenewalFile.objects.get()
    assert file.decide_by == date(2026, 2, 28)
    assert file.opened_on < file.decide_by < file.last_day < file.term_end


def test_run_again_it_opens_nothing_and_writes_nothing(alice: Actor) -> None:
    contract = signed(alice)
    assert operations.open_due(by=alice, at=NOW) == 1
    assert operations.open_due(by=alice, at=NOW) == 0
    assert RenewalFile.objects.get().version == 1
    assert acts(contract) == ["renewal.opened"]


def test_the_advance_is_a_setting(alice: Actor) -> None:
    signed(alice)
    operations.set_ahead(by=alice, at=NOW, days_ahead=10)
    assert operations.open_due(by=alice, at=on(date(2026, 3, 19))) == 0
    assert operations.open_due(by=alice, at=on(date(2026, 3, 20))) == 1


@pytest.mark.parametrize("days", [0, -1, 366])
def test_an_advance_out_of_bounds_is_refused(alice: Actor, days: int) -> None:
    with pytest.raises(Refused, match="1 à 365") as refusal:
        operations.set_ahead(by=alice, at=NOW, days_ahead=days)
    assert refusal.value.field == "days_ahead"
    assert queries.days_ahead() == 60


def test_archived_contracts_and_those_without_dates_open_nothing(alice: Actor) -> None:
    contract = signed(alice)
    contract_operations.archive(by=alice, at=NOW, contract=contract, version=contract.version)
    bare(alice)
    assert operations.open_due(by=alice, at=NOW) == 0


def test_a_file_follows_the_dates_of_its_contract(alice: Actor) -> None:
    file = opened(alice)
    contract = file.contract
    Contract.objects.filter(pk=contract.pk).update(preparation="2 weeks")
    operations.open_due(by=alice, at=NOW)
    file.refresh_from_db()
    assert (file.decide_by, file.last_day) == (date(2026, 3, 16), LAST_DAY)


def test_a_file_that_nobody_decided_lapses_after_the_last_day(alice: Actor) -> None:
    file = opened(alice)
    operations.open_due(by=alice, at=on(LAST_DAY))
    file.refresh_from_db()
    assert file.state == "open"
    operations.open_due(by=alice, at=on(LAST_DAY + timedelta(days=1)))
    file.refresh_from_db()
    assert file.state == "lapsed"
    with pytest.raises(Refused, match="dernier jour utile"):
        decided(alice, file, at=on(LAST_DAY + timedelta(days=1)))


def test_the_next_term_has_its_own_file(alice: Actor) -> None:
    file = opened(alice)
    later = operations.open_file(by=alice, at=on(date(2026, 5, 1)), contract=file.contract)
    assert later.term_end == date(2027, 6, 30)
    assert RenewalFile.objects.count() == 2


def test_opening_one_that_stands_gives_it_back(alice: Actor) -> None:
    file = opened(alice)
    assert operations.open_file(by=alice, at=NOW, contract=file.contract) == file
    assert acts(file.contract) == ["renewal.opened"]


def test_a_contract_without_dates_says_what_to_fill(alice: Actor) -> None:
    with pytest.raises(Refused, match="complétez la durée"):
        operations.open_file(by=alice, at=NOW, contract=bare(alice))


def test_a_decision_keeps_who_when_why_and_who_disagreed(alice: Actor) -> None:
    file = opened(alice)
    said = Said(choice="renegotiate", reason=" Prix trop haut ", dissent="Le site de Lyon")
    decided(alice, file, said)
    file.refresh_from_db()
    assert (file.state, file.choice, file.reason) == (
        "decided", "renegotiate", "Prix trop haut",
    )  # fmt: skip
    assert (file.dissent, file.decided_by) == ("Le site de Lyon", alice.name)
    assert acts(file.contract) == ["renewal.opened", "renewal.decided"]


def test_deciding_the_same_again_writes_nothing_and_otherwise_is_refused(alice: Actor) -> None:
    file = opened(alice)
    decided(alice, file)
    decided(alice, file)
    assert acts(file.contract).count("renewal.decided") == 1
    with pytest.raises(Refused, match="défaites-la"):
        decided(alice, file, Said(choice="renew", reason="Finalement"))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Said(choice="", reason="x"), "choice"),
        (Said(choice="burn", reason="x"), "choice"),
        (Said(choice="renew", reason="  "), "reason"),
        (Said(choice="renew", reason="x" * 1001), "reason"),
        (Said(choice="renew", reason="x", dissent="x" * 1001), "dissent"),
    ],
)
def test_what_cannot_be_decided_names_its_field_and_changes_nothing(
    alice: Actor, said: Said, field: str
) -> None:
    file = opened(alice)
    with pytest.raises(Refused) as refusal:
        decided(alice, file, said)
    assert refusal.value.field == field
    file.refresh_from_db()
    assert (file.state, file.version) == ("open", 1)


def test_a_decision_is_taken_back_until_the_last_useful_day(alice: Actor) -> None:
    file = opened(alice)
    decided(alice, file)
    late = on(LAST_DAY + timedelta(days=1))
    with pytest.raises(Refused):
        operations.undo(by=alice, at=late, file=file, version=file.version)
    operations.undo(by=alice, at=on(LAST_DAY), file=file, version=file.version)
    file.refresh_from_db()
    assert (file.state, file.choice, file.decided_on) == ("open", "", None)
    operations.undo(by=alice, at=on(LAST_DAY), file=file, version=file.version)
    assert acts(file.contract).count("renewal.undone") == 1


def test_two_deciders_one_wins(alice: Actor) -> None:
    file = opened(alice)
    twin = RenewalFile.objects.select_related("contract").get(pk=file.pk)
    decided(alice, file)
    with pytest.raises(Conflict):
        decided(alice, twin, Said(choice="renew", reason="Autre"))


def test_assumptions_are_typed_by_people_and_bounded(alice: Actor) -> None:
    file = opened(alice)
    said: dict[str, Any] = {"by": alice, "at": NOW, "file": file}
    operations.assume(**said, version=1, percent=Decimal("-8"), exit_cents=250_000)
    assert queries.given(file, on=NOW.date()).exit_cents == Range(250_000, 250_000)
    for wrong, field in (
        ({"percent": Decimal(101)}, "percent"),
        ({"exit_cents": -1}, "exit_cents"),
    ):
        values: dict[str, Any] = {"percent": None, "exit_cents": None, **wrong}
        with pytest.raises(Refused) as refusal:
            operations.assume(**said, version=file.version, **values)
        assert refusal.value.field == field


def test_what_leaving_costs_comes_from_the_activities_of_the_contract(alice: Actor) -> None:
    file = opened(alice)
    assert queries.leaving(file) is None
    activity = Activity.objects.create(code="PAIE", name="Paie")
    ContractActivity.objects.create(contract=file.contract, activity=activity)
    for kind, low, high in (("transition", 100, 200), ("exit", 50, 50), ("price", 9, 9)):
        CostLine.objects.create(
            activity=activity, side="buy", kind=kind, low=low, high=high, recurrence="once",
            origin="typed",
        )  # fmt: skip
    assert queries.leaving(file) == Range(150, 250)


def test_the_term_that_follows_is_that_of_the_terms(alice: Actor) -> None:
    after = queries.following(signed(alice), term_end=date(2026, 6, 30))
    assert after
    assert (after.start, after.end) == (date(2026, 7, 1), date(2027, 6, 30))
    express = signed(alice, "Bail", renewal="express", renewal_length="")
    assert queries.following(express, term_end=date(2026, 6, 30)) is None


def test_who_is_narrowed_to_a_provider_sees_and_decides_theirs_alone(
    alice: Actor, company: Company
) -> None:
    nova = providers.create(by=alice, at=NOW, name="Nova")
    mine, other = opened(alice, provider=nova), opened(alice, name="Nettoyage")
    bob = accounts.actor(company, Role.EXECUTIVE, name="Bob")
    membership = accounts.membership_of(bob)
    mandates.grant(
        by=alice, at=NOW, membership=membership, start_date=accounts.LONG_AGO, provider=nova
    )
    assert queries.listed(bob, on=NOW.date()) == [mine]
    with pytest.raises(Refused):
        decided(bob, other)


def test_an_auditor_decides_nothing(alice: Actor, company: Company) -> None:
    file = opened(alice)
    with pytest.raises(PermissionDenied):
        decided(accounts.actor(company, Role.AUDITOR, name="Eve"), file)


def test_the_job_opens_what_is_due_and_is_planned(alice: Actor, company: Company) -> None:
    assert "contracts.open_renewals" in planned.HOURLY
    open_renewals(Job(), actors.system(company))
    assert RenewalFile.objects.count() == 0


@pytest.mark.parametrize(
    "values",
    [
        {"state": "decided"},
        {"choice": "renew"},
        {"state": "gone"},
        {"percent": Decimal(200)},
        {"decide_by": date(2026, 6, 1)},
    ],
)
def test_the_database_refuses_what_cannot_be(alice: Actor, values: dict[str, Any]) -> None:
    file = opened(alice)
    with pytest.raises(IntegrityError), transaction.atomic():
        RenewalFile.objects.filter(pk=file.pk).update(**values)


def test_a_term_has_one_file(alice: Actor) -> None:
    file = opened(alice)
    with pytest.raises(IntegrityError), transaction.atomic():
        RenewalFile.objects.create(
            contract=file.contract, term_end=file.term_end, decide_by=file.decide_by,
            last_day=file.last_day, opened_on=file.opened_on, opened_by="x",
        )  # fmt: skip
