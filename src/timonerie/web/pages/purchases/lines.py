"""The lines of the books behind a figure: filtered in the address, paged, exported whole."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _

from timonerie.domains.facts.queries import accounting, accounting_lines, purchases
from timonerie.domains.facts.queries.accounting_lines import PAGE, SPENT, Asked, Side, Totals
from timonerie.domains.facts.rules.accounting import months as calendar
from timonerie.foundations.wording import formats
from timonerie.web import purchase_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.exports import long_csv_file
from timonerie.web.forms.purchases import LinesForm
from timonerie.web.pages.purchases import frame
from timonerie.web.pages.settings.frame import url
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table
from timonerie.web.workbooks import xlsx_file

LISTED = 10_000
LONGEST_BOOK = 200_000
_KEPT = ("tiers", "ligne")
_HEADER = (
    "fichier", "ligne", "journal", "numéro", "date", "compte", "libellé du compte", "auxiliaire",
    "libellé auxiliaire", "pièce", "libellé", "débit", "crédit", "lettrage", "dépense",
)  # fmt: skip


@policy("ledger.read")
def index(request: CompanyRequest) -> HttpResponseBase:
    """What a figure is made of; `format=` exports all that is filtered."""
    frame.whole(request)
    asked = _asked(request.GET)
    totals = accounting_lines.totals(asked)
    if "format" in request.GET:
        return _export(request, asked, totals)
    page = Paginator(range(min(totals.count, LISTED)), PAGE).get_page(request.GET.get("page"))
    rows = accounting_lines.page(asked, first=(page.number - 1) * PAGE)
    context = frame.context(request, "purchases-lines") | {
        "filters": list(_form(request.GET)),
        "chips": list(_chips(request)),
        "clear_url": url(request, "purchases-lines"),
        "totals": _totals(totals),
        "table": _table(rows, asked),
        "page": page,
        "is_cut": totals.count > LISTED,
        "breadcrumbs": frame.crumbs(request, (_("Lignes"), "")),
    }
    return show(request, "purchases/lines.html", context)


def _asked(query: QueryDict) -> Asked:
    """Raises Http404 for what names nothing."""
    side = query.get("sens", "")
    if side not in list(Side):
        raise Http404(_("filtre inconnu"))
    first, last = _month(query.get("du")), _month(query.get("au"))
    return Asked(
        side=Side(side),
        third_parties=tuple(query.getlist("tiers")),
        account=query.get("compte", "").strip(),
        journal=query.get("journal", ""),
        first=first,
        last=calendar.next_month(last) - timedelta(days=1) if last else None,
        lines=tuple(map(_place, query.getlist("ligne"))),
    )


def _month(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Http404(_("période inconnue")) from None


def _place(text: str) -> tuple[str, int]:
    file, _colon, line = text.rpartition(":")
    if not (line.isascii() and line.isdigit()):
        raise Http404(_("filtre inconnu"))
    return file, int(line)


def _form(query: QueryDict) -> LinesForm:
    files = accounting.live()
    starts = [one.first_date for one in files if one.first_date]
    ends = [one.last_date for one in files if one.last_date]
    span = calendar.between(min(starts), max(ends)) if starts and ends else []
    return LinesForm(
        span=reversed(span),
        journals=accounting_lines.journals(),
        kept={name: query.getlist(name) for name in _KEPT},
        initial={name: query.get(name, "") for name in ("sens", "du", "au", "compte", "journal")},
    )


def _chips(request: CompanyRequest) -> Iterator[dict[str, str]]:
    """The third parties and the lines that the address names, which no field shows."""
    for key in request.GET.getlist("tiers"):
        yield {"label": purchases.whose(key)[0], "url": _without(request, "tiers", key)}
    places = request.GET.getlist("ligne")
    if places:
        label = _("lignes choisies : %(n)s") % {"n": formats.number(len(places))}
        yield {"label": label, "url": _without(request, "ligne")}


def _without(request: CompanyRequest, name: str, value: str = "") -> str:
    query = request.GET.copy()
    kept = [one for one in query.getlist(name) if value and one != value]
    query.setlist(name, kept)
    query.pop("page", None)
    return f"?{query.urlencode()}"


def _totals(found: Totals) -> list[dict[str, str]]:
    figures = [
        {"label": _("Lignes"), "value": formats.number(found.count)},
        {"label": _("Débit"), "value": purchase_words.euros(found.debit)},
        {"label": _("Crédit"), "value": purchase_words.euros(found.credit)},
    ]
    if found.spend is not None:
        figures.append({"label": _("Dépense"), "value": purchase_words.euros(found.spend)})
    return figures


def _table(rows: Iterable[Mapping[str, Any]], asked: Asked) -> Table:
    has_spend = asked.side in SPENT
    columns = [
        Column(label=_("Date")),
        Column(label=_("Journal")),
        Column(label=_("Pièce")),
        Column(label=_("Compte")),
        Column(label=_("Tiers")),
        Column(label=_("Libellé"), is_long=True),
        Column(label=_("Débit"), is_number=True),
        Column(label=_("Crédit"), is_number=True),
        Column(label=_("Lettrage")),
    ]
    if has_spend:
        columns.append(Column(label=_("Dépense"), is_number=True))
    return Table(
        name="lignes",
        is_paged=True,
        caption=_("Lignes d’écritures"),
        hides_caption=True,
        columns=tuple(columns),
        rows=tuple(Row(cells=tuple(_cells(row, has_spend=has_spend))) for row in rows),
    )


def _cells(row: Mapping[str, Any], *, has_spend: bool) -> Iterator[Cell]:
    day = row["entry_date"]
    yield Cell(
        text=formats.day(day, style="short") if day else "—",
        value=day,
        note=_("ligne %(n)s") % {"n": row["line"]},
    )
    yield Cell(text=row["journal"], note=row["entry"])
    yield Cell(text=row["piece"] or "—")
    yield Cell(text=row["account"], note=row["account_label"])
    yield Cell(text=row["auxiliary"] or "—", note=row["auxiliary_label"])
    yield Cell(text=row["label"])
    yield purchase_words.money(row["debit"] or None)
    yield purchase_words.money(row["credit"] or None)
    yield Cell(text=row["lettering"] or "—")
    if has_spend:
        yield purchase_words.money(row["amount"])


def _export(request: CompanyRequest, asked: Asked, totals: Totals) -> HttpResponseBase:
    kind = request.GET["format"]
    if kind not in ("csv", "xlsx") or (kind == "xlsx" and totals.count > LONGEST_BOOK):
        raise Http404(_("tableau inconnu"))
    names = {str(one.public_id): one.file_name for one in accounting.live()}
    rows = (_exported(row, names) for row in accounting_lines.every(asked))
    if kind == "xlsx":
        return xlsx_file("lignes", _HEADER, rows)
    return long_csv_file("lignes", _HEADER, rows)


def _exported(row: Mapping[str, Any], names: Mapping[str, str]) -> tuple[Any, ...]:
    spend = row["amount"]
    return (
        names.get(row["file"], ""),
        row["line"],
        row["journal"],
        row["entry"],
        row["entry_date"],
        row["account"],
        row["account_label"],
        row["auxiliary"],
        row["auxiliary_label"],
        row["piece"],
        row["label"],
        purchase_words.amount(row["debit"]),
        purchase_words.amount(row["credit"]),
        row["lettering"],
        None if spend is None else purchase_words.amount(spend),
    )
