from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """The three steps that are shown; the rungs of the ladder stand under them."""

    POINT = "point", _("point")
    LETTER = "letter", _("courrier")
    BREAK = "break", _("rupture")


class Rung(models.TextChoices):
    """The eight rungs, from the lightest: the codes of `catalogue/ladder.toml`."""

    REMARK = "remark", _("point de recadrage")
    REQUEST = "request", _("demande écrite")
    MEETING = "meeting", _("réunion de challenge")
    PLAN = "plan", _("plan de progrès")
    NOTICE = "notice", _("mise en demeure")
    RENEGOTIATION = "renegotiation", _("renégociation")
    TENDER = "tender", _("mise en concurrence")
    EXIT = "exit", _("sortie")


class FactKind(models.TextChoices):
    """What a fact comes from."""

    LEVEL = "level", _("niveau manqué")
    FIGURE = "figure", _("chiffre hors cible")
    CLAIM = "claim", _("demande d’avoir ou de pénalité")
    INCIDENT = "incident", _("incident")
    SIGNAL = "signal", _("signal")
    DUTY = "duty", _("pièce légale échue")
    SAID = "said", _("fait saisi")


class ChallengeState(models.TextChoices):
    OPEN = "open", _("en cours")
    SETTLED = "settled", _("réglé")
    DROPPED = "dropped", _("abandonné")


class Carriage(models.TextChoices):
    """How a letter left, by the hands of somebody: never by this product."""

    REGISTERED = "registered", _("recommandé (LRAR)")
    POST = "post", _("lettre simple")
    EMAIL = "email", _("courriel")
    HAND = "hand", _("remise en main propre")
    BAILIFF = "bailiff", _("commissaire de justice")
