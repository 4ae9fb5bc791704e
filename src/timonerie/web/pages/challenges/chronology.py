"""The chronology of a provider: date, fact, proof, letter, for counsel."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.challenge.papers import chronologies
from timonerie.domains.challenge.queries.chronology import registry
from timonerie.foundations.accounts import limits
from timonerie.web import challenge_words, downloads
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.challenges import tables
from timonerie.web.pages.provider_files import frame as provider_frame
from timonerie.web.responses import show


@policy("challenge.read")
def index(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    provider, on = provider_frame.signed_of(request, provider_id), timezone.localdate()
    found = registry.entries(request.actor, provider, on=on)
    context = {
        **provider_frame.context(request, provider, "provider-chronology", _("Chronologie")),
        "table": tables.of_chronology(request, found),
        "begin_url": challenge_words.begin_url(request, provider=provider.public_id),
        "caution": challenge_words.caution(),
    }
    return show(request, "providers/chronology.html", context)


@policy("challenge.read")
def pdf(request: CompanyRequest, provider_id: UUID) -> HttpResponseBase:
    provider, on = provider_frame.signed_of(request, provider_id), timezone.localdate()
    limits.take(limits.Gesture.EXPORT, of=str(request.user.pk), at=timezone.now())
    found = registry.entries(request.actor, provider, on=on)
    paper = chronologies.made(provider, found, company=request.company.name, on=on)
    answer = HttpResponse(paper.content, content_type="application/pdf")
    return downloads.attached(answer, paper.name)
