"""What every template receives: the navigation of the reader, the company, the banner."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Entry:
    """A line of the navigation; `routes` are the route names under which it is the current one."""

    label: Promise
    icon: str
    route: str
    permission: str
    routes: tuple[str, ...] = ()


ENTRIES = [
    Entry(_("Aujourd’hui"), "today", "today", "indicator.read", ("indicator",)),
    Entry(_("Prestataires"), "providers", "providers", "provider.read", ("provider",)),
    Entry(_("Sites"), "sites", "sites", "indicator.read", ("site", "region")),
    Entry(
        _("Données"),
        "data",
        "imports",
        "import.read",
        ("import", "import-new", "import-mapping", "import-preview", "facts", "fact"),
    ),
    Entry(_("Réglages"), "settings", "settings", "organisation.read", ("activities",)),
]


def frame(request: HttpRequest) -> dict[str, Any]:
    company = getattr(request, "company", None)
    actor = getattr(request, "actor", None)
    context: dict[str, Any] = {"demo": settings.DEMO, "company": company, "navigation": []}
    if company is None or actor is None:
        return context
    match = request.resolver_match
    here = match.url_name if match and match.url_name else ""
    context["navigation"] = [
        {
            "label": entry.label,
            "icon": entry.icon,
            "url": reverse(entry.route, args=[company.slug]),
            "active": here == entry.route or here in entry.routes or (
                entry.route == "settings" and here.startswith("settings")
            ),
        }
        for entry in ENTRIES
        if actor.may(entry.permission)
    ]
    return context
