"""The page behind the link of a site: its flash, without an account, and nothing else."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from timonerie.domains.reporting.models import VoiceLink
from timonerie.domains.reporting.operations import voice_links
from timonerie.domains.reporting.queries import flashes
from timonerie.domains.reporting.queries import voice_links as queries
from timonerie.domains.reporting.queries.voice_links import NoSuchLink
from timonerie.domains.reporting.voice_enums import VoicePurpose
from timonerie.foundations.accounts import limits
from timonerie.foundations.accounts.limits import Gesture
from timonerie.web import flash_words, public_links
from timonerie.web.access import public
from timonerie.web.pages.flashes import telling
from timonerie.web.pages.flashes.telling import Teller

PAGE = "flashes/tell.html"


@public
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, token: str) -> HttpResponse:
    """A link that serves no more, and one that never did, answer the same."""
    return _behind(request, token, _page)


@public
@require_POST
def draft(request: HttpRequest, token: str) -> HttpResponse:
    """Kept as it is typed."""
    return _behind(request, token, _kept)


def _behind(
    request: HttpRequest, token: str, answer: Callable[[HttpRequest, Teller, str], HttpResponse]
) -> HttpResponse:
    link = queries.holding(token, purposes=(VoicePurpose.FLASH,))

    def told(link: VoiceLink, at: datetime) -> HttpResponse:
        return answer(request, _teller(link, at), token)

    return public_links.opened(request, link, told, page=PAGE, lost=NoSuchLink)


def _teller(link: VoiceLink, at: datetime) -> Teller:
    assert link.unit is not None
    return Teller(voice_links.actor_of(link), link.unit, at, link)


def _page(request: HttpRequest, teller: Teller, token: str) -> HttpResponse:
    week = telling.week_asked(request, teller)
    form = telling.form_of(request, teller, week)
    here = reverse("flash-tell", args=[token])
    if request.method == "POST":
        limits.take(Gesture.DECLARE, of=str(_link(teller).public_id), at=teller.at)
        answer = telling.sent(request, teller, form, week, to=lambda _made: here)
        if answer is not None:
            return answer
    told = flashes.standing(teller.unit.pk, week)
    context = {
        **telling.context(teller, form, week),
        "link": teller.link,
        "company_name": _link(teller).company.name,
        "draft_url": reverse("flash-tell-draft", args=[token]),
        "filed": flash_words.filed(told, teller.zone) if told else "",
        "told": told,
        "figures": [flash_words.figure(one) for one in told.figures] if told else [],
    }
    return render(request, PAGE, context)


def _kept(request: HttpRequest, teller: Teller, token: str) -> HttpResponse:
    return telling.kept(request, teller, telling.week_asked(request, teller))


def _link(teller: Teller) -> VoiceLink:
    assert teller.link is not None
    return teller.link
