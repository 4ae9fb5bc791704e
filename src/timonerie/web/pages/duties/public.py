"""The page behind a link: a provider hands in what is asked of it, without an account, and sees
nothing else."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from timonerie.domains.contracts.models import DutyLink
from timonerie.domains.contracts.operations import duty_checks, duty_replies
from timonerie.domains.contracts.queries import duty_links as queries
from timonerie.domains.contracts.queries.duty_links import NoSuchLink
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts import limits
from timonerie.foundations.accounts.limits import Gesture
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.foundations.wording import formats
from timonerie.web import duty_words, public_links
from timonerie.web.access import public
from timonerie.web.forms.duties import HandInForm
from timonerie.web.pages import import_views

PAGE = "duties/public.html"


@public
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, token: str) -> HttpResponse:
    """A link that serves no more, and one that never did, answer the same."""
    return public_links.opened(
        request,
        queries.holding(token),
        lambda link, at: _page(request, link, token, at),
        page=PAGE,
        lost=NoSuchLink,
    )


def _page(request: HttpRequest, link: DutyLink, token: str, at: datetime) -> HttpResponse:
    form = HandInForm(request.POST or None, request.FILES or None, asked=link.asked)
    if request.method == "POST":
        limits.take(Gesture.IMPORT, of=str(link.public_id), at=at)
        if form.is_valid() and _kept(link, form, at):
            messages.success(request, _("La pièce est reçue. L’entreprise va la vérifier."))
            return redirect("duty-hand-in", token)
    return render(request, PAGE, _context(link, form))


def _kept(link: DutyLink, form: HandInForm, at: datetime) -> bool:
    received = form.received()
    assert received is not None, "the form asks for a file"
    try:
        duty_replies.hand_in(
            link=link, at=at, said=form.said(form.cleaned_data["kind"]), received=received
        )
    except FileRefused as fault:
        form.add_error("file", import_views.told(fault.code, fault.remedy))
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    else:
        return True
    return False


def _context(link: DutyLink, form: HandInForm) -> dict[str, Any]:
    whose = link.legal_entity.name if link.legal_entity else link.company.name
    return {
        "link": link,
        "form": form,
        "company_name": whose,
        "provider_name": link.provider.name,
        "deadline": formats.instant(link.expires_at, timezone.get_current_timezone_name()),
        "asked": [duty_words.shown(duty_checks.kind_called(code)) for code in link.asked],
        "came": [
            {
                "title": duty_words.title(one.kind),
                "file": one.file_name,
                "on": formats.day(timezone.localdate(one.received_at)),
                "word": one.get_state_display(),
                "reason": one.reason,
            }
            for one in queries.brought(link)
        ],
    }
