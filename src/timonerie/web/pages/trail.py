"""The way from the list of sites down to a unit, as breadcrumbs."""

from django.urls import reverse
from django.utils.translation import gettext as _

from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.queries import directory
from timonerie.domains.organisation.queries.reach import Reach
from timonerie.web.access import CompanyRequest


def down_to(request: CompanyRequest, unit: Unit, seen: Reach) -> list[dict[str, str]]:
    """Sites, then each region and site above that the reader may open, then the unit."""
    slug, places = request.company.slug, directory.places()
    above = [
        places[pk]
        for pk in places[unit.pk].above
        if places[pk].kind in (UnitKind.REGION, UnitKind.SITE)
        and (seen.unit_ids is None or pk in seen.unit_ids)
    ]
    return [
        {"label": _("Sites"), "url": reverse("sites", args=[slug])},
        *(
            {"label": one.name, "url": reverse(one.kind, args=[slug, one.public_id])}
            for one in above
        ),
        {"label": unit.name, "url": ""},
    ]
