from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """How far the signing of a contract is; what comes after is told by its dates."""

    DRAFT = "draft", _("en préparation")
    APPROVED = "approved", _("approuvé, à signer")
    SIGNED = "signed", _("signé")


class Renewal(models.TextChoices):
    """What happens at the end of a term; empty while nobody said so."""

    TACIT = "tacit", _("reconduction tacite")
    EXPRESS = "express", _("reconduction expresse")
    NONE = "none", _("sans reconduction")


class NoticeCounts(models.TextChoices):
    """The day that counts for a letter of notice: its reception, unless the contract says so."""

    RECEIVED = "received", _("lettre reçue")
    SENT = "sent", _("lettre envoyée")


class NoticeForm(models.TextChoices):
    """How notice is given; empty while nobody said so."""

    REGISTERED = "registered", _("lettre recommandée (LRAR)")
    LETTER = "letter", _("lettre simple")
    EMAIL = "email", _("courriel")
    BAILIFF = "bailiff", _("acte de commissaire de justice")


class Tax(models.TextChoices):
    """What an amount counts; empty while nobody said so."""

    EXCLUDED = "excluded", _("hors taxes")
    INCLUDED = "included", _("toutes taxes comprises")


#: The fields of a contract that are one of a few answers.
CHOICES: Mapping[str, type[models.TextChoices]] = {
    "renewal": Renewal,
    "notice_counts": NoticeCounts,
    "notice_form": NoticeForm,
    "tax": Tax,
}


class ListState(models.TextChoices):
    """How far a list of contracts is."""

    RECEIVED = "received", _("à vérifier")
    ACCEPTED = "accepted", _("acceptée")
    UNDONE = "undone", _("annulée")


class QuestionState(models.TextChoices):
    OPEN = "open", _("ouverte")
    ANSWERED = "answered", _("répondue")
    LEFT = "left", _("laissée en blanc")
    WITHDRAWN = "withdrawn", _("retirée")


class DocumentState(models.TextChoices):
    """How far the reading of a paper is."""

    RECEIVED = "received", _("reçu")
    READING = "reading", _("en cours de lecture")
    READ = "read", _("lu")
    REFUSED = "refused", _("refusé")


class ClauseCode(models.TextChoices):
    """The eight clauses that matter first: the same codes as `rules.papers.catalogue.Clause`."""

    TERM = "term", _("Durée et reconduction")
    NOTICE = "notice", _("Préavis et forme de la dénonciation")
    TERMINATION = "termination", _("Résiliation, cession, changement de contrôle")
    REVERSIBILITY = "reversibility", _("Réversibilité et restitution")
    DATA = "data", _("Propriété et restitution des données")
    SERVICE_LEVELS = "service_levels", _("Niveaux de service, délais et pénalités")
    PRICE = "price", _("Révision du prix")
    LIABILITY = "liability", _("Responsabilité et assurance")


class Opinion(models.TextChoices):
    """What somebody says of a clause once they have read it; empty while nobody looked."""

    PRESENT = "present", _("présente")
    WEAK = "weak", _("faible")
    ABSENT = "absent", _("absente")


class JobKind(models.TextChoices):
    READ_DOCUMENT = "contracts.read_document", _("lecture d’un document")
    OPEN_RENEWALS = "contracts.open_renewals", _("ouverture des dossiers de décision")


class LevelUnit(models.TextChoices):
    """What a promised level is told in: hours and days of the window, or a percentage of cases."""

    HOURS = "hours", _("heures")
    DAYS = "days", _("jours")
    PERCENT = "percent", _("%")
    COUNT = "count", _("nombre")


class LevelPeriod(models.TextChoices):
    MONTH = "month", _("mois")
    QUARTER = "quarter", _("trimestre")


class Consequence(models.TextChoices):
    """What a missed level may lead to. A penalty is outside VAT and a judge may moderate it (code
    civil, art. 1231-5); a credit reduces a price, VAT included: they are never added up."""

    NONE = "", _("aucune")
    PENALTY = "penalty", _("pénalité")
    CREDIT = "credit", _("avoir")
