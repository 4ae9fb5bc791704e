"""The sheet of a provider: its identifiers, its group, and how critical it is."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import provider_sheets, tiers
from timonerie.domains.organisation.operations.provider_sheets import Sheet
from timonerie.domains.organisation.queries import providers as queries
from timonerie.domains.organisation.queries import tiers as tier_queries
from timonerie.domains.sourcing.queries import provider_tiers
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.provider_files import SheetForm, TierForm
from timonerie.web.pages.provider_files import frame, tables
from timonerie.web.pages.settings import history
from timonerie.web.pages.settings.frame import answer, url
from timonerie.web.responses import show


@policy("provider.read")
def detail(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    provider = frame.provider_of(request, provider_id)
    context: dict[str, Any] = {
        **frame.context(request, provider, "provider-sheet", _("Fiche")),
        "pairs": _pairs(provider),
        "parents": _group(request, provider),
    }
    if request.actor.may("contract.read") and frame.holds(request, provider):
        told = tier_queries.history(provider)
        context |= {
            "judges": True,
            "standing": told[0] if told else None,
            "tiers": tables.of_tiers(told),
            "proposed": provider_tiers.proposed(
                provider, reader=request.actor, on=timezone.localdate()
            ),
            "history": history.of(request, kind="provider", public_id=provider.public_id),
        }
    return show(request, "providers/sheet.html", context)


def _pairs(provider: Provider) -> list[dict[str, Any]]:
    computed = rules.vat_of(provider.siren)
    vat = provider.vat or ""
    if not vat and computed:
        vat = _("%(vat)s, calculé du SIREN, à vérifier sur une facture") % {"vat": computed}
    told = (
        (_("Code"), provider.code),
        (_("SIREN"), provider.siren),
        (_("SIRET du siège"), provider.siret),
        (_("Numéro de TVA"), vat),
        (_("Forme juridique"), provider.legal_form),
        (_("Adresse postale"), provider.address),
        (_("Site internet"), provider.website),
        (_("Inscription à l’Ordre"), provider.order_number),
    )
    return [{"term": term, "detail": text} for term, text in told]


def _group(request: CompanyRequest, provider: Provider) -> list[dict[str, Any]]:
    """The owners among the providers that the reader sees, the nearest first, then what it owns."""
    seen = queries.visible_to(request.actor, on=timezone.localdate())
    firms = {one.pk: one for one in seen}
    found = []
    above = firms.get(provider.parent_id or 0)
    while above is not None:
        found.append(_firm(request, above, _("détient")))
        above = firms.get(above.parent_id or 0)
    owned = [one for one in firms.values() if one.parent_id == provider.pk]
    owned.sort(key=lambda one: rules.alphabetical(one.name))
    return found + [_firm(request, one, _("détenue")) for one in owned]


def _firm(request: CompanyRequest, one: Provider, word: str) -> dict[str, Any]:
    here = url(request, "provider-sheet", one.public_id)
    return {"name": one.name, "url": here, "word": word}


@policy("provider.write")
def edit(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    provider = frame.provider_of(request, provider_id)
    known = vars(Sheet.of(provider))
    parent = provider.parent.public_id if provider.parent else None
    form = SheetForm(
        request.POST or None,
        reader=request.actor,
        provider=provider,
        initial={**known, "parent": parent, "version": provider.version},
    )
    return answer(
        request,
        form,
        page=frame.form_page(
            request,
            provider,
            heading=_("Fiche de « %(name)s »") % {"name": provider},
            back="provider-sheet",
        ),
        save=lambda data: _saved(request, provider, data | form.unseen(parent=provider.parent)),
        done=lambda _saved: url(request, "provider-sheet", provider.public_id),
        message=_("La fiche est enregistrée."),
    )


def _saved(request: CompanyRequest, provider: Provider, data: dict[str, Any]) -> None:
    told = {name: value for name, value in data.items() if name != "version"}
    provider_sheets.update(
        by=request.actor,
        at=timezone.now(),
        provider=provider,
        version=data["version"],
        sheet=Sheet(**told),
    )


@policy("provider.write")
def tier(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    """What is judged is added to what was: nothing is rewritten."""
    provider = frame.provider_of(request, provider_id)
    standing = tier_queries.current(provider)
    proposed = provider_tiers.proposed(provider, reader=request.actor, on=timezone.localdate())
    first = standing.tier if standing else proposed.tier if proposed else 2
    return answer(
        request,
        TierForm(request.POST or None, initial={"tier": first}),
        page=frame.form_page(
            request,
            provider,
            heading=_("Criticité de « %(name)s »") % {"name": provider},
            lead=suggestion(proposed),
            back="provider-sheet",
        ),
        save=lambda data: tiers.set(by=request.actor, at=timezone.now(), provider=provider, **data),
        done=lambda _saved: url(request, "provider-sheet", provider.public_id),
        message=_("La criticité est notée."),
    )


def suggestion(proposed: provider_tiers.Proposed | None) -> str:
    """What the activities let suppose, in a sentence; empty where it holds none."""
    if proposed is None:
        return ""
    return _("Ses activités suggèrent %(tier)s : %(names)s.") % {
        "tier": proposed.tier,
        "names": ", ".join(proposed.activities[:3]),
    }
