"""Heat maps by site and by provider, as several pages draw them."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from timonerie.domains.performance.queries.board import Judgement, Reading
from timonerie.domains.performance.rules import Group
from timonerie.web import boards
from timonerie.web.boards import Desk
from timonerie.web.tables import HeatMap

WHOLE = Group()
Ever = Collection[tuple[Group, str]]


def of_sites(
    desk: Desk,
    found: Iterable[Reading],
    ever: Ever,
    sites: Sequence[int],
    *,
    caption: str = "",
    fixed: Group = WHOLE,
) -> HeatMap | None:
    """Sites by indicators; `fixed` keeps one provider."""
    return boards.heat_map(
        desk,
        found,
        ever,
        members=sites,
        dimension="unit",
        corner=_("Site"),
        caption=caption or _("Sites et indicateurs, %(month)s") % {"month": desk.month.label},
        fixed=fixed,
    )


def of_providers(
    desk: Desk,
    found: Iterable[Reading],
    ever: Ever,
    *,
    caption: str = "",
    fixed: Group = WHOLE,
    most: int | None = None,
) -> HeatMap | None:
    """Providers by indicators, those that were ever measured; `fixed` keeps one site. Of more than
    `most`, those that missed most targets, by name."""
    found = list(found)
    members = served_by(desk, ever, fixed)
    if most is not None and len(members) > most:
        members = _worst(found, members, fixed, most)
    caption = caption or _("Prestataires et indicateurs, %(month)s") % {"month": desk.month.label}
    return boards.heat_map(
        desk,
        found,
        ever,
        members=members,
        dimension="provider",
        corner=_("Prestataire"),
        caption=caption,
        fixed=fixed,
    )


def _worst(found: Iterable[Reading], members: Sequence[int], fixed: Group, most: int) -> list[int]:
    groups = {replace(fixed, provider=one) for one in members}
    missed = Counter(
        one.group.provider
        for one in found
        if one.group in groups and one.judgement == Judgement.MISSED
    )
    kept = set(sorted(members, key=lambda one: -missed[one])[:most])
    return [one for one in members if one in kept]


def served_by(desk: Desk, ever: Ever, fixed: Group = WHOLE) -> list[int]:
    """Providers ever measured for what `fixed` keeps, by name."""
    found = {
        group.provider
        for group, _code in ever
        if group.provider is not None and group == Group(fixed.unit, group.provider, fixed.activity)
    }
    return sorted(found, key=lambda one: desk.names.providers[one][1])


def served_at(desk: Desk, ever: Ever, provider: int, sites: Collection[int]) -> list[int]:
    """The sites, among those given, where a provider was ever measured, in their order."""
    found = {group.unit for group, _code in ever if group.provider == provider}
    return [unit for unit in sites if unit in found]
