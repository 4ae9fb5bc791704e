"""Beginning a statement of work, naming it, archiving it."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.performance.queries import measured_activities as statement_facts
from timonerie.domains.sourcing import works
from timonerie.domains.sourcing.models import StatementOfWork
from timonerie.domains.sourcing.operations import statements
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.statements import NewStatementForm, StatementForm
from timonerie.web.pages.settings.frame import FormPage, act, answer, url, version_asked
from timonerie.web.pages.statements import choosing
from timonerie.web.pages.statements.frame import crumbs, statement_of, steps_to
from timonerie.web.responses import show


@policy("statement.write")
def new(request: CompanyRequest) -> HttpResponse:
    """The model first, then what it is about."""
    code = request.GET.get("modele", "")
    if not code:
        context: dict[str, Any] = {"models": choosing.models(request)}
        context["breadcrumbs"] = crumbs(request, (_("Écrire"), ""))
        return show(request, "statements/models.html", context)
    if code not in works.CODES:
        raise Http404
    on, model = timezone.localdate(), works.model(code)
    initial = {"title": model.title, "months": 36}
    form = NewStatementForm(request.POST or None, reader=request.actor, on=on, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = _begun(request, form, code)
        if made is not None:
            messages.success(request, _("Le cahier est là : ce que vous savez est déjà rempli."))
            return redirect(url(request, "statement", made.public_id))
    context = {
        "form": form,
        "model": model,
        "groups": choosing.activities(request, form, model),
        "breadcrumbs": crumbs(
            request, (_("Écrire"), url(request, "statement-new")), (model.title, "")
        ),
    }
    return show(request, "statements/new.html", context)


def _begun(request: CompanyRequest, form: NewStatementForm, work: str) -> StatementOfWork | None:
    at, data = timezone.now(), form.cleaned_data
    activities = list(data["activities"].select_related("function", "accountable"))
    try:
        return statements.draft(
            by=request.actor,
            at=at,
            work=work,
            title=data["title"],
            months=data["months"],
            activities=activities,
            sites=list(data["sites"]),
            provider=data["provider"],
            measured=statement_facts.read(request.actor, activities, on=timezone.localdate(at)),
        )
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    return None


@policy("statement.write")
def edit(request: CompanyRequest, statement_id: UUID) -> HttpResponse:
    statement = statement_of(request, statement_id)
    here = url(request, "statement", statement.public_id)
    provider = statement.provider.public_id if statement.provider else None
    initial = {"title": statement.title, "months": statement.months, "provider": provider}
    initial["version"] = statement.version
    form = StatementForm(request.POST or None, reader=request.actor, initial=initial)
    return answer(
        request,
        form,
        page=FormPage(
            heading=_("Titre, durée, prestataire en place"),
            lead=statement.title,
            submit=_("Enregistrer"),
            back=here,
            breadcrumbs=steps_to(request, statement, (_("Modifier"), "")),
        ),
        save=lambda data: statements.change(
            by=request.actor, at=timezone.now(), statement=statement, **data
        ),
        done=lambda _saved: here,
        message=_("Le cahier est enregistré."),
    )


@require_POST
@policy("statement.write")
def archive(request: CompanyRequest, statement_id: UUID) -> HttpResponse:
    message = _("Le cahier est archivé ; ses versions restent.")
    return _gesture(request, statement_id, statements.archive, message)


@require_POST
@policy("statement.write")
def restore(request: CompanyRequest, statement_id: UUID) -> HttpResponse:
    message = _("Le cahier est repris des archives.")
    return _gesture(request, statement_id, statements.restore, message)


def _gesture(
    request: CompanyRequest, statement_id: UUID, gesture: Callable[..., None], message: str
) -> HttpResponse:
    statement = statement_of(request, statement_id)
    version = version_asked(request, statement.version)
    call = partial(
        gesture, by=request.actor, at=timezone.now(), statement=statement, version=version
    )
    return act(request, call, to=url(request, "statement", statement.public_id), message=message)
