from timonerie.domains.reporting.models.abouts import ReplyAbout
from timonerie.domains.reporting.models.cycle_links import CycleLink
from timonerie.domains.reporting.models.cycle_runs import CycleRun, RunStep
from timonerie.domains.reporting.models.cycles import Cycle, CycleSite, CycleStep, CycleVersion
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
from timonerie.domains.reporting.models.flashes import (
    Flash,
    FlashDraft,
    FlashNeed,
    FlashRule,
)
from timonerie.domains.reporting.models.replies import Reply, ReplyText
from timonerie.domains.reporting.models.report_links import ReportLink
from timonerie.domains.reporting.models.thumbs import Thumb
from timonerie.domains.reporting.models.voice_links import ProviderRating, VoiceLink

__all__ = [
    "Cycle",
    "CycleLink",
    "CycleRun",
    "CycleSite",
    "CycleStep",
    "CycleVersion",
    "DueReport",
    "Flash",
    "FlashDraft",
    "FlashNeed",
    "FlashRule",
    "ProviderRating",
    "Reply",
    "ReplyAbout",
    "ReplyText",
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
    "RunStep",
    "Thumb",
    "VoiceLink",
]
