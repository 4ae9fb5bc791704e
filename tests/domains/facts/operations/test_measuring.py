"""Opening hours change: open periods are measured again, closed ones keep what they had."""

from datetime import UTC, date, datetime

from tests.factories import facts
from tests.factories.facts import event
from timonerie.domains.facts.operations import measuring
from timonerie.domains.facts.operations.measuring import Closing
from timonerie.domains.organisation.models import Calendar
from timonerie.domains.organisation.operations import calendars
from timonerie.foundations.accounts.actors import Actor

HOUR = 3600
LATER = datetime(2026, 6, 1, tzinfo=UTC)
ALWAYS_OPEN = {
    "zone": "UTC",
    "holidays": False,
    "week": [{"days": ["mon", "tue", "wed", "thu", "fri"], "open": "00:00", "close": "24:00"}],
}
ROWS = [
    event("A", received="2026-01-05 08:00", resolved="2026-01-05 17:00"),
    event("B", received="2026-02-02 08:00", resolved="2026-02-02 17:00"),
]


def test_facts_follow_the_new_hours(alice: Actor) -> None:
    facts.bring(alice, ROWS)
    before = _worked()

    _open_all_day(alice)
    moved = measuring.measure_again(by=alice, at=LATER)

    assert moved == 2
    assert _worked() == {"A": 9 * HOUR, "B": 9 * HOUR} != before


def test_a_closed_month_keeps_the_hours_known_at_its_closing(alice: Actor) -> None:
    facts.bring(alice, ROWS)
    before = _worked()
    january = Closing(date(2026, 1, 1), date(2026, 2, 1), datetime(2026, 4, 1, tzinfo=UTC))

    _open_all_day(alice)
    moved = measuring.measure_again(by=alice, at=LATER, closings=[january])

    assert moved == 1
    assert _worked() == {"A": before["A"], "B": 9 * HOUR}


def test_measuring_twice_moves_nothing(alice: Actor) -> None:
    facts.bring(alice, ROWS)
    _open_all_day(alice)
    measuring.measure_again(by=alice, at=LATER)

    assert measuring.measure_again(by=alice, at=LATER) == 0


def _open_all_day(alice: Actor) -> None:
    calendars.revise(
        by=alice,
        at=datetime(2026, 5, 1, tzinfo=UTC),
        calendar=Calendar.objects.get(),
        document=ALWAYS_OPEN,
        start_date=date(1970, 1, 1),
    )


def _worked() -> dict[str, int]:
    return {case: row["worked_to_resolve"] for case, row in facts.told().items()}
