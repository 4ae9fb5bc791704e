from django.db import models
from django.utils.translation import gettext_lazy as _


class RitualLevel(models.TextChoices):
    """Whose meeting it is; empty where nobody has said."""

    DIRECTION = "direction", _("direction (codir)")
    FUNCTION = "function", _("fonction")
    REGION = "region", _("région, entre sites")
    SITE = "site", _("site")
    TEAM = "team", _("équipe")
    ONE_TO_ONE = "one_to_one", _("entretien individuel")
    PROVIDER = "provider", _("avec un prestataire")
    OTHER = "other", _("autre")


class RitualState(models.TextChoices):
    """What somebody made of a series that a calendar showed."""

    PROPOSED = "proposed", _("proposé")
    KEPT = "kept", _("gardé")
    SET_ASIDE = "set_aside", _("mis de côté")
    ENDED = "ended", _("terminé")


class OccurrenceState(models.TextChoices):
    """What is known of one meeting: its calendar shows it, or says that it was cancelled; or no
    longer shows it, and somebody says why."""

    SEEN = "seen", _("dans l’agenda")
    VANISHED = "vanished", _("disparue")
    HELD = "held", _("tenue")
    CANCELLED = "cancelled", _("annulée")
    MOVED = "moved", _("déplacée")
    ELSEWHERE = "elsewhere", _("dans un autre agenda")


#: What may be said of a meeting that vanished.
ANSWERS = (
    OccurrenceState.CANCELLED,
    OccurrenceState.MOVED,
    OccurrenceState.HELD,
    OccurrenceState.ELSEWHERE,
)
