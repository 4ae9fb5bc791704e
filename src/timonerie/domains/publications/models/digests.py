from django.db import models
from django.utils.translation import gettext_lazy as _

from timonerie.domains.publications.enums import DigestKind
from timonerie.foundations.accounts.models import User
from timonerie.foundations.scope.models import CompanyModel, ScopedModel


class Digest(CompanyModel):
    """The ledger: what was looked at for somebody on a local day, once. `week` is the Monday of
    the mail of a week; `message` the key of what was written, empty where nothing called for it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("nature"), max_length=10, choices=DigestKind.choices)
    day = models.DateField(_("jour"))
    week = models.DateField(_("semaine du"))
    message = models.CharField(_("message"), max_length=200, blank=True)
    at = models.DateTimeField(_("fait le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("récapitulatif")
        verbose_name_plural = _("récapitulatifs")
        constraints = [
            models.UniqueConstraint(fields=["company", "user", "day"], name="digest_once_a_day"),
            models.UniqueConstraint(
                fields=["company", "user", "week"],
                condition=models.Q(kind=DigestKind.WEEKLY),
                name="weekly_digest_once_a_week",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=DigestKind.values), name="digest_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"


class DigestLine(ScopedModel):
    """A line that somebody was told: told once, it is news no longer."""

    digest = models.ForeignKey(Digest, on_delete=models.CASCADE, related_name="lines")
    key = models.CharField(max_length=64)

    class Meta(ScopedModel.Meta):
        verbose_name = _("ligne d’un récapitulatif")
        verbose_name_plural = _("lignes d’un récapitulatif")
        constraints = [models.UniqueConstraint(fields=["digest", "key"], name="digest_line_once")]

    def __str__(self) -> str:
        return self.key
