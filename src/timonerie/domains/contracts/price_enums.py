"""The answers that the money of a contract is said with."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PriceRecurrence(models.TextChoices):
    """How often a price is paid: the codes are those of the offers."""

    UNIT = "unit", _("par unité")
    MONTH = "month", _("par mois")
    QUARTER = "quarter", _("par trimestre")
    HALF = "half", _("par semestre")
    YEAR = "year", _("par an")
    ONCE = "once", _("une fois")


class VolumePeriod(models.TextChoices):
    MONTH = "month", _("par mois")
    YEAR = "year", _("par an")


class ShareKey(models.TextChoices):
    """How the amount of a contract is shared out between sites."""

    EQUAL = "equal", _("à parts égales")
    FIXED = "fixed", _("pourcentages fixés")
    HEADS = "heads", _("selon les effectifs")
    VOLUME = "volume", _("selon les volumes")


class RevisionState(models.TextChoices):
    PROPOSED = "proposed", _("à décider")
    ACCEPTED = "accepted", _("acceptée")
    REFUSED = "refused", _("refusée")


class Limit(models.TextChoices):
    """What holds a revision back."""

    NONE = "", _("aucune")
    CAP = "cap", _("plafond")
    FLOOR = "floor", _("plancher")
