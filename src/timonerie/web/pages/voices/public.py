"""The page behind a link: a provider replies to one figure, or says what it thinks of us over a
year, without an account, and sees nothing else."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.reporting.models import ProviderRating, Reply, VoiceLink
from timonerie.domains.reporting.operations import ratings, replies
from timonerie.domains.reporting.queries import ratings as rating_queries
from timonerie.domains.reporting.queries import voice_links as queries
from timonerie.domains.reporting.queries.voice_links import NoSuchLink
from timonerie.domains.reporting.voice_enums import AboutKind, ReplySide, VoicePurpose
from timonerie.foundations.accounts import limits
from timonerie.foundations.accounts.limits import Gesture
from timonerie.foundations.wording import formats
from timonerie.web import period_names, public_links, voices
from timonerie.web.access import public
from timonerie.web.forms.voices import RatingForm, ReplyForm

PAGE = "voices/tell.html"
PURPOSES = (VoicePurpose.REPLY, VoicePurpose.RATING)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, token: str) -> HttpResponse:
    """A link that serves no more, and one that never did, answer the same."""
    link = queries.holding(token, purposes=PURPOSES)

    def asked(link: VoiceLink, at: datetime) -> HttpResponse:
        page = _reply if link.purpose == VoicePurpose.REPLY else _rating
        return page(request, link, token, at)

    return public_links.opened(request, link, asked, page=PAGE, lost=NoSuchLink)


def _reply(request: HttpRequest, link: VoiceLink, token: str, at: datetime) -> HttpResponse:
    known = _said(link)
    standing = known if known is not None and known.withdrawn_at is None else None
    form = ReplyForm(request.POST or None, initial={"text": standing.text} if standing else None)
    if request.method == "POST" and form.is_valid():
        limits.take(Gesture.DECLARE, of=str(link.public_id), at=at)
        try:
            replies.say_by_link(link=link, at=at, text=form.cleaned_data["text"])
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            messages.success(request, _("Votre réponse se lit désormais à côté du chiffre."))
            return redirect("voice-tell", token)
    context = {**_of(link), "form": form, "about": _about(link), "said": standing}
    return render(request, PAGE, context)


def _rating(request: HttpRequest, link: VoiceLink, token: str, at: datetime) -> HttpResponse:
    known = _rated(link)
    form = RatingForm(
        request.POST or None,
        known=known.answers if known else None,
        initial={"remark": known.remark} if known else None,
    )
    if request.method == "POST" and form.is_valid():
        limits.take(Gesture.DECLARE, of=str(link.public_id), at=at)
        try:
            ratings.say(
                link=link, at=at, answers=form.answers(), remark=form.cleaned_data["remark"]
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            messages.success(request, _("Vos réponses sont reçues. L’entreprise les lit."))
            return redirect("voice-tell", token)
    context = {**_of(link), "form": form, "is_rating": True, "year": link.year, "said": known}
    return render(request, PAGE, context)


def _of(link: VoiceLink) -> dict[str, Any]:
    return {
        "link": link,
        "company_name": link.company.name,
        "provider_name": link.provider.name if link.provider else "",
        "deadline": formats.instant(link.expires_at, timezone.get_current_timezone_name()),
    }


def _said(link: VoiceLink) -> Reply | None:
    rows = Reply.objects.filter(about=link.about_id, side=ReplySide.PROVIDER)
    return rows.first()


def _rated(link: VoiceLink) -> ProviderRating | None:
    assert link.year is not None
    rows = rating_queries.standing().filter(provider=link.provider_id, year=link.year)
    return rows.first()


def _about(link: VoiceLink) -> str:
    """What the reply is about: its name, its place and its period, never another figure."""
    about = link.about
    assert about is not None
    if about.kind == AboutKind.FIGURE:
        what = voices.metric_label(about.metric)
    else:
        level = about.level or (about.claim.level if about.claim else None)
        what = level.title if level else ""
    place = about.unit.name if about.unit else ""
    period = period_names.label(about.period_kind, about.period_start)
    return ", ".join(part for part in (what, place, period) if part)
