"""The page behind a link: a provider reads its file and proposes changes, without an account."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from timonerie.domains.contracts.models import Proposal, ProviderLink
from timonerie.domains.contracts.operations import proposals_by_link as proposing
from timonerie.domains.contracts.operations.subcontractors import Said
from timonerie.domains.contracts.provider_enums import ProposalState
from timonerie.domains.contracts.queries import provider_links as queries
from timonerie.domains.contracts.queries import subcontracting
from timonerie.domains.contracts.queries.provider_links import NoSuchLink
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.queries import contact_moves
from timonerie.domains.organisation.queries import providers as provider_queries
from timonerie.foundations.accounts import limits
from timonerie.foundations.accounts.limits import Gesture
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.months import month_label
from timonerie.web import public_links
from timonerie.web.access import public
from timonerie.web.forms.base import CompanyForm
from timonerie.web.forms.provider_files import (
    PersonForm,
    RollForm,
    SheetFields,
    SubcontractorFields,
)
from timonerie.web.pages.provider_files import proposal_words

PAGE: Final = "providers/answer.html"
PARTS: Final = ("equipe", "fiche", "personne", "sous-traitant")
Forms = Mapping[str, CompanyForm]


@public
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """A link that serves no more, and one that never did, answer the same."""
    link = queries.holding(token)
    if link is not None and link.provider.archived_at is not None:
        link = None
    return public_links.opened(
        request, link, lambda link, at: _page(request, link, token, at), page=PAGE, lost=NoSuchLink
    )


def _page(request: HttpRequest, link: ProviderLink, token: str, at: datetime) -> HttpResponse:
    part = request.POST.get("part", "")
    forms = _forms(link, request.POST if part in PARTS else None, part)
    if part in PARTS:
        limits.take(Gesture.IMPORT, of=str(link.public_id), at=at)
        form = forms[part]
        if form.is_valid() and _proposed(request, link, part, form, at):
            return redirect("provider-answer", token)
    return render(request, PAGE, _context(link, at, forms))


def _forms(link: ProviderLink, data: Any, part: str) -> Forms:
    """Those of the page; the one that was sent is bound. Prefixes, since fields share names."""
    provider = link.provider
    people = [one for one in provider_queries.contacts_of(provider) if one.left_date is None]

    def bound(name: str) -> Any:
        return data if name == part else None

    known = {name: getattr(provider, name) for name in proposing.FIELDS}
    return {
        "equipe": RollForm(bound("equipe"), people=people, prefix="e"),
        "fiche": SheetFields(bound("fiche"), initial=known, prefix="f"),
        "personne": PersonForm(bound("personne"), prefix="p"),
        "sous-traitant": SubcontractorFields(bound("sous-traitant"), prefix="s"),
    }


def _proposed(
    request: HttpRequest, link: ProviderLink, part: str, form: CompanyForm, at: datetime
) -> bool:
    try:
        made = _CALLS[part](link, form, at)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return False
    if made:
        messages.success(request, _("C’est transmis : l’entreprise décide de chaque ligne."))
    else:
        messages.info(request, _("Rien n’a changé : c’est déjà ce qui est connu ou proposé."))
    return True


def _sheet(link: ProviderLink, form: CompanyForm, at: datetime) -> int:
    return proposing.sheet(link=link, at=at, values=form.cleaned_data)


def _roll(link: ProviderLink, form: CompanyForm, at: datetime) -> int:
    assert isinstance(form, RollForm)
    announced = form.cleaned_data["announced"]
    return proposing.roll(link=link, at=at, left=form.left(), announced=announced)


def _person(link: ProviderLink, form: CompanyForm, at: datetime) -> int:
    return proposing.contact(link=link, at=at, said=form.cleaned_data)


def _subcontractor(link: ProviderLink, form: CompanyForm, at: datetime) -> int:
    return proposing.subcontractor(link=link, at=at, said=Said(**form.cleaned_data))


_CALLS: Final[Mapping[str, Callable[[ProviderLink, CompanyForm, datetime], int]]] = {
    "equipe": _roll,
    "fiche": _sheet,
    "personne": _person,
    "sous-traitant": _subcontractor,
}


def _context(link: ProviderLink, at: datetime, forms: Forms) -> dict[str, Any]:
    provider, today = link.provider, timezone.localdate(at)
    return {
        "provider": provider,
        "company_name": link.company.name,
        "until": formats.day(timezone.localdate(link.expires_at)),
        "month": month_label(today),
        "roll_is_said": contact_moves.roll_of(provider, on=today) is not None,
        "forms": forms,
        "team": forms["equipe"],
        "sheet": forms["fiche"],
        "person": forms["personne"],
        "subcontractor": forms["sous-traitant"],
        "declared": subcontracting.told_to_them(provider),
        "proposals": [_told(one) for one in queries.own(link)],
    }


def _told(one: Proposal) -> dict[str, str]:
    """Their own words, and what became of them: never who decided, nor our notes."""
    refused = one.state == ProposalState.REFUSED
    return {
        "words": proposal_words.sentence(one),
        "state": str(one.get_state_display()),
        "reason": one.reason if refused else "",
        "day": formats.day(timezone.localdate(one.at), style="short"),
    }
