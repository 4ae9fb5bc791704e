"""The words of what stands behind a provider: its sub-contractors, its link, its missions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SubcontractorState(models.TextChoices):
    """Where a sub-contractor stands: the client accepts it and approves its terms of payment (loi
    n° 75-1334 du 31 décembre 1975, art. 3)."""

    DECLARED = "declared", _("déclaré, à accepter")
    ACCEPTED = "accepted", _("accepté")
    REFUSED = "refused", _("refusé")
    DISCOVERED = "discovered", _("découvert, non déclaré")
    ENDED = "ended", _("terminé")


class ProposalKind(models.TextChoices):
    SHEET = "sheet", _("fiche")
    CONTACT = "contact", _("nouvelle personne")
    ROLL = "roll", _("équipe du mois")
    SUBCONTRACTOR = "subcontractor", _("sous-traitant")


class ProposalState(models.TextChoices):
    AWAITING = "awaiting", _("à décider")
    ACCEPTED = "accepted", _("acceptée")
    REFUSED = "refused", _("refusée")
    REPLACED = "replaced", _("remplacée par une autre")


class DeliverableState(models.TextChoices):
    DUE = "due", _("à rendre")
    DELIVERED = "delivered", _("rendu, à accepter")
    ACCEPTED = "accepted", _("accepté")
    DROPPED = "dropped", _("abandonné d’un commun accord")
