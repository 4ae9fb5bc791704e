"""The punctuality of each side: what came on time of what was due. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from timonerie.domains.reporting.report_enums import ReportState
from timonerie.domains.reporting.rules import report_lives
from timonerie.domains.reporting.rules.report_lives import Life, Move
from timonerie.engine.working_days import Worked

_MISSED = (ReportState.LATE, ReportState.MISSING)


@dataclass(frozen=True)
class Punctuality:
    """Reports counted by how they came. `idle` periods had no activity and count nowhere; what is
    not due yet neither."""

    on_time: int = 0
    in_grace: int = 0
    late: int = 0
    missing: int = 0
    idle: int = 0

    @property
    def due(self) -> int:
        """The denominator."""
        return self.on_time + self.in_grace + self.late + self.missing

    @property
    def rate(self) -> float | None:
        """From 0 to 1; None where nothing was due."""
        return self.on_time / self.due if self.due else None


def counted(lives: Iterable[tuple[Life, Worked]], *, at: datetime, today: date) -> Punctuality:
    """Of some reports at an instant. What is late and did not come counts as missing; what came
    counts as its first version did, whatever was made of it."""
    counts = dict.fromkeys(ReportState, 0)
    for life, worked in lives:
        counts[_counted(life.until(at), at, today, worked)] += 1
    return Punctuality(
        on_time=counts[ReportState.ON_TIME],
        in_grace=counts[ReportState.KEPT_GRACE],
        late=counts[ReportState.CAME_LATE],
        missing=sum(counts[one] for one in _MISSED),
        idle=counts[ReportState.IDLE],
    )


def _counted(life: Life, at: datetime, today: date, worked: Worked) -> ReportState:
    if life.outcome is Move.IDLE:
        return ReportState.IDLE
    came = report_lives.punctuality(life, worked=worked)
    return came or report_lives.state(life, at=at, today=today, worked=worked)
