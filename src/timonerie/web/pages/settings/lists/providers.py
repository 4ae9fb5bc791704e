"""Providers as a table, with whom to call there."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Provider
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table


def table(
    request: CompanyRequest, rows: Sequence[Provider], *, judged: Mapping[int, int] | None
) -> Table:
    """`judged` is the tier of each, by row id; None for who reads no judgement."""
    # An owner that the reader does not see is not named.
    firms = {one.pk: one.name for one in rows}
    return Table(
        name="prestataires",
        caption=_("Prestataires"),
        columns=(
            Column(label=_("Nom")),
            Column(label=_("Métier"), is_filter=True),
            Column(label=_("Code")),
            Column(label=_("SIREN")),
            Column(label=_("Société mère"), is_filter=True),
            *((Column(label=_("Criticité"), is_number=True),) if judged is not None else ()),
            Column(label=_("Contacts"), is_long=True),
        ),
        rows=tuple(_row(request, one, firms, judged) for one in rows),
    )


def _tier(judged: Mapping[int, int], one: Provider) -> Cell:
    tier = judged.get(one.pk)
    return Cell(text=str(tier), value=tier) if tier else Cell(text=_("à dire"), is_soft=True)


def _row(
    request: CompanyRequest,
    one: Provider,
    firms: Mapping[int, str],
    judged: Mapping[int, int] | None,
) -> Row:
    contacts = [contact.name for contact in one.contacts.all() if not contact.left_date]
    archived = _("archivé") if one.archived_at else ""
    here = url(request, "settings-provider", one.public_id)
    return Row(
        cells=(
            Cell(text=one.name, url=here, note=archived),
            *(Cell(text=text or "") for text in (one.trade, one.code, one.siren)),
            Cell(text=firms.get(one.parent_id or 0, "")),
            *((_tier(judged, one),) if judged is not None else ()),
            Cell(text=", ".join(contacts)),
        )
    )
