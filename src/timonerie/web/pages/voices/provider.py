"""What is said between a provider and us: replies, thumbs, and what each thinks of the other."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.contracts.rules.scores import Score
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.reporting.operations import thumbs, voice_links
from timonerie.domains.reporting.queries import ratings, replies, thumb_things
from timonerie.domains.reporting.queries import thumbs as thumb_queries
from timonerie.domains.reporting.queries.thumb_things import Thing
from timonerie.domains.reporting.voice_enums import ThumbKind
from timonerie.foundations.wording import formats
from timonerie.web import score_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.voices import RatingLinkForm
from timonerie.web.pages.flashes.links import shown
from timonerie.web.pages.provider_files import frame
from timonerie.web.pages.settings.frame import act, url
from timonerie.web.pages.voices import tables
from timonerie.web.provider_scores import reading
from timonerie.web.responses import show

VERDICTS = {"haut": True, "bas": False, "aucun": None}
MOST = 200


@policy("provider.read")
def detail(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    provider, on = frame.provider_of(request, provider_id), timezone.localdate()
    seen = replies.visible_to(request.actor, on=on).filter(about__provider=provider)[:MOST]
    mine = (
        {
            one.pk
            for one in replies.writable_by(request.actor, on=on).filter(about__provider=provider)
        }
        if request.actor.may("reply.write")
        else set()
    )
    context: dict[str, Any] = {
        **frame.context(request, provider, "provider-voices", _("Paroles")),
        "replies": tables.of_replies(request, list(seen), mine=mine),
        "own": [one for one in seen if one.pk in mine and one.withdrawn_at is None],
    }
    if request.actor.may("thumb.give"):
        context |= _thumbs(request, provider)
    if request.actor.may("rating.read") and frame.holds(request, provider):
        context |= _ratings(request, provider)
    return show(request, "voices/provider.html", context)


def _thumbs(request: CompanyRequest, provider: Provider) -> dict[str, Any]:
    at = timezone.now()
    things = thumb_things.recent(request.actor, provider, at=at)
    counted = thumb_queries.by_quarter([provider.pk], fiscal_month=request.company.fiscal_month)
    return {
        "things": shown_things(request, things),
        "quarters": tables.of_quarters(counted.get(provider.pk, {})),
        "thumb_lines": [
            {"line": one.line, "title": one.title, "is_up": one.is_up}
            for one in thumb_queries.lines(provider.pk)
        ],
        "gives_thumbs": True,
    }


def shown_things(request: CompanyRequest, things: Sequence[Thing]) -> list[dict[str, Any]]:
    """For the part `voices/_thumb.html`: each with the thumb that the reader gave; one query."""
    own = thumb_queries.own(request.actor, things=[one.public_id for one in things])
    return [
        {
            "thing": one,
            "kind": one.kind.label,
            "day": formats.day(one.day),
            "own": own.get((one.public_id, one.day)),
        }
        for one in things
    ]


@require_POST
@policy("thumb.give")
def thumb(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    """One gesture; the same one again takes it back."""
    provider = frame.provider_of(request, provider_id)
    at, told = timezone.now(), request.POST
    thing = thumb_things.called(
        request.actor,
        provider,
        kind=told.get("kind", ""),
        public_id=told.get("thing", ""),
        day=told.get("day", ""),
        at=at,
    )
    verdict = told.get("verdict", "")
    return act(
        request,
        partial(_give, request, thing, verdict, told.get("line", ""), at),
        to=_back(request, provider, thing),
        message=_("C’est noté. Personne n’est nommé : seuls les totaux se lisent."),
    )


def _back(request: CompanyRequest, provider: Provider, thing: Thing | None) -> str:
    """The page of the report where it was given there, else what is said of the provider."""
    is_there = request.POST.get("from") == ThumbKind.REPORT
    if is_there and thing is not None and thing.kind == ThumbKind.REPORT:
        return url(request, "due-report", thing.public_id)
    return url(request, "provider-voices", provider.public_id)


def _give(
    request: CompanyRequest, thing: Thing | None, verdict: str, line: str, at: datetime
) -> None:
    if thing is None or verdict not in VERDICTS:
        raise Refused(_("Choisissez un pouce parmi ce qui a été reçu."))
    thumbs.give(by=request.actor, at=at, thing=thing, is_up=VERDICTS[verdict], line=line)


def _ratings(request: CompanyRequest, provider: Provider) -> dict[str, Any]:
    found = ratings.of_provider(provider.pk)
    told: dict[str, Any] = {
        "reads_ratings": True,
        "ratings": tables.of_ratings(found),
        "last": found[0] if found else None,
        "last_mean": _out_of_ten(ratings.mean(found[0].answers)) if found else "",
        "rating_url": url(request, "rating-link-new", provider.public_id)
        if request.actor.may("rating.link")
        else "",
    }
    if found:
        score = reading.of(request.actor, [provider.pk], on=timezone.localdate()).get(provider.pk)
        told["our_rating"] = _out_of_hundred(score) if score else ""
    return told


def _out_of_hundred(score: Score) -> str:
    """« 73 sur 100 », or why there is no score."""
    told = score_words.value(score)
    return told if score.value is None else _("%(score)s sur 100") % {"score": told}


def _out_of_ten(mean: float | None) -> str:
    if mean is None:
        return ""
    return _("%(mean)s sur 10") % {"mean": formats.number(mean, decimals=1)}


@policy("rating.link")
def link_new(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    provider = frame.signed_of(request, provider_id)
    form = RatingLinkForm(request.POST or None, initial={"year": timezone.localdate().year})
    back = url(request, "provider-voices", provider.public_id)
    if request.method == "POST" and form.is_valid():
        try:
            made = voice_links.for_rating(
                by=request.actor, at=timezone.now(), provider=provider, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            return shown(request, made, back=back)
    page = frame.form_page(
        request,
        provider,
        heading=_("Demander ce qu’il pense de nous"),
        lead=_(
            "Six questions, une fois par an, sans compte. Ses réponses portent son nom, et il le"
            " sait."
        ),
        submit=_("Faire le lien"),
        back="provider-voices",
    )
    context = {"form": form, "page": page, "breadcrumbs": page.breadcrumbs}
    return show(request, page.template, context)
