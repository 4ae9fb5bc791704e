"""The pages in the words of their readers: those of the navigation, and of the links."""

from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timonerie.web import context

LINKS: dict[str, Promise] = {
    "declare": _("Lien de déclaration d’incident"),
    "duty-hand-in": _("Lien de dépôt d’une pièce légale"),
    "offer-answer": _("Lien de réponse à une consultation"),
    "provider-answer": _("Lien du prestataire"),
    "my-messages": _("Mes messages"),
}


def title(route: str) -> str:
    """What a page is about: its part of the navigation, then its own name where that is another."""
    if route in LINKS:
        return str(LINKS[route])
    found = _part(route)
    return route if found is None else f"{found} ({route})" if route not in _heads() else str(found)


@cache
def _heads() -> frozenset[str]:
    heads = {entry.route for entry in context.ENTRIES}
    return frozenset(heads | {one.route for entry in context.ENTRIES for one in entry.below})


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
