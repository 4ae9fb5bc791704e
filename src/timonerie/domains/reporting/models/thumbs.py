from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.models import Provider
from timonerie.domains.reporting.voice_enums import ThumbKind
from timonerie.foundations.scope.models import CompanyModel


class Thumb(CompanyModel):
    """What somebody here made of one thing that a provider handed in: up, down, or taken back
    (neither). Who gave it is kept so that it counts once, and is told to nobody."""

    kind = models.CharField(_("nature"), max_length=12, choices=ThumbKind.choices)
    # The public identifier of what was handed in, and its day: an obligation comes back.
    thing = models.UUIDField(_("livrable"))
    day = models.DateField(_("jour du livrable"))
    title = models.CharField(_("intitulé"), max_length=200)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="thumbs")
    is_up = models.BooleanField(_("pouce levé"), null=True)
    line = models.CharField(_("en une ligne"), max_length=200, blank=True)
    user_id = models.BigIntegerField(_("compte"))
    given_at = models.DateTimeField(_("donné le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("pouce")
        verbose_name_plural = _("pouces")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "kind", "thing", "day", "user_id"], name="thumb_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ThumbKind.values), name="thumb_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title
