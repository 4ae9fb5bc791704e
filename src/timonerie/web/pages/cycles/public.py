"""The page behind a link: one side says its steps done, without an account, and sees nothing
else."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.reporting.cycle_enums import DoneWay, StepState
from timonerie.domains.reporting.models import CycleLink, RunStep
from timonerie.domains.reporting.operations import cycle_links
from timonerie.domains.reporting.operations.cycle_doing import Said
from timonerie.domains.reporting.queries import cycle_links as queries
from timonerie.domains.reporting.queries import cycle_owners, cycles
from timonerie.domains.reporting.queries.cycle_links import NoSuchLink
from timonerie.foundations.wording import formats
from timonerie.web import cycle_words, public_links
from timonerie.web.access import public
from timonerie.web.forms.cycles import DoneForm
from timonerie.web.pages.cycles import doing

PAGE = "cycles/public.html"
UNDO = "annuler"


@public
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """A link that serves no more, and one that never did, answer the same."""
    return public_links.opened(
        request,
        queries.holding(token),
        lambda link, at: _page(request, link, token, at),
        page=PAGE,
        lost=NoSuchLink,
    )


def _page(request: HttpRequest, link: CycleLink, token: str, at: datetime) -> HttpResponse:
    if request.method != "POST":
        return render(request, PAGE, _context(link, {}))
    step_id = _identifier(request.POST.get("etape", ""))
    step = cycles.of_link(link).filter(public_id=step_id).first() if step_id else None
    if step is None:
        messages.error(request, _("Cette étape n’est plus à faire par ce lien."))
        return redirect("cycle-by-link", token)
    if UNDO in request.POST:
        _try(request, lambda: cycle_links.undo(link=link, at=at, step_id=step.public_id))
        return redirect("cycle-by-link", token)
    form = DoneForm(request.POST, returns_work=step.returns_work, prefix=_prefix(step))
    if form.is_valid() and _done(request, link, at, step, form):
        return redirect("cycle-by-link", token)
    return render(request, PAGE, _context(link, {step.pk: form}))


def _done(
    request: HttpRequest, link: CycleLink, at: datetime, step: RunStep, form: DoneForm
) -> bool:
    said = Said(**form.cleaned_data)
    try:
        done = cycle_links.do(link=link, at=at, step_id=step.public_id, said=said)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return False
    messages.success(request, doing.told(done))
    return True


def _try(request: HttpRequest, call: Callable[[], None]) -> None:
    try:
        call()
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("L’étape est de nouveau à faire."))


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _prefix(step: RunStep) -> str:
    return str(step.public_id)[:8]


def _context(link: CycleLink, forms: dict[int, DoneForm]) -> dict[str, Any]:
    today = timezone.localdate()
    rows = cycles.of_link(link).select_related("run__cycle__provider", "run__site", "seat")
    steps = list(rows.order_by("run__period_start", "run__site__name", "run_id", "position"))
    return {
        "link": link,
        "company_name": link.company.name,
        "holder": link.provider or link.site,
        "deadline": formats.instant(link.expires_at, timezone.get_current_timezone_name()),
        "left": [_line(one, forms, today) for one in steps if one.state == StepState.DUE],
        "done": [_line(one, forms, today) for one in steps if one.state == StepState.DONE],
    }


def _line(step: RunStep, forms: dict[int, DoneForm], today: Any) -> dict[str, Any]:
    blank = DoneForm(returns_work=step.returns_work, prefix=_prefix(step))
    return {
        "step": step,
        "where": f"{cycle_owners.place(step.run)}, {cycle_words.period(step.run)}",
        "state": cycle_words.state(step, today=today),
        "word": cycle_words.standing(step, today=today),
        "counts": cycle_words.counts(step),
        "form": forms.get(step.pk, blank),
        "is_faulty": step.pk in forms,
        "may_undo": step.way == DoneWay.LINK,
    }
