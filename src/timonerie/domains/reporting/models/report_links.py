from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.reporting.models.due_reports import DueReport
from timonerie.foundations.scope.models import CompanyModel


class ReportLink(CompanyModel):
    """An address by which a report is answered without an account, until a day or until it is
    revoked. Of its secret only the SHA-256 is kept. What was done by it is dated: opened, begun,
    handed in."""

    due = models.ForeignKey(DueReport, on_delete=models.PROTECT, related_name="links")
    recipient = models.CharField(_("destinataire"), max_length=150)
    token_sha256 = models.CharField(max_length=64, db_index=True)
    made_by = models.CharField(_("fait par"), max_length=150)
    made_at = models.DateTimeField(_("fait le"))
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    revoked_at = models.DateTimeField(_("révoqué le"), null=True)
    opened_at = models.DateTimeField(_("ouvert le"), null=True)
    begun_at = models.DateTimeField(_("commencé le"), null=True)
    sent_at = models.DateTimeField(_("remis le"), null=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("lien de rapport")
        verbose_name_plural = _("liens de rapport")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "token_sha256"], name="report_link_secret_once"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="report_link_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.recipient

    def is_open(self, *, at: datetime) -> bool:
        return self.revoked_at is None and self.expires_at > at
