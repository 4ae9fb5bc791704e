from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.reporting.models.abouts import ReplyAbout
from timonerie.domains.reporting.voice_enums import VoicePurpose
from timonerie.foundations.scope.models import CompanyModel, ScopedManager


class VoiceLinkQuerySet(models.QuerySet["VoiceLink"]):
    def open(self, *, at: datetime) -> "VoiceLinkQuerySet":
        return self.filter(revoked_at__isnull=True, expires_at__gt=at)


class VoiceLink(CompanyModel):
    """An address by which somebody says one thing without an account, until a day or until it is
    revoked: the flash of a site, a reply about one figure, what a provider thinks of us over a
    year. It holds a secret of which only the SHA-256 is kept."""

    purpose = models.CharField(_("pour"), max_length=10, choices=VoicePurpose.choices)
    recipient = models.CharField(_("destinataire"), max_length=150)
    unit = models.ForeignKey(
        Unit, verbose_name=_("site"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    provider = models.ForeignKey(
        Provider,
        verbose_name=_("prestataire"),
        on_delete=models.PROTECT,
        null=True,
        related_name="voice_links",
    )
    about = models.ForeignKey(ReplyAbout, on_delete=models.PROTECT, null=True, related_name="links")
    year = models.PositiveSmallIntegerField(_("année"), null=True)
    token_sha256 = models.CharField(max_length=64, db_index=True)
    made_at = models.DateTimeField(_("fait le"))
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    revoked_at = models.DateTimeField(_("révoqué le"), null=True)
    used_at = models.DateTimeField(_("dernier usage"), null=True)

    objects: ClassVar = ScopedManager.from_queryset(VoiceLinkQuerySet)()

    class Meta(CompanyModel.Meta):
        verbose_name = _("lien de parole")
        verbose_name_plural = _("liens de parole")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "token_sha256"], name="voice_link_secret_once"
            ),
            models.CheckConstraint(
                condition=Q(purpose=VoicePurpose.FLASH, unit__isnull=False, about__isnull=True)
                | Q(purpose=VoicePurpose.REPLY, about__isnull=False)
                | Q(purpose=VoicePurpose.RATING, provider__isnull=False, year__isnull=False),
                name="voice_link_says_of_what",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("made_at")),
                name="voice_link_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.recipient

    def is_open(self, *, at: datetime) -> bool:
        return self.revoked_at is None and self.expires_at > at


class ProviderRating(CompanyModel):
    """What a provider thinks of working with us over a year, from 0 to 10 by question. Never
    edited: said again, it is the next number, and the last one stands."""

    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, related_name="ratings_of_us", verbose_name=_("par")
    )
    year = models.PositiveSmallIntegerField(_("année"))
    number = models.PositiveSmallIntegerField(_("numéro"))
    # The version of the questions, and a whole number from 0 to 10 by code.
    questions = models.PositiveSmallIntegerField(_("version des questions"))
    answers = models.JSONField(_("réponses"))
    remark = models.CharField(_("remarque"), max_length=600, blank=True)
    link = models.ForeignKey(VoiceLink, on_delete=models.PROTECT, related_name="ratings")
    answered_at = models.DateTimeField(_("répondu le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("note d’un prestataire sur nous")
        verbose_name_plural = _("notes des prestataires sur nous")
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "year", "number"], name="provider_rating_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.provider_id} {self.year}"
