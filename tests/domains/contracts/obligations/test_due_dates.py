"""What both sides owe between two days, on the working days of the right calendar; proofs given."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import contracts, obligations
from tests.factories.organisation import NOW, Group
from timonerie.domains.contracts import obligation_sentences
from timonerie.domains.contracts.models import Contract, Obligation, SecurityProof
from timonerie.domains.contracts.operations import obligations as operations
from timonerie.domains.contracts.operations import owed_rows
from timonerie.domains.contracts.queries import due_dates
from timonerie.domains.contracts.queries.due_dates import DueDate
from timonerie.domains.organisation.operations import calendars
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor

ON = date(2026, 3, 2)


@pytest.fixture
def contract(alice: Actor, group: Group) -> Contract:
    return contracts.signed(alice)


def between(contract: Contract, days: int = 60) -> list[DueDate]:
    return due_dates.between([contract], start=ON, end=ON + timedelta(days=days), at=NOW)


def test_both_sides_owe_in_the_order_of_the_days(alice: Actor, contract: Contract) -> None:
    obligations.report(alice, contract)
    obligations.obligation(alice, contract, anchor="event", day=-5, event_day=28, hour="12:00")
    obligations.proof(alice, contract)
    found = [(one.day, one.row.side, one.hour) for one in between(contract, 31)]
    assert found == [
        (date(2026, 3, 6), "theirs", ""),
        (date(2026, 3, 20), "ours", "12:00"),
        (date(2026, 3, 31), "theirs", ""),
    ]


def test_the_calendar_of_the_site_says_the_working_days(
    alice: Actor, contract: Contract, group: Group
) -> None:
    known = calendars.create(
        by=alice, at=NOW, name="Six jours", start_date=date(2020, 1, 1),
        document={
            "zone": "Europe/Paris",
            "week": [
                {
                    "days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
                    "open": "08:00",
                    "close": "18:00",
                }
            ],
        },
    )  # fmt: skip
    calendars.assign(by=alice, at=NOW, unit=group.lyon, calendar=known, version=group.lyon.version)
    obligations.report(alice, contract, site=group.lyon, day=3)
    assert between(contract, 31)[0].day == date(2026, 3, 3)


def test_what_is_archived_or_over_is_owed_no_more(alice: Actor, contract: Contract) -> None:
    report = obligations.report(alice, contract)
    obligations.proof(alice, contract, end_date=date(2026, 3, 30))
    owed_rows.archive(by=alice, at=NOW, row=report, version=1)
    assert between(contract) == []


def test_what_has_no_date_is_counted_apart(alice: Actor, contract: Contract) -> None:
    told = obligations.obligation(alice, contract, when="J-5 avant la paie", anchor="event", day=-5)
    dated = obligations.obligation(alice, contract, anchor="month", day=25)
    proof = obligations.proof(alice, contract, due_date=None)
    assert due_dates.undated([told, dated, proof]) == [told, proof]
    assert isinstance(told, Obligation)
    assert isinstance(dated, Obligation)
    assert obligation_sentences.obligation_due(told).replace("\u00a0", " ") == "J-5 avant la paie"
    assert obligation_sentences.obligation_due(dated) == "chaque mois, le 25"


def test_a_proof_that_came_says_when_the_next_one_is_due(alice: Actor, contract: Contract) -> None:
    proof = obligations.proof(alice, contract)
    give(alice, proof, given_on=ON, text="Rapport de février", due_date=date(2026, 6, 30))
    assert (proof.given_by, proof.due_date) == (alice.name, date(2026, 6, 30))
    give(alice, proof, given_on=ON, text="Rapport de février", due_date=date(2026, 6, 30))
    assert proof.version == 2


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"text": " "}, "text"),
        ({"given_on": date(2026, 3, 3)}, "given_on"),
        ({"due_date": ON}, "due_date"),
    ],
)
def test_a_proof_cannot_come_tomorrow(
    alice: Actor, contract: Contract, parts: dict[str, Any], field: str
) -> None:
    proof = obligations.proof(alice, contract)
    told = {"given_on": ON, "text": "Rapport", "due_date": None, **parts}
    with pytest.raises(Refused) as refusal:
        give(alice, proof, **told)
    assert refusal.value.field == field


def give(by: Actor, proof: SecurityProof, **told: Any) -> None:
    operations.give_proof(by=by, at=NOW, proof=proof, version=proof.version, **told)


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"kind": "gift"}, "kind"),
        ({"side": "nobody"}, "side"),
        ({"day": 5}, "anchor"),
        ({"day": 32, "anchor": "month"}, "day"),
        ({"day": 8, "cadence": "weekly"}, "day"),
        ({"day": 50, "anchor": "event"}, "day"),
        ({"event_day": 40}, "event_day"),
        ({"hour": "25:00"}, "hour"),
        ({"cadence": "sometimes"}, "cadence"),
    ],
)
def test_an_obligation_that_cannot_stand_names_its_field(
    alice: Actor, contract: Contract, parts: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        obligations.obligation(alice, contract, **parts)
    assert refusal.value.field == field


def test_a_report_is_due_within_sixty_working_days(alice: Actor, contract: Contract) -> None:
    with pytest.raises(Refused):
        obligations.report(alice, contract, day=61)
    with pytest.raises(Refused):
        obligations.proof(alice, contract, measure="magic")
