"""The renegotiation file of a provider: on screen, as a paper, its facts as a spreadsheet."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from timonerie.domains.challenge.papers.annexes import SHORT
from timonerie.foundations.accounts import limits
from timonerie.web import challenge_words, downloads
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.challenges.tables import NOTHING, day
from timonerie.web.pages.provider_files import frame as provider_frame
from timonerie.web.renegotiation_files import building, printing
from timonerie.web.renegotiation_files.shapes import Annexed, Asked, Sheet
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table


@policy("challenge.read")
def page(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    asked = _asked(request, provider_id)
    sheet = building.build(asked)
    context = {
        **provider_frame.context(
            request, asked.provider, "provider-renegotiation", _("Dossier de renégociation")
        ),
        "sheet": sheet,
        "annex": _annex(sheet),
        "begin_url": challenge_words.begin_url(request, provider=asked.provider.public_id),
        "caution": challenge_words.caution(),
    }
    return show(request, "providers/renegotiation.html", context)


@policy("challenge.read")
def pdf(request: CompanyRequest, provider_id: UUID) -> HttpResponseBase:
    asked, at = _asked(request, provider_id), timezone.now()
    limits.take(limits.Gesture.EXPORT, of=str(request.user.pk), at=at)
    content = printing.pdf(building.build(asked), asked, at=at)
    name = slugify(asked.provider.name) or "prestataire"
    answer = HttpResponse(content, content_type="application/pdf")
    return downloads.attached(answer, f"renegociation-{name}-{asked.on.isoformat()}.pdf")


def _asked(request: CompanyRequest, provider_id: UUID) -> Asked:
    provider = provider_frame.signed_of(request, provider_id)
    return Asked(request.actor, request.company, provider, timezone.localdate())


def _annex(sheet: Sheet) -> Table:
    """One line a fact: what a spreadsheet takes."""
    return Table(
        name="faits",
        caption=_("Annexe : les faits, leur source, leur empreinte"),
        columns=(
            Column(label=_("Fait"), is_long=True),
            Column(label=_("Chiffre")),
            Column(label=_("Calcul")),
            Column(label=_("Promis ou visé")),
            Column(label=_("Période")),
            Column(label=_("Connu le")),
            Column(label=_("Nature"), is_filter=True),
            Column(label=_("Figé"), is_filter=True),
            Column(label=_("Empreinte")),
        ),
        rows=tuple(_row(one) for one in sheet.annex),
    )


def _row(one: Annexed) -> Row:
    return Row(
        cells=(
            Cell(text=f"{one.number}. {one.label}", url=one.url, note=one.source, rank=one.number),
            Cell(text=one.figure),
            Cell(text=one.terms),
            Cell(text=one.target) if one.target else NOTHING,
            Cell(text=one.period),
            day(one.known_on),
            Cell(text=one.kind),
            Cell(text=_("oui") if one.is_frozen else _("non")),
            Cell(text=one.sha256[:SHORT]),
        )
    )
