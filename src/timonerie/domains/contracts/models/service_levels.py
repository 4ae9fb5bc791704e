from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.enums import Consequence, LevelPeriod, LevelUnit
from timonerie.domains.contracts.models.contracts import Contract
from timonerie.domains.organisation.models import Unit
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.scope.models import CompanyModel


class ServiceLevel(CompanyModel):
    """What a contract promises of a figure, from a day on: never a person, always a result.

    `metric` is the code of an indicator. Without a `threshold` the promise is on the figure itself:
    the median of working hours, at most 14. With one, it is on the share of cases whose measure is
    within it: 95 % of cases within 4 hours, `target` 95 and `threshold` 4. `filter` narrows the
    cases counted, as conditions of the engine (`engine.indicators.conditions_json`), beside
    `exclusions`, which says it in words. `bands` lists `{"below": "95", "rate": "5"}`, decimals as
    text: under 95 in `unit`, 5 % of the fee of the period. `cap` is the most that a period may cost
    as a percentage of its fee, `yearly_cap_cents` the most a contract year may.
    `line_key` is the line of the statement of work that it comes from, `taken` what it said. One
    that `is_followed` promises nothing: an indicator that both sides read.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="levels")
    line_key = models.UUIDField(_("ligne du cahier"), null=True, blank=True)
    taken = models.JSONField(_("dit par le cahier"), default=dict)
    title = models.CharField(_("intitulé"), max_length=200)
    is_followed = models.BooleanField(_("suivi sans promesse"), default=False)
    metric = models.CharField(_("indicateur"), max_length=60, blank=True)
    target = models.FloatField(_("cible"), null=True, blank=True)
    unit = models.CharField(_("unité"), max_length=10, choices=LevelUnit.choices, blank=True)
    at_least = models.BooleanField(_("au moins"), default=True)
    threshold = models.FloatField(_("seuil d’un dossier"), null=True, blank=True)
    period = models.CharField(
        _("période"), max_length=10, choices=LevelPeriod.choices, default=LevelPeriod.MONTH
    )
    activity = models.ForeignKey(
        Activity,
        verbose_name=_("activité"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="service_levels",
    )
    site = models.ForeignKey(
        Unit,
        verbose_name=_("site"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="service_levels",
    )
    window = models.CharField(_("plage de service"), max_length=2000, blank=True)
    exclusions = models.CharField(_("exclusions"), max_length=2000, blank=True)
    stop_clock = models.CharField(_("suspension du délai"), max_length=2000, blank=True)
    filter = models.JSONField(_("dossiers retenus"), default=list)
    consequence = models.CharField(
        _("conséquence"), max_length=10, choices=Consequence.choices, blank=True
    )
    bands = models.JSONField(_("paliers"), default=list)
    cap = models.DecimalField(
        _("plafond, en pour cent du prix"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    yearly_cap_cents = models.BigIntegerField(_("plafond annuel"), null=True, blank=True)
    start_date = models.DateField(_("à partir du"), null=True, blank=True)
    end_date = models.DateField(_("jusqu’au"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    archived_at = models.DateTimeField(_("archivé le"), null=True, blank=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("niveau de service")
        verbose_name_plural = _("niveaux de service")
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "line_key", "start_date"],
                condition=Q(line_key__isnull=False, archived_at__isnull=True),
                name="service_level_of_a_line_once",
            ),
            models.CheckConstraint(
                condition=Q(start_date__isnull=True)
                | Q(end_date__isnull=True)
                | Q(end_date__gte=F("start_date")),
                name="service_level_ends_after_its_start",
            ),
            models.CheckConstraint(
                condition=Q(yearly_cap_cents__isnull=True) | Q(yearly_cap_cents__gte=0),
                name="service_level_cap_is_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.title
