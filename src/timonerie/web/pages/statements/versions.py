"""The approved versions of a statement of work: their list, one as it was frozen, two compared."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from timonerie.domains.sourcing.models import StatementOfWork, StatementVersion
from timonerie.domains.sourcing.operations.first_lines import NOTHING
from timonerie.domains.sourcing.papers import words as statement_words
from timonerie.domains.sourcing.queries import statement_documents
from timonerie.domains.sourcing.queries import statements as queries
from timonerie.domains.sourcing.rules.statements.gaps import Gap, Severity
from timonerie.domains.sourcing.rules.statements.shapes import Line
from timonerie.foundations.wording import formats
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.settings.frame import url
from timonerie.web.pages.statements import differences, sections, tables
from timonerie.web.pages.statements.frame import statement_of, steps_to, tabs, version_of
from timonerie.web.responses import show

DRAFT = "projet"


@policy("statement.read")
def index(request: CompanyRequest, statement_id: UUID) -> HttpResponse:
    statement = statement_of(request, statement_id)
    found = queries.versions_of(statement)
    context = {
        "statement": statement,
        "views": tabs(request, statement, "statement-versions"),
        "table": tables.of_versions(request, statement, found),
        "choices": _choices(request, statement),
        "last": str(found[0].number) if found else "",
        "draft": DRAFT,
        "breadcrumbs": steps_to(request, statement, (_("Versions"), "")),
    }
    return show(request, "statements/versions.html", context)


@policy("statement.read")
def detail(request: CompanyRequest, statement_id: UUID, number: int) -> HttpResponse:
    statement = statement_of(request, statement_id)
    version = version_of(statement, number)
    lines = queries.lines_in(version)
    gaps = [_gap(one) for one in version.gaps]
    here = url(request, "statement-versions", statement.public_id)
    title = _("Version %(number)s") % {"number": formats.number(number)}
    context = {
        "statement": statement,
        "version": version,
        "about": version.document["about"],
        "work": statement_words.work(version.document["about"]["work"]),
        "is_intact": statement_documents.is_intact(version),
        "sections": sections.shown(lines, rows={}, gaps=gaps, measured=NOTHING),
        "gaps": gaps,
        "places": sections.grouped(sections.told(gaps, lines)),
        "reasons": sorted({one["reason"] for one in version.gaps if one.get("reason")}),
        "breadcrumbs": steps_to(request, statement, (_("Versions"), here), (title, "")),
    }
    return show(request, "statements/version.html", context)


@policy("statement.read")
def compare(request: CompanyRequest, statement_id: UUID) -> HttpResponse:
    """`?de=1&a=2`, or `a=projet`; the last approved beside what is being written by default."""
    statement = statement_of(request, statement_id)
    last = queries.last_version(statement)
    if last is None:
        raise Http404
    before = request.GET.get("de") or str(last.number)
    after = request.GET.get("a") or DRAFT
    changes = [
        *differences.of_cover(_about(statement, before), _about(statement, after)),
        *differences.of(_lines(statement, before), _lines(statement, after)),
    ]
    context = {
        "statement": statement,
        "views": tabs(request, statement, "statement-versions"),
        "choices": _choices(request, statement),
        "before": before,
        "after": after,
        "before_name": _name(before),
        "after_name": _name(after),
        "changes": changes,
        "table": differences.table(changes),
        "counts": differences.counts(changes),
        "breadcrumbs": steps_to(request, statement, (_("Comparer"), "")),
    }
    return show(request, "statements/compare.html", context)


def _lines(statement: StatementOfWork, named: str) -> list[Line]:
    """Raises Http404 for a version that was never approved."""
    if named == DRAFT:
        return queries.lines(queries.rows_of(statement))
    return queries.lines_in(_version(statement, named))


def _about(statement: StatementOfWork, named: str) -> Mapping[str, Any]:
    """What stands on the cover. Raises Http404 for a version that was never approved."""
    if named == DRAFT:
        return statement_documents.about(statement, number=0)
    about: Mapping[str, Any] = _version(statement, named).document["about"]
    return about


def _version(statement: StatementOfWork, named: str) -> StatementVersion:
    if not (named.isascii() and named.isdigit() and len(named) < 6):
        raise Http404
    return version_of(statement, int(named))


def _choices(request: CompanyRequest, statement: StatementOfWork) -> list[tuple[str, str]]:
    numbers = [str(one.number) for one in queries.versions_of(statement)]
    return [(one, _name(one)) for one in (DRAFT, *numbers)]


def _name(named: str) -> str:
    if named == DRAFT:
        return _("le projet en cours")
    return _("la version %(number)s") % {"number": named}


def _gap(kept: dict[str, Any]) -> Gap:
    return Gap(
        kept["code"], Severity(kept["severity"]), kept["key"], kept["section"], kept["found"]
    )
