"""What every page of a statement of work stands in: the statement, its breadcrumbs, its lines."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.sourcing.models import StatementLine, StatementOfWork, StatementVersion
from timonerie.domains.sourcing.queries import reaching
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import Crumb, url


def statement_of(request: CompanyRequest, statement_id: UUID) -> StatementOfWork:
    """Raises Http404 for one out of reach."""
    rows = reaching.statements(request.actor, on=timezone.localdate())
    found: StatementOfWork = get_object_or_404(
        rows.select_related("provider"), public_id=statement_id
    )
    return found


def line_of(statement: StatementOfWork, line_id: UUID) -> StatementLine:
    """Raises Http404 for one that is not of this statement."""
    rows = StatementLine.objects.filter(statement=statement).select_related("activity")
    found: StatementLine = get_object_or_404(rows, public_id=line_id)
    return found


def version_of(statement: StatementOfWork, number: int) -> StatementVersion:
    """Raises Http404 for a number that was never approved."""
    rows = StatementVersion.objects.filter(statement=statement)
    found: StatementVersion = get_object_or_404(rows, number=number)
    return found


def crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    home = {"label": _("Cahiers des charges"), "url": url(request, "statements")}
    return [home, *({"label": label, "url": link} for label, link in steps)]


def steps_to(
    request: CompanyRequest, statement: StatementOfWork, *steps: tuple[str, str]
) -> list[Crumb]:
    """The way to a page of a statement."""
    here = (statement.title, url(request, "statement", statement.public_id))
    return crumbs(request, here, *steps)


def tabs(request: CompanyRequest, statement: StatementOfWork, here: str) -> list[dict[str, Any]]:
    """The views of a statement, by route; its offers for who reads them."""
    views = [
        ("statement", _("Articles")),
        ("statement-check", _("Ce qui manque")),
        ("statement-versions", _("Versions")),
    ]
    if request.actor.may("offer.read"):
        views.append(("offers", _("Offres")))
    return [
        {
            "label": label,
            "url": url(request, route, statement.public_id),
            "current": route == here,
        }
        for route, label in views
    ]
