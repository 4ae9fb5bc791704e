"""What every page of a commitment stands in."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.commitments.models import Commitment
from timonerie.domains.commitments.queries import commitments as queries
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import Crumb, FormPage, url


def commitment_of(request: CompanyRequest, commitment_id: UUID) -> Commitment:
    """Raises Http404 for one out of reach."""
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    found: Commitment = get_object_or_404(rows, public_id=commitment_id)
    return found


def crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    home = {"label": _("Engagements"), "url": url(request, "commitments")}
    return [home, *({"label": label, "url": link} for label, link in steps)]


def address(request: CompanyRequest, row: Commitment) -> str:
    return url(request, "commitment", row.public_id)


def form_page(
    request: CompanyRequest, row: Commitment, *, heading: str, lead: str, submit: str
) -> FormPage:
    here = address(request, row)
    return FormPage(
        heading=heading,
        lead=lead,
        submit=submit,
        back=here,
        breadcrumbs=crumbs(request, (row.what, here), (heading, "")),
    )


def writes(request: CompanyRequest) -> dict[str, Any]:
    return {"may_write": request.actor.may("commitment.write")}
