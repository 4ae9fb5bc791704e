from django.db import models
from django.utils.translation import gettext_lazy as _

from timonerie.foundations.scope.models import CompanyModel


class Blob(CompanyModel):
    """A file as received, stored once under its SHA-256; its name is only data."""

    sha256 = models.CharField(_("empreinte"), max_length=64)
    size = models.PositiveBigIntegerField(_("taille"))
    name = models.CharField(_("nom du fichier"), max_length=150)
    created_at = models.DateTimeField(_("reçu le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("fichier")
        verbose_name_plural = _("fichiers")
        constraints = [
            models.UniqueConstraint(fields=["company", "sha256"], name="blob_once_per_company")
        ]

    def __str__(self) -> str:
        return self.name
