from django.db import models
from django.utils.translation import gettext_lazy as _

from timonerie.foundations.scope.models import CompanyModel


class LegalEntity(CompanyModel):
    """A legal person of the group; its tree is the ownership, not the management."""

    name = models.CharField(_("raison sociale"), max_length=150)
    siren = models.CharField(_("SIREN"), max_length=9)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("société mère"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="subsidiaries",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    archived_at = models.DateTimeField(_("archivée le"), null=True, blank=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("entité juridique")
        verbose_name_plural = _("entités juridiques")
        constraints = [models.UniqueConstraint(fields=["company", "siren"], name="siren_once")]

    def __str__(self) -> str:
        return self.name


class Establishment(CompanyModel):
    """A place of business of a legal entity, known by its SIRET."""

    legal_entity = models.ForeignKey(
        LegalEntity,
        verbose_name=_("entité juridique"),
        on_delete=models.PROTECT,
        related_name="establishments",
    )
    siret = models.CharField(_("SIRET"), max_length=14)
    name = models.CharField(_("enseigne"), max_length=150)
    town = models.CharField(_("commune"), max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    archived_at = models.DateTimeField(_("archivé le"), null=True, blank=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("établissement")
        verbose_name_plural = _("établissements")
        constraints = [models.UniqueConstraint(fields=["company", "siret"], name="siret_once")]

    def __str__(self) -> str:
        return self.name
