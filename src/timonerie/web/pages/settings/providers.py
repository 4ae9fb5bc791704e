"""Providers and the people to call there."""

from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.contracts.queries import reaching
from timonerie.domains.organisation.models import Contact, Provider
from timonerie.domains.organisation.operations import contacts, providers
from timonerie.domains.organisation.queries import providers as provider_queries
from timonerie.domains.organisation.queries import tiers
from timonerie.domains.sourcing.queries import activities as sourcing_queries
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.exports import csv_file
from timonerie.web.forms.providers import (
    ContactChangeForm,
    ContactForm,
    DepartureForm,
    ProviderChangeForm,
    ProviderForm,
)
from timonerie.web.pages.settings import history
from timonerie.web.pages.settings.frame import (
    Crumb,
    FormPage,
    act,
    answer,
    crumbs,
    row_version,
    url,
    version_asked,
)
from timonerie.web.pages.settings.lists import providers as listed
from timonerie.web.remembering import remembered
from timonerie.web.responses import show

#: Columns of the list that comes back as it left, and the fields that fill them.
EXPORTED = {
    "nom": "name",
    "code": "code",
    "siren": "siren",
    "métier": "trade",
    "siret": "siret",
    "tva": "vat",
    "forme juridique": "legal_form",
    "adresse postale": "address",
    "ordre": "order_number",
}


@policy("provider.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    found = provider_queries.listed(
        request.actor, on=timezone.localdate(), include_archived="archives" in request.GET
    )
    context = {
        "table": listed.table(request, found, judged=_judged(request, found)),
        "breadcrumbs": crumbs(request, (_("Prestataires"), "")),
    }
    return show(request, "settings/providers.html", context)


@policy("provider.read")
def export(request: CompanyRequest) -> HttpResponse:
    rows: list[tuple[object, ...]] = []
    with_address = request.actor.reads("contact.address")
    for provider in provider_queries.listed(request.actor, on=timezone.localdate()):
        about = tuple(getattr(provider, name) for name in EXPORTED.values())
        people = provider_queries.contacts_of(provider)
        told = [
            (
                *about,
                contact.name,
                contact.role,
                contact.email if with_address else "",
                contact.phone if with_address else "",
            )
            for contact in people
            if contact.left_date is None
        ]
        rows += told or [(*about, "", "", "", "")]
    header = (*EXPORTED, "contact", "rôle", "adresse", "téléphone")
    return csv_file("prestataires", header, rows)


@policy("provider.write")
def new(request: CompanyRequest) -> HttpResponse:
    return answer(
        request,
        ProviderForm(request.POST or None),
        page=FormPage(
            heading=_("Ajouter un prestataire"),
            submit=_("Ajouter"),
            back=url(request, "settings-providers"),
            breadcrumbs=_crumbs(request, (_("Ajouter"), "")),
        ),
        save=lambda data: providers.create(by=request.actor, at=timezone.now(), **data),
        done=lambda provider: url(request, "settings-provider", provider.public_id),
        message=_("Le prestataire est ajouté."),
    )


