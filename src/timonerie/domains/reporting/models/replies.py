from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.models import Unit
from timonerie.domains.reporting.models.abouts import ReplyAbout
from timonerie.domains.reporting.models.voice_links import VoiceLink
from timonerie.domains.reporting.voice_enums import ReplySide
from timonerie.foundations.scope.models import CompanyModel, ScopedModel

LONGEST = 600


class Reply(CompanyModel):
    """What a provider, or a site, says beside a figure. It is withdrawn and never erased; its texts
    are rows of their own, the last of which stands."""

    about = models.ForeignKey(ReplyAbout, on_delete=models.PROTECT, related_name="replies")
    side = models.CharField(_("de"), max_length=10, choices=ReplySide.choices)
    unit = models.ForeignKey(
        Unit, verbose_name=_("site"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    text = models.CharField(_("réponse"), max_length=LONGEST)
    said_at = models.DateTimeField(_("dite le"))
    # Typed here by us, as we received it: told as such wherever it stands.
    is_reported = models.BooleanField(_("rapportée par l’entreprise"), default=False)
    withdrawn_at = models.DateTimeField(_("retirée le"), null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("réponse à un chiffre")
        verbose_name_plural = _("réponses aux chiffres")
        constraints = [
            models.UniqueConstraint(
                fields=["about"],
                condition=Q(side=ReplySide.PROVIDER),
                name="reply_of_the_provider_once",
            ),
            models.UniqueConstraint(
                fields=["about", "unit"],
                condition=Q(side=ReplySide.SITE),
                name="reply_of_a_site_once",
            ),
            models.CheckConstraint(
                condition=Q(side=ReplySide.PROVIDER, unit__isnull=True)
                | Q(side=ReplySide.SITE, unit__isnull=False),
                name="reply_is_of_one_side",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class ReplyText(ScopedModel):
    """One wording of a reply, never edited."""

    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="texts")
    number = models.PositiveSmallIntegerField(_("numéro"))
    text = models.CharField(_("réponse"), max_length=LONGEST)
    link = models.ForeignKey(VoiceLink, on_delete=models.PROTECT, null=True, related_name="replies")
    user_id = models.BigIntegerField(_("compte"), null=True)
    at = models.DateTimeField(_("le"))

    class Meta(ScopedModel.Meta):
        verbose_name = _("version d’une réponse")
        verbose_name_plural = _("versions des réponses")
        constraints = [
            models.UniqueConstraint(fields=["reply", "number"], name="reply_text_number_once")
        ]

    def __str__(self) -> str:
        return self.text
