"""Before any figure: the files to bring, in any order, and what is known from those that came."""

from django.http import HttpResponse

from timonerie.web.access import CompanyRequest
from timonerie.web.attention import registry
from timonerie.web.attention.scene import Scene
from timonerie.web.first_hour import standing
from timonerie.web.pages.first_hour.frame import asked_of
from timonerie.web.responses import show


def page(request: CompanyRequest, scene: Scene) -> HttpResponse:
    """« Aujourd’hui » of a company without a figure: nothing there is late, or wrong."""
    context = {
        "breadcrumbs": [],
        "may_drop": request.actor.may("first_hour.write"),
        "may_import": request.actor.may("import.write"),
        "standing": standing.of(asked_of(request)),
        "lines": registry.lines(scene),
    }
    return show(request, "today_empty.html", context)
