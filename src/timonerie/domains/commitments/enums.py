from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    """What became of a commitment, as somebody said it."""

    OPEN = "open", _("en cours")
    KEPT = "kept", _("tenu")
    MISSED = "missed", _("non tenu")
    DROPPED = "dropped", _("abandonné")


class Standing(TextChoices):
    """Where a commitment stands on a day."""

    OVERDUE = "overdue", _("en retard")
    DUE = "due", _("dû cette semaine")
    RUNNING = "running", _("en cours")
    KEPT_ON_TIME = "on_time", _("tenu à temps")
    KEPT_LATE = "kept_late", _("tenu en retard")
    MISSED = "missed", _("non tenu")
    DROPPED = "dropped", _("abandonné")


class OriginKind(TextChoices):
    """What a commitment was born of; the domains above name others."""

    MEETING = "meeting", _("réunion avec le prestataire")
