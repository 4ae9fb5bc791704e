from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.models import Provider
from timonerie.domains.sourcing.enums import LineKind
from timonerie.domains.sourcing.models.activities import Activity
from timonerie.foundations.documents.models import Blob
from timonerie.foundations.scope.models import CompanyModel, ScopedManager, ScopedModel


class StatementQuerySet(models.QuerySet["StatementOfWork"]):
    def active(self) -> "StatementQuerySet":
        return self.filter(archived_at__isnull=True)


class StatementOfWork(CompanyModel):
    """What is asked of a provider (*cahier des charges*), or of a fractional executive (*lettre de
    mission*): its lines are being written, its versions are approved. `work` is the code of the
    ready model it started from, `months` the length of the contract that is looked for."""

    title = models.CharField(_("titre"), max_length=200)
    work = models.CharField(_("modèle"), max_length=40)
    months = models.PositiveSmallIntegerField(_("durée (mois)"), default=36)
    provider = models.ForeignKey(
        Provider,
        verbose_name=_("prestataire en place"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements_of_work",
    )
    created_by = models.CharField(_("par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    created_at = models.DateTimeField(_("commencé le"))
    version = models.PositiveIntegerField(default=1, editable=False)
    archived_at = models.DateTimeField(_("archivé le"), null=True, blank=True)

    objects: ClassVar = ScopedManager.from_queryset(StatementQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("cahier des charges")
        verbose_name_plural = _("cahiers des charges")

    def __str__(self) -> str:
        return self.title


class StatementActivity(ScopedModel):
    """An activity that a statement of work entrusts."""

    statement = models.ForeignKey(
        StatementOfWork, on_delete=models.PROTECT, related_name="chosen_activities"
    )
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="statements")

    class Meta(ScopedModel.Meta):
        verbose_name = _("activité confiée")
        verbose_name_plural = _("activités confiées")
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "activity"], name="statement_activity_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.activity_id}"


class StatementLine(CompanyModel):
    """A line being written. `section` goes from 1 to 16; what `values` holds depends on the kind
    (`rules.statements.values`). Its public identifier follows it from version to version."""

    statement = models.ForeignKey(StatementOfWork, on_delete=models.PROTECT, related_name="lines")
    section = models.PositiveSmallIntegerField(_("article"))
    kind = models.CharField(_("nature"), max_length=15, choices=LineKind.choices)
    rank = models.PositiveSmallIntegerField(_("rang"), default=0)
    title = models.CharField(_("intitulé"), max_length=200)
    text = models.TextField(_("texte"), max_length=4000, blank=True)
    values = models.JSONField(_("valeurs"), default=dict)
    activity = models.ForeignKey(
        Activity,
        verbose_name=_("activité"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statement_lines",
    )
    # Where it comes from: the ready model, an activity, somebody.
    origin = models.CharField(_("origine"), max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("ligne du cahier des charges")
        verbose_name_plural = _("lignes du cahier des charges")
        indexes = [models.Index(fields=["statement", "section", "rank"], name="line_in_order")]

    def __str__(self) -> str:
        return self.title


class StatementVersion(CompanyModel):
    """A version that somebody approved: the canonical document and its SHA-256. The database
    refuses to change one."""

    statement = models.ForeignKey(
        StatementOfWork, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField(_("version"))
    document = models.JSONField(_("contenu"))
    sha256 = models.CharField(_("empreinte"), max_length=64)
    note = models.CharField(_("ce qui change"), max_length=500, blank=True)
    # The gaps that were known and accepted when it was approved, by code.
    gaps = models.JSONField(_("réserves"), default=list)
    approved_by = models.CharField(_("approuvé par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    approved_at = models.DateTimeField(_("approuvé le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("version approuvée")
        verbose_name_plural = _("versions approuvées")
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="statement_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} v{self.number}"


class CompanyTemplate(CompanyModel):
    """The company's own DOCX, in which its documents are set; the last one added serves."""

    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="templates")
    file_name = models.CharField(_("fichier"), max_length=150)
    added_by = models.CharField(_("par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    added_at = models.DateTimeField(_("le"))
    removed_at = models.DateTimeField(_("retiré le"), null=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("modèle de document")
        verbose_name_plural = _("modèles de document")

    def __str__(self) -> str:
        return self.file_name
