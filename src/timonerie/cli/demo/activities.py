"""The activities of the group: what providers do, with facts, and what stays inside."""

from dataclasses import dataclass

from timonerie.cli.demo import people
from timonerie.cli.demo.group import SITES, Site
from timonerie.cli.demo.simulators import accounting, assistant, hr, it, legal, payroll
from timonerie.cli.demo.suppliers import (
    ACCOUNTING,
    ASSISTANT,
    HR,
    IT,
    LEGAL,
    PAYROLL,
    ProviderPlan,
)


@dataclass(frozen=True)
class ActivityPlan:
    """`provider` serves the sites of `served`; the others do it themselves."""

    code: str
    name: str
    function: str
    accountable: str
    criticality: int
    volume_unit: str
    provider: ProviderPlan | None
    served: tuple[Site, ...] = SITES


ADMINISTRATION, RECRUITMENT, TRAINING = (kind.activity for kind in hr.KINDS)

MEASURED = (
    ActivityPlan(
        "COMPTA-01", accounting.INVOICES, "accounting", people.CFO, 2, "factures", ACCOUNTING
    ),
    ActivityPlan(
        "COMPTA-08", accounting.EXPENSES, "accounting", people.CFO, 1, "notes", ACCOUNTING
    ),
    ActivityPlan(
        "COMPTA-10", accounting.VAT, "accounting", people.CFO, 4, "déclarations", ACCOUNTING
    ),
    ActivityPlan(
        "COMPTA-11", accounting.CLOSING, "accounting", people.CFO, 3, "situations", ACCOUNTING
    ),
    ActivityPlan("PAIE-01", payroll.INPUTS, "payroll", people.PAYROLL_MANAGER, 3, "envois", None),
    ActivityPlan(
        "PAIE-02", payroll.PAYSLIPS, "payroll", people.PAYROLL_MANAGER, 4, "bulletins", PAYROLL
    ),
    ActivityPlan(
        "PAIE-04", payroll.DECLARATIONS, "payroll", people.PAYROLL_MANAGER, 4, "DSN", PAYROLL
    ),
    ActivityPlan(
        "PAIE-06", payroll.LEAVERS, "payroll", people.PAYROLL_MANAGER, 3, "dossiers", PAYROLL
    ),
    ActivityPlan("RH-01", ADMINISTRATION, "hr", people.HR_MANAGER, 3, "dossiers", HR),
    ActivityPlan("RH-02", RECRUITMENT, "hr", people.HR_MANAGER, 2, "postes", HR),
    ActivityPlan("RH-05", TRAINING, "hr", people.HR_MANAGER, 2, "actions", HR),
    ActivityPlan("JUR-02", legal.REVIEWS, "legal", people.COUNSEL, 3, "contrats", LEGAL),
    ActivityPlan("JUR-05", legal.PRIVACY, "legal", people.COUNSEL, 3, "demandes", LEGAL),
    ActivityPlan("IT-01", it.SUPPORT, "it", people.CIO, 3, "demandes", IT),
    ActivityPlan("IT-02", it.ACCOUNTS, "it", people.CIO, 4, "mouvements", IT),
    ActivityPlan("IT-07", it.PHONES, "it", people.CIO, 2, "lignes", IT),
    ActivityPlan(
        "ASSIST-02",
        assistant.REQUESTS,
        "assistance",
        people.ASSISTANT,
        1,
        "demandes",
        ASSISTANT,
        assistant.SERVED,
    ),
    ActivityPlan(
        "ASSIST-03",
        assistant.POST,
        "assistance",
        people.ASSISTANT,
        2,
        "plis",
        ASSISTANT,
        assistant.SERVED,
    ),
)

# Kept inside, taken from the built-in catalogue: no file says how they go.
INSIDE = ("COMPTA-04", "COMPTA-16", "PAIE-03", "PAIE-05", "RH-03", "JUR-07", "IT-08", "DIR-01")
