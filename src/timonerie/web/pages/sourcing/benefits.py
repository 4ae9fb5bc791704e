"""What decisions promised, beside what is measured; saying what is measured."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.sourcing.models import PromisedBenefit
from timonerie.domains.sourcing.operations import decisions as operations
from timonerie.domains.sourcing.queries import decisions as queries
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import grid_words, promise_readings
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.benefits import MeasureForm
from timonerie.web.pages.settings.frame import FormPage, answer, url
from timonerie.web.pages.sourcing import frame
from timonerie.web.promise_readings import Measured
from timonerie.web.remembering import remembered
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table


@policy("sourcing.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    today = timezone.localdate()
    found = queries.promises(request.actor, on=today)
    context = {
        "known": len(found),
        "table": _table(request, found, today),
        "breadcrumbs": _crumbs(request, (_("Bénéfices promis"), "")),
    }
    return show(request, "sourcing/benefits.html", context)


@policy("sourcing.write")
def measure(request: CompanyRequest, benefit_id: UUID) -> HttpResponse:
    benefit = _benefit_of(request, benefit_id)
    read = promise_readings.of(request.actor, [benefit]).get(benefit.pk)
    form = MeasureForm(request.POST or None, benefit=benefit, proposed=read.value if read else None)
    back = url(request, "activity-benefits")
    return answer(
        request,
        form,
        page=FormPage(
            heading=_("Dire ce qui est mesuré"),
            lead=_lead(benefit, read),
            submit=_("Enregistrer la mesure"),
            back=back,
            breadcrumbs=_crumbs(
                request, (_("Bénéfices promis"), back), (benefit.decision.activity.name, "")
            ),
        ),
        save=lambda data: operations.measure(
            by=request.actor,
            at=timezone.now(),
            benefit=benefit,
            version=data["version"],
            measured=form.value,
        ),
        done=lambda _saved: back,
        message=_("La mesure est enregistrée à côté de la promesse."),
    )


def _benefit_of(request: CompanyRequest, benefit_id: UUID) -> PromisedBenefit:
    """Raises Http404 for one out of reach."""
    for one in queries.promises(request.actor, on=timezone.localdate()):
        if one.public_id == benefit_id:
            return one
    raise Http404


def _crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[dict[str, str]]:
    grid = (_("Garder ou confier"), url(request, "activity-grid"))
    return frame.crumbs(request, grid, *steps)


def _lead(benefit: PromisedBenefit, read: Measured | None) -> str:
    told = _("%(activity)s. Promis : %(kind)s, %(amount)s, pour le %(day)s.") % {
        "activity": benefit.decision.activity.name,
        "kind": benefit.get_kind_display(),
        "amount": grid_words.amount(benefit.kind, benefit.promised),
        "day": formats.day(benefit.due_date),
    }
    return f"{told} {_read_words(benefit, read)}" if read else told


def _read_words(benefit: PromisedBenefit, read: Measured) -> str:
    return _("Les faits donnent %(amount)s sur les derniers mois (%(label)s).") % {
        "amount": grid_words.amount(benefit.kind, read.value),
        "label": read.label,
    }


def _table(request: CompanyRequest, found: Sequence[PromisedBenefit], today: date) -> Table:
    read = promise_readings.of(request.actor, found)
    return Table(
        name="benefices",
        caption=_("Bénéfices promis"),
        columns=(
            Column(label=_("Activité"), is_long=True),
            Column(label=_("Bénéfice"), is_filter=True),
            Column(label=_("Aujourd’hui"), is_number=True),
            Column(label=_("Promis"), is_number=True),
            Column(label=_("Pour le")),
            Column(label=_("Qui en répond"), is_filter=True),
            Column(label=_("Mesuré"), is_number=True),
            Column(label=_("Promesse"), is_filter=True),
        ),
        rows=tuple(_row(request, one, read.get(one.pk), today) for one in found),
    )


def _row(request: CompanyRequest, one: PromisedBenefit, read: Measured | None, today: date) -> Row:
    activity, old = one.decision.activity, one.decision.superseded_at is not None
    measured = one.measured if one.measured is not None else (read.value if read else None)
    state, word = _state(one, measured, today)
    return Row(
        cells=(
            Cell(
                text=activity.name,
                url=url(request, "activity-decide", activity.public_id),
                note=_("décision remplacée") if old else "",
            ),
            Cell(text=one.get_kind_display()),
            Cell(text=grid_words.amount(one.kind, one.baseline), is_soft=one.baseline is None),
            Cell(text=grid_words.amount(one.kind, one.promised)),
            Cell(text=formats.day(one.due_date, style="short"), value=one.due_date),
            Cell(text=str(one.owner or _("à dire")), is_soft=one.owner is None),
            Cell(
                text=_("à dire") if measured is None else grid_words.amount(one.kind, measured),
                url=url(request, "activity-benefit", one.public_id),
                note=_source(one, read),
                is_soft=measured is None,
            ),
            Cell(text=word, state=state),
        )
    )


def _source(one: PromisedBenefit, read: Measured | None) -> str:
    if one.measured is not None and one.measured_on is not None:
        return _("dit le %(day)s") % {"day": formats.day(one.measured_on, style="short")}
    if read is None:
        return ""
    return _("faits, %(n)s mois") % {"n": str(read.months)}


def _state(one: PromisedBenefit, measured: float | None, today: date) -> tuple[State, str]:
    """Kept, not kept, or to be known; before its day, a promise is neither."""
    kept = grid_words.is_kept(one, measured)
    if kept:
        return State.MET, _("tenue")
    if one.due_date > today:
        return State.MEASURED, _("à venir")
    return (State.MISSING, _("à mesurer")) if kept is None else (State.MISSED, _("non tenue"))
