"""The management tree as a table."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.queries.units import Node
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table


def table(request: CompanyRequest, nodes: Sequence[Node]) -> Table:
    return Table(
        name="unites",
        caption=_("Unités"),
        columns=(
            Column(label=_("Unité")),
            Column(label=_("Niveau"), is_filter=True),
            Column(label=_("Code")),
            Column(label=_("Établissement")),
            Column(label=_("Calendrier"), is_filter=True),
        ),
        rows=tuple(_row(request, node.unit, node.depth) for node in nodes),
    )


def _row(request: CompanyRequest, unit: Unit, depth: int) -> Row:
    return Row(
        cells=(
            Cell(
                text=unit.name,
                url=url(request, "settings-unit", unit.public_id),
                note=_("archivée") if unit.archived_at else "",
                depth=depth,
            ),
            Cell(text=unit.get_kind_display()),
            Cell(text=unit.code if unit.code != unit.name else ""),
            Cell(text=str(unit.establishment or "")),
            Cell(text=str(unit.calendar or _("celui du dessus"))),
        )
    )
