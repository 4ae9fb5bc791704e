"""What a job does, in the words of who looks at it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.enums import JobKind as Contracts
from timonerie.domains.facts.enums import JobKind as Facts
from timonerie.domains.performance.enums import JobKind as Performance
from timonerie.domains.publications.enums import JobKind as Publications
from timonerie.domains.reporting.cycle_enums import JobKind as Cycles
from timonerie.domains.reporting.report_enums import JobKind as Reports
from timonerie.domains.signals.enums import JobKind as Signals
from timonerie.foundations.jobs import planned
from timonerie.foundations.portability import tasks as portability

KINDS: dict[str, Promise] = {
    Facts.READ: _("Lecture d’un fichier reçu"),
    Facts.READ_BOOKS: _("Lecture d’un fichier comptable"),
    Facts.ANSWER_BOOKS: _("Réponses des fichiers comptables"),
    Performance.ACCEPT: _("Import d’un fichier accepté"),
    Performance.UNDO: _("Annulation d’un import"),
    Performance.MEASURE: _("Nouvelle mesure des faits"),
    Performance.REFRESH: _("Calcul des indicateurs"),
    Performance.LEVELS: _("Calcul des niveaux de service"),
    Signals.WATCH: _("Recherche des signaux"),
    Contracts.READ_DOCUMENT: _("Lecture d’un document de contrat"),
    Contracts.OPEN_RENEWALS: _("Ouverture des dossiers de décision"),
    Reports.OPEN_REPORTS: _("Ouverture des périodes des rapports, et rappels"),
    Cycles.OPEN_CYCLES: _("Ouverture des passages des cycles"),
    Cycles.FEED_CYCLE: _("Faits d’un passage de cycle clos"),
    Publications.DIGESTS: _("Courrier du lundi et récapitulatifs"),
    Publications.MESSAGES: _("Envoi des messages en attente"),
    planned.CHECKPOINT: _("Point de contrôle de la piste d’audit"),
    portability.EXPORT: _("Export complet"),
}


def kind(code: str) -> str:
    """A kind nobody named is told by its code."""
    return str(KINDS.get(code, code))
