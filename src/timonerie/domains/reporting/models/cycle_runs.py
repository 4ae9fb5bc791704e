from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.facts.models import ImportBatch
from timonerie.domains.organisation.models import Unit
from timonerie.domains.reporting.cycle_enums import DoneWay, RunState, StepState
from timonerie.domains.reporting.models.cycles import Cycle, SaidStep
from timonerie.foundations.scope.models import CompanyModel, ScopedManager


class CycleRunQuerySet(models.QuerySet["CycleRun"]):
    def open(self) -> "CycleRunQuerySet":
        return self.filter(state=RunState.OPEN)

    def closed(self) -> "CycleRunQuerySet":
        return self.filter(state=RunState.CLOSED)


class CycleRun(CompanyModel):
    """A cycle done once, for a period or for an event that a `reference` names, at a site or for
    the company. `batch` is what put its steps in the fact store."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="runs")
    site = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="cycle_runs"
    )
    period_start = models.DateField(_("du"))
    period_end = models.DateField(_("au"))
    reference = models.CharField(_("référence"), max_length=30, blank=True)
    state = models.CharField(
        _("état"), max_length=6, choices=RunState.choices, default=RunState.OPEN
    )
    opened_at = models.DateTimeField(_("ouvert le"))
    closed_at = models.DateTimeField(_("clos le"), null=True)
    reason = models.CharField(_("motif de clôture"), max_length=300, blank=True)
    batch = models.ForeignKey(
        ImportBatch, on_delete=models.PROTECT, null=True, blank=True, related_name="cycle_runs"
    )

    objects: ClassVar = ScopedManager.from_queryset(CycleRunQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("passage d’un cycle")
        verbose_name_plural = _("passages d’un cycle")
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "site", "period_start", "reference"],
                name="cycle_run_of_a_site_once",
            ),
            models.UniqueConstraint(
                fields=["cycle", "period_start", "reference"],
                condition=Q(site__isnull=True),
                name="cycle_run_of_the_company_once",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="cycle_run_ends_after_its_start",
            ),
            models.CheckConstraint(
                condition=Q(state=RunState.OPEN, closed_at__isnull=True)
                | Q(state=RunState.CLOSED, closed_at__isnull=False),
                name="cycle_run_closed_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.period_start} {self.reference}".strip()


class RunStep(SaidStep):
    """A step as it was when its passage opened, and what became of it.

    `planned_on` never moves; `due_on` follows the step before it. `done_at` is the minute of the
    act, `done_on` its day at the site: nobody's name stands here. `items` and `redone` count what
    was handed over and what was done again."""

    run = models.ForeignKey(CycleRun, on_delete=models.CASCADE, related_name="steps")
    planned_on = models.DateField(_("prévue le"))
    due_on = models.DateField(_("attendue le"))
    state = models.CharField(
        _("état"), max_length=6, choices=StepState.choices, default=StepState.DUE
    )
    done_at = models.DateTimeField(_("faite le"), null=True)
    done_on = models.DateField(_("jour"), null=True)
    way = models.CharField(_("dit"), max_length=7, choices=DoneWay.choices, blank=True)
    items = models.PositiveIntegerField(_("nombre remis"), null=True)
    redone = models.PositiveIntegerField(_("reprises"), null=True)
    reason = models.CharField(_("motif"), max_length=300, blank=True)
    given = models.CharField(_("preuve donnée"), max_length=300, blank=True)

    class Meta(SaidStep.Meta):
        verbose_name = _("étape d’un passage")
        verbose_name_plural = _("étapes d’un passage")
        constraints = [
            *SaidStep.Meta.constraints,
            models.UniqueConstraint(fields=["run", "position"], name="run_step_rank_once"),
            models.CheckConstraint(
                condition=Q(state=StepState.DONE, done_at__isnull=False, done_on__isnull=False)
                | (
                    Q(done_at__isnull=True, done_on__isnull=True)
                    & Q(state__in=[StepState.DUE, StepState.WAIVED])
                ),
                name="run_step_done_says_when",
            ),
            models.CheckConstraint(
                condition=Q(redone__isnull=True) | Q(state=StepState.DONE, returns_work=True),
                name="run_step_redone_once_done",
            ),
            models.CheckConstraint(
                condition=Q(items__isnull=True)
                | Q(redone__isnull=True)
                | Q(redone__lte=F("items")),
                name="run_step_redone_among_its_items",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("planned_on")), name="run_step_never_due_before_plan"
            ),
        ]
