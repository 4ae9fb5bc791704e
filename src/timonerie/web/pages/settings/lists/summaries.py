"""Published summaries as a table."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from timonerie.domains.portfolio.models import PublishedSummary
from timonerie.foundations.wording import formats
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table


def table(request: CompanyRequest, rows: Sequence[PublishedSummary], *, at: datetime) -> Table:
    return Table(
        name="resumes",
        caption=_("Résumés publiés"),
        columns=(
            Column(label=_("Destinataire")),
            Column(label=_("Contenu"), is_filter=True),
            Column(label=_("Publié le")),
            Column(label=_("Jusqu’au")),
            Column(label=_("Situation"), is_filter=True),
        ),
        rows=tuple(_row(request, one, at) for one in rows),
    )


def _row(request: CompanyRequest, one: PublishedSummary, at: datetime) -> Row:
    return Row(
        cells=(
            Cell(text=one.recipient, url=url(request, "settings-summary", one.public_id)),
            Cell(text=one.get_level_display()),
            Cell(text=formats.day(one.published_at, style="short"), value=one.published_at),
            Cell(text=formats.day(one.ends_at, style="short"), value=one.ends_at),
            Cell(text=_situation(one, at)),
        )
    )


def _situation(one: PublishedSummary, at: datetime) -> str:
    if one.withdrawn_at is not None:
        return _("retiré")
    return _("ouvert") if one.is_open(at=at) else _("terminé")
