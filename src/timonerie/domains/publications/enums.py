from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DigestKind(TextChoices):
    WEEKLY = "weekly", _("courrier du lundi")
    DAILY = "daily", _("récapitulatif du jour")


class Readers(TextChoices):
    """Whose minutes are counted together: never one person's."""

    DIRECTION = "direction", _("direction")
    SITE = "site", _("site")
    PROVIDER = "provider", _("prestataire")


class JobKind(TextChoices):
    DIGESTS = "publications.digests", _("courriers et récapitulatifs")
    MESSAGES = "publications.messages", _("messages en attente")
