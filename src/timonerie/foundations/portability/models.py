from django.db import models
from django.utils.translation import gettext_lazy as _


class Removal(models.Model):
    """What stays of a company that was removed: that one was, when, by whom, and the seal of its
    trail. It names nobody; each is chained to the one before it."""

    at = models.DateTimeField(_("instant"))
    actor = models.CharField(_("auteur"), max_length=150)
    events = models.PositiveBigIntegerField(_("actes de sa piste"))
    last_hash = models.CharField(_("sceau de sa piste"), max_length=64)
    # SHA-256 of the export that left before, empty where there was none.
    export_hash = models.CharField(_("empreinte de l’export"), max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("retrait de société")
        verbose_name_plural = _("retraits de société")

    def __str__(self) -> str:
        return f"{self.at} {self.actor}"
