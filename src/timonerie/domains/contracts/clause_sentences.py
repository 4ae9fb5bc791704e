"""What is said of the clauses of a contract, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timonerie.domains.contracts.clause_enums import ClauseState, Project
from timonerie.domains.contracts.models import CompanyProject
from timonerie.domains.contracts.rules.clause_checks import Gap, Weight
from timonerie.foundations.wording import formats

COUNSEL = gettext_lazy("à faire valider par un conseil")
GROUPS = {
    "service": gettext_lazy("Prestations et niveaux"),
    "people": gettext_lazy("Équipe et personnes"),
    "money": gettext_lazy("Prix et paiement"),
    "data": gettext_lazy("Données et sortie"),
    "safety": gettext_lazy("Sécurité et données personnelles"),
    "life": gettext_lazy("Durée, changements et fin"),
    "law": gettext_lazy("Contrôle, responsabilité et droit"),
}
WEIGHTS = {
    Weight.VITAL: gettext_lazy("vitale pour le projet"),
    Weight.INDISPENSABLE: gettext_lazy("indispensable"),
    Weight.USEFUL: gettext_lazy("utile"),
}
_PROJECTS = {
    Project.SELL: gettext_lazy("vendre la société"),
    Project.BUY: gettext_lazy("acheter une autre société"),
    Project.HAND_OVER: gettext_lazy("transmettre la société"),
    Project.HOLD: gettext_lazy("garder la société"),
    Project.NONE: gettext_lazy("rien de décidé"),
}


def state(code: str) -> str:
    """What somebody said of a clause, or that nobody looked."""
    return str(ClauseState(code).label) if code else _("à regarder")


def project(found: CompanyProject) -> str:
    """« vendre la société, dans les 18 mois »."""
    told = str(_PROJECTS[Project(found.project)])
    if found.months is None:
        return told
    within = ngettext("dans le mois", "dans les %(n)s mois", found.months)
    return f"{told}, {within % {'n': formats.number(found.months)}}"


def criticality(level: int | None) -> str:
    if level is None:
        return _("criticité à connaître")
    return _("criticité %(level)s sur 4") % {"level": formats.number(level)}


def gap(one: Gap) -> str:
    """Names the clause, says why it is asked for and what to do."""
    words = {
        "number": formats.number(one.clause.number),
        "title": one.clause.title,
        "level": formats.number(one.clause.criticality),
    }
    return f"{_fault(one) % words} {_remedy(one)}"


def _fault(one: Gap) -> str:
    if one.weight == Weight.VITAL and one.state == ClauseState.ABSENT:
        return _("Clause %(number)s, « %(title)s » : absente, et vitale pour votre projet.")
    if one.weight == Weight.VITAL:
        return _("Clause %(number)s, « %(title)s » : faible, et vitale pour votre projet.")
    if one.state == ClauseState.ABSENT:
        return _(
            "Clause %(number)s, « %(title)s » : absente, indispensable dès la criticité %(level)s."
        )
    return _("Clause %(number)s, « %(title)s » : faible, indispensable dès la criticité %(level)s.")


def _remedy(one: Gap) -> str:
    if one.state == ClauseState.ABSENT:
        return _("Proposez-la par un avenant, ou dites pourquoi elle est sans objet.")
    return _("Précisez-la par un avenant, ou dites pourquoi elle est sans objet.")
