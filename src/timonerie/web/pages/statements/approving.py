"""Approving a statement of work: what blocks, what changed, then the version that is frozen."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.sourcing.models import StatementOfWork, StatementVersion
from timonerie.domains.sourcing.operations import statement_versions
from timonerie.domains.sourcing.operations.statement_versions import Approval
from timonerie.domains.sourcing.queries import statement_documents
from timonerie.domains.sourcing.queries import statements as queries
from timonerie.domains.sourcing.rules.statements import diffing
from timonerie.foundations.wording import formats
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.statements import ApprovalForm
from timonerie.web.pages.settings.frame import url
from timonerie.web.pages.statements import covers, reading
from timonerie.web.pages.statements.covers import ShownValue
from timonerie.web.pages.statements.frame import statement_of, steps_to
from timonerie.web.responses import show


@policy("statement.approve")
def approve(request: CompanyRequest, statement_id: UUID) -> HttpResponse:
    statement = statement_of(request, statement_id)
    form = ApprovalForm(request.POST or None, initial={"version": statement.version})
    if request.method == "POST" and form.is_valid():
        made = _approved(request, form, statement)
        if made is not None:
            words = {"number": formats.number(made.number)}
            messages.success(request, _("La version %(number)s est approuvée et figée.") % words)
            return redirect(url(request, "statement-version", statement.public_id, made.number))
    context = _context(request, statement)
    context["form"] = form
    return show(request, "statements/approve.html", context)


def _approved(
    request: CompanyRequest, form: ApprovalForm, statement: StatementOfWork
) -> StatementVersion | None:
    data: Mapping[str, Any] = form.cleaned_data
    try:
        return statement_versions.approve(
            by=request.actor,
            at=timezone.now(),
            statement=statement,
            version=data["version"],
            said=Approval(note=data["note"], reason=data["reason"]),
        )
    except Conflict:
        form.data = {
            **request.POST.dict(),
            "version": str(statement_of(request, statement.public_id).version),
        }
        form.add_error(
            None,
            _(
                "Quelqu’un a changé une ligne pendant que vous lisiez : rien n’a été approuvé."
                " Relisez ce qui a changé, puis approuvez de nouveau."
            ),
        )
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    return None


def _cover(statement: StatementOfWork, last: StatementVersion) -> tuple[ShownValue, ...]:
    return covers.changes(last.document["about"], statement_documents.about(statement, number=0))


def _context(request: CompanyRequest, statement: StatementOfWork) -> dict[str, Any]:
    context = reading.written(request, statement)
    last: StatementVersion | None = context["last"]
    lines = queries.lines(queries.rows_of(statement))
    changes = diffing.compare(queries.lines_in(last), lines) if last else []
    cover = _cover(statement, last) if last else ()
    return context | {
        "cover": ", ".join(one.label[:1].lower() + one.label[1:] for one in cover),
        "number": last.number + 1 if last else 1,
        "changed": len(changes),
        "breadcrumbs": steps_to(request, statement, (_("Approuver"), "")),
    }
