"""Reports, links and rules, as tables."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timonerie.domains.reporting import report_sentences
from timonerie.domains.reporting.catalogue import report_models
from timonerie.domains.reporting.models import ReportBinding, ReportLink, ReportRule
from timonerie.domains.reporting.queries import report_links, report_owed
from timonerie.domains.reporting.queries.due_reports import Standing
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import report_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.due_reports import frame
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table

NOTHING = Cell(text="—", is_soft=True)
LINK_STATES: dict[str, tuple[Promise, State]] = {
    "made": (gettext_lazy("fait, pas encore ouvert"), State.MISSING),
    "opened": (gettext_lazy("ouvert"), State.WATCH),
    "begun": (gettext_lazy("brouillon commencé"), State.WATCH),
    "sent": (gettext_lazy("remis"), State.MET),
    "revoked": (gettext_lazy("révoqué"), State.NO_OBJECT),
    "expired": (gettext_lazy("échu"), State.NO_OBJECT),
}


def of_reports(request: CompanyRequest, found: Sequence[Standing], *, name: str) -> Table:
    return Table(
        name=name,
        caption=_("Rapports attendus et reçus"),
        hides_caption=True,
        columns=(
            Column(label=_("Rapport"), is_long=True),
            Column(label=_("Dû par"), is_filter=True),
            Column(label=_("Période")),
            Column(label=_("Attendu le")),
            Column(label=_("État"), is_filter=True),
            Column(label=_("Suite"), is_filter=True),
            Column(label=_("Jours de retard"), is_number=True),
        ),
        rows=tuple(_report(request, one) for one in found),
    )


def _report(request: CompanyRequest, one: Standing) -> Row:
    due, judged = one.due, report_words.judged(one)
    return Row(
        cells=(
            Cell(text=due.title, url=frame.address(request, due)),
            Cell(text=report_sentences.owner(due)),
            Cell(text=report_sentences.period(due), rank=due.period_start),
            _due_on(one),
            Cell(text=str(one.state.label), state=report_words.mark(one.state)),
            Cell(text=judged) if judged else NOTHING,
            Cell(text=formats.number(one.days_late), value=one.days_late)
            if one.days_late
            else NOTHING,
        )
    )


def _due_on(one: Standing) -> Cell:
    """The deadline that stands, with the first one where days were given back."""
    first, now = (
        one.due.due_date,
        one.deadline.due if report_words.is_moved(one) else one.due.due_date,
    )
    told = _("d’abord le %(day)s") % {"day": formats.day(first, style="short")}
    return Cell(text=formats.day(now, style="short"), value=now, note=told if now != first else "")


def of_links(request: CompanyRequest, found: Iterable[ReportLink], *, at: datetime) -> Table:
    return Table(
        name="liens",
        caption=_("Liens de réponse"),
        hides_caption=True,
        columns=(
            Column(label=_("Rapport"), is_long=True),
            Column(label=_("Prestataire"), is_filter=True),
            Column(label=_("Remis à")),
            Column(label=_("Où il en est"), is_filter=True),
            Column(label=_("Fait le")),
            Column(label=_("Valable jusqu’au")),
        ),
        rows=tuple(_link(request, one, at) for one in found),
    )


def _link(request: CompanyRequest, one: ReportLink, at: datetime) -> Row:
    word, state = LINK_STATES[report_links.state(one, at=at)]
    return Row(
        cells=(
            Cell(text=frame.name(one.due), url=frame.address(request, one.due)),
            Cell(text=str(one.due.provider or "")),
            Cell(text=one.recipient),
            Cell(text=str(word), state=state),
            _day(one.made_at),
            _day(one.expires_at),
        )
    )


def _day(at: datetime) -> Cell:
    day = timezone.localdate(at)
    return Cell(text=formats.day(day, style="short"), value=day)


def of_rules(request: CompanyRequest, found: Iterable[ReportRule]) -> Table:
    return Table(
        name="regles",
        caption=_("Ce que les sites doivent au groupe"),
        hides_caption=True,
        columns=(
            Column(label=_("Rapport"), is_long=True),
            Column(label=_("Périodicité")),
            Column(label=_("Échéance")),
            Column(label=_("Modèle")),
            Column(label=_("Depuis le")),
            Column(label=_("Sites")),
        ),
        rows=tuple(_rule(request, one) for one in found),
    )


def _rule(request: CompanyRequest, rule: ReportRule) -> Row:
    terms = max(rule.terms.all(), key=lambda one: (one.start_date, one.pk))
    sites = ", ".join(one.unit.name for one in terms.sites.all())
    return Row(
        cells=(
            Cell(text=rule.title, url=url(request, "settings-report-rule", rule.public_id)),
            Cell(text=report_sentences.cadence(terms.cadence)),
            Cell(text=_due(terms.day, terms.grace_days)),
            Cell(text=model_title(terms.model)),
            Cell(text=formats.day(terms.start_date, style="short"), value=terms.start_date),
            Cell(text=sites or _("tous")),
        )
    )


def _due(day: int, grace: int) -> str:
    words = {"day": formats.number(day), "grace": formats.number(grace)}
    if not grace:
        return _("J+%(day)s ouvrés") % words
    told = ngettext(
        "J+%(day)s ouvrés, %(grace)s jour de grâce",
        "J+%(day)s ouvrés, %(grace)s jours de grâce",
        grace,
    )
    return told % words


def model_title(code: str) -> str:
    found = report_models.by_code().get(code)
    return found.title if found else ""


def of_bindings(
    request: CompanyRequest,
    found: Sequence[ReportBinding],
    functions: dict[int, frozenset[str]],
) -> Table:
    """The lines of the contracts that are followed."""
    return Table(
        name="lignes",
        caption=_("Ce que les contrats prévoient"),
        hides_caption=True,
        columns=(
            Column(label=_("Rapport"), is_long=True),
            Column(label=_("Contrat"), is_filter=True),
            Column(label=_("Modèle")),
            Column(label=_("À qui s’adresser")),
            Column(label=_("Suivi depuis le")),
        ),
        rows=tuple(_binding(request, one, functions) for one in found),
    )


def _binding(
    request: CompanyRequest, one: ReportBinding, functions: dict[int, frozenset[str]]
) -> Row:
    line = report_owed.line_of(one)
    guessed = report_models.guessed(functions.get(line.contract_id, frozenset()))
    if one.model:
        model = Cell(text=model_title(one.model))
    elif one.expected_id is None:
        model = NOTHING
    elif guessed:
        model = Cell(text=_("%(model)s, deviné") % {"model": guessed.title})
    else:
        model = Cell(text=_("texte et fichiers"), is_soft=True)
    return Row(
        cells=(
            Cell(text=line.title, url=url(request, "settings-report-line", one.public_id)),
            Cell(text=line.contract.name),
            model,
            Cell(text=one.recipient) if one.recipient else NOTHING,
            Cell(text=formats.day(one.since, style="short"), value=one.since),
        )
    )
