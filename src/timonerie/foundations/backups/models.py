from django.db import models
from django.utils.translation import gettext_lazy as _

from timonerie.foundations.scope.models import CompanyModel


class Restoration(CompanyModel):
    """A company that came back from a backup: what was done between the two instants is lost, and
    its direction is told so until somebody confirms having read it."""

    taken_at = models.DateTimeField(_("sauvegardée le"))
    restored_at = models.DateTimeField(_("restaurée le"))
    confirmed_at = models.DateTimeField(_("confirmée le"), null=True)
    confirmed_by = models.CharField(_("confirmée par"), max_length=150, blank=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("restauration")
        verbose_name_plural = _("restaurations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_at__isnull=True) | ~models.Q(confirmed_by=""),
                name="confirmed_restoration_says_by_whom",
            )
        ]

    def __str__(self) -> str:
        return f"{self.restored_at}"
