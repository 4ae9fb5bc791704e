from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.performance.enums import PeriodKind, PeriodState, ResultState
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.scope.models import CompanyModel, ScopedManager, ScopedModel


class Indicator(CompanyModel):
    """What is measured, under a stable code; how stands in its versions."""

    code = models.SlugField(_("code"), max_length=60)
    rank = models.PositiveSmallIntegerField(_("rang"), default=100)
    shown = models.BooleanField(_("au tableau de bord"), default=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    archived_at = models.DateTimeField(_("archivé le"), null=True, blank=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("indicateur")
        verbose_name_plural = _("indicateurs")
        constraints = [models.UniqueConstraint(fields=["company", "code"], name="indicator_once")]

    def __str__(self) -> str:
        return self.code


class IndicatorVersion(CompanyModel):
    """A definition, never edited: a closed period keeps the one it used."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    document = models.JSONField(_("définition"))
    created_at = models.DateTimeField(_("enregistrée le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("version d’indicateur")
        verbose_name_plural = _("versions d’indicateur")
        constraints = [
            models.UniqueConstraint(fields=["indicator", "number"], name="indicator_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} v{self.number}"


class Target(CompanyModel):
    """What is promised from a day on, for everybody, a site or a provider. Never edited: the last
    one known for a start wins."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="targets"
    )
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, null=True, blank=True, related_name="targets"
    )
    start_date = models.DateField(_("à partir du"))
    low = models.FloatField(_("au moins"), null=True, blank=True)
    high = models.FloatField(_("au plus"), null=True, blank=True)
    watch = models.FloatField(_("marge de vigilance"), default=0)
    source = models.CharField(_("origine"), max_length=150, blank=True)
    created_at = models.DateTimeField(_("enregistrée le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("cible")
        verbose_name_plural = _("cibles")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(low__isnull=False) | models.Q(high__isnull=False),
                name="target_has_a_bound",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.start_date}"


class Period(CompanyModel):
    """A period that somebody closed, or opened again: no row means open."""

    kind = models.CharField(max_length=10, choices=PeriodKind.choices)
    start = models.DateField(_("début"))
    state = models.CharField(max_length=10, choices=PeriodState.choices)
    closed_at = models.DateTimeField(_("clôturée le"), null=True)
    closed_by = models.CharField(_("clôturée par"), max_length=150, blank=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("période")
        verbose_name_plural = _("périodes")
        constraints = [
            models.UniqueConstraint(fields=["company", "kind", "start"], name="period_once"),
            models.CheckConstraint(
                condition=models.Q(state=PeriodState.OPEN) | models.Q(closed_at__isnull=False),
                name="closed_period_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.start}"


class Series(CompanyModel):
    """One indicator for one combination of dimensions: what a chart draws. `unit` is a region,
    a site or empty for the group."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="series")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="series")
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, null=True, related_name="series"
    )
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, related_name="series"
    )
    team = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="team_series")
    currency = models.CharField(max_length=3, blank=True)
    # Functions that the facts are narrowed to, see `rules.perimeter`; empty for all of them.
    perimeter = models.CharField(_("périmètre"), max_length=100, blank=True)
    # Unique together with NULLs is not unique: the key says which combination it is.
    key = models.CharField(max_length=220)

    class Meta(CompanyModel.Meta):
        verbose_name = _("série")
        verbose_name_plural = _("séries")
        constraints = [models.UniqueConstraint(fields=["company", "key"], name="series_once")]

    def __str__(self) -> str:
        return self.key


class ResultQuerySet(models.QuerySet["Result"]):
    def current(self) -> "ResultQuerySet":
        return self.filter(superseded_at__isnull=True)

    def as_known(self, *, at: datetime) -> "ResultQuerySet":
        """Results as they were at an instant, to replay what was known."""
        return self.filter(computed_at__lte=at).filter(
            models.Q(superseded_at__isnull=True) | models.Q(superseded_at__gt=at)
        )

    def with_value_before(self) -> "ResultQuerySet":
        """`before`, the value of the revision before, for those that have one."""
        earlier = Result.objects.filter(
            series=models.OuterRef("series"),
            period_kind=models.OuterRef("period_kind"),
            period_start=models.OuterRef("period_start"),
            revision=models.OuterRef("revision") - 1,
        )
        value = models.Subquery(earlier.values("value"))
        return self.annotate(before=models.Case(models.When(revision__gt=1, then=value)))

    def in_periods(self, *, kind: str, starts: list[date]) -> "ResultQuerySet":
        return self.filter(period_kind=kind, period_start__in=starts)


class Result(ScopedModel):
    """A computed figure. Where nothing was measured there is no row: what was expected says
    whether it is missing or without activity. One revision is current; a late fact in a closed
    period makes the next one, and the earlier stays."""

    # The unique constraint below already serves the series: one index less to write.
    series = models.ForeignKey(
        Series, on_delete=models.PROTECT, related_name="results", db_index=False
    )
    period_kind = models.CharField(max_length=10, choices=PeriodKind.choices)
    period_start = models.DateField()
    revision = models.PositiveIntegerField(default=1)
    version = models.ForeignKey(
        IndicatorVersion, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    state = models.CharField(max_length=12, choices=ResultState.choices)
    n = models.PositiveBigIntegerField(default=0)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    value = models.FloatField(null=True)
    covered = models.PositiveIntegerField(default=0)
    expected = models.PositiveIntegerField(default=0)
    facts_version = models.PositiveBigIntegerField()
    computed_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    objects: ClassVar = ScopedManager.from_queryset(ResultQuerySet)()

    class Meta(ScopedModel.Meta):
        verbose_name = _("résultat")
        verbose_name_plural = _("résultats")
        constraints = [
            models.UniqueConstraint(
                fields=["series", "period_kind", "period_start", "revision"],
                name="result_revision_once",
            ),
            models.UniqueConstraint(
                fields=["series", "period_kind", "period_start"],
                condition=models.Q(superseded_at__isnull=True),
                name="result_one_current",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ResultState.MEASURED) | models.Q(value__isnull=True),
                name="result_without_measure_has_no_value",
            ),
        ]
        indexes = [
            models.Index(fields=["company", "period_kind", "period_start", "superseded_at"]),
            # Few figures are ever corrected: those are found without reading the others.
            models.Index(
                fields=["company", "computed_at"],
                condition=models.Q(revision__gt=1),
                name="result_corrected",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.period_start}"


class Progress(CompanyModel):
    """The version of the facts that the stored results answer for."""

    facts_version = models.PositiveBigIntegerField(default=0)
    computed_at = models.DateTimeField(null=True)
    # What was expected: [source, unit, provider, activity, team, first day], see `rules.Stream`.
    streams = models.JSONField(default=list)
    # The activities of each perimeter that has figures of its own, by its key.
    perimeters = models.JSONField(default=dict)

    class Meta(CompanyModel.Meta):
        verbose_name = _("avancement des calculs")
        verbose_name_plural = _("avancements des calculs")
        constraints = [models.UniqueConstraint(fields=["company"], name="progress_once")]

    def __str__(self) -> str:
        return str(self.facts_version)
