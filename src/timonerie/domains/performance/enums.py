from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PeriodKind(TextChoices):
    WEEK = "week", _("semaine")
    MONTH = "month", _("mois")
    QUARTER = "quarter", _("trimestre")
    YEAR = "year", _("exercice")


class PeriodState(TextChoices):
    OPEN = "open", _("ouverte")
    CLOSED = "closed", _("clôturée")


class ResultState(TextChoices):
    """Why a figure is there or not: nothing to measure is neither 0 nor 100."""

    MEASURED = "measured", _("mesuré")
    NO_ACTIVITY = "no_activity", _("sans activité")
    MISSING = "missing", _("donnée manquante")


class JobKind(StrEnum):
    """Jobs of this domain."""

    ACCEPT = "import.accept"
    UNDO = "import.undo"
    MEASURE = "facts.measure"
    REFRESH = "results.refresh"
    LEVELS = "levels.refresh"


class ClaimKind(TextChoices):
    """Two kinds that are never added up: a penalty is outside VAT and a judge may moderate it (code
    civil, art. 1231-5); a credit reduces a price, and its VAT with it."""

    PENALTY = "penalty", _("pénalité")
    CREDIT = "credit", _("avoir")


class ClaimState(TextChoices):
    PROPOSED = "proposed", _("proposée")
    DISCUSSED = "discussed", _("en discussion")
    GRANTED = "granted", _("accordée")
    WAIVED = "waived", _("abandonnée")
