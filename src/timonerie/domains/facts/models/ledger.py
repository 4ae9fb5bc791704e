from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from timonerie.domains.facts.models.batches import ImportBatch
from timonerie.domains.facts.models.sources import Source
from timonerie.foundations.scope.models import CompanyModel, ScopedManager


class FileKind(models.TextChoices):
    """Rows as received, or the one live row of each case."""

    EVENTS = "events", _("lignes reçues")
    CASES = "cases", _("dossiers")


class FactFileQuerySet(models.QuerySet["FactFile"]):
    def live(self) -> "FactFileQuerySet":
        return self.filter(retired_in__isnull=True)


class FactFile(CompanyModel):
    """A Parquet file of the company. It is read while `retired_in` is empty: adding and retiring
    are the two halves of one commit."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="files")
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=10, choices=FileKind.choices)
    name = models.CharField(max_length=80)
    rows = models.PositiveBigIntegerField()
    # What it may hold (`rules.bounds`): a file that cannot answer is not opened.
    bounds = models.JSONField(default=dict)
    added_in = models.PositiveBigIntegerField(_("version d’ajout"))
    retired_in = models.PositiveBigIntegerField(_("version de retrait"), null=True)

    objects: ClassVar = ScopedManager.from_queryset(FactFileQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("fichier de faits")
        verbose_name_plural = _("fichiers de faits")
        constraints = [models.UniqueConstraint(fields=["company", "name"], name="fact_file_once")]
        indexes = [models.Index(fields=["company", "kind", "retired_in"])]

    def __str__(self) -> str:
        return self.name


class Ledger(CompanyModel):
    """The version of a company's facts: each commit of files adds one, and refuses to be built
    on an older one."""

    version = models.PositiveBigIntegerField(default=0)

    class Meta(CompanyModel.Meta):
        verbose_name = _("registre des faits")
        verbose_name_plural = _("registres des faits")
        constraints = [models.UniqueConstraint(fields=["company"], name="ledger_once")]

    def __str__(self) -> str:
        return str(self.version)


class Change(CompanyModel):
    """The days that a commit of files touched: what stands above recomputes those only."""

    version = models.PositiveBigIntegerField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="changes")
    first_date = models.DateField(null=True)
    last_date = models.DateField(null=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("changement des faits")
        verbose_name_plural = _("changements des faits")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "version", "source"], name="change_once_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.first_date} {self.last_date}"
