"""The tables of « Dépendances »: the map, the providers, the findings to take away."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from timonerie.domains.organisation.queries import directory
from timonerie.domains.sourcing.queries.dependence import Dependence
from timonerie.domains.sourcing.rules.dependence import VITAL, Risk
from timonerie.domains.sourcing.rules.dependence_maps import Row as MapRow
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table

HANGING = (Risk.SAME_PROVIDER, Risk.NO_TAKE_BACK)


def places(request: CompanyRequest, found: Dependence) -> Table:
    """Activities by sites: who does it there. What hangs is marked."""
    known = directory.places()
    columns = sorted(found.grid.columns, key=lambda pk: (known[pk].name, pk))
    hanging = {
        (pk, one.subject) for one in found.findings if one.risk in HANGING for pk in one.activities
    }
    return Table(
        name="carte",
        caption=_("Qui fait quoi, site par site"),
        columns=(
            Column(label=_("Activité")),
            Column(label=_("Criticité"), is_number=True, is_filter=True),
            *(Column(label=known[pk].name, name=f"site-{pk}") for pk in columns),
        ),
        rows=tuple(
            Row(cells=tuple(_cells(request, found, row, columns, hanging)))
            for row in found.grid.rows
        ),
    )


def providers(request: CompanyRequest, found: Dependence) -> Table | None:
    """Each provider with what it holds, the most vital first; None where there is none."""
    held: dict[int, set[int]] = {}
    where: dict[int, set[int]] = {}
    for served in found.served:
        for one in served.assignments:
            if one.provider_id is not None:
                held.setdefault(one.provider_id, set()).add(served.activity.pk)
                where.setdefault(one.provider_id, set()).add(one.unit_id)
    if not held:
        return None
    vital = {pk for pk, activity in found.activities.items() if activity.criticality >= VITAL}
    firms = directory.firms()
    ranked = sorted(held, key=lambda pk: (-len(held[pk] & vital), -len(held[pk]), firms[pk].name))
    return Table(
        name="prestataires",
        caption=_("Ce que tient chaque prestataire"),
        columns=(
            Column(label=_("Prestataire")),
            Column(label=_("Activités vitales"), is_number=True),
            Column(label=_("Activités"), is_number=True),
            Column(label=_("Sites"), is_number=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=firms[pk].name, url=url(request, "provider", firms[pk].public_id)),
                    _number(len(held[pk] & vital)),
                    _number(len(held[pk])),
                    _number(len(where[pk])),
                )
            )
            for pk in ranked
        ),
    )


def findings(told: Sequence[Mapping[str, Any]]) -> Table | None:
    """The findings as a list, with every activity named; None without any."""
    if not told:
        return None
    return Table(
        name="constats",
        caption=_("Ce qui ne tient qu’à un fil"),
        columns=(
            Column(label=_("Constat"), is_long=True),
            Column(label=_("Pourquoi"), is_long=True),
            Column(label=_("Activités"), is_long=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=one["title"]),
                    Cell(text=one["why"]),
                    Cell(text=", ".join(one["every"])),
                )
            )
            for one in told
        ),
    )


def _cells(
    request: CompanyRequest,
    found: Dependence,
    row: MapRow,
    columns: Sequence[int],
    hanging: Collection[tuple[int, int | None]],
) -> Iterator[Cell]:
    activity = found.activities[row.activity]
    yield Cell(text=row.name, url=url(request, "activity", activity.public_id))
    yield _number(row.criticality)
    firms = directory.firms()
    for unit in columns:
        several = found.grid.at(row.activity, unit)
        names = [firms[one].name if one is not None else _("vous-mêmes") for one in several]
        hangs = any((row.activity, one) in hanging for one in several if one is not None)
        yield Cell(
            text=", ".join(names) or "—",
            state=State.WATCH if hangs else None,
            is_soft=not names,
        )


def _number(value: int) -> Cell:
    return Cell(text=formats.number(value), value=value)
