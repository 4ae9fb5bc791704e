"""The meeting with a provider, the screen turned to them; the sheet printed in the room."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.commitments.enums import OriginKind
from timonerie.domains.commitments.operations.said import Origin
from timonerie.domains.commitments.queries import commitments as queries
from timonerie.domains.organisation.models import Provider
from timonerie.domains.sourcing.enums import Side
from timonerie.foundations.wording import formats
from timonerie.web import commitment_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms import commitments as forms
from timonerie.web.forms.base import CompanyForm, all_valid
from timonerie.web.forms.commitments import Holders
from timonerie.web.meetings import registry
from timonerie.web.meetings.shapes import Asked
from timonerie.web.pages.commitments.noting import saved
from timonerie.web.pages.provider_files import frame
from timonerie.web.pages.settings.frame import url
from timonerie.web.responses import show

PRINTS = "imprimer"
"""What the address of a sheet says when it was just asked for."""


@policy("commitment.write")
def meeting(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    """Both sides, then three promises to write together; what is written is printed at once."""
    provider, on = frame.provider_of(request, provider_id), timezone.localdate()
    data, holders = request.POST or None, Holders(request.actor, on, provider)
    form = CompanyForm(data)
    lines = forms.lines(data, holders, first=str(provider.public_id))
    if data is not None and all_valid(form, lines):
        origin = _origin(request, provider, on)
        told = forms.said(lines, around={}, origin=origin, to_provider=provider)
        if saved(request, form, lines, told) is not None:
            return redirect(f"{_sheet_url(request, provider, on)}&{PRINTS}=1")
    asked = Asked(request.actor, request.company, provider, on)
    sections = registry.sections(asked)
    context: dict[str, Any] = {
        "provider": provider,
        "on": on,
        "form": form,
        "lines": lines,
        "theirs": [one for one in sections if one.side == Side.THEIRS],
        "ours": [one for one in sections if one.side == Side.OURS],
        "sheet_url": _sheet_url(request, provider, on) if _promised(asked) else "",
        "breadcrumbs": frame.crumbs(request, provider, (_("Réunion"), "")),
    }
    return show(request, "meetings/meeting.html", context)


@policy("commitment.read")
def sheet(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    """What was promised in the room on a day, on one sheet, with room for both signatures. Raises
    Http404 for a day that is none."""
    provider = frame.provider_of(request, provider_id)
    on = _day(request)
    rows = queries.visible_to(request.actor, on=timezone.localdate()).filter(
        origin_kind=OriginKind.MEETING, origin_id=provider.public_id, made_on=on
    )
    promises = [
        {
            "what": row.what,
            "holder": commitment_words.holder(row),
            "day": row.promised_for,
            "url": url(request, "commitment", row.public_id),
        }
        for row in rows.order_by("promised_for", "pk")
    ]
    here = url(request, "provider-meeting", provider.public_id)
    context = {
        "provider": provider,
        "on": on,
        "promises": promises,
        "prints": PRINTS in request.GET,
        "meeting_url": here,
        "breadcrumbs": frame.crumbs(
            request,
            provider,
            (_("Réunion"), here if request.actor.may("commitment.write") else ""),
            (_("Feuille de la réunion"), ""),
        ),
    }
    return show(request, "meetings/sheet.html", context)


def _origin(request: CompanyRequest, provider: Provider, on: date) -> Origin:
    words = {"day": formats.day(on), "provider": provider.name}
    return Origin(
        kind=OriginKind.MEETING,
        public_id=provider.public_id,
        label=_("Réunion du %(day)s avec %(provider)s") % words,
        path=_sheet_url(request, provider, on),
    )


def _sheet_url(request: CompanyRequest, provider: Provider, on: date) -> str:
    return f"{url(request, 'provider-meeting-sheet', provider.public_id)}?jour={on.isoformat()}"


def _promised(asked: Asked) -> bool:
    """Whether something was already promised in the room today."""
    return any(
        one.row.origin_kind == OriginKind.MEETING and one.row.made_on == asked.on
        for one in asked.promises
    )


def _day(request: CompanyRequest) -> date:
    text = request.GET.get("jour")
    if text is None:
        return timezone.localdate()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
