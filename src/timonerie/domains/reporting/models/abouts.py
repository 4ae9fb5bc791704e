from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.models import ServiceLevel
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.performance.models import LevelClaim
from timonerie.domains.reporting.voice_enums import AboutKind
from timonerie.foundations.scope.models import CompanyModel


class ReplyAbout(CompanyModel):
    """What a reply stands beside: a figure of a provider over a period, at a site or at all of
    them; what was measured of a level over a period; a claim. One row each, never edited."""

    kind = models.CharField(_("nature"), max_length=10, choices=AboutKind.choices)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="replied_about")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    metric = models.CharField(_("indicateur"), max_length=60, blank=True)
    level = models.ForeignKey(ServiceLevel, on_delete=models.PROTECT, null=True, related_name="+")
    claim = models.ForeignKey(LevelClaim, on_delete=models.PROTECT, null=True, related_name="+")
    period_kind = models.CharField(_("période"), max_length=10)
    period_start = models.DateField(_("depuis le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("objet d’une réponse")
        verbose_name_plural = _("objets des réponses")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "metric", "provider", "unit", "period_kind", "period_start"],
                condition=Q(kind=AboutKind.FIGURE, unit__isnull=False),
                name="about_figure_of_a_site_once",
            ),
            models.UniqueConstraint(
                fields=["company", "metric", "provider", "period_kind", "period_start"],
                condition=Q(kind=AboutKind.FIGURE, unit__isnull=True),
                name="about_figure_of_all_once",
            ),
            models.UniqueConstraint(
                fields=["level", "period_kind", "period_start"],
                condition=Q(kind=AboutKind.LEVEL),
                name="about_level_once",
            ),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(kind=AboutKind.CLAIM), name="about_claim_once"
            ),
            models.CheckConstraint(
                condition=Q(kind=AboutKind.LEVEL, level__isnull=False, claim__isnull=True)
                | Q(kind=AboutKind.CLAIM, claim__isnull=False, level__isnull=True)
                | (
                    Q(kind=AboutKind.FIGURE, level__isnull=True, claim__isnull=True) & ~Q(metric="")
                ),
                name="about_is_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric or self.kind} {self.period_start}"
