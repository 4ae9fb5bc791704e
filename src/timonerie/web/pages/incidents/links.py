"""The links by which a provider or a site declares without an account."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.facts.models import DeclarationLink
from timonerie.domains.facts.operations import declaration_links as operations
from timonerie.domains.facts.queries import declaration_links as queries
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts import links as addresses
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.incidents import LinkForm
from timonerie.web.pages.incidents import tables
from timonerie.web.pages.incidents.frame import crumbs
from timonerie.web.pages.settings import history
from timonerie.web.pages.settings.frame import Crumb, FormPage, act, url
from timonerie.web.responses import show


@policy("incident.link")
def index(request: CompanyRequest) -> HttpResponse:
    found = queries.listed()
    context = {
        "table": tables.of_links(request, found, at=timezone.now()),
        "breadcrumbs": crumbs(request, (_("Liens de déclaration"), "")),
    }
    return show(request, "incidents/links.html", context)


@policy("incident.link")
def new(request: CompanyRequest) -> HttpResponse:
    form = LinkForm(
        request.POST or None,
        reader=request.actor,
        initial={"provider": request.GET.get("prestataire"), "unit": request.GET.get("site")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.make(by=request.actor, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.message)
        else:
            return _made(request, made)
    page = FormPage(
        heading=_("Faire un lien de déclaration"),
        lead=_(
            "Qui le tient déclare un incident en deux lignes, sans compte, depuis un téléphone. Il"
            " ne voit rien d’autre que ce qu’il a déclaré par là."
        ),
        submit=_("Faire le lien"),
        back=url(request, "incident-links"),
        breadcrumbs=_crumbs(request, (_("Faire un lien"), "")),
    )
    context = {"form": form, "page": page, "breadcrumbs": page.breadcrumbs}
    return show(request, page.template, context)


def _made(request: CompanyRequest, made: operations.Made) -> HttpResponse:
    context = {
        "link": made.link,
        "address": addresses.base_address() + reverse("declare", args=[made.token]),
        "breadcrumbs": _crumbs(request, (_("Le lien"), "")),
    }
    return show(request, "incidents/link_made.html", context)


@policy("incident.link")
def detail(request: CompanyRequest, link_id: UUID) -> HttpResponse:
    link, at = _link(link_id), timezone.now()
    context = {
        "link": link,
        "is_open": link.is_open(at=at),
        "situation": tables.situation(link, at),
        "declared": queries.declared_by(link),
        "history": history.of(request, kind="declaration_link", public_id=link.public_id),
        "breadcrumbs": _crumbs(request, (link.recipient, "")),
    }
    return show(request, "incidents/link.html", context)


@require_POST
@policy("incident.link")
def revoke(request: CompanyRequest, link_id: UUID) -> HttpResponse:
    link = _link(link_id)
    return act(
        request,
        partial(operations.revoke, by=request.actor, at=timezone.now(), link=link),
        to=url(request, "incident-link", link.public_id),
        message=_("Le lien est révoqué : il n’ouvre plus rien."),
    )


def _link(link_id: UUID) -> DeclarationLink:
    rows = DeclarationLink.objects.select_related("provider", "unit")
    found: DeclarationLink = get_object_or_404(rows, public_id=link_id)
    return found


def _crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    return crumbs(request, (_("Liens de déclaration"), url(request, "incident-links")), *steps)
