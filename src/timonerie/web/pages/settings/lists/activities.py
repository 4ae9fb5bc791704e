"""Activities as a table: who answers for each, who serves it."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.sourcing.models import Assignment
from timonerie.domains.sourcing.queries import Served
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table


def table(request: CompanyRequest, served: Sequence[Served]) -> Table:
    return Table(
        name="activites",
        caption=_("Activités"),
        columns=(
            Column(label=_("Activité")),
            Column(label=_("Fonction"), is_filter=True),
            Column(label=_("Criticité"), is_number=True, is_filter=True),
            Column(label=_("Fréquence"), is_filter=True),
            Column(label=_("Répond")),
            Column(label=_("Servie par"), is_long=True),
        ),
        rows=tuple(_row(request, one) for one in served),
    )


def _row(request: CompanyRequest, one: Served) -> Row:
    activity = one.activity
    return Row(
        cells=(
            Cell(
                text=activity.name,
                url=url(request, "activity", activity.public_id),
                note=_("du catalogue") if activity.catalogue_code else "",
            ),
            Cell(text=str(activity.function or _("Sans fonction"))),
            Cell(text=str(activity.criticality), value=activity.criticality),
            Cell(text=activity.frequency),
            Cell(text=str(activity.accountable or "—")),
            Cell(text=", ".join(_servers(one.assignments)) or "—"),
        )
    )


def _servers(assignments: Sequence[Assignment]) -> Iterator[str]:
    """Each provider once, with the site it serves, or how many."""
    units: dict[str, list[str]] = {}
    for one in assignments:
        units.setdefault(str(one.provider or _("interne")), []).append(str(one.unit))
    for server, served in units.items():
        count = len(served)
        where = ngettext("%(n)s site", "%(n)s sites", count) % {"n": count}
        yield f"{server} ({served[0] if count == 1 else where})"
