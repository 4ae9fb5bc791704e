from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timonerie.domains.challenge.enums import Carriage
from timonerie.domains.challenge.models.challenges import ChallengeStep
from timonerie.foundations.documents.models import Blob
from timonerie.foundations.scope.models import CompanyModel


class LetterVersion(CompanyModel):
    """The letter of a rung as it was prepared: its words and the SHA-256 of their canonical bytes.
    The database refuses to change one; another wording is another version. Nobody signed it."""

    step = models.ForeignKey(ChallengeStep, on_delete=models.PROTECT, related_name="letters")
    number = models.PositiveIntegerField(_("version"))
    document = models.JSONField(_("contenu"))
    sha256 = models.CharField(_("empreinte"), max_length=64)
    blanks = models.PositiveSmallIntegerField(_("passages à compléter"), default=0)
    prepared_by = models.CharField(_("préparée par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    prepared_at = models.DateTimeField(_("préparée le"))

    class Meta(CompanyModel.Meta):
        verbose_name = _("version d’une lettre")
        verbose_name_plural = _("versions des lettres")
        constraints = [
            models.UniqueConstraint(fields=["step", "number"], name="letter_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.step_id} {self.number}"


class LetterSending(CompanyModel):
    """Somebody says that a version left, how and when: nothing leaves from here. Said by mistake,
    it is cancelled and stays."""

    letter = models.ForeignKey(LetterVersion, on_delete=models.PROTECT, related_name="sendings")
    sent_on = models.DateField(_("envoyée le"))
    sent_by = models.CharField(_("envoyée par"), max_length=150)
    carriage = models.CharField(_("envoi"), max_length=12, choices=Carriage.choices)
    tracking = models.CharField(_("numéro de suivi"), max_length=60, blank=True)
    noted_by = models.CharField(_("noté par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    at = models.DateTimeField(_("noté le"))
    cancelled_at = models.DateTimeField(_("annulé le"), null=True, blank=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("envoi d’une lettre")
        verbose_name_plural = _("envois des lettres")
        constraints = [
            models.UniqueConstraint(
                fields=["letter"],
                condition=Q(cancelled_at__isnull=True),
                name="letter_version_sent_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} {self.sent_on}"


class ProviderReply(CompanyModel):
    """What the provider answered to a rung, kept beside it in its own words. Noted by mistake, it
    is cancelled and stays."""

    step = models.ForeignKey(ChallengeStep, on_delete=models.PROTECT, related_name="replies")
    text = models.CharField(_("réponse"), max_length=4000, blank=True)
    received_on = models.DateField(_("reçue le"))
    blob = models.ForeignKey(
        Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="provider_replies"
    )
    file_name = models.CharField(_("fichier"), max_length=150, blank=True)
    noted_by = models.CharField(_("notée par"), max_length=150)
    user_id = models.BigIntegerField(_("compte"), null=True)
    at = models.DateTimeField(_("notée le"))
    cancelled_at = models.DateTimeField(_("annulée le"), null=True, blank=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("réponse d’un prestataire")
        verbose_name_plural = _("réponses des prestataires")
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(blob__isnull=False), name="reply_says_something"
            )
        ]

    def __str__(self) -> str:
        return f"{self.step_id} {self.received_on}"
