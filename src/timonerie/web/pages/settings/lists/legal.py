"""The legal tree as a table: each entity, then its establishments."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from timonerie.domains.organisation.queries.legal import Holding
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table


def table(request: CompanyRequest, holdings: Sequence[Holding]) -> Table:
    return Table(
        name="entites",
        caption=_("Entités juridiques"),
        columns=(
            Column(label=_("Entité et établissements")),
            Column(label=_("Nature"), is_filter=True),
            Column(label=_("Appartient à"), is_filter=True),
            Column(label=_("SIREN ou SIRET")),
            Column(label=_("Commune"), is_filter=True),
        ),
        rows=tuple(row for one in holdings for row in _rows(request, one)),
    )


def _rows(request: CompanyRequest, one: Holding) -> Iterator[Row]:
    entity = one.entity
    here = url(request, "settings-entity", entity.public_id)
    yield Row(
        cells=(
            Cell(text=entity.name, url=here, depth=one.depth),
            Cell(text=_("entité")),
            Cell(text=str(entity.parent or "")),
            Cell(text=entity.siren),
            Cell(text=""),
        )
    )
    for place in one.establishments:
        yield Row(
            cells=(
                Cell(text=place.name, depth=one.depth + 1),
                Cell(text=_("établissement")),
                Cell(text=entity.name),
                Cell(text=place.siret),
                Cell(text=place.town),
            )
        )
