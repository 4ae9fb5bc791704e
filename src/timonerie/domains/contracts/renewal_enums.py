from django.db import models
from django.utils.translation import gettext_lazy as _


class RenewalState(models.TextChoices):
    """How far the decision on the end of a term is."""

    OPEN = "open", _("à décider")
    DECIDED = "decided", _("décidé")
    LAPSED = "lapsed", _("passé sans décision")


class RenewalChoice(models.TextChoices):
    """What may be decided before a term ends."""

    RENEW = "renew", _("reconduire tel quel")
    RENEGOTIATE = "renegotiate", _("renégocier")
    LEAVE = "leave", _("partir")
