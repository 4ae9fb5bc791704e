from timonerie.domains.reporting.models.due_reports import (
    DueReport,
    ReportDraft,
    ReportExchange,
    ReportFile,
    ReportFiling,
    ReportReminder,
)
from timonerie.domains.reporting.models.expected import (
    ReportBinding,
    ReportRule,
    ReportRuleSite,
    ReportRuleTerms,
)
from timonerie.domains.reporting.models.report_links import ReportLink

__all__ = [
    "DueReport",
    "ReportBinding",
    "ReportDraft",
    "ReportExchange",
    "ReportFile",
    "ReportFiling",
    "ReportLink",
    "ReportReminder",
    "ReportRule",
    "ReportRuleSite",
    "ReportRuleTerms",
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
