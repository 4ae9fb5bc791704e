"""The one dial: how many false alarms are accepted."""

from dataclasses import dataclass

from timonerie.engine.signals.matrix import Worse

ONE_IN_TEN_YEARS = 0.1
WEEKS = 365.25 / 7
LEAST, MOST = 0.001, 6.0
"""Budgets between which the calibration was measured, in false alarms per series and year."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`budget` is in false alarms per series and year, both directions together; `worse` says
    which direction matters, and the whole budget goes there.

    Raises ValueError for a budget out of 0.001 to 6.
    """

    budget: float = ONE_IN_TEN_YEARS
    worse: Worse = "both"

    def __post_init__(self) -> None:
        if not LEAST <= self.budget <= MOST:
            raise ValueError(f"budget {self.budget} is out of {LEAST} to {MOST}")


def share_of_company(*, alerts_a_week: float, series: int) -> float:
    """The budget of each series when a company of so many accepts so many alerts a week, within
    what was calibrated."""
    whole = alerts_a_week * WEEKS / max(series, 1)
    return min(max(whole, LEAST), MOST)
