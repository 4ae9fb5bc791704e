from django.db import models
from django.utils.translation import gettext_lazy as _


class Cadence(models.TextChoices):
    """How often something comes back; empty for what comes once, or when something happens."""

    WEEKLY = "weekly", _("chaque semaine")
    MONTHLY = "monthly", _("chaque mois")
    QUARTERLY = "quarterly", _("chaque trimestre")
    HALF_YEARLY = "half_yearly", _("chaque semestre")
    YEARLY = "yearly", _("chaque année")


class ObligationKind(models.TextChoices):
    """The kinds of a line of a statement of work that become an obligation: the same codes."""

    INPUT = "input", _("entrée attendue")
    DELIVERABLE = "deliverable", _("livrable")
    GOVERNANCE = "governance", _("instance")


class Anchor(models.TextChoices):
    """What the day of an obligation is counted from."""

    MONTH = "month", _("jour du mois")
    EVENT = "event", _("jours ouvrés autour d’un événement")
