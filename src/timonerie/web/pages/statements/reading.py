"""The page of a statement of work: its sections, what they lack, what was measured."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.performance.queries import measured_activities as statement_facts
from timonerie.domains.sourcing.models import StatementOfWork
from timonerie.domains.sourcing.papers import words as statement_words
from timonerie.domains.sourcing.queries import removed_lines
from timonerie.domains.sourcing.queries import statements as queries
from timonerie.domains.sourcing.rules.statements import completeness
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.settings import history
from timonerie.web.pages.statements import sections, tables
from timonerie.web.pages.statements.frame import crumbs, statement_of, steps_to, tabs
from timonerie.web.responses import show


@policy("statement.read")
def detail(request: CompanyRequest, statement_id: UUID) -> HttpResponse:
    statement = statement_of(request, statement_id)
    context = written(request, statement)
    may_write = request.actor.may("statement.write") and statement.archived_at is None
    context |= {
        "is_writer": may_write,
        "removed": removed_lines.of(statement) if may_write else [],
        "views": tabs(request, statement, "statement"),
        "history": history.of(request, kind="statement", public_id=statement.public_id),
        "breadcrumbs": crumbs(request, (statement.title, "")),
    }
    return show(request, "statements/detail.html", context)


@policy("statement.read")
def check(request: CompanyRequest, statement_id: UUID) -> HttpResponse:
    """What is missing, as a list that can be exported and shared out."""
    statement = statement_of(request, statement_id)
    context = written(request, statement)
    context["views"] = tabs(request, statement, "statement-check")
    context["table"] = tables.of_gaps(request, statement, context["gaps"])
    context["breadcrumbs"] = steps_to(request, statement, (_("Ce qui manque"), ""))
    return show(request, "statements/check.html", context)


def written(request: CompanyRequest, statement: StatementOfWork) -> dict[str, Any]:
    """What is being written, with its gaps: at most nine queries."""
    rows, activities = queries.rows_of(statement), queries.activities_of(statement)
    lines, is_mission = queries.lines(rows), queries.is_mission(statement)
    measured = statement_facts.read(request.actor, activities, on=timezone.localdate())
    gaps = completeness.check(
        lines, is_mission=is_mission, measurable=statement_facts.measurable(measured)
    )
    by_key = {str(row.public_id): row for row in rows}
    told = sections.told(gaps, lines)
    return {
        "statement": statement,
        "activities": activities,
        "noun": statement_words.noun(is_mission=is_mission),
        "work": statement_words.work(statement.work),
        "last": queries.last_version(statement),
        "sections": sections.shown(lines, rows=by_key, gaps=gaps, measured=measured),
        "gaps": told,
        "places": sections.grouped(told),
        "blocking": sum(one.is_blocking for one in told),
    }
