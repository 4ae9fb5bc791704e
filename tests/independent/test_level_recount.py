"""Three years of attainment and credits, the product's against a count of the raw rows."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.factories import accounts, levels, organisation, years
from tests.factories.figures import bring
from tests.independent import level_recount as recount
from timonerie.domains.contracts.enums import LevelPeriod
from timonerie.domains.contracts.models import Contract, ServiceLevel
from timonerie.domains.facts.queries import live
from timonerie.domains.performance.models import LevelResult
from timonerie.domains.performance.operations import indicators
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow

BEGAN = date(2023, 3, 15)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
YEARLY = 4_321_987
BANDS = (("97", "1.5"), ("93", "4"), ("88", "9.25"))
TERMS: dict[str, Any] = {
    "target": 97.0,
    "cap": Decimal(8),
    "bands": [{"below": below, "rate": rate} for below, rate in BANDS],
}
CAP = 40_000


@pytest.fixture
def contract(db: None) -> Iterator[Contract]:
    company = organisation.company()
    with current.company(company.pk):
        alice = accounts.actor(company)
        organisation.group(alice)
        bring(alice, list(years.simulated()), name="trois ans.csv")
        indicators.ensure_built_in(by=alice, at=NOW)
        yield levels.signed(alice, start_date=BEGAN, yearly_cents=YEARLY)


def recounted(contract: Contract, judged: Any, *, months: int) -> recount.Months:
    return recount.counted(
        recount.rows_of(live.paths()),
        provider=contract.provider_id,  # type: ignore[arg-type]  # it has one
        judged=judged,
        anchor="resolved_on",
        months=months,
        first=BEGAN,
    )


def stored(level: ServiceLevel) -> recount.Months:
    rows = LevelResult.objects.current().filter(level=level, state="measured")
    return {row.period_start: (row.met or 0, row.n, row.without) for row in rows}


def asked(level: ServiceLevel) -> dict[date, int | None]:
    return {start: one.amount_cents for start, one in levels.claims(level).items()}


def test_every_month_and_every_cent_are_those_of_the_raw_rows(contract: Contract) -> None:
    punctual = levels.promised(contract, title="À l’heure", yearly_cap_cents=CAP, **TERMS)
    quick = levels.promised(
        contract,
        title="En un jour",
        metric="time_to_resolved_median",
        threshold=24.0,
        consequence="credit",
        period=LevelPeriod.QUARTER,
        **{key: value for key, value in TERMS.items() if key != "metric"},
    )

    levels.measure(NOW)

    for level, judged, months, cap in (
        (punctual, recount.in_time, 1, CAP),
        (quick, recount.within(24), 3, None),
    ):
        found = recounted(contract, judged, months=months)
        assert stored(level) == found
        expected = recount.credits(
            found,
            yearly_cents=YEARLY,
            months=months,
            bands=BANDS,
            target="97",
            cap_percent=8,
            yearly_cap=cap,
            contract_start=BEGAN,
            last=NOW.date(),
        )
        assert len(expected) >= 6
        assert asked(level) == expected
    assert len(stored(punctual)) >= 36
    # The yearly cap bites at least once, else nothing was proved of it.
    assert any(
        one.amount_cents == one.reasoning["left_cents"] for one in levels.claims(punctual).values()
    )
