"""What each provider billed beyond what its contracts commit to, by the books."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import nan

from timonerie.domains.performance.queries import off_contract
from timonerie.domains.performance.queries.off_contract import Beside
from timonerie.domains.signals.enums import Family
from timonerie.engine import periods
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope import memory

FAMILY = Family.OFF_CONTRACT


def by_week(ends: Sequence[date], *, by: Actor) -> dict[int, list[float]]:
    """The excess over what is committed, by provider, on the weeks from the end of the books on:
    nobody can tell before. Nothing of a provider that nothing compares."""
    with memory.of_one_page():
        found = off_contract.of_all(by, on=ends[-1])
    shares = {pk: _share(one) for pk, one in found.items()}
    return {
        pk: [share if _is_told(found[pk], end) else nan for end in ends]
        for pk, share in shares.items()
        if share is not None
    }


def _is_told(one: Beside, end: date) -> bool:
    return end >= periods.end_of("month", one.window.last) - timedelta(days=1)


def _share(one: Beside) -> float | None:
    share = one.found.share if one.found is not None else None
    return None if share is None else float(share)
