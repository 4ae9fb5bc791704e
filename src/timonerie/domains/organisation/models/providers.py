from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timonerie.foundations.scope.models import CompanyModel, ScopedManager


class ProviderQuerySet(models.QuerySet["Provider"]):
    def active(self) -> "ProviderQuerySet":
        return self.filter(archived_at__isnull=True)


class Provider(CompanyModel):
    """A firm that does part of the management or of the back office: who it is, not what was
    signed with it."""

    name = models.CharField(_("nom"), max_length=150)
    code = models.CharField(_("code"), max_length=60)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    trade = models.CharField(_("métier"), max_length=100, blank=True)
    siret = models.CharField(_("SIRET du siège"), max_length=14, blank=True)
    vat = models.CharField(_("numéro de TVA"), max_length=20, blank=True)
    legal_form = models.CharField(_("forme juridique"), max_length=60, blank=True)
    address = models.CharField(_("adresse postale"), max_length=300, blank=True)
    website = models.URLField(_("site internet"), max_length=200, blank=True)
    order_number = models.CharField(_("inscription à l’Ordre"), max_length=40, blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("société mère"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="subsidiaries",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    archived_at = models.DateTimeField(_("archivé le"), null=True, blank=True)

    objects: ClassVar = ScopedManager.from_queryset(ProviderQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("prestataire")
        verbose_name_plural = _("prestataires")
        constraints = [
            models.UniqueConstraint(fields=["company", "code"], name="provider_code_once"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="provider_is_not_its_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Contact(CompanyModel):
    """A named person at a provider's; never their hours, only who they are."""

    provider = models.ForeignKey(
        Provider,
        verbose_name=_("prestataire"),
        on_delete=models.PROTECT,
        related_name="contacts",
    )
    name = models.CharField(_("nom"), max_length=150)
    role = models.CharField(_("rôle"), max_length=100, blank=True)
    email = models.EmailField(_("adresse électronique"), blank=True)
    phone = models.CharField(_("téléphone"), max_length=30, blank=True)
    arrived_date = models.DateField(_("arrivé le"), null=True, blank=True)
    left_date = models.DateField(_("parti le"), null=True, blank=True)
    # Whether the provider said it before; empty until somebody knows.
    was_announced = models.BooleanField(_("départ annoncé"), null=True, blank=True)
    is_key = models.BooleanField(_("personne clé"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.CheckConstraint(
                condition=Q(arrived_date__isnull=True)
                | Q(left_date__isnull=True)
                | Q(left_date__gte=F("arrived_date")),
                name="contact_leaves_after_arriving",
            )
        ]

    def __str__(self) -> str:
        return self.name