@policy("provider.read")
def detail(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    provider = _provider(request, provider_id)
    today = timezone.localdate()
    context = {
        "provider": provider,
        "contacts": provider_queries.contacts_of(provider),
        "seats": provider.holdings.in_force(on=today).select_related("seat__unit"),
        "served": sourcing_queries.served_by(request.actor, provider=provider, on=today),
        "history": history.of(request, kind="provider", public_id=provider.public_id),
        "breadcrumbs": _crumbs(request, (provider.name, "")),
    }
    return show(request, "settings/provider.html", context)


@policy("provider.write")
def edit(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    provider = _provider(request, provider_id)
    here = url(request, "settings-provider", provider.public_id)
    form = ProviderChangeForm(
        request.POST or None,
        initial={
            "version": provider.version,
            "name": provider.name,
            "trade": provider.trade,
            "code": provider.code,
            "siren": provider.siren,
        },
    )
    return answer(
        request,
        form,
        page=_page(request, provider, heading=_("Modifier « %(provider)s »")),
        save=lambda data: providers.update(
            by=request.actor, at=timezone.now(), provider=provider, **data
        ),
        done=lambda _saved: here,
        message=_("Le prestataire est enregistré."),
    )


@require_POST
@policy("provider.write")
def archive(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    provider = _provider(request, provider_id)
    return act(
        request,
        partial(
            providers.archive,
            by=request.actor,
            at=timezone.now(),
            provider=provider,
            version=version_asked(request, provider.version),
        ),
        to=url(request, "settings-provider", provider.public_id),
        message=_("Le prestataire est archivé. Ses faits et ses chiffres restent."),
    )


@require_POST
@policy("provider.write")
def restore(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    provider = _provider(request, provider_id)
    return act(
        request,
        partial(
            providers.restore,
            by=request.actor,
            at=timezone.now(),
            provider=provider,
            version=version_asked(request, provider.version),
        ),
        to=url(request, "settings-provider", provider.public_id),
        message=_("Le prestataire est repris des archives."),
    )


@policy("provider.write")
def new_contact(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    provider = _provider(request, provider_id)
    return answer(
        request,
        ContactForm(request.POST or None),
        page=_page(request, provider, heading=_("Ajouter un contact chez « %(provider)s »")),
        save=lambda data: contacts.add(
            by=request.actor, at=timezone.now(), provider=provider, **data
        ),
        done=lambda _saved: _back(request, provider),
        message=_("Le contact est ajouté."),
    )


@policy("provider.write")
def edit_contact(request: CompanyRequest, contact_id: UUID) -> HttpResponse:
    contact = _contact(request, contact_id)
    form = ContactChangeForm(
        request.POST or None,
        initial={
            "version": contact.version,
            "name": contact.name,
            "role": contact.role,
            "email": contact.email,
            "phone": contact.phone,
            "arrived_date": contact.arrived_date,
            "is_key": contact.is_key,
        },
    )
    return answer(
        request,
        form,
        page=_page(request, contact.provider, heading=_("Modifier un contact de « %(provider)s »")),
        save=lambda data: contacts.update(
            by=request.actor, at=timezone.now(), contact=contact, **data
        ),
        done=lambda _saved: _back(request, contact.provider),
        message=_("Le contact est enregistré."),
    )


@policy("provider.write")
def leave_contact(request: CompanyRequest, contact_id: UUID) -> HttpResponse:
    contact = _contact(request, contact_id)
    return answer(
        request,
        DepartureForm(
            request.POST or None,
            initial={"version": contact.version, "left_date": timezone.localdate()},
        ),
        page=_page(request, contact.provider, heading=_("Départ d’un contact de « %(provider)s »")),
        save=lambda data: contacts.leave(
            by=request.actor, at=timezone.now(), contact=contact, **data
        ),
        done=lambda _saved: _back(request, contact.provider),
        message=_("Le départ est noté."),
    )


@require_POST
@policy("provider.write")
def keep_contact(request: CompanyRequest, contact_id: UUID) -> HttpResponse:
    contact = _contact(request, contact_id)
    return act(
        request,
        partial(
            contacts.stay,
            by=request.actor,
            at=timezone.now(),
            contact=contact,
            version=row_version(request.POST.get("version", ""), contact.version),
        ),
        to=_back(request, contact.provider),
        message=_("Le départ est annulé : %(name)s est toujours là.") % {"name": contact.name},
    )


def _judged(request: CompanyRequest, found: Sequence[Provider]) -> Mapping[int, int] | None:
    """The tier of each, for who reads what is signed with all of them."""
    reads = request.actor.may("contract.read")
    if not (reads and reaching.sees_all(request.actor, on=timezone.localdate())):
        return None
    return tiers.standing([one.pk for one in found])


def _provider(request: CompanyRequest, provider_id: UUID) -> Provider:
    rows = provider_queries.visible_to(request.actor, on=timezone.localdate())
    return get_object_or_404(rows, public_id=provider_id)


def _contact(request: CompanyRequest, contact_id: UUID) -> Contact:
    visible = provider_queries.visible_to(request.actor, on=timezone.localdate())
    rows = Contact.objects.filter(provider__in=visible).select_related("provider")
    return get_object_or_404(rows, public_id=contact_id)


def _crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    return crumbs(request, (_("Prestataires"), url(request, "settings-providers")), *steps)


def _back(request: CompanyRequest, provider: Provider) -> str:
    """Where the reader came from: the settings, or the page of the team."""
    route = "provider-team" if request.GET.get("retour") == "equipe" else "settings-provider"
    return url(request, route, provider.public_id)


def _page(request: CompanyRequest, provider: Provider, *, heading: str) -> FormPage:
    here = url(request, "settings-provider", provider.public_id)
    return FormPage(
        heading=heading % {"provider": provider.name},
        submit=_("Enregistrer"),
        back=_back(request, provider),
        breadcrumbs=_crumbs(request, (provider.name, here), (_("Modifier"), "")),
    )
