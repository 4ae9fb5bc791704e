"""Incidents, and the links that declare them, as tables."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.facts.models import DeclarationLink, Incident, IncidentSeverity
from timonerie.domains.facts.rules.incidents import money, totals
from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.queries.reach import reach
from timonerie.foundations.wording import formats
from timonerie.web import incident_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table


def of_incidents(request: CompanyRequest, found: Sequence[Incident]) -> Table:
    columns = [
        Column(label=_("Incident"), is_long=True),
        Column(label=_("Connu le")),
        Column(label=_("Alerte"), is_number=True),
        Column(label=_("Prestataire"), is_filter=True),
        Column(label=_("Sites"), is_filter=True),
        Column(label=_("Cause"), is_filter=True),
        Column(label=_("Gravité"), is_filter=True),
        Column(label=_("État"), is_filter=True),
    ]
    if request.actor.reads("incident.cost"):
        columns.append(Column(label=_("Coût"), is_number=True))
    return Table(
        name="incidents",
        caption=_("Incidents"),
        columns=tuple(columns),
        rows=tuple(_row(request, one, len(columns)) for one in found),
    )


def _row(request: CompanyRequest, one: Incident, width: int) -> Row:
    alert = totals.alert(one.known_at, one.told_at)
    known = timezone.localdate(one.known_at)
    is_major = one.severity == IncidentSeverity.MAJOR
    cells = (
        Cell(text=one.what, url=url(request, "incident", one.public_id), note=one.reference),
        Cell(text=formats.day(known, style="short"), value=one.known_at),
        Cell(text="—" if alert is None else formats.duration(alert), value=alert, unit="duration"),
        Cell(text=str(one.provider or "—")),
        Cell(text=", ".join(unit.name for unit in sites_of(request, one)) or "—"),
        Cell(text=incident_words.cause(one)),
        Cell(text=one.get_severity_display(), rank=0 if is_major else 1),
        Cell(text=one.get_state_display()),
        _cost(one),
    )
    return Row(cells=cells[:width])


def _cost(one: Incident) -> Cell:
    if one.cost is None:
        return Cell(text="—", is_soft=True)
    return Cell(
        text=incident_words.cost(one.cost, one.currency),
        value=money.major(one.cost, one.currency),
        unit=one.currency,
    )


def sites_of(request: CompanyRequest, one: Incident) -> list[Unit]:
    """Those that the reader reaches: the others are not named to them."""
    seen = reach(request.actor, on=timezone.localdate()).unit_ids
    units = [site.unit for site in one.sites.all()]
    return [unit for unit in units if seen is None or unit.pk in seen]


def of_links(request: CompanyRequest, found: Sequence[DeclarationLink], *, at: datetime) -> Table:
    return Table(
        name="liens",
        caption=_("Liens de déclaration"),
        columns=(
            Column(label=_("Destinataire")),
            Column(label=_("Pour"), is_filter=True),
            Column(label=_("Fait le")),
            Column(label=_("Jusqu’au")),
            Column(label=_("Situation"), is_filter=True),
            Column(label=_("Déclarations"), is_number=True),
            Column(label=_("Dernière")),
        ),
        rows=tuple(_link_row(request, one, at) for one in found),
    )


def _link_row(request: CompanyRequest, one: DeclarationLink, at: datetime) -> Row:
    declared: int = one.declared  # type: ignore[attr-defined]  # counted by the query
    used = one.used_at
    return Row(
        cells=(
            Cell(text=one.recipient, url=url(request, "incident-link", one.public_id)),
            Cell(text=str(one.declarer)),
            Cell(text=formats.day(one.made_at, style="short"), value=one.made_at),
            Cell(text=formats.day(one.expires_at, style="short"), value=one.expires_at),
            Cell(text=situation(one, at)),
            Cell(text=formats.number(declared), value=declared),
            Cell(text=formats.day(used, style="short") if used else "—", value=used),
        )
    )


def situation(one: DeclarationLink, at: datetime) -> str:
    if one.revoked_at is not None:
        return _("révoqué")
    return _("ouvert") if one.is_open(at=at) else _("terminé")
