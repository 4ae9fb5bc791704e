"""What every page of signals stands in: the signal, its words, its breadcrumbs."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.signals.queries import signals, telling
from timonerie.domains.signals.queries.telling import Spoken
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import Crumb, url


def spoken_of(request: CompanyRequest, signal_id: UUID) -> Spoken:
    """A signal with its words. Raises Http404 for one out of reach."""
    rows = signals.visible_to(request.actor, on=timezone.localdate())
    rows = telling.with_members(rows.select_related(*signals.NAMED))
    found = get_object_or_404(rows, public_id=signal_id)
    return telling.in_full([found])[0]


def crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    home = {"label": _("Signaux"), "url": url(request, "signals")}
    return [home, *({"label": label, "url": link} for label, link in steps)]
