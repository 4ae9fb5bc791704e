"""Providers as a table, with whom to call there."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Provider
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table


def table(request: CompanyRequest, rows: Sequence[Provider]) -> Table:
    return Table(
        name="prestataires",
        caption=_("Prestataires"),
        columns=(
            Column(label=_("Nom")),
            Column(label=_("Métier"), is_filter=True),
            Column(label=_("Code")),
            Column(label=_("SIREN")),
            Column(label=_("Contacts"), is_long=True),
        ),
        rows=tuple(_row(request, one) for one in rows),
    )


def _row(request: CompanyRequest, one: Provider) -> Row:
    contacts = [contact.name for contact in one.contacts.all() if not contact.left_date]
    archived = _("archivé") if one.archived_at else ""
    here = url(request, "settings-provider", one.public_id)
    return Row(
        cells=(
            Cell(text=one.name, url=here, note=archived),
            *(Cell(text=text or "") for text in (one.trade, one.code, one.siren)),
            Cell(text=", ".join(contacts)),
        )
    )
