"""A cycle copied from a ready model, changed, put away; its steps said again."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.reporting.catalogue import cycles as catalogue
from timonerie.domains.reporting.operations import cycle_steps, cycles
from timonerie.domains.reporting.operations.cycles import Said
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms import cycles as forms
from timonerie.web.pages.cycles import frame
from timonerie.web.pages.settings.frame import FormPage, act, answer, url, version_asked
from timonerie.web.responses import show

EMPTY = "VIDE"


@policy("cycle.write")
def new(request: CompanyRequest) -> HttpResponse:
    """The models to choose from; then, with `?modele=`, the form of a copy."""
    code = request.GET.get("modele", "")
    if not code:
        context = {
            "models": catalogue.models(),
            "empty_url": f"{request.path}?modele={EMPTY}",
            "breadcrumbs": frame.crumbs(request, (_("Choisir un modèle"), "")),
        }
        return show(request, "cycles/new.html", context)
    return _copy(request, code)


def _copy(request: CompanyRequest, code: str) -> HttpResponse:
    model = catalogue.by_code().get(code)
    if model is None and code != EMPTY:
        raise Http404
    today = timezone.localdate()
    first = {
        "title": model.title if model else "",
        "cadence": model.cadence if model else "monthly",
        "start_date": today.replace(day=1),
    }
    form = forms.CycleForm(request.POST or None, reader=request.actor, on=today, initial=first)

    def save(data: dict[str, Any]) -> Any:
        said, by, at = Said(**data), request.actor, timezone.now()
        if model is None:
            return cycles.create(by=by, at=at, said=said)
        return cycles.copy(by=by, at=at, code=code, said=said)

    return answer(
        request,
        form,
        page=FormPage(
            heading=model.title if model else _("Un cycle à vous"),
            lead=model.lead if model else _("Vous direz ses étapes une par une."),
            submit=_("Commencer ce cycle"),
            back=request.path,
            breadcrumbs=frame.crumbs(
                request,
                (_("Choisir un modèle"), request.path),
                (model.title if model else _("Un cycle à vous"), ""),
            ),
        ),
        save=save,
        done=lambda made: frame.address(request, made),
        message=_("Le cycle est commencé : ses passages s’ouvrent d’eux-mêmes."),
    )


@policy("cycle.write")
def edit(request: CompanyRequest, cycle_id: UUID) -> HttpResponse:
    cycle = frame.cycle_of(request, cycle_id)
    form = forms.CycleChangeForm(
        request.POST or None,
        reader=request.actor,
        on=timezone.localdate(),
        initial=forms.initial(cycle),
    )
    named = {"provider": cycle.provider, "activity": cycle.activity}
    return answer(
        request,
        form,
        page=frame.form_page(request, cycle, heading=_("Modifier le cycle")),
        save=lambda data: cycles.change(
            by=request.actor,
            at=timezone.now(),
            cycle=cycle,
            version=data.pop("version"),
            said=Said(**data | form.unseen(**named)),
        ),
        done=lambda _saved: frame.address(request, cycle),
        message=_("Le cycle est enregistré. Les passages ouverts n’ont pas changé."),
    )


@require_POST
@policy("cycle.write")
def archive(request: CompanyRequest, cycle_id: UUID) -> HttpResponse:
    cycle = frame.cycle_of(request, cycle_id)
    version = version_asked(request, cycle.version)
    return act(
        request,
        partial(cycles.archive, by=request.actor, at=timezone.now(), cycle=cycle, version=version),
        to=frame.address(request, cycle),
        message=_("Le cycle est archivé : plus aucun passage ne s’ouvre. Ceux d’avant restent."),
    )


@require_POST
@policy("cycle.write")
def restore(request: CompanyRequest, cycle_id: UUID) -> HttpResponse:
    cycle = frame.cycle_of(request, cycle_id)
    version = version_asked(request, cycle.version)
    return act(
        request,
        partial(cycles.restore, by=request.actor, at=timezone.now(), cycle=cycle, version=version),
        to=frame.address(request, cycle),
        message=_("Le cycle reprend : les périodes passées s’ouvrent dans l’heure."),
    )


@policy("cycle.write")
def step_new(request: CompanyRequest, cycle_id: UUID) -> HttpResponse:
    cycle = frame.cycle_of(request, cycle_id)
    first = {"version": cycle.version, "start_date": _next(cycle.start_date)}
    form = forms.StepForm(
        request.POST or None, reader=request.actor, on=timezone.localdate(), initial=first
    )
    return answer(
        request,
        form,
        page=frame.form_page(
            request, cycle, heading=_("Ajouter une étape"), lead=_("Elle vient après les autres.")
        ),
        save=lambda data: cycle_steps.add(
            by=request.actor,
            at=timezone.now(),
            cycle=cycle,
            version=data.pop("version"),
            start_date=data.pop("start_date"),
            said=cycle_steps.Said(**data),
        ),
        done=lambda _saved: frame.address(request, cycle),
        message=_("L’étape est ajoutée."),
    )


@policy("cycle.write")
def step_edit(request: CompanyRequest, cycle_step_id: UUID) -> HttpResponse:
    step = frame.said_step_of(request, cycle_step_id)
    cycle = step.version.cycle
    first = {
        **forms.step_initial(step),
        "version": cycle.version,
        "start_date": _next(cycle.start_date),
    }
    form = forms.StepForm(
        request.POST or None, reader=request.actor, on=timezone.localdate(), initial=first
    )
    named = {"seat": step.seat, "provider": step.provider}
    page = StepPage(
        heading=step.title,
        submit=_("Enregistrer"),
        back=frame.address(request, cycle),
        breadcrumbs=frame.form_page(request, cycle, heading=step.title).breadcrumbs,
        template="cycles/step_form.html",
        remove_url=url(request, "cycle-step-remove", step.public_id),
    )
    return answer(
        request,
        form,
        page=page,
        save=lambda data: cycle_steps.change(
            by=request.actor,
            at=timezone.now(),
            step=step,
            version=data.pop("version"),
            start_date=data.pop("start_date"),
            said=cycle_steps.Said(**data | form.unseen(**named)),
        ),
        done=lambda _saved: frame.address(request, cycle),
        message=_("L’étape est enregistrée pour les périodes à venir."),
    )


@dataclass(frozen=True, kw_only=True)
class StepPage(FormPage):
    """The page of a step also leads to its removal."""

    remove_url: str


@policy("cycle.write")
def step_remove(request: CompanyRequest, cycle_step_id: UUID) -> HttpResponse:
    step = frame.said_step_of(request, cycle_step_id)
    cycle = step.version.cycle
    first = {"version": cycle.version, "start_date": _next(cycle.start_date)}
    return answer(
        request,
        forms.RemoveStepForm(request.POST or None, initial=first),
        page=frame.form_page(
            request,
            cycle,
            heading=_("Retirer « %(title)s »") % {"title": step.title},
            lead=_("Les passages ouverts la gardent ; ceux d’après ne l’auront plus."),
            submit=_("Retirer l’étape"),
        ),
        save=lambda data: cycle_steps.remove(
            by=request.actor, at=timezone.now(), step=step, **data
        ),
        done=lambda _saved: frame.address(request, cycle),
        message=_("L’étape est retirée des périodes à venir."),
    )


def _next(start_date: date) -> date:
    """The first day of the next month, or that on which the cycle begins."""
    today = timezone.localdate()
    year, month = divmod(today.year * 12 + today.month, 12)
    return max(today.replace(year=year, month=month + 1, day=1), start_date)
