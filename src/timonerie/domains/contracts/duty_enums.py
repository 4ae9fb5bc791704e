"""The words of legal duties: documents of providers, what is said of them, personal data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PieceState(models.TextChoices):
    """How far a document is: received, then checked or refused by somebody of the company."""

    RECEIVED = "received", _("à vérifier")
    CHECKED = "checked", _("vérifiée")
    REFUSED = "refused", _("refusée")


class Way(models.TextChoices):
    """By which door a document came."""

    US = "us", _("déposée ici")
    LINK = "link", _("déposée par le prestataire")


class DutyState(models.TextChoices):
    """Where a document that may be owed stands on a day."""

    EXPIRED = "expired", _("échue")
    MISSING = "missing", _("manquante")
    TO_CHECK = "to_check", _("à vérifier")
    SOON = "soon", _("bientôt échue")
    UNKNOWN = "unknown", _("à connaître")
    UP_TO_DATE = "up_to_date", _("à jour")
    NOT_DUE = "not_due", _("non due")


class ReminderKind(models.TextChoices):
    """What a person sent to a provider: the product sends neither."""

    REMINDER = "reminder", _("relance")
    NOTICE = "notice", _("mise en demeure")


class PrivacyRole(models.TextChoices):
    """What a provider is for the personal data that it handles (GDPR art. 4, 26 and 28)."""

    PROCESSOR = "processor", _("sous-traitant")
    CONTROLLER = "controller", _("responsable de traitement")
    JOINT = "joint", _("responsable conjoint")
    UNQUALIFIED = "unqualified", _("à qualifier")


class Transfers(models.TextChoices):
    """Whether data leave the European Union; empty while nobody said so."""

    NONE = "none", _("aucun hors de l’Union européenne")
    FRAMED = "framed", _("oui, encadrés (décision d’adéquation, clauses types)")
    UNFRAMED = "unframed", _("oui, encadrement à établir")


class Authorisation(models.TextChoices):
    """How a further processor was authorised (GDPR art. 28 § 2)."""

    SPECIFIC = "specific", _("autorisation écrite particulière")
    GENERAL = "general", _("autorisation écrite générale, avec information")
    NONE = "none", _("aucune connue")


class Answer(models.TextChoices):
    """What somebody says of a way of working."""

    YES = "yes", _("oui")
    NO = "no", _("non")
    UNSURE = "unsure", _("je ne sais pas")
