from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.models.providers import Provider
from timonerie.foundations.scope.models import CompanyModel


class ProviderTier(CompanyModel):
    """How much of the company stops if a provider stops, from 1 to 4 (vital), as somebody judged it
    with their reason. Rows are only appended: the last one stands."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="tiers")
    tier = models.PositiveSmallIntegerField(_("criticité (1 à 4)"))
    reason = models.CharField(_("motif"), max_length=500)
    set_by = models.CharField(_("par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    at = models.DateTimeField(_("le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("criticité d’un prestataire")
        verbose_name_plural = _("criticités des prestataires")
        constraints = [
            models.CheckConstraint(
                condition=Q(tier__gte=1, tier__lte=4), name="provider_tier_from_1_to_4"
            )
        ]

    def __str__(self) -> str:
        return f"{self.provider_id} {self.tier}"


class ContactRoll(CompanyModel):
    """Who is still on the account, asked once a month: who answered, on which side. `kept` and
    `left` hold the public ids of contacts, never a name nor an hour."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="rolls")
    month = models.DateField(_("mois"))
    said_by = models.CharField(_("dit par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    is_theirs = models.BooleanField(_("dit par le prestataire"), default=False)
    at = models.DateTimeField(_("le"))
    kept = models.JSONField(_("toujours là"), default=list)
    left = models.JSONField(_("partis"), default=list)

    class Meta(CompanyModel.Meta):
        verbose_name = _("pointage mensuel de l’équipe")
        verbose_name_plural = _("pointages mensuels des équipes")
        constraints = [
            models.UniqueConstraint(fields=["provider", "month"], name="contact_roll_once_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.provider_id} {self.month}"
