"""A simulated case, and which cases each export of a provider shows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from timonerie.cli.demo.group import Site
from timonerie.cli.demo.horizon import Horizon, midnight, shifted


@dataclass(frozen=True, slots=True)
class Case:
    """Instants are epoch seconds; `cents` an amount in euro cents; `cause` is "provider" or
    "client" when something went wrong."""

    activity: str
    site: Site
    received: int
    due: int
    started: int | None = None
    delivered: int | None = None
    resolved: int | None = None
    team: str = ""
    quantity: int | None = None
    cents: int | None = None
    error: bool = False
    cause: str = ""
    rework: int = 0
    key: str = ""

    @property
    def ended(self) -> int:
        return max(self.received, self.resolved or self.delivered or 0)

    @property
    def in_time(self) -> bool:
        return self.ended <= self.due

    def known_at(self, cut: int) -> "Case":
        """What an export made at `cut` shows: nothing that comes later, and no fault found on a
        deliverable that was not delivered yet."""
        if self.ended < cut:
            return self
        delivered = _before(self.delivered, cut)
        return replace(
            self,
            started=_before(self.started, cut),
            delivered=delivered,
            resolved=_before(self.resolved, cut),
            error=self.error and delivered is not None,
            cause=self.cause if delivered is not None else "",
            rework=self.rework if delivered is not None else 0,
        )


def _before(instant: int | None, cut: int) -> int | None:
    return instant if instant is not None and instant < cut else None


@dataclass(frozen=True)
class Export:
    """One file of a provider: cases received from `start` to `cut` excluded, and those that the
    export before, made at `since`, showed open. Made at `made`, it shows nothing later."""

    label: str
    start: int
    since: int
    cut: int
    made: int

    def holds(self, *, received: int, ended: int) -> bool:
        return received < self.cut and (received >= self.start or ended >= self.since)


def exports(
    horizon: Horizon, months: int, *, rolling: bool = False, lag_days: int = 0
) -> list[Export]:
    """One export every so many months: of the civil year, or from the first month on when
    `rolling`. It is made `lag_days` after its last day, the last one at the end of the horizon."""
    found: list[Export] = []
    start, made = horizon.first, midnight(horizon.first)
    while start < horizon.end:
        step = months if rolling else months - (start.month - 1) % months
        cut = min(shifted(start, step), horizon.end)
        since, made = made, midnight(min(cut + timedelta(days=lag_days), horizon.end))
        label = f"{start:%Y-%m}" if rolling else _label(start, months)
        found.append(Export(label, midnight(start), since, midnight(cut), made))
        start = cut
    return found


def _label(start: date, months: int) -> str:
    rank = (start.month - 1) // months + 1
    letter = {3: "T", 6: "S"}.get(months)
    return f"{start.year}-{letter}{rank}" if letter else str(start.year)


def numbered(cases: Iterable[Case], prefix: str, horizon: Horizon) -> list[Case]:
    """The cases of the horizon in order of reception, each with its number."""
    start, end = midnight(horizon.first), midnight(horizon.end)
    kept = [case for case in cases if start <= case.received < end]
    kept.sort(key=lambda case: (case.received, case.site.code, case.activity, case.team))
    return [replace(case, key=f"{prefix}{rank:06d}") for rank, case in enumerate(kept, start=1)]


def shown(cases: Sequence[Case], export: Export) -> Iterator[Case]:
    """The cases of an export, as they were when it was made."""
    for case in cases:
        if export.holds(received=case.received, ended=case.ended):
            yield case.known_at(export.made)
