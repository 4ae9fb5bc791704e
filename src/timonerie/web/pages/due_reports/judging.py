"""What the client makes of a report, and what both sides say of it."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from timonerie.domains.reporting.operations import report_judging
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.due_reports import JudgeForm, TextForm
from timonerie.web.pages.due_reports import frame
from timonerie.web.pages.settings.frame import act, answer, version_asked


@require_POST
@policy("report.judge")
def accept(request: CompanyRequest, due_report_id: UUID) -> HttpResponse:
    due = frame.due_of(request, due_report_id)
    version = version_asked(request, due.version)
    return act(
        request,
        partial(
            report_judging.accept, by=request.actor, at=timezone.now(), due=due, version=version
        ),
        to=frame.address(request, due),
        message=_("Le rapport est accepté. Une correction resterait possible, avec son motif."),
    )


def _judging(
    call: Callable[..., Any], heading: Promise, lead: Promise, done: Promise
) -> Callable[..., HttpResponseBase]:
    @policy("report.judge")
    def view(request: CompanyRequest, due_report_id: UUID) -> HttpResponse:
        due = frame.due_of(request, due_report_id)
        return answer(
            request,
            JudgeForm(request.POST or None, initial={"version": due.version}),
            page=frame.form_page(
                request, due, heading=str(heading), lead=str(lead), submit=str(heading)
            ),
            save=lambda data: call(
                by=request.actor,
                at=timezone.now(),
                due=due,
                version=data["version"],
                text=data["text"],
            ),
            done=lambda _saved: frame.address(request, due),
            message=done,
        )

    return view


def _saying(
    permission: str, call: Callable[..., Any], heading: Promise, lead: Promise, done: Promise
) -> Callable[..., HttpResponseBase]:
    @policy(permission)
    def view(request: CompanyRequest, due_report_id: UUID) -> HttpResponse:
        due = frame.due_of(request, due_report_id)
        return answer(
            request,
            TextForm(request.POST or None),
            page=frame.form_page(
                request, due, heading=str(heading), lead=str(lead), submit=str(heading)
            ),
            save=lambda data: call(by=request.actor, at=timezone.now(), due=due, text=data["text"]),
            done=lambda _saved: frame.address(request, due),
            message=done,
        )

    return view


send_back = _judging(
    report_judging.send_back,
    _("Demander une correction"),
    _("Dites ce qui ne va pas. Le délai repart pour qui doit ce rapport, nos jours rendus."),
    _("La correction est demandée."),
)
refuse = _judging(
    report_judging.refuse,
    _("Refuser pour de bon"),
    _("Plus rien n’est attendu de cette période. Pour une correction, demandez-la plutôt."),
    _("Le rapport est refusé. Rouvrez-le si vous changez d’avis."),
)
idle = _judging(
    report_judging.set_idle,
    _("Déclarer sans activité"),
    _("Il n’y avait rien à rapporter : la période ne compte ni à l’heure ni en retard."),
    _("La période est notée sans activité."),
)
reopen = _judging(
    report_judging.reopen,
    _("Rouvrir"),
    _("Revient sur le dernier jugement : ce qui est venu est à corriger, le reste est attendu."),
    _("Le rapport est rouvert."),
)
ask = _saying(
    "report.write",
    report_judging.ask,
    _("Poser une question"),
    _("L’autre côté la lit sur la même page et y répond."),
    _("La question est posée."),
)
reply = _saying(
    "report.write",
    report_judging.reply,
    _("Répondre à la question"),
    _("La réponse reste à côté du rapport."),
    _("La réponse est donnée."),
)
note = _saying(
    "report.judge",
    report_judging.note,
    _("Ajouter une note privée"),
    _("Le prestataire ne la lit jamais."),
    _("La note est gardée de notre côté."),
)
