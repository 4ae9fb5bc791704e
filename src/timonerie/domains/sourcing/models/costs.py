from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.sourcing.enums import CostKind, CostSide, Origin, Recurrence
from timonerie.domains.sourcing.models.activities import Activity
from timonerie.foundations.scope.models import CompanyModel


class CostLine(CompanyModel):
    """A line of what an activity costs if it is done, entrusted or taken back: a range, in the
    smallest unit of the currency."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="cost_lines")
    side = models.CharField(_("voie"), max_length=10, choices=CostSide.choices)
    kind = models.CharField(_("nature"), max_length=12, choices=CostKind.choices)
    label = models.CharField(_("libellé"), max_length=150, blank=True)
    low = models.PositiveBigIntegerField(_("au moins"))
    high = models.PositiveBigIntegerField(_("au plus"))
    currency = models.CharField(_("devise"), max_length=3, default="EUR")
    recurrence = models.CharField(_("rythme"), max_length=10, choices=Recurrence.choices)
    origin = models.CharField(_("origine"), max_length=12, choices=Origin.choices)
    evidence = models.CharField(_("preuve"), max_length=300, blank=True)
    rank = models.PositiveSmallIntegerField(_("rang"), default=0)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("ligne de coût")
        verbose_name_plural = _("lignes de coût")
        constraints = [
            models.CheckConstraint(condition=Q(high__gte=F("low")), name="cost_range_goes_up")
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.side} {self.kind}"
