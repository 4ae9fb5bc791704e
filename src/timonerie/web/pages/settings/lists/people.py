"""People of the company as a table."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Person
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table


def table(request: CompanyRequest, rows: Sequence[Person]) -> Table:
    with_email = request.actor.reads("person.email")
    return Table(
        name="personnes",
        caption=_("Personnes"),
        columns=(
            Column(label=_("Nom")),
            *([Column(label=_("Adresse"))] if with_email else []),
            Column(label=_("Unité"), is_filter=True),
        ),
        rows=tuple(_row(request, one) for one in rows),
    )


def _row(request: CompanyRequest, one: Person) -> Row:
    return Row(
        cells=(
            Cell(
                text=one.name,
                url=url(request, "settings-person", one.public_id),
                note=_("archivée") if one.archived_at else "",
            ),
            *([Cell(text=one.email)] if request.actor.reads("person.email") else []),
            Cell(text=str(one.unit or "")),
        )
    )
