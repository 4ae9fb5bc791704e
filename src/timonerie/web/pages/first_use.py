"""Before any figure: what to bring first, and what is done already."""

from django.http import HttpResponse

from timonerie.web.access import CompanyRequest
from timonerie.web.attention.scene import Scene
from timonerie.web.pages import overviews
from timonerie.web.responses import show


def page(request: CompanyRequest, scene: Scene) -> HttpResponse:
    """« Aujourd’hui » of a company without a figure."""
    context = {"breadcrumbs": [], **overviews.decisions(scene)}
    return show(request, "today_empty.html", context)
