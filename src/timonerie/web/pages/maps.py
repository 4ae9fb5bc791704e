"""Heat maps by site and by provider, as several pages draw them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
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
    most: int | None = None,
) -> HeatMap | None:
    """Sites by indicators; `fixed` keeps one provider. Of more than `most`, those that missed most
    targets, in the order given."""
    found = list(found)
    groups = {replace(fixed, unit=one): one for one in sites}
    members = _worst(found, groups, most)
    return boards.heat_map(
        desk,
        found,
        ever,
        members=members,
        dimension="unit",
        corner=_("Site"),
        caption=caption or _("Sites et indicateurs, %(month)s") % {"month": desk.month.label},
        fixed=fixed,
        more=len(groups) - len(members),
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
    groups = {replace(fixed, provider=one): one for one in served_by(desk, ever, fixed)}
    members = _worst(found, groups, most)
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
        more=len(groups) - len(members),
    )


def _worst(found: Iterable[Reading], groups: Mapping[Group, int], most: int | None) -> list[int]:
    """The members whose groups missed most targets, in their order; all where they are few."""
    if most is None or len(groups) <= most:
        return list(groups.values())
    missed = Counter(
        one.group for one in found if one.group in groups and one.judgement == Judgement.MISSED
    )
    kept = set(sorted(groups, key=lambda group: -missed[group])[:most])
    return [member for group, member in groups.items() if group in kept]


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
