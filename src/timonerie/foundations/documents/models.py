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


class Reception(CompanyModel):
    """A file came in, sent by somebody: the same bytes may come several times."""

    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="receptions")
    name = models.CharField(_("nom du fichier"), max_length=150)
    # None for the command line, which holds the machine already.
    user_id = models.BigIntegerField(_("compte"), null=True)
    received_at = models.DateTimeField(_("reçu le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("réception")
        verbose_name_plural = _("réceptions")
        indexes = [
            models.Index(fields=["company", "user_id", "received_at"], name="reception_by_user")
        ]

    def __str__(self) -> str:
        return str(self.blob)
