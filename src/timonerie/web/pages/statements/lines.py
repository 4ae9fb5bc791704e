"""The lines of a statement of work: added by kind, changed, moved, removed, put back, measured."""

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

from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.performance.queries import measured_activities as statement_facts
from timonerie.domains.sourcing.enums import LineKind
from timonerie.domains.sourcing.models import StatementLine, StatementOfWork
from timonerie.domains.sourcing.operations import statement_lines as operations
from timonerie.domains.sourcing.operations.statement_lines import Said, WrongValues
from timonerie.domains.sourcing.papers import words as statement_words
from timonerie.domains.sourcing.queries import statements as queries
from timonerie.domains.sourcing.rules.statements.shapes import SECTIONS, Section
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.statements import LineChangeForm, LineForm, activities_of
from timonerie.web.pages.settings.frame import act, url, version_asked
from timonerie.web.pages.statements.frame import line_of, statement_of, steps_to
from timonerie.web.responses import show


@policy("statement.write")
def new(request: CompanyRequest, statement_id: UUID) -> HttpResponse:
    """A line of the kind and the section of the address."""
    statement = statement_of(request, statement_id)
    section, kind = _asked(request)
    form = LineForm(request.POST or None, kind=kind, **_around(statement))

    def save(said: Said) -> StatementLine:
        by, at = request.actor, timezone.now()
        return operations.add(
            by=by, at=at, statement=statement, section=section.number, kind=kind, said=said
        )

    return _answer(request, statement, form, section=section, save=save)


@policy("statement.write")
def edit(request: CompanyRequest, statement_id: UUID, line_id: UUID) -> HttpResponse:
    statement = statement_of(request, statement_id)
    line = line_of(statement, line_id)
    form = LineChangeForm(request.POST or None, line=line, **_around(statement))

    def save(said: Said) -> StatementLine:
        version = form.cleaned_data["version"]
        operations.change(
            by=request.actor, at=timezone.now(), line=line, version=version, said=said
        )
        return line

    return _answer(request, statement, form, section=SECTIONS[line.section - 1], save=save)


def _around(statement: StatementOfWork) -> dict[str, Any]:
    lines = queries.lines(queries.rows_of(statement))
    return {"activities": activities_of(statement), "volumes": statement_words.volumes(lines)}


def _answer(
    request: CompanyRequest,
    statement: StatementOfWork,
    form: LineForm,
    *,
    section: Section,
    save: Callable[[Said], StatementLine],
) -> HttpResponse:
    """The form again with what was typed, or back to the line on the page of the statement."""
    here = url(request, "statement", statement.public_id)
    if request.method == "POST" and form.is_valid():
        try:
            line = save(form.said())
        except Conflict as conflict:
            form.answer(conflict)
        except WrongValues as refusal:
            form.refuse(refusal)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            messages.success(request, _("La ligne est enregistrée."))
            return redirect(f"{here}#ligne-{line.public_id}")
    context = {
        "form": form,
        "section": section,
        "kind": form.kind.label,
        "back": f"{here}#article-{section.number}",
        "breadcrumbs": steps_to(request, statement, (str(form.kind.label), "")),
    }
    return show(request, "statements/line.html", context)


def _asked(request: CompanyRequest) -> tuple[Section, LineKind]:
    """Raises Http404 for a section that is none, or that does not take the kind."""
    number, kind = request.GET.get("article", ""), request.GET.get("nature", "")
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= len(SECTIONS)):
        raise Http404
    section = SECTIONS[int(number) - 1]
    if kind not in section.kinds:
        raise Http404
    return section, LineKind(kind)


@require_POST
@policy("statement.write")
def move(request: CompanyRequest, statement_id: UUID, line_id: UUID) -> HttpResponse:
    statement = statement_of(request, statement_id)
    line = line_of(statement, line_id)
    is_up = request.POST.get("vers") == "haut"
    call = partial(operations.move, by=request.actor, at=timezone.now(), line=line, is_up=is_up)
    return _act(
        request, statement, call, at=f"ligne-{line_id}", message=_("La ligne est déplacée.")
    )


@require_POST
@policy("statement.write")
def remove(request: CompanyRequest, statement_id: UUID, line_id: UUID) -> HttpResponse:
    statement = statement_of(request, statement_id)
    line = line_of(statement, line_id)
    version = version_asked(request, line.version)
    section = line.section
    call = partial(
        operations.remove, by=request.actor, at=timezone.now(), line=line, version=version
    )
    message = _("« %(title)s » est retirée : « Lignes retirées », en bas, la remet.") % {
        "title": line.title
    }
    return _act(request, statement, call, at=f"article-{section}", message=message)


@require_POST
@policy("statement.write")
def put_back(request: CompanyRequest, statement_id: UUID, line_id: UUID) -> HttpResponse:
    statement = statement_of(request, statement_id)
    call = partial(
        operations.put_back, by=request.actor, at=timezone.now(), statement=statement, key=line_id
    )
    return _act(request, statement, call, at=f"ligne-{line_id}", message=_("La ligne est remise."))


@require_POST
@policy("statement.write")
def measure(request: CompanyRequest, statement_id: UUID, line_id: UUID) -> HttpResponse:
    """Take what is measured today into a service level."""
    statement = statement_of(request, statement_id)
    line, at = line_of(statement, line_id), timezone.now()
    activities = queries.activities_of(statement)
    measured = statement_facts.read(request.actor, activities, on=timezone.localdate(at))
    call = partial(
        operations.take_measured,
        by=request.actor,
        at=at,
        line=line,
        version=version_asked(request, line.version),
        facts=measured.levels,
    )
    message = _("Ce qui est mesuré est repris, avec la date d’aujourd’hui.")
    return _act(request, statement, call, at=f"ligne-{line_id}", message=message)


def _act(
    request: CompanyRequest,
    statement: StatementOfWork,
    call: Callable[[], Any],
    *,
    at: str,
    message: str,
) -> HttpResponse:
    """Back to the place of the page that the gesture is about."""
    here = url(request, "statement", statement.public_id)
    return act(request, call, to=f"{here}#{at}", message=message)
