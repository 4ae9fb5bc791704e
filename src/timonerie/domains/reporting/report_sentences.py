"""What is said of the reports, in words."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.contracts.obligation_enums import Cadence
from timonerie.domains.reporting.models import DueReport
from timonerie.domains.reporting.report_enums import ReportState, Rung
from timonerie.domains.reporting.rules.report_quality import Criterion
from timonerie.domains.reporting.rules.report_values import Fault, Field, Wrong
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.months import month_label
from timonerie.foundations.wording.states import State

#: The mark of each state: a shape and a colour beside its word.
MARKS = {
    ReportState.UPCOMING: State.MISSING,
    ReportState.DUE: State.WATCH,
    ReportState.IN_GRACE: State.WATCH,
    ReportState.LATE: State.MISSED,
    ReportState.MISSING: State.MISSED,
    ReportState.ON_TIME: State.MET,
    ReportState.KEPT_GRACE: State.WATCH,
    ReportState.CAME_LATE: State.MISSED,
    ReportState.TO_CORRECT: State.WATCH,
    ReportState.CORRECTED: State.MET,
    ReportState.REFUSED: State.MISSED,
    ReportState.IDLE: State.NO_ACTIVITY,
}
CRITERIA: dict[str, Promise] = {
    "delay": gettext_lazy("Délai"),
    "completeness": gettext_lazy("Champs remplis"),
    "comment": gettext_lazy("Commentaire propre au mois"),
    "corrections": gettext_lazy("Chiffres corrigés après coup"),
    "gap": gettext_lazy("Écart entre le déclaré et le calculé"),
}
SUBJECTS: dict[Rung, Promise] = {
    Rung.BEFORE: gettext_lazy("%(title)s : attendu le %(day)s"),
    Rung.DAY: gettext_lazy("%(title)s : attendu aujourd’hui"),
    Rung.GRACE: gettext_lazy("%(title)s : le délai de grâce s’achève"),
    Rung.AFTER: gettext_lazy("%(title)s : toujours pas reçu"),
}


def period(due: DueReport) -> str:
    """« mars 2026 », or the two days."""
    start, end = due.period_start, due.period_end
    if start == end:
        return formats.day(start, style="short")
    if start.day == 1 and start.month == end.month and (end + timedelta(days=1)).day == 1:
        return month_label(start)
    words = {
        "start": formats.day(start, style="short"),
        "end": formats.day(end, style="short"),
    }
    return _("du %(start)s au %(end)s") % words


def owner(due: DueReport) -> str:
    """Who owes it: a provider, or one of our sites."""
    if due.side == "theirs" and due.provider is not None:
        return due.provider.name
    return due.site.name if due.site is not None else _("nous")


def wrong(field: Field | None, found: Wrong) -> str:
    """Why a value cannot stand, and what to write instead."""
    words = {"text": found.text[:60], "label": field.label if field else found.field}
    match found.fault:
        case Fault.NOT_A_NUMBER:
            return _("« %(text)s » n’est pas un nombre : écrivez 12,5.") % words
        case Fault.NOT_A_CHOICE:
            told = {**words, "choices": _listed(field.choices if field else ())}
            return _("« %(text)s » n’est pas une réponse proposée : écrivez %(choices)s.") % told
        case Fault.TOO_LONG:
            return _("Ce texte dépasse 2 000 caractères : résumez-le, ou joignez un fichier.")
    return _("Le modèle n’a pas de champ « %(label)s ».") % words


def _listed(choices: Iterable[str]) -> str:
    return _(" ou ").join(f"« {one} »" for one in choices)


def criterion(one: Criterion, *, came: ReportState) -> str:
    """The sentence of a criterion."""
    count = {"n": formats.number(one.count), "of": formats.number(one.of)}
    match one.code:
        case "delay":
            return str(came.label).capitalize() + "."
        case "completeness":
            return _("%(n)s champs remplis sur %(of)s demandés.") % count
        case "comment":
            if one.share:
                return _("Le commentaire n’est pas celui du mois précédent.")
            return _("Le commentaire est celui du mois précédent, mot pour mot.")
        case "corrections":
            return _("Chiffres changés après la première remise : %(n)s.") % count
    return _("Chiffres loin de ce que donnent les faits : %(n)s sur %(of)s comparés.") % count


def cadence(value: str) -> str:
    return str(Cadence(value).label)
