"""The audit trail: who did what, when, to what; and what proves that nothing was changed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from timonerie.foundations.audit import checkpoints, searching, trails
from timonerie.foundations.audit.queries import Told
from timonerie.foundations.wording import formats
from timonerie.web import acts
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.exports import long_csv_file
from timonerie.web.pages.settings import audit_objects, audit_standing
from timonerie.web.pages.settings.audit_filters import OLDEST_FIRST, Filters
from timonerie.web.pages.settings.frame import crumbs
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table
from timonerie.web.workbooks import xlsx_file

SIZE = 50
LONGEST_BOOK = 200_000
"""Rows of a workbook; a longer trail is a CSV file."""


@policy("audit.read")
def index(request: CompanyRequest) -> HttpResponseBase:
    """Filters, order and page stand in the address; `format=` exports all that is filtered."""
    filters = Filters.of(request)
    tells = request.actor.may("audit.detail")
    search = filters.search(with_detail=tells)
    if "format" in request.GET:
        return _export(request, search, tells=tells)
    events, follows = searching.page(company_id=request.company.pk, search=search, size=SIZE)
    context = {
        "breadcrumbs": crumbs(request, (_("Piste d’audit"), "")),
        "filters": list(filters.form),
        "chips": list(filters.chips()),
        "clear_url": request.path,
        "is_narrowed": filters.is_narrowed,
        "table": _table(request, filters, events, tells=tells),
        "next_url": filters.url(apres=str(events[-1].seq)) if follows else "",
        "first_url": filters.url(apres=None) if search.beyond is not None else "",
        "standing": audit_standing.of(request),
        "tells": tells,
    }
    return show(request, "settings/audit.html", context)


@policy("audit.detail")
def trail(request: CompanyRequest) -> HttpResponseBase:
    """The whole trail, in the file that the verifier reads."""
    lines = trails.lines(request.company)
    return _attached(StreamingHttpResponse(lines, content_type="application/jsonl"), "piste.jsonl")


@policy("audit.detail")
def points(request: CompanyRequest) -> HttpResponseBase:
    """The checkpoints of the company, as they stand outside the database."""
    file = checkpoints.path(request.company.public_id)
    content = file.read_bytes() if file.exists() else b""
    response = HttpResponse(content, content_type="application/jsonl")
    return _attached(response, "points-de-controle.jsonl")


@policy("audit.read")
def verifier(request: CompanyRequest) -> HttpResponseBase:
    """The program that checks a trail without this one."""
    return _attached(HttpResponse(trails.verifier(), content_type="text/x-python"), "verify.py")


def _attached(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _table(
    request: CompanyRequest, filters: Filters, events: Sequence[Told], *, tells: bool
) -> Table:
    objects = audit_objects.named(request, events)
    oldest = filters.oldest_first
    columns = [Column(label=_("Quoi")), Column(label=_("Objet"))]
    if tells:
        columns.append(Column(label=_("Détail"), is_long=True))
    columns += [
        Column(label=_("Par")),
        Column(
            label=_("Quand"),
            sort_url=filters.url(tri=None if oldest else OLDEST_FIRST, apres=None),
            sorted="ascending" if oldest else "descending",
        ),
        Column(label=_("Numéro"), is_number=True),
    ]
    rows = (_row(request, one, objects[one.kind, one.object_id], tells=tells) for one in events)
    return Table(
        name="piste-audit",
        is_paged=True,
        caption=_("Piste d’audit"),
        hides_caption=True,
        columns=tuple(columns),
        rows=tuple(rows),
    )


def _row(request: CompanyRequest, event: Told, about: audit_objects.Named, *, tells: bool) -> Row:
    cells = [
        Cell(text=acts.sentence(event.act)),
        Cell(text=about.name or about.kind, url=about.url, note=about.kind if about.name else ""),
    ]
    if tells:
        cells.append(Cell(text=acts.detail(event)))
    at = formats.instant(event.at, request.company.zone, style="short")
    cells += [
        Cell(text=event.actor),
        Cell(text=at, value=event.at),
        Cell(text=formats.number(event.seq), value=event.seq),
    ]
    return Row(cells=tuple(cells))


def _export(request: CompanyRequest, search: searching.Search, *, tells: bool) -> HttpResponseBase:
    header = [_("Numéro"), _("Quand"), _("Quoi"), _("Nature"), _("Identifiant"), _("Par")]
    header += [_("Détail")] if tells else []
    events = searching.every(company_id=request.company.pk, search=search)
    zone = ZoneInfo(request.company.zone)
    name = f"piste-audit-{timezone.localdate().isoformat()}"
    if request.GET["format"] == "xlsx":
        return xlsx_file(name, header, list(_lines(events, zone, tells))[:LONGEST_BOOK])
    return long_csv_file(name, header, _lines(events, zone, tells))


def _lines(
    events: Iterable[Told], zone: ZoneInfo, tells: bool
) -> Iterator[list[str | int | datetime]]:
    language = translation.get_language()
    for event in events:
        # A long file is written once the page has answered, in no language any more.
        with translation.override(language):
            line: list[str | int | datetime] = [
                event.seq,
                event.at.astimezone(zone),
                acts.sentence(event.act),
                str(audit_objects.KINDS[event.kind].label)
                if event.kind in audit_objects.KINDS
                else event.kind,
                event.object_id,
                event.actor,
            ]
            yield [*line, acts.detail(event)] if tells else line
