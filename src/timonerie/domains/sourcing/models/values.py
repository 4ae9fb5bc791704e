from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.models import Unit
from timonerie.domains.sourcing.enums import Certainty, Origin, ValueField
from timonerie.domains.sourcing.models.activities import Activity
from timonerie.foundations.scope.models import CompanyModel


class ActivityValue(CompanyModel):
    """What is known of an activity, for one site or for the company (no unit): a value, where it
    comes from and how sure it is. One a field, a place and an origin: several may stand beside one
    another, `rules.values` says which is told first."""

    activity = models.ForeignKey(
        Activity, verbose_name=_("activité"), on_delete=models.PROTECT, related_name="known_values"
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("site"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activity_values",
    )
    field = models.CharField(_("ce qui est su"), max_length=20, choices=ValueField.choices)
    value = models.JSONField(_("valeur"))
    origin = models.CharField(_("origine"), max_length=12, choices=Origin.choices)
    certainty = models.CharField(_("certitude"), max_length=10, choices=Certainty.choices)
    evidence = models.CharField(_("preuve"), max_length=300, blank=True)
    said_by = models.CharField(_("dit par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    at = models.DateTimeField(_("le"))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("valeur d’une activité")
        verbose_name_plural = _("valeurs des activités")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "unit", "field", "origin"],
                condition=Q(unit__isnull=False),
                name="activity_value_once_per_site",
            ),
            models.UniqueConstraint(
                fields=["activity", "field", "origin"],
                condition=Q(unit__isnull=True),
                name="activity_value_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.field}"


class SetAsideProposal(CompanyModel):
    """A proposal drawn from the files that somebody does not want: it is not made again. `key` is
    the line of the catalogue and who is paid for it."""

    key = models.CharField(_("proposition"), max_length=200)
    set_aside_by = models.CharField(_("écartée par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    at = models.DateTimeField(_("le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("proposition écartée")
        verbose_name_plural = _("propositions écartées")
        constraints = [
            models.UniqueConstraint(fields=["company", "key"], name="proposal_set_aside_once")
        ]

    def __str__(self) -> str:
        return self.key
