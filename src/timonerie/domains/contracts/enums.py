from django.db import models
from django.utils.translation import gettext_lazy as _


class Renewal(models.TextChoices):
    """What happens at the end of a term; empty while nobody said so."""

    TACIT = "tacit", _("reconduction tacite")
    EXPRESS = "express", _("reconduction expresse")
    NONE = "none", _("sans reconduction")


class NoticeCounts(models.TextChoices):
    """The day that counts for a letter of notice: its reception, unless the contract says so."""

    RECEIVED = "received", _("lettre reçue")
    SENT = "sent", _("lettre envoyée")
