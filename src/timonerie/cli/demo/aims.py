"""What the invented contracts promise, beside the targets that the catalogue suggests."""

from dataclasses import dataclass

from timonerie.cli.demo.suppliers import ACCOUNTING, ASSISTANT, HR, IT, LEGAL, PAYROLL, ProviderPlan


@dataclass(frozen=True)
class AimPlan:
    """`low`: at least; `high`: at most; `watch`: how far beyond is still only to be watched.
    `back`: months before the last one from which it holds, the first day where it is None."""

    indicator: str
    provider: ProviderPlan
    low: float | None = None
    high: float | None = None
    watch: float = 0.0
    back: int | None = None

    @property
    def source(self) -> str:
        paper = "Contrat" if self.back is None else "Avenant au contrat"
        return f"{paper} {self.provider.name} (démonstration)"


AIMS = (
    AimPlan("provider_errors", PAYROLL, high=0.012, watch=0.004),
    AimPlan("on_time_delivery", PAYROLL, low=0.95, watch=0.02),
    AimPlan("on_time_delivery", PAYROLL, low=0.97, watch=0.01, back=10),
    AimPlan("sla_met", IT, low=0.88, watch=0.03),
    AimPlan("pick_up_time_median", IT, high=1.5, watch=0.5),
    AimPlan("on_time_delivery", ACCOUNTING, low=0.95, watch=0.02),
    AimPlan("on_time_delivery", LEGAL, low=0.90, watch=0.05),
    AimPlan("reworked", HR, high=0.08, watch=0.03),
    AimPlan("sla_met", ASSISTANT, low=0.90, watch=0.03),
)
