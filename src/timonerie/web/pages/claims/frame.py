"""What every page of a penalty or a credit stands in."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.performance.models import LevelClaim
from timonerie.domains.performance.queries import claims
from timonerie.web import claim_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import Crumb, FormPage, url


def claim_of(request: CompanyRequest, claim_id: UUID) -> LevelClaim:
    """Raises Http404 for one out of reach."""
    rows = claims.visible_to(request.actor, on=timezone.localdate())
    found: LevelClaim = get_object_or_404(rows, public_id=claim_id)
    return found


def heading(claim: LevelClaim) -> str:
    words = {
        "title": claim.level.title,
        "period": claim_words.period(claim.period_kind, claim.period_start),
    }
    return _("%(title)s, %(period)s") % words


def crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    home = {"label": _("Avoirs et pénalités"), "url": url(request, "claims")}
    return [home, *({"label": label, "url": link} for label, link in steps)]


def form_page(
    request: CompanyRequest, claim: LevelClaim, *, title: str, lead: str, submit: str
) -> FormPage:
    here = url(request, "claim", claim.public_id)
    return FormPage(
        heading=title,
        lead=lead,
        submit=submit,
        back=here,
        breadcrumbs=crumbs(request, (heading(claim), here), (title, "")),
    )
