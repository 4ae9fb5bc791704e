"""Where the flash of a site and a need stand."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class FlashState(models.TextChoices):
    """Of a site over a week. Nothing is silent before it was due."""

    FILED = "filed", _("reçu")
    LATE = "late", _("reçu après l’heure")
    AWAITED = "awaited", _("attendu")
    SILENT = "silent", _("silencieux")
    CLOSED = "closed", _("site fermé")


class NeedState(models.TextChoices):
    OPEN = "open", _("sans réponse")
    OWNED = "owned", _("porté")
    ANSWERED = "answered", _("répondu")
    DROPPED = "dropped", _("retiré")


class Came(StrEnum):
    """What became of a flash that was sent."""

    FILED = "filed"
    KNOWN = "known"
