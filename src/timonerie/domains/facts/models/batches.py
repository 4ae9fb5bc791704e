from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from timonerie.domains.facts.models.sources import MappingVersion, Source
from timonerie.foundations.documents.models import Blob
from timonerie.foundations.scope.models import CompanyModel, ScopedManager


class BatchState(models.TextChoices):
    """Where a file stands on its way in."""

    RECEIVED = "received", _("reçu")
    READ = "read", _("lu, à accepter")
    REFUSED = "refused", _("refusé")
    ACCEPTED = "accepted", _("accepté")
    UNCHANGED = "unchanged", _("déjà importé")
    UNDONE = "undone", _("annulé")


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def accepted(self) -> "ImportBatchQuerySet":
        return self.filter(state=BatchState.ACCEPTED)

    def after(self, batch: "ImportBatch") -> "ImportBatchQuerySet":
        return self.filter(source_id=batch.source_id, rank__gt=batch.rank)


class ImportBatch(CompanyModel):
    """One file on its way in. Its rows are live from the commit that makes it ACCEPTED, and not
    before."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="batches")
    mapping = models.ForeignKey(
        MappingVersion, on_delete=models.PROTECT, null=True, related_name="batches"
    )
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(_("fichier"), max_length=150)
    format = models.CharField(_("format"), max_length=10, blank=True)
    state = models.CharField(
        _("état"), max_length=10, choices=BatchState.choices, default=BatchState.RECEIVED
    )
    # Order of acceptance in the source: the later batch wins where rows carry no order.
    rank = models.PositiveIntegerField(_("rang"), null=True)
    # Hash of the rows as read, whatever their order and the format of the file.
    content = models.CharField(max_length=64, blank=True)
    rows = models.PositiveIntegerField(_("lignes"), default=0)
    cases = models.PositiveIntegerField(_("dossiers"), default=0)
    added = models.PositiveIntegerField(_("ajoutés"), default=0)
    changed = models.PositiveIntegerField(_("modifiés"), default=0)
    same = models.PositiveIntegerField(_("inchangés"), default=0)
    rejected = models.PositiveIntegerField(_("lignes rejetées"), default=0)
    first_date = models.DateField(_("du"), null=True)
    last_date = models.DateField(_("au"), null=True)
    report = models.JSONField(_("compte rendu"), default=dict)
    created_by = models.CharField(_("déposé par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    created_at = models.DateTimeField(_("déposé le"))
    accepted_at = models.DateTimeField(_("accepté le"), null=True)
    undone_at = models.DateTimeField(_("annulé le"), null=True)

    objects: ClassVar = ScopedManager.from_queryset(ImportBatchQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("lot importé")
        verbose_name_plural = _("lots importés")
        constraints = [
            models.UniqueConstraint(fields=["source", "rank"], name="batch_rank_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=BatchState.values), name="batch_state_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=BatchState.ACCEPTED)
                | models.Q(accepted_at__isnull=False, rank__isnull=False),
                name="accepted_batch_has_a_rank",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
