from django.db import models
from django.utils.translation import gettext_lazy as _

from timonerie.foundations.scope.models import CompanyModel


class CalendarFeed(CompanyModel):
    """An address by which a calendar reads the dates that its owner may read, with the rights that
    they have when it is read. It holds a secret of which only the SHA-256 is kept."""

    user_id = models.BigIntegerField(_("compte"))
    label = models.CharField(_("agenda"), max_length=60)
    token_sha256 = models.CharField(max_length=64, db_index=True)
    # Days before each date on which the calendar rings; none leaves it silent.
    alarms = models.JSONField(_("rappels"), default=list)
    made_at = models.DateTimeField(_("fait le"))
    revoked_at = models.DateTimeField(_("révoqué le"), null=True)
    read_at = models.DateTimeField(_("lu le"), null=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("agenda abonné")
        verbose_name_plural = _("agendas abonnés")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "token_sha256"], name="calendar_feed_secret_once"
            )
        ]

    def __str__(self) -> str:
        return self.label
