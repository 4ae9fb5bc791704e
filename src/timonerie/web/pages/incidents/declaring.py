"""The page behind a declaration link: its form, and what was declared through it."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from timonerie.domains.facts.models import DeclarationLink
from timonerie.domains.facts.operations import declaration_links as operations
from timonerie.domains.facts.queries import declaration_links as queries
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts import limits
from timonerie.foundations.accounts.limits import Gesture
from timonerie.foundations.wording import formats
from timonerie.web import incident_words, public_links
from timonerie.web.access import public
from timonerie.web.forms.incidents import LinkDeclareForm

PAGE = "incidents/declare.html"


@public
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest, token: str) -> HttpResponse:
    """A link that serves no more, and one that never did, answer the same."""
    return public_links.opened(
        request,
        queries.holding(token),
        lambda link, at: _page(request, link, token, at),
        page=PAGE,
        lost=queries.NoSuchLink,
    )


def _page(request: HttpRequest, link: DeclarationLink, token: str, at: datetime) -> HttpResponse:
    form = LinkDeclareForm(request.POST or None, initial={"known_at": at})
    if request.method == "POST" and form.is_valid():
        limits.take(Gesture.DECLARE, of=str(link.public_id), at=at)
        try:
            operations.declare(
                link=link,
                at=at,
                said=form.statement(),
                declared_by=form.cleaned_data["declared_by"],
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            messages.success(request, _("C’est dit : l’entreprise le voit dès maintenant."))
            return redirect("declare", token)
    context = {
        "form": form,
        "company_name": link.company.name,
        "declarer": link.declarer.name,
        "declared": [
            {
                "what": one.declaration["what"],
                "more": one.declaration["more"],
                "known": incident_words.instant(formats.parse_instant(one.declaration["known_at"])),
                "told": incident_words.instant(one.created_at),
                "state": one.get_state_display(),
            }
            for one in queries.declared_by(link)
        ],
    }
    return render(request, PAGE, context)
