from django.db import models
from django.utils.translation import gettext_lazy as _


class ClauseState(models.TextChoices):
    """What somebody says of a clause of a contract; empty while nobody looked."""

    PRESENT = "present", _("présente")
    WEAK = "weak", _("faible")
    ABSENT = "absent", _("absente")
    NOT_APPLICABLE = "not_applicable", _("sans objet")


class Project(models.TextChoices):
    """What the company means to become: it says which clauses matter most."""

    SELL = "sell", _("vendre")
    BUY = "buy", _("acheter une autre société")
    HAND_OVER = "hand_over", _("transmettre")
    HOLD = "hold", _("garder")
    NONE = "none", _("rien de décidé")
