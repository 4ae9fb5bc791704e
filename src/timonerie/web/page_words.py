"""The pages in the words of their readers: those of the navigation, and of the links."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timonerie.web import context

LINKS: dict[str, Promise] = {
    "cycle-by-link": _("Lien d’une étape de cycle"),
    "declare": _("Lien de déclaration d’incident"),
    "duty-hand-in": _("Lien de dépôt d’une pièce légale"),
    "flash-tell": _("Lien du flash d’un site"),
    "offer-answer": _("Lien de réponse à une consultation"),
    "provider-answer": _("Lien du prestataire"),
    "report-answer": _("Lien de réponse à un rapport"),
    "voice-tell": _("Lien d’une parole"),
    "my-messages": _("Mes messages"),
}


OWN = "my-"
"""How the routes of what a reader alone reads begin."""


def title(route: str) -> str:
    """The part of the navigation that a page stands in; its route where none is known."""
    if route in LINKS:
        return str(LINKS[route])
    if route.startswith(OWN):
        return str(LINKS["my-messages"])
    return str(_part(route) or route)


def _part(route: str) -> Promise | None:
    for entry in context.ENTRIES:
        for one in entry.below:
            if route.startswith(one.prefixes):
                return one.label
    for entry in context.ENTRIES:
        if route in (entry.route, *entry.routes) or route.startswith(
            context.PREFIXES.get(entry.route, (entry.route,))
        ):
            return entry.label
    return None
