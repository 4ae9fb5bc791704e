from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Family(models.TextChoices):
    """What a signal is made of; the arithmetic of each stands in `engine.signals.registry`."""

    LEVEL = "level", _("niveau")
    SILENCE = "silence", _("silence")
    VOLUME = "volume", _("volume")
    LATE_INPUTS = "late_inputs", _("entrées en retard")
    CORRECTIONS = "corrections", _("corrections après coup")
    EVERGREEN = "evergreen", _("indicateur toujours vert")
    HIDDEN_RED = "hidden_red", _("vert au siège, rouge sur les sites")
    CONCENTRATION = "concentration", _("concentration")
    DECISION_NEAR = "decision_near", _("décision proche")
    LATE_DUTY = "late_duty", _("pièce légale en retard")
    UNDECLARED = "undeclared", _("sous-traitant non déclaré")
    DEPARTURES = "departures", _("départs d’interlocuteurs")
    PRICE_DRIFT = "price_drift", _("prix au-delà de la clause")
    OFF_CONTRACT = "off_contract", _("facturé hors contrat")
    PUT_OFF = "put_off", _("engagement repoussé")
    LATE_REPORT = "late_report", _("rapport en retard")
    REPEATED_LATE = "repeated_late", _("retards répétés")
    POOR_REPORT = "poor_report", _("rapport incomplet ou recopié")
    FIGURES_REVISED = "figures_revised", _("chiffres corrigés après coup")
    SILENT_SITE = "silent_site", _("silence d’un site")


class Triage(models.TextChoices):
    """What somebody made of a signal."""

    NEW = "new", _("nouveau")
    WATCH = "watch", _("à surveiller")
    CONFIRMED = "confirmed", _("confirmé")
    NOISE = "noise", _("bruit")


class JobKind(StrEnum):
    """Jobs of this domain."""

    WATCH = "signals.watch"
