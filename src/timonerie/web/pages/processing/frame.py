"""What every page of the records of personal data stands in."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import ProcessingRecord
from timonerie.domains.contracts.queries import processing as queries
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import Crumb, url


def record_of(request: CompanyRequest, record_id: UUID) -> ProcessingRecord:
    """Raises Http404 for one out of reach."""
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    found: ProcessingRecord = get_object_or_404(rows, public_id=record_id)
    return found


def title(record: ProcessingRecord) -> str:
    """« Solde & Clarté · Paie externalisée »."""
    if record.contract is None:
        return record.provider.name
    return f"{record.provider.name} · {record.contract.name}"


def crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    home = {"label": _("Données confiées"), "url": url(request, "processing")}
    return [home, *({"label": label, "url": link} for label, link in steps)]
