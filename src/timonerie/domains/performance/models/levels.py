from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.models import ServiceLevel
from timonerie.domains.performance.enums import PeriodKind, ResultState
from timonerie.domains.performance.models.results import IndicatorVersion
from timonerie.foundations.scope.models import ScopedManager, ScopedModel


class LevelResultQuerySet(models.QuerySet["LevelResult"]):
    def current(self) -> "LevelResultQuerySet":
        return self.filter(superseded_at__isnull=True)

    def as_known(self, *, at: datetime) -> "LevelResultQuerySet":
        """Results as they were at an instant, to replay what was known."""
        return self.filter(computed_at__lte=at).filter(
            models.Q(superseded_at__isnull=True) | models.Q(superseded_at__gt=at)
        )


class LevelResult(ScopedModel):
    """What was measured of a promised level over a period, or why nothing was.

    `value` is in the unit of the level: a share in percent, else hours, days or a count. A share
    keeps its two terms: `met` cases of `n`; `without` are the cases of the period that have no
    measure, counted apart and never as failures. `first_date` and `last_date` are the days of the
    period when the level was in force. `terms` are what was promised, as it was known
    (`rules.level_terms.Terms`). One revision is current: a late fact in a closed period makes the
    next one, and the earlier stays.
    """

    level = models.ForeignKey(
        ServiceLevel, on_delete=models.PROTECT, related_name="results", db_index=False
    )
    period_kind = models.CharField(max_length=10, choices=PeriodKind.choices)
    period_start = models.DateField()
    revision = models.PositiveIntegerField(default=1)
    version = models.ForeignKey(
        IndicatorVersion, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    terms = models.JSONField(default=dict)
    first_date = models.DateField()
    last_date = models.DateField()
    state = models.CharField(max_length=12, choices=ResultState.choices)
    n = models.PositiveBigIntegerField(default=0)
    met = models.PositiveBigIntegerField(null=True)
    without = models.PositiveBigIntegerField(default=0)
    value = models.FloatField(null=True)
    is_held = models.BooleanField(null=True)
    covered = models.PositiveIntegerField(default=0)
    expected = models.PositiveIntegerField(default=0)
    facts_version = models.PositiveBigIntegerField()
    computed_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    objects: ClassVar = ScopedManager.from_queryset(LevelResultQuerySet)()

    class Meta(ScopedModel.Meta):
        verbose_name = _("mesure d’un niveau")
        verbose_name_plural = _("mesures des niveaux")
        constraints = [
            models.UniqueConstraint(
                fields=["level", "period_kind", "period_start", "revision"],
                name="level_result_revision_once",
            ),
            models.UniqueConstraint(
                fields=["level", "period_kind", "period_start"],
                condition=models.Q(superseded_at__isnull=True),
                name="level_result_one_current",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ResultState.MEASURED, value__isnull=False)
                | (~models.Q(state=ResultState.MEASURED) & models.Q(value__isnull=True)),
                name="level_result_is_measured_or_has_no_value",
            ),
            models.CheckConstraint(
                condition=models.Q(met__isnull=True) | models.Q(met__lte=models.F("n")),
                name="level_result_meets_some_of_its_cases",
            ),
            models.CheckConstraint(
                condition=models.Q(last_date__gte=models.F("first_date")),
                name="level_result_ends_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level_id} {self.period_start}"
