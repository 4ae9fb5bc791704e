from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.models import Provider, Unit
from timonerie.foundations.scope.models import CompanyModel, ScopedManager


class DeclarationLinkQuerySet(models.QuerySet["DeclarationLink"]):
    def open(self, *, at: datetime) -> "DeclarationLinkQuerySet":
        return self.filter(revoked_at__isnull=True, expires_at__gt=at)


class DeclarationLink(CompanyModel):
    """An address by which a provider or a site declares incidents without an account, until a day
    or until it is revoked. It holds a secret of which only the SHA-256 is kept."""

    recipient = models.CharField(_("destinataire"), max_length=150)
    provider = models.ForeignKey(
        Provider,
        verbose_name=_("prestataire"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="declaration_links",
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("site"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="declaration_links",
    )
    token_sha256 = models.CharField(max_length=64, db_index=True)
    made_at = models.DateTimeField(_("fait le"))
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    revoked_at = models.DateTimeField(_("révoqué le"), null=True)
    used_at = models.DateTimeField(_("dernière déclaration"), null=True)

    objects: ClassVar = ScopedManager.from_queryset(DeclarationLinkQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("lien de déclaration")
        verbose_name_plural = _("liens de déclaration")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "token_sha256"], name="declaration_link_secret_once"
            ),
            models.CheckConstraint(
                condition=Q(provider__isnull=False, unit__isnull=True)
                | Q(provider__isnull=True, unit__isnull=False),
                name="declaration_link_is_of_one",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("made_at")),
                name="declaration_link_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.recipient

    @property
    def declarer(self) -> Provider | Unit:
        """Whose incidents it declares."""
        found = self.provider or self.unit
        assert found is not None
        return found

    def is_open(self, *, at: datetime) -> bool:
        return self.revoked_at is None and self.expires_at > at
