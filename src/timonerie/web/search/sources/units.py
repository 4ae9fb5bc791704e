"""Regions, sites and teams."""

from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.queries import directory
from timonerie.domains.organisation.queries.reach import reach
from timonerie.web.search.question import Found, Hit, Question
from timonerie.web.search.registry import register

ROUTES = {UnitKind.REGION: "region", UnitKind.SITE: "site", UnitKind.TEAM: "team"}


@register(label=_("Sites, régions et équipes"), icon="sites", permission="indicator.read", rank=10)
def units(question: Question) -> Found:
    seen = reach(question.actor, on=question.on)
    # A provider finds the sites it serves from its own page: the tree is not theirs.
    if seen.provider_ids is not None and seen.unit_ids is None:
        return
    for place in directory.places().values():
        route = ROUTES.get(UnitKind(place.kind))
        reached = seen.unit_ids is None or place.pk in seen.unit_ids
        if route and reached and place.archived_at is None and question.finds(place.name):
            kind = UnitKind(place.kind).label
            yield Hit(place.name, question.url(route, place.public_id), kind)
