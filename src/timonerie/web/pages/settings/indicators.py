"""Indicators made on screen: tried on one's own facts, saved as versions, archived."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.operations.errors import Conflict
from timonerie.domains.organisation.queries import directory
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance.models import Indicator
from timonerie.domains.performance.operations import indicators as operations
from timonerie.domains.performance.operations.condition_names import ConditionNames
from timonerie.domains.performance.operations.indicator_cells import cells
from timonerie.domains.performance.operations.indicator_imports import Indicators
from timonerie.domains.performance.queries import definitions, progress
from timonerie.domains.performance.queries.definitions import Definition
from timonerie.domains.sourcing.queries import activities as sourcing
from timonerie.engine.indicators import BUILT_IN
from timonerie.engine.indicators.metric import Metric
from timonerie.foundations.accounts.actors import Actor
from timonerie.web import condition_words, metric_words, previews
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.condition_words import Names
from timonerie.web.exports import csv_file
from timonerie.web.forms.base import Compared
from timonerie.web.forms.condition_values import Values
from timonerie.web.forms.indicators import IndicatorForm, kept_conditions
from timonerie.web.pages.settings.frame import Crumb, act, crumbs, url, version_asked
from timonerie.web.remembering import remembered
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table


@policy("indicator.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    archived = Indicator.objects.filter(archived_at__isnull=False).order_by("code")
    context = {
        "table": _table(request, definitions.known()),
        "archived": archived,
        "breadcrumbs": crumbs(request, (_("Indicateurs"), "")),
    }
    return show(request, "settings/indicators.html", context)


@policy("indicator.write")
def export(request: CompanyRequest) -> HttpResponse:
    """The columns of the import, so that the file comes back as it left."""
    header, names = [column.name for column in Indicators.columns], ConditionNames()
    lines = (cells(one.stored, names) for one in definitions.known())
    return csv_file("indicateurs", header, [[line[name] for name in header] for line in lines])


@policy("indicator.write")
def new(request: CompanyRequest) -> HttpResponse:
    """From nothing, or from another one (`?copie=sla_met`)."""
    code = request.GET.get("copie", "")
    base = _definition(code).stored if code else None
    form = _form(request, base)
    if base is not None:
        form.initial["label"] = _("Copie de %(label)s") % {"label": form.initial["label"]}
    if "save" in request.POST and form.is_valid() and form.metric is not None:
        made = replace(form.metric, code=operations.code_of(form.metric.label))
        indicator = operations.create(by=request.actor, at=timezone.now(), metric=made)
        return _saved(request, indicator)
    return _page(request, form, base=None, heading=_("Créer un indicateur"))


@policy("indicator.write")
def revise(request: CompanyRequest, code: str) -> HttpResponse:
    definition = _definition(code)
    form = _form(request, definition.stored, is_new=False)
    form.initial["version"] = definition.indicator.version
    if "save" in request.POST and form.is_valid() and form.metric is not None:
        if form.metric == definition.stored:
            messages.info(request, _("Rien n’a changé : aucune version n’est enregistrée."))
            return redirect(url(request, "settings-indicators"))
        try:
            operations.revise(
                by=request.actor,
                at=timezone.now(),
                indicator=definition.indicator,
                metric=form.metric,
                version=form.cleaned_data["version"],
            )
        except Conflict as conflict:
            lines = metric_words.changes(definition.stored, form.metric, _names(request.actor))
            form.answer(
                conflict,
                compared=[Compared(one["term"], one["before"], one["after"]) for one in lines],
            )
        else:
            return _saved(request, definition.indicator)
    return _page(
        request,
        form,
        base=definition,
        heading=_("Changer « %(label)s »") % {"label": definition.metric.label},
    )


@require_POST
@policy("indicator.write")
def archive(request: CompanyRequest, code: str) -> HttpResponse:
    indicator = _definition(code).indicator
    return act(
        request,
        partial(
            operations.archive,
            by=request.actor,
            at=timezone.now(),
            indicator=indicator,
            version=version_asked(request, indicator.version),
        ),
        to=url(request, "settings-indicators"),
        message=_("L’indicateur est archivé. Ses chiffres restent."),
    )


@require_POST
@policy("indicator.write")
def restore(request: CompanyRequest, code: str) -> HttpResponse:
    indicator = get_object_or_404(Indicator, code=code, archived_at__isnull=False)
    operations.restore(by=request.actor, at=timezone.now(), indicator=indicator)
    messages.success(request, _("L’indicateur est repris. Ses chiffres sont recalculés."))
    return redirect(url(request, "settings-indicators"))


def _definition(code: str) -> Definition:
    found = next((one for one in definitions.known() if one.metric.code == code), None)
    if found is None:
        raise Http404
    return replace(found, metric=found.stored)


def _form(request: CompanyRequest, base: Metric | None, *, is_new: bool = True) -> IndicatorForm:
    values = Values(_names(request.actor))
    return IndicatorForm(request.POST or None, values=values, base=base, is_new=is_new)


def _names(actor: Actor) -> Names:
    """What a condition may name, within the reader's reach."""
    seen = reach(actor, on=timezone.localdate())
    places = [one for one in directory.places().values() if seen.holds(unit=one.pk)]
    units = {one.pk: one.name for one in places if one.kind == "site"}
    teams = {one.pk: one.name for one in places if one.kind == "team"}
    firms = directory.firms().values()
    providers = {one.pk: one.name for one in firms if seen.holds(provider=one.pk)}
    activities = dict(sourcing.visible_to(actor).values_list("pk", "name"))
    return {"unit": units, "team": teams, "provider": providers, "activity": activities}


