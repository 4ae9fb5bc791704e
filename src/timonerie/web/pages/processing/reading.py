"""The register of the data entrusted to providers, and the page of one record."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.contracts import duty_sentences
from timonerie.domains.contracts.duty_enums import PrivacyRole
from timonerie.domains.contracts.queries import processing as queries
from timonerie.domains.contracts.queries.processing import Recorded
from timonerie.domains.contracts.rules import processing as rules
from timonerie.foundations.accounts import limits
from timonerie.foundations.printing.documents import pdf as printing
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import downloads
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.processing.frame import crumbs, record_of, title
from timonerie.web.pages.settings import history
from timonerie.web.pages.settings.frame import url
from timonerie.web.prints.duties import register as prints
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table


@policy("duty.read")
def register(request: CompanyRequest) -> HttpResponse:
    found = queries.register(request.actor, on=timezone.localdate())
    context = {
        "table": _table(request, found),
        "caution": duty_sentences.caution(),
        "breadcrumbs": [
            {"label": _("Obligations légales"), "url": url(request, "duties")},
            {"label": _("Données confiées"), "url": ""},
        ],
    }
    return show(request, "processing/index.html", context)


@policy("duty.read")
def pdf(request: CompanyRequest) -> HttpResponseBase:
    at, today = timezone.now(), timezone.localdate()
    limits.take(limits.Gesture.EXPORT, of=str(request.user.pk), at=at)
    found = queries.register(request.actor, on=today)
    content = printing.pdf(prints.of(found, company=request.company.name, on=today))
    name = f"registre-donnees-confiees-{today.isoformat()}.pdf"
    return downloads.attached(HttpResponse(content, content_type="application/pdf"), name)


@policy("duty.read")
def detail(request: CompanyRequest, record_id: UUID) -> HttpResponse:
    record = record_of(request, record_id)
    one = queries.recorded(record)
    context = {
        "record": record,
        "heading": title(record),
        "pairs": _pairs(one),
        "gaps": [duty_sentences.gap(each) for each in one.gaps],
        "progress": _progress(one),
        "processors": one.processors,
        "is_writer": request.actor.may("duty.write") and record.archived_at is None,
        "provider_url": url(request, "provider-duties", record.provider.public_id),
        "history": history.of(request, kind="processing", public_id=record.public_id),
        "caution": duty_sentences.caution(),
        "breadcrumbs": crumbs(request, (title(record), "")),
    }
    return show(request, "processing/detail.html", context)


def _pairs(one: Recorded) -> list[dict[str, Any]]:
    record, names = one.record, duty_sentences.items()
    told = [("role", str(record.get_role_display()), record.role_reason)]
    for item in rules.ITEMS:
        text = getattr(record, item.field)
        note = ""
        if item.field == "transfers":
            text, note = str(record.get_transfers_display()), record.transfers_note
        told.append((item.field, text, note))
    return [
        {
            "term": names[field][:1].upper() + names[field][1:],
            "detail": text or _("à connaître"),
            "note": note,
            "is_soft": not text,
        }
        for field, text, note in told
    ]


def _progress(one: Recorded) -> str:
    words = {"n": formats.number(one.asked - _blank(one)), "of": formats.number(one.asked)}
    return _("%(n)s éléments dits sur %(of)s") % words


def _blank(one: Recorded) -> int:
    return len({gap.field for gap in one.gaps})


def _table(request: CompanyRequest, found: Sequence[Recorded]) -> Table:
    return Table(
        name="registre",
        caption=_("Données confiées aux prestataires"),
        columns=(
            Column(label=_("Prestataire"), is_filter=True, is_long=True),
            Column(label=_("Contrat")),
            Column(label=_("Rôle"), is_filter=True),
            Column(label=_("Finalité"), is_long=True),
            Column(label=_("Catégories de données"), is_long=True),
            Column(label=_("Catégories de personnes")),
            Column(label=_("Sous-traitants ultérieurs"), is_number=True),
            Column(label=_("Transferts"), is_filter=True),
            Column(label=_("Complétude"), is_filter=True),
            Column(label=_("Ce qui manque"), is_long=True),
        ),
        rows=tuple(_row(request, one) for one in found),
    )


def _row(request: CompanyRequest, one: Recorded) -> Row:
    record, count = one.record, len(one.processors)
    is_qualified = record.role != PrivacyRole.UNQUALIFIED
    return Row(
        cells=(
            Cell(
                text=record.provider.name, url=url(request, "processing-record", record.public_id)
            ),
            Cell(text=record.contract.name if record.contract else _("tous")),
            Cell(text=record.get_role_display(), is_soft=not is_qualified),
            _known(record.purpose),
            _known(record.data_kinds),
            _known(record.people),
            Cell(text=formats.number(count), value=count),
            _known(str(record.get_transfers_display())),
            _completeness(one),
            Cell(text=" ".join(duty_sentences.gap(each) for each in one.gaps) or "—"),
        )
    )


def _completeness(one: Recorded) -> Cell:
    if not one.gaps:
        return Cell(text=_("complète"), state=State.MET)
    words = ngettext("%(n)s élément à dire", "%(n)s éléments à dire", len(one.gaps))
    return Cell(text=words % {"n": formats.number(len(one.gaps))}, state=State.MISSING)


def _known(text: str) -> Cell:
    return Cell(text=text) if text else Cell(text=_("à connaître"), is_soft=True)
