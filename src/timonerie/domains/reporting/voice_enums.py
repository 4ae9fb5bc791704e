"""Who speaks beside a figure, of what, and by which door."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VoicePurpose(models.TextChoices):
    """What a link lets say."""

    FLASH = "flash", _("flash d’un site")
    REPLY = "reply", _("réponse à un chiffre")
    RATING = "rating", _("note d’un prestataire sur nous")


class AboutKind(models.TextChoices):
    """What a reply is about."""

    FIGURE = "figure", _("chiffre")
    LEVEL = "level", _("niveau de service")
    CLAIM = "claim", _("avoir ou pénalité")


class ReplySide(models.TextChoices):
    PROVIDER = "provider", _("le prestataire")
    SITE = "site", _("le site")


class ThumbKind(models.TextChoices):
    """What was received, that a thumb judges."""

    DELIVERABLE = "deliverable", _("livrable d’une mission")
    OBLIGATION = "obligation", _("obligation livrée")
    REPORT = "report", _("rapport reçu")
