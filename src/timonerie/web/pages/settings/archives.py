"""What left the lists, and the way back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.models import Calendar, Establishment, LegalEntity
from timonerie.domains.organisation.operations import archives, providers, units
from timonerie.domains.organisation.queries import people as person_queries
from timonerie.domains.organisation.queries import providers as provider_queries
from timonerie.domains.organisation.queries import seats as seat_queries
from timonerie.domains.organisation.queries import units as unit_queries
from timonerie.domains.performance.operations import refreshing
from timonerie.domains.sourcing.operations import activities
from timonerie.domains.sourcing.queries import activities as activity_queries
from timonerie.foundations.accounts.actors import Actor
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.settings.frame import act, crumbs, url
from timonerie.web.responses import show


@dataclass(frozen=True)
class Shelf:
    """Archived rows of one kind; `argument` is the name under which its restore takes a row, and
    "row" is the one of everything without a version asked."""

    label: Promise
    permission: str
    rows: Callable[[Actor], "QuerySet[Any]"]
    restore: Callable[..., None] = archives.restore
    argument: str = "row"


SHELVES = {
    "unite": Shelf(
        gettext_lazy("Unité"), "organisation.write", unit_queries.visible_to, units.restore, "unit"
    ),
    "entite": Shelf(
        gettext_lazy("Entité juridique"),
        "organisation.write",
        lambda _by: LegalEntity.objects.all(),
    ),
    "etablissement": Shelf(
        gettext_lazy("Établissement"), "organisation.write", lambda _by: Establishment.objects.all()
    ),
    "calendrier": Shelf(
        gettext_lazy("Calendrier"), "organisation.write", lambda _by: Calendar.objects.all()
    ),
    "prestataire": Shelf(
        gettext_lazy("Prestataire"),
        "provider.write",
        provider_queries.visible_to,
        providers.restore,
        "provider",
    ),
    "personne": Shelf(gettext_lazy("Personne"), "organisation.write", person_queries.visible_to),
    "poste": Shelf(gettext_lazy("Poste"), "organisation.write", seat_queries.visible_to),
    "activite": Shelf(
        gettext_lazy("Activité"),
        "activity.write",
        activity_queries.visible_to,
        activities.restore,
        "activity",
    ),
}


@policy("organisation.read")
def index(request: CompanyRequest) -> HttpResponse:
    lines = sorted(_lines(request), key=lambda line: line["row"].archived_at, reverse=True)
    context = {"lines": lines, "breadcrumbs": crumbs(request, (_("Archives"), ""))}
    return show(request, "settings/archives.html", context)


@require_POST
@policy("organisation.read")
def restore(request: CompanyRequest, kind: str, row_id: UUID) -> HttpResponse:
    shelf = SHELVES.get(kind)
    if shelf is None:
        raise Http404
    request.actor.require(shelf.permission)
    row = get_object_or_404(shelf.rows(request.actor), public_id=row_id)
    asked: dict[str, Any] = {shelf.argument: row}
    if shelf.argument != "row":
        asked["version"] = row.version
    answer = act(
        request,
        partial(shelf.restore, by=request.actor, at=timezone.now(), **asked),
        to=url(request, "settings-archives"),
        message=_("« %(name)s » est de retour dans les listes.") % {"name": row.name},
    )
    if kind in ("unite", "calendrier"):
        refreshing.measure_again(by=request.actor, at=timezone.now())
    return answer


def _lines(request: CompanyRequest) -> Iterator[dict[str, Any]]:
    for kind, shelf in SHELVES.items():
        for row in shelf.rows(request.actor).filter(archived_at__isnull=False):
            yield {
                "kind": kind,
                "label": shelf.label,
                "row": row,
                "may_restore": request.actor.may(shelf.permission),
            }
