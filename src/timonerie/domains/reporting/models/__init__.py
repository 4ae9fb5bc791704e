from timonerie.domains.reporting.models.cycle_links import CycleLink
from timonerie.domains.reporting.models.cycle_runs import CycleRun, RunStep
from timonerie.domains.reporting.models.cycles import Cycle, CycleSite, CycleStep, CycleVersion

__all__ = [
    "Cycle",
    "CycleLink",
    "CycleRun",
    "CycleSite",
    "CycleStep",
    "CycleVersion",
    "RunStep",
]
