"""« Garder ou confier »: every activity under the two readings of the grid."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.sourcing.queries import grids as queries
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.sourcing import following, frame, grid_tables
from timonerie.web.remembering import remembered
from timonerie.web.responses import show


@policy("sourcing.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    today = timezone.localdate()
    found = queries.weighed(request.actor, on=today)
    in_force = queries.in_force()
    drawn = grid_tables.scatter_of(
        request, in_force.grid, found, finding=grid_tables.finding(found)
    )
    context = {
        "tabs": frame.tabs(request, "activity-grid"),
        "sees_whole": frame.sees_whole(request),
        "known": len(found),
        "scatter": drawn,
        "table": grid_tables.table_of(request, found, on=today),
        "grid": in_force,
        "to_follow": sum(map(following.may_follow, found)),
        "just_made": following.just_made(request),
        "breadcrumbs": frame.crumbs(request, (_("Garder ou confier"), "")),
    }
    return show(request, "sourcing/grid.html", context)
