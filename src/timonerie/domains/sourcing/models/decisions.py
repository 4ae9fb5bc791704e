from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.models import Seat
from timonerie.domains.sourcing.enums import Benefit, Choice, Hold, Verdict
from timonerie.domains.sourcing.models.activities import Activity
from timonerie.domains.sourcing.models.grids import EvaluationGrid
from timonerie.foundations.scope.models import CompanyModel, ScopedManager


class SourcingDecisionQuerySet(models.QuerySet["SourcingDecision"]):
    def in_force(self) -> "SourcingDecisionQuerySet":
        return self.filter(superseded_at__isnull=True)

    def to_review(self, *, on: date) -> "SourcingDecisionQuerySet":
        return self.in_force().filter(review_date__lte=on)


class SourcingDecision(CompanyModel):
    """What people decided of an activity, and what the grid proposed that day: its verdict, both
    scores (0 to 100), the notes and vetoes it read, the share of plausible weights that keep it."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="decisions")
    grid = models.ForeignKey(EvaluationGrid, on_delete=models.PROTECT, related_name="decisions")
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices, blank=True)
    hold = models.CharField(_("tenue"), max_length=10, choices=Hold.choices, blank=True)
    keep_score = models.FloatField(_("garder"), null=True)
    guard_score = models.FloatField(_("serrer"), null=True)
    robustness = models.FloatField(_("part des pondérations qui le tiennent"), null=True)
    scores = models.JSONField(_("notes"), default=dict)
    vetoes = models.JSONField(_("vetos"), default=list)
    choice = models.CharField(_("décision"), max_length=10, choices=Choice.choices)
    is_followed = models.BooleanField(_("suit le verdict"))
    reason = models.CharField(_("motif"), max_length=1000, blank=True)
    dissent = models.CharField(_("avis contraire"), max_length=1000, blank=True)
    review_date = models.DateField(_("à revoir le"))
    decided_on = models.DateField(_("décidé le"))
    decided_by = models.CharField(_("par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    created_at = models.DateTimeField(_("enregistrée le"))
    superseded_at = models.DateTimeField(_("remplacée le"), null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = ScopedManager.from_queryset(SourcingDecisionQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("décision")
        verbose_name_plural = _("décisions")
        constraints = [
            models.UniqueConstraint(
                fields=["activity"],
                condition=Q(superseded_at__isnull=True),
                name="decision_in_force_once",
            ),
            models.CheckConstraint(
                condition=Q(is_followed=True) | ~Q(reason=""), name="decision_apart_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.choice}"


class PromisedBenefit(CompanyModel):
    """What a decision promises by a day, and what was measured then. Cost in cents a year, delay in
    hours, errors as a ratio, hours a year; `metric` names the indicator that measures it."""

    decision = models.ForeignKey(
        SourcingDecision, on_delete=models.PROTECT, related_name="benefits"
    )
    kind = models.CharField(_("bénéfice"), max_length=10, choices=Benefit.choices)
    metric = models.CharField(_("indicateur"), max_length=60, blank=True)
    baseline = models.FloatField(_("aujourd’hui"), null=True, blank=True)
    promised = models.FloatField(_("promis"))
    due_date = models.DateField(_("pour le"))
    owner = models.ForeignKey(
        Seat,
        verbose_name=_("poste qui en répond"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="promised_benefits",
    )
    measured = models.FloatField(_("mesuré"), null=True, blank=True)
    measured_on = models.DateField(_("mesuré le"), null=True, blank=True)
    measured_by = models.CharField(_("par"), max_length=150, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("bénéfice promis")
        verbose_name_plural = _("bénéfices promis")
        constraints = [
            models.CheckConstraint(
                condition=Q(measured__isnull=True) | Q(measured_on__isnull=False),
                name="measured_benefit_says_when",
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.kind}"