def _saved(request: CompanyRequest, indicator: Indicator) -> HttpResponse:
    messages.success(
        request,
        _("La définition est enregistrée. Les chiffres des périodes ouvertes sont recalculés."),
    )
    has_figures = bool(progress.periods_with_results(kind="month"))
    return redirect(
        url(request, "indicator", indicator.code)
        if has_figures
        else url(request, "settings-indicators")
    )


def _page(
    request: CompanyRequest, form: IndicatorForm, *, base: Definition | None, heading: str
) -> HttpResponse:
    """The form, with the preview that was asked where it is right."""
    context: dict[str, Any] = {
        "form": form,
        "heading": heading,
        "base": base,
        "kept": [
            condition_words.compare(one, _names(request.actor))
            for one in kept_conditions(form.base)
        ],
        "values": form.values_known.listed(),
        "breadcrumbs": _crumbs(request, (heading, "")),
    }
    if request.method == "POST" and form.is_valid() and form.metric is not None:
        context["told"] = metric_words.lines(form.metric, _names(request.actor))
        context["preview"] = previews.of(
            form.metric,
            current=base.metric if base else None,
            company=request.company,
            seen=reach(request.actor, on=timezone.localdate()),
            at=timezone.now(),
        )
    return show(request, "settings/indicator_form.html", context)


def _crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    return crumbs(request, (_("Indicateurs"), url(request, "settings-indicators")), *steps)


def _table(request: CompanyRequest, found: list[Definition]) -> Table:
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.metric.label, url=url(request, "indicator", one.metric.code)),
                Cell(text=one.metric.code),
                Cell(text=metric_words.UNITS[one.metric.unit]),
                Cell(text=str(one.version.number), value=one.version.number),
                Cell(text=_("catalogue") if one.metric.code in BUILT_IN else _("créé ici")),
            )
        )
        for one in found
    )
    columns = (
        Column(label=_("Indicateur")),
        Column(label=_("Code")),
        Column(label=_("Unité"), is_filter=True),
        Column(label=_("Version"), is_number=True),
        Column(label=_("Origine"), is_filter=True),
    )
    return Table(name="definitions", caption=_("Indicateurs"), columns=columns, rows=rows)
