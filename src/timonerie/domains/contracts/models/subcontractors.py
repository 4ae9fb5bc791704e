from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.provider_enums import SubcontractorState
from timonerie.domains.organisation.models import Provider
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.scope.models import CompanyModel


class Subcontractor(CompanyModel):
    """A firm that does a part of what was entrusted to `provider`, or to the sub-contractor `above`
    it. `known` where it is itself a provider of the company: its own tree then goes on under it.
    `handles_personal_data` is empty until somebody says."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="subcontractors")
    above = models.ForeignKey(
        "self",
        verbose_name=_("sous-traite pour"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="below",
    )
    known = models.ForeignKey(
        Provider,
        verbose_name=_("prestataire connu"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="subcontracted_by",
    )
    activity = models.ForeignKey(
        Activity,
        verbose_name=_("activité"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="subcontractors",
    )
    name = models.CharField(_("nom"), max_length=150)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    country = models.CharField(_("pays"), max_length=60, blank=True)
    task = models.CharField(_("ce qu’il fait"), max_length=300)
    handles_personal_data = models.BooleanField(
        _("traite des données personnelles"), null=True, blank=True
    )
    state = models.CharField(
        _("état"),
        max_length=12,
        choices=SubcontractorState.choices,
        default=SubcontractorState.DECLARED,
    )
    said_by_them = models.BooleanField(_("déclaré par le prestataire"), default=False)
    declared_date = models.DateField(_("déclaré ou découvert le"))
    accepted_date = models.DateField(_("accepté le"), null=True, blank=True)
    end_date = models.DateField(_("terminé le"), null=True, blank=True)
    reason = models.CharField(_("motif"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("sous-traitant")
        verbose_name_plural = _("sous-traitants")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=SubcontractorState.values),
                name="subcontractor_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state=SubcontractorState.ACCEPTED) | Q(accepted_date__isnull=False),
                name="subcontractor_is_accepted_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(known__isnull=True) | ~Q(known=F("provider")),
                name="subcontractor_is_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(above__isnull=True) | ~Q(above=F("id")),
                name="subcontractor_is_under_another_one",
            ),
        ]

    def __str__(self) -> str:
        return self.name
