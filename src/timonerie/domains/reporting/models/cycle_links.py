from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.reporting.models.cycles import Cycle
from timonerie.foundations.scope.models import CompanyModel


class CycleLink(CompanyModel):
    """An address by which a provider, or a site without accounts, says its steps of a cycle done
    until a day or until it is revoked. Of its secret only the SHA-256 is kept."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="links")
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, null=True, blank=True, related_name="cycle_links"
    )
    site = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="cycle_links"
    )
    recipient = models.CharField(_("destinataire"), max_length=150)
    token_sha256 = models.CharField(max_length=64, db_index=True)
    made_at = models.DateTimeField(_("fait le"))
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    revoked_at = models.DateTimeField(_("révoqué le"), null=True)
    used_at = models.DateTimeField(_("dernier usage"), null=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("lien d’étapes")
        verbose_name_plural = _("liens d’étapes")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["company", "token_sha256"], name="cycle_link_secret_once"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="cycle_link_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(provider__isnull=False, site__isnull=True)
                | Q(provider__isnull=True, site__isnull=False),
                name="cycle_link_is_of_one_side",
            ),
        ]

    def __str__(self) -> str:
        return self.recipient

    def is_open(self, *, at: datetime) -> bool:
        return self.revoked_at is None and self.expires_at > at
