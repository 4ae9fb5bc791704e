"""Targets: what is promised, to whom, from when; a new one takes the place of the one before."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.organisation.sentences import said
from timonerie.domains.performance.models import Target
from timonerie.domains.performance.operations import target_cells
from timonerie.domains.performance.operations import targets as operations
from timonerie.domains.performance.operations.imports import Targets
from timonerie.domains.performance.operations.indicators import BEFORE_EVERYTHING
from timonerie.domains.performance.queries import definitions, progress
from timonerie.domains.performance.rules import aim_of
from timonerie.foundations.wording import formats
from timonerie.web import readings, target_lists
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.exports import csv_file
from timonerie.web.forms.base import Compared
from timonerie.web.forms.targets import TargetForm
from timonerie.web.pages.settings import history
from timonerie.web.pages.settings.frame import Crumb, crumbs, url
from timonerie.web.remembering import remembered
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table
from timonerie.web.target_lists import TargetLine


@policy("indicator.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    """All of them, or those of `?indicateur=`."""
    code = request.GET.get("indicateur", "")
    found = [one for one in _lines(request) if code in ("", one.metric.code)]
    about = next((one.target.indicator for one in found), None) if code else None
    context = {
        "table": _table(request, found) if found else None,
        "about": found[0].metric.label if about else "",
        "code": code,
        "history": history.of(request, kind="indicator", public_id=about.public_id)
        if about
        else [],
        "breadcrumbs": _crumbs(request) if about else crumbs(request, (_("Cibles"), "")),
    }
    return show(request, "settings/targets.html", context)


@policy("indicator.read")
def export(request: CompanyRequest) -> HttpResponse:
    """The columns of the import, so that the file comes back as it left."""
    header = [column.name for column in Targets.columns]
    return csv_file("cibles", header, [_exported(one) for one in _lines(request)])


@policy("indicator.write")
def new(request: CompanyRequest) -> HttpResponse:
    """Asked, then confirmed beside what it changes."""
    first = {
        "indicator": request.GET.get("indicateur", ""),
        "start_date": timezone.localdate().replace(day=1),
    }
    form = TargetForm(request.POST or None, initial=first, reader=request.actor)
    if request.method == "POST" and form.is_valid() and _holds(form):
        if "confirmed" in request.POST:
            try:
                target = operations.aim(by=request.actor, at=timezone.now(), **form.values())
            except Conflict as conflict:
                form.answer(conflict, compared=_compared(conflict, form))
            else:
                return _set(request, target)
        if "edit" not in request.POST:
            return render(request, "settings/target_confirm.html", _confirmation(request, form))
    context = {"form": form, "breadcrumbs": _crumbs(request, (_("Poser une cible"), ""))}
    return render(request, "settings/target_form.html", context)


def _set(request: CompanyRequest, target: Target) -> HttpResponse:
    messages.success(request, _("La cible est posée. Les périodes ouvertes la suivent déjà."))
    return redirect(f"{url(request, 'settings-targets')}?indicateur={target.indicator.code}")


def _compared(conflict: Conflict, form: TargetForm) -> list[Compared]:
    metric, theirs = form.definition.metric, conflict.current
    assert isinstance(theirs, Target)
    asked = {name: value for name, value in form.values().items() if name != "over"}
    mine = Target(**asked, created_at=timezone.now())
    lines = (TargetLine(theirs, metric, None), TargetLine(mine, metric, None))
    return [
        Compared(_("Cible"), *(line.text for line in lines)),
        Compared(_("Marge de vigilance"), *(line.margin for line in lines)),
        Compared(_("Effet"), *(line.since for line in lines)),
        Compared(_("Origine"), *(said(line.target.source) or "—" for line in lines)),
    ]


def _holds(form: TargetForm) -> bool:
    data = form.cleaned_data
    try:
        operations.check(
            form.definition.metric, low=data["low"], high=data["high"], watch=data["watch"]
        )
    except Refused as refusal:
        form.add_error(refusal.field, refusal.message)
        return False
    return True


def _confirmation(request: CompanyRequest, form: TargetForm) -> dict[str, Any]:
    """What the target would be, and what it would take the place of."""
    data, metric = form.values(), form.definition.metric
    del data["over"]
    form.see(
        operations.last_set(
            indicator=data["indicator"], unit=data["unit"], provider=data["provider"]
        )
    )
    wanted = Target(**data, created_at=timezone.now())
    before = aim_of(
        definitions.targets().get(data["indicator"].pk, []),
        unit=wanted.unit_id,
        provider=wanted.provider_id,
        on=data["start_date"],
    )
    line = TargetLine(wanted, metric, None)
    return {
        "form": form,
        "pairs": [
            {"term": _("Indicateur"), "detail": metric.label},
            {"term": _("Pour"), "detail": line.place},
            {"term": _("Cible"), "detail": line.text},
            {
                "term": _("Aujourd’hui"),
                "detail": readings.bounds_text(metric, before.low, before.high)
                if before
                else _("aucune cible"),
            },
            {"term": _("Marge de vigilance"), "detail": line.margin},
            {"term": _("Effet"), "detail": line.since},
            {"term": _("Origine"), "detail": wanted.source or _("non renseignée")},
        ],
        "consequence": _consequence(data),
        "breadcrumbs": _crumbs(request, (_("Confirmer"), "")),
    }


def _consequence(data: dict[str, Any]) -> str:
    closings = definitions.closings()
    months = [
        start
        for start in progress.periods_with_results(kind="month")
        if start >= data["start_date"]
    ]
    open_months = [start for start in months if ("month", start) not in closings]
    kept = len(months) - len(open_months)
    if not months:
        return _("Aucun mois déjà mesuré n’est touché : elle jugera les prochains.")
    told = ngettext(
        "%(count)s mois ouvert sera jugé de nouveau.",
        "%(count)s mois ouverts seront jugés de nouveau.",
        len(open_months),
    ) % {"count": formats.number(len(open_months))}
    if not kept:
        return told
    after = ngettext(
        "%(count)s mois clôturé garde la cible de sa clôture.",
        "%(count)s mois clôturés gardent la cible de leur clôture.",
        kept,
    ) % {"count": formats.number(kept)}
    return f"{told} {after}"


def _lines(request: CompanyRequest) -> list[TargetLine]:
    known = {one.indicator.pk: one for one in definitions.known()}
    rows = Target.objects.select_related("unit", "provider", "indicator")
    return target_lists.lines(reach(request.actor, on=timezone.localdate()), rows, known)


def _crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    return crumbs(request, (_("Cibles"), url(request, "settings-targets")), *steps)


def _table(request: CompanyRequest, found: list[TargetLine]) -> Table:
    return Table(
        name="cibles",
        caption=_("Cibles"),
        columns=(
            Column(label=_("Indicateur"), is_filter=True),
            Column(label=_("Pour"), is_filter=True),
            Column(label=_("Cible")),
            Column(label=_("Marge")),
            Column(label=_("Effet"), is_long=True),
            Column(label=_("Origine"), is_filter=True),
        ),
        rows=tuple(_row(request, one) for one in found),
    )


def _row(request: CompanyRequest, one: TargetLine) -> Row:
    address = url(request, "indicator", one.metric.code)
    effect = ", ".join(part for part in (one.since, one.until) if part)
    cells = (one.place, one.text, one.margin, effect, said(one.target.source))
    return Row(
        cells=(Cell(text=one.metric.label, url=address), *(Cell(text=text) for text in cells))
    )


def _exported(one: TargetLine) -> tuple[object, ...]:
    target = one.target
    start = "" if target.start_date == BEFORE_EVERYTHING else f"{target.start_date:%d/%m/%Y}"
    unit_of = one.metric.unit
    bounds = (
        target_cells.written(value, unit_of) for value in (target.low, target.high, target.watch)
    )
    unit, provider = target.unit, target.provider
    places = (unit.code or unit.name if unit else "", provider.name if provider else "")
    return (one.metric.code, start, *bounds, *places, target.source)
