"""Who holds an activity inside, as the part of its page that asks what nobody said."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Seat
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.queries import grids
from timonerie.web import activity_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url


def of(request: CompanyRequest, activity: Activity) -> list[dict[str, Any]]:
    """Pairs for `{% details_list %}`; what nobody said is soft."""
    return list(_pairs(request, activity))


def _pairs(request: CompanyRequest, activity: Activity) -> Iterator[dict[str, Any]]:
    yield _post(request, _("Répond"), activity.accountable)
    yield _post(request, _("Supplée"), activity.deputy)
    keeper = _post(request, _("Sait la reprendre"), activity.keeper)
    if activity.has_no_keeper:
        keeper |= {"detail": _("personne"), "is_soft": False, "is_grave": True}
    yield keeper
    if vetoes := grids.vetoes_of(activity):
        yield {"term": _("Reste chez vous"), "detail": activity_words.vetoes(vetoes)}


def _post(request: CompanyRequest, term: str, seat: Seat | None) -> dict[str, Any]:
    if seat is None:
        return {"term": term, "detail": _("à connaître"), "is_soft": True}
    link = url(request, "settings-seat", seat.public_id)
    words = {"seat": seat.name, "unit": seat.unit}
    return {"term": term, "detail": _("%(seat)s, %(unit)s") % words, "url": link}
