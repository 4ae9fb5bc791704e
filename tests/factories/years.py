"""Three years of cases of two providers."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from tests.factories.facts import Row, event


def simulated(seed: int = 11, *, activity: str = "") -> Iterator[Row]:
    """Cases of 36 months, some without a due instant, worse every fifth month."""
    draws = Random(seed)
    for rank in range(1_000):
        received = datetime(2023, 3, 1, 8, tzinfo=UTC) + timedelta(hours=26.3 * rank)
        late = draws.random() < (0.14 if received.month % 5 == 0 else 0.04)
        hours = draws.choice((30, 71)) if late else draws.choice((2, 5, 20, 24))
        yield event(
            f"D{rank:04d}",
            received=f"{received:%Y-%m-%d %H:%M}",
            resolved=f"{received + timedelta(hours=hours):%Y-%m-%d %H:%M}",
            due="" if rank % 37 == 0 else f"{received + timedelta(hours=24):%Y-%m-%d %H:%M}",
            site="Lyon" if rank % 3 else "Grenoble",
            provider="Nova" if rank % 11 else "Clarté",
            activity=activity,
        )
