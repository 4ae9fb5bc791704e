"""The link by which a provider updates its file, and what it proposed: decided line by line."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.contracts.models import Proposal, ProviderLink
from timonerie.domains.contracts.operations import provider_links, provider_proposals
from timonerie.domains.contracts.queries import provider_links as queries
from timonerie.domains.contracts.queries import reaching
from timonerie.foundations.accounts import links as addresses
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.provider_files import ProviderLinkForm, RefusalForm
from timonerie.web.pages.provider_files import frame, proposal_words, tables
from timonerie.web.pages.settings.frame import act, answer, answer_at_once, url
from timonerie.web.responses import show

HERE = "provider-proposals"


@policy("contract.read")
def index(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    provider, at = frame.signed_of(request, provider_id), timezone.now()
    links = queries.links_of(provider)
    context: dict[str, Any] = {
        **frame.context(request, provider, HERE, _("Mises à jour")),
        "proposals": [_line(one) for one in queries.awaiting(provider)],
        "decided": tables.of_decided(queries.decided(provider)),
        "links": tables.of_links(links, at=at),
        "open_links": [one for one in links if one.is_open(at=at)],
    }
    return show(request, "providers/updates.html", context)


def _line(one: Proposal) -> dict[str, Any]:
    return {
        "row": one,
        "words": proposal_words.sentence(one),
        "before": proposal_words.before(one),
        "by": one.link.recipient,
    }


@policy("contract.write")
def link_new(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    provider = frame.signed_of(request, provider_id)
    form = ProviderLinkForm(request.POST or None)
    page = frame.form_page(
        request,
        provider,
        heading=_("Faire un lien de mise à jour"),
        lead=_(
            "Il lit sa fiche, son équipe et ses sous-traitants, et propose des changements : rien"
            " n’est appliqué sans vous. Aucun message ne part d’ici."
        ),
        submit=_("Faire le lien"),
        back=HERE,
    )
    return answer_at_once(
        request,
        form,
        page=page,
        save=lambda data: provider_links.make(
            by=request.actor, at=timezone.now(), provider=provider, **data
        ),
        shown=lambda made: _shown(request, made),
    )


def _shown(request: CompanyRequest, made: provider_links.Made) -> HttpResponse:
    provider = made.link.provider
    context = {
        "provider": provider,
        "link": made.link,
        "back": url(request, HERE, provider.public_id),
        "address": addresses.base_address() + reverse("provider-answer", args=[made.token]),
        "breadcrumbs": frame.crumbs(request, provider, (_("Le lien"), "")),
    }
    return show(request, "providers/link_made.html", context)


@require_POST
@policy("contract.write")
def link_revoke(request: CompanyRequest, provider_link_id: UUID) -> HttpResponse:
    rows = ProviderLink.objects.select_related("provider")
    seen = reaching.provider_ids(request.actor, on=timezone.localdate())
    if seen is not None:
        rows = rows.filter(provider__in=seen)
    link: ProviderLink = get_object_or_404(rows, public_id=provider_link_id)
    return act(
        request,
        partial(provider_links.revoke, by=request.actor, at=timezone.now(), link=link),
        to=url(request, HERE, link.provider.public_id),
        message=_("Le lien est révoqué : il n’ouvre plus rien. Ce qui a été proposé reste."),
    )


@require_POST
@policy("contract.write")
def accept(request: CompanyRequest, proposal_id: UUID) -> HttpResponse:
    row = _proposal(request, proposal_id)
    return act(
        request,
        partial(provider_proposals.accept, by=request.actor, at=timezone.now(), proposal=row),
        to=url(request, HERE, row.provider.public_id),
        message=_("La proposition est acceptée et appliquée."),
    )


@require_POST
@policy("contract.write")
def accept_all(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    """What cannot stand is told, and still waits."""
    provider = frame.signed_of(request, provider_id)
    refused = provider_proposals.accept_all(by=request.actor, at=timezone.now(), provider=provider)
    for message in refused:
        messages.error(request, message)
    if not refused:
        messages.success(request, _("Tout est accepté et appliqué."))
    return redirect(url(request, HERE, provider.public_id))


@policy("contract.write")
def refuse(request: CompanyRequest, proposal_id: UUID) -> HttpResponse:
    row = _proposal(request, proposal_id)
    return answer(
        request,
        RefusalForm(request.POST or None),
        page=frame.form_page(
            request,
            row.provider,
            heading=_("Refuser une proposition"),
            lead=proposal_words.sentence(row),
            submit=_("Refuser"),
            back=HERE,
        ),
        save=lambda data: provider_proposals.refuse(
            by=request.actor, at=timezone.now(), proposal=row, **data
        ),
        done=lambda _saved: url(request, HERE, row.provider.public_id),
        message=_("La proposition est refusée."),
    )


def _proposal(request: CompanyRequest, proposal_id: UUID) -> Proposal:
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    found: Proposal = get_object_or_404(rows, public_id=proposal_id)
    return found
