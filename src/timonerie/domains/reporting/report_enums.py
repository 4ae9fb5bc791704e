from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """What was last done of a report; where it stands on a day is computed, see
    `rules.report_lives`."""

    AWAITED = "awaited", _("attendu")
    FILED = "filed", _("à lire")
    RETURNED = "returned", _("à corriger")
    ACCEPTED = "accepted", _("accepté")
    REFUSED = "refused", _("refusé")
    IDLE = "idle", _("sans activité")


class ReportState(models.TextChoices):
    """Where a report stands at an instant: always one of them."""

    UPCOMING = "upcoming", _("à venir")
    DUE = "due", _("dû aujourd’hui")
    IN_GRACE = "in_grace", _("en délai de grâce")
    LATE = "late", _("en retard")
    MISSING = "missing", _("jamais venu")
    ON_TIME = "on_time", _("reçu à l’heure")
    KEPT_GRACE = "kept_grace", _("reçu dans le délai de grâce")
    CAME_LATE = "came_late", _("reçu en retard")
    TO_CORRECT = "to_correct", _("à corriger")
    CORRECTED = "corrected", _("corrigé")
    REFUSED = "refused", _("refusé")
    IDLE = "idle", _("sans activité")


class Filed(models.TextChoices):
    """By which way a report came."""

    LINK = "link", _("par lien")
    ACCOUNT = "account", _("par un compte")
    FILE = "file", _("par fichier")
    API = "api", _("par l’API")
    MARK = "mark", _("noté remis")


class ExchangeKind(models.TextChoices):
    """What was said about a report. A note stays on our side."""

    QUESTION = "question", _("question")
    REPLY = "reply", _("réponse")
    ACCEPT = "accept", _("accepté")
    RETURN = "return", _("à corriger")
    REFUSE = "refuse", _("refusé")
    IDLE = "idle", _("sans activité")
    REOPEN = "reopen", _("rouvert")
    NOTE = "note", _("note privée")


class Rung(models.TextChoices):
    """The steps of the reminders, in their order."""

    BEFORE = "before", _("deux jours ouvrés avant")
    DAY = "day", _("le jour")
    GRACE = "grace", _("fin du délai de grâce")
    AFTER = "after", _("cinq jours ouvrés après")


class JobKind(StrEnum):
    """Jobs of this domain."""

    OPEN_REPORTS = "reporting.open_reports"
