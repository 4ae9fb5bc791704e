from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.facts.enums import DeclarationState
from timonerie.foundations.scope.models import CompanyModel, ScopedManager, ScopedModel

STATES = [
    (DeclarationState.LIVE.value, _("prise en compte")),
    (DeclarationState.REPLACED.value, _("remplacée")),
    (DeclarationState.CANCELLED.value, _("annulée")),
    (DeclarationState.APPLIED.value, _("annulation appliquée")),
    (DeclarationState.NOTED.value, _("notée")),
    (DeclarationState.WITHDRAWN.value, _("retirée")),
]


class DeclarationKind(models.TextChoices):
    """Type of a declaration (S20.G00.05.002)."""

    NORMAL = "01", _("normale")
    EMPTY = "02", _("sans individu")
    REPLACES = "03", _("annule et remplace")
    CANCELS = "04", _("annule")
    REPLACES_EMPTY = "05", _("annule et remplace, sans individu")


class DeclarationQuerySet(models.QuerySet["PayrollDeclaration"]):
    def live(self) -> "DeclarationQuerySet":
        return self.filter(state=DeclarationState.LIVE)

    def standing(self) -> "DeclarationQuerySet":
        return self.exclude(state=DeclarationState.WITHDRAWN)


class PayrollDeclaration(CompanyModel):
    """What an establishment declared of a month (DSN), without the file: that is deleted once read.

    `month` is its first day, none for a declaration of an event. `thrown` counts by rubrique what
    was read past and forgotten; `findings` are doubts, `{code, count}`.
    """

    nature = models.CharField(_("nature"), max_length=2)
    kind = models.CharField(_("type"), max_length=2, choices=DeclarationKind.choices)
    month = models.DateField(_("mois"), null=True)
    siren = models.CharField(_("SIREN"), max_length=9)
    siret = models.CharField(_("établissement"), max_length=14)
    town = models.CharField(_("commune"), max_length=100, blank=True)
    postcode = models.CharField(_("code postal"), max_length=5, blank=True)
    # "12" is the first of two parts of a month, which are added up.
    fraction = models.CharField(_("fraction"), max_length=2, blank=True)
    order_number = models.PositiveIntegerField(_("numéro d’ordre"), default=0)
    identifier = models.CharField(_("identifiant"), max_length=40, blank=True)
    names = models.CharField(_("remplace"), max_length=40, blank=True)
    made_on = models.DateField(_("constituée le"), null=True)
    norm = models.CharField(_("norme"), max_length=20, blank=True)
    individuals = models.PositiveIntegerField(_("individus"), default=0)
    rubriques = models.PositiveIntegerField(_("rubriques du fichier"), default=0)
    thrown = models.JSONField(_("non gardé"), default=dict)
    findings = models.JSONField(_("remarques"), default=list)
    file_name = models.CharField(_("fichier"), max_length=150)
    # Proves which file was read, and knows it when it comes again; nothing is found back from it.
    sha256 = models.CharField(_("empreinte du fichier"), max_length=64)
    # Of what was kept of the declaration: the same one in another sending is not counted again.
    content = models.CharField(max_length=64)
    state = models.CharField(_("état"), max_length=10, choices=STATES)
    received_by = models.CharField(_("déposée par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    received_at = models.DateTimeField(_("déposée le"))
    withdrawn_at = models.DateTimeField(_("retirée le"), null=True)

    objects: ClassVar = ScopedManager.from_queryset(DeclarationQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("déclaration sociale")
        verbose_name_plural = _("déclarations sociales")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "content"],
                condition=~Q(state=DeclarationState.WITHDRAWN),
                name="declaration_content_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in DeclarationState]),
                name="declaration_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state=DeclarationState.NOTED)
                | Q(state=DeclarationState.WITHDRAWN)
                | Q(month__isnull=False),
                name="declaration_counted_has_a_month",
            ),
            models.CheckConstraint(
                condition=Q(state=DeclarationState.WITHDRAWN, withdrawn_at__isnull=False)
                | (~Q(state=DeclarationState.WITHDRAWN) & Q(withdrawn_at__isnull=True)),
                name="declaration_withdrawn_says_when",
            ),
        ]
        indexes = [models.Index(fields=["company", "siret", "month"])]

    def __str__(self) -> str:
        return f"{self.siret} {self.month}"


class WorkplaceMonth(ScopedModel):
    """What a declaration says of a place of work in its month: counts and hours, no person.

    `figures` are whole numbers by name, those of `engine.dsn.counting`. The site is found by the
    SIRET when it is read: an establishment given to another site takes its past along.
    """

    declaration = models.ForeignKey(
        PayrollDeclaration, on_delete=models.PROTECT, related_name="workplaces"
    )
    siret = models.CharField(_("SIRET"), max_length=14)
    town = models.CharField(_("commune"), max_length=100, blank=True)
    postcode = models.CharField(_("code postal"), max_length=5, blank=True)
    figures = models.JSONField(_("chiffres"))

    class Meta(ScopedModel.Meta):
        verbose_name = _("mois d’un lieu de travail")
        verbose_name_plural = _("mois des lieux de travail")
        constraints = [
            models.UniqueConstraint(fields=["declaration", "siret"], name="workplace_month_once")
        ]

    def __str__(self) -> str:
        return f"{self.declaration_id} {self.siret}"
