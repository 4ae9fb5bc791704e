"""What is done in a passage: steps said done, undone, without object; opened, closed."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.reporting.models import RunStep
from timonerie.domains.reporting.operations import cycle_checks, cycle_doing, cycle_runs
from timonerie.domains.reporting.operations.cycle_doing import JUST_DONE, Done, Said
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms import cycles as forms
from timonerie.web.pages.cycles import frame
from timonerie.web.pages.settings.frame import act, answer

NONE_REDONE = "aucune"


def told(done: Done) -> str:
    """What happened, with what the reader would not expect."""
    if done.closed:
        return _("C’était la dernière étape : le passage est clos.")
    if done.out_of_turn:
        return _("L’étape est faite. Une étape d’avant ne l’est pas encore : c’est noté ainsi.")
    return _("L’étape est faite.")


@require_POST
@policy("cycle.do")
def do(request: CompanyRequest, run_step_id: UUID) -> HttpResponse:
    """One click; `reprises=aucune` says that nothing was done again."""
    step = frame.step_of(request, run_step_id)
    none = request.POST.get("reprises") == NONE_REDONE and step.returns_work
    said = Said(redone=0) if none else JUST_DONE
    try:
        done = cycle_doing.do(by=request.actor, at=timezone.now(), step=step, said=said)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, told(done))
    return redirect(frame.run_address(request, step.run))


@policy("cycle.do")
def step(request: CompanyRequest, run_step_id: UUID) -> HttpResponse:
    """The same with counts, a reason, a proof."""
    row = _own(request, run_step_id)
    form = forms.DoneForm(request.POST or None, returns_work=row.returns_work)
    return answer(
        request,
        form,
        page=frame.run_form_page(
            request,
            row.run,
            heading=row.title,
            lead=_lead(row),
            submit=_("C’est fait"),
        ),
        save=lambda data: cycle_doing.do(
            by=request.actor, at=timezone.now(), step=row, said=Said(**data)
        ),
        done=lambda _saved: frame.run_address(request, row.run),
        message=_("L’étape est faite."),
    )


def _own(request: CompanyRequest, run_step_id: UUID) -> RunStep:
    """Raises PermissionDenied for who does not own it: no form is filled for nothing."""
    row = frame.step_of(request, run_step_id)
    if not cycle_checks.may_do(request.actor, row, at=timezone.now()):
        raise PermissionDenied(f"l’étape {row.pk} revient à un autre côté")
    return row


def _lead(row: RunStep) -> str:
    return _("Preuve demandée : %(proof)s.") % {"proof": row.proof} if row.proof else ""


@require_POST
@policy("cycle.do")
def undo(request: CompanyRequest, run_step_id: UUID) -> HttpResponse:
    row = frame.step_of(request, run_step_id)
    return act(
        request,
        partial(cycle_doing.undo, by=request.actor, at=timezone.now(), step=row),
        to=frame.run_address(request, row.run),
        message=_("L’étape est de nouveau à faire."),
    )


@policy("cycle.write")
def waive(request: CompanyRequest, run_step_id: UUID) -> HttpResponse:
    row = frame.step_of(request, run_step_id)
    return answer(
        request,
        forms.ReasonForm(request.POST or None),
        page=frame.run_form_page(
            request,
            row.run,
            heading=_("« %(title)s » est sans objet") % {"title": row.title},
            lead=_("Elle ne comptera ni à l’heure ni en retard."),
            submit=_("Dire sans objet"),
        ),
        save=lambda data: cycle_doing.waive(by=request.actor, at=timezone.now(), step=row, **data),
        done=lambda _saved: frame.run_address(request, row.run),
        message=_("L’étape est dite sans objet."),
    )


@policy("cycle.write")
def open_event(request: CompanyRequest, cycle_id: UUID) -> HttpResponse:
    cycle = frame.cycle_of(request, cycle_id)
    form = forms.EventForm(request.POST or None, cycle=cycle)
    return answer(
        request,
        form,
        page=frame.form_page(
            request,
            cycle,
            heading=_("Ouvrir un passage"),
            lead=_("Une référence suffit : aucun nom n’est gardé ici."),
            submit=_("Ouvrir"),
        ),
        save=lambda data: cycle_runs.open_event(
            by=request.actor, at=timezone.now(), cycle=cycle, **{"site": None, **data}
        ),
        done=lambda made: frame.run_address(request, made),
        message=_("Le passage est ouvert."),
    )


@policy("cycle.write")
def close(request: CompanyRequest, run_id: UUID) -> HttpResponse:
    run = frame.run_of(request, run_id)
    return answer(
        request,
        forms.ReasonForm(request.POST or None),
        page=frame.run_form_page(
            request,
            run,
            heading=_("Clore ce passage"),
            lead=_("Les étapes qui restent seront dites sans objet, avec ce motif."),
            submit=_("Clore le passage"),
        ),
        save=lambda data: cycle_runs.close(by=request.actor, at=timezone.now(), run=run, **data),
        done=lambda _saved: frame.run_address(request, run),
        message=_("Le passage est clos."),
    )


@require_POST
@policy("cycle.write")
def reopen(request: CompanyRequest, run_id: UUID) -> HttpResponse:
    run = frame.run_of(request, run_id)
    return act(
        request,
        partial(cycle_runs.reopen, by=request.actor, at=timezone.now(), run=run),
        to=frame.run_address(request, run),
        message=_("Le passage est repris : ses faits sont retirés jusqu’à sa prochaine clôture."),
    )
