"""The companies of other instances that a reader follows by their signed summaries."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.portfolio.enums import Fault
from timonerie.domains.portfolio.models import FollowedSummary
from timonerie.domains.portfolio.operations import following
from timonerie.domains.portfolio.queries import followed
from timonerie.foundations.outbound.pages import LARGEST
from timonerie.web.access import SignedInRequest, signed_in
from timonerie.web.forms.portfolio import FollowForm
from timonerie.web.portfolio import remote


@signed_in
def new(request: SignedInRequest) -> HttpResponse:
    is_sent = request.method == "POST"
    form = FollowForm(request.POST, request.FILES) if is_sent else FollowForm()
    if is_sent and form.is_valid():
        try:
            added = _add(request, form)
        except Refused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            messages.success(
                request, _("La société est dans votre portefeuille. Comparez les mots de sa clé.")
            )
            return redirect("followed", added.public_id)
    context = {"form": form, "breadcrumbs": _crumbs(_("Ajouter une société"))}
    return render(request, "followed_new.html", context)


def _add(request: SignedInRequest, form: FollowForm) -> FollowedSummary:
    at, file = timezone.now(), form.cleaned_data["file"]
    if file is None:
        return following.add_link(by=request.user, at=at, text=form.cleaned_data["link"])
    content = file.read(LARGEST + 1)
    return following.add_file(by=request.user, at=at, content=content)


@signed_in
def detail(request: SignedInRequest, followed_id: UUID) -> HttpResponse:
    one = _own(request, followed_id)
    context = {
        "followed": one,
        "remote": remote.of(one, at=timezone.now()),
        "zone": timezone.get_current_timezone_name(),
        "breadcrumbs": _crumbs(one.name),
    }
    return render(request, "followed.html", context)


@require_POST
@signed_in
def refresh(request: SignedInRequest, followed_id: UUID) -> HttpResponse:
    one = _own(request, followed_id)
    following.refresh(followed=one, at=timezone.now())
    if one.fault:
        messages.error(request, str(Fault(one.fault).label))
    else:
        messages.success(request, _("Le résumé est celui que l’autre instance vient de donner."))
    return redirect("followed", one.public_id)


@require_POST
@signed_in
def remove(request: SignedInRequest, followed_id: UUID) -> HttpResponse:
    following.remove(followed=_own(request, followed_id))
    messages.success(request, _("La société n’est plus dans votre portefeuille."))
    return redirect("portfolio")


def _own(request: SignedInRequest, followed_id: UUID) -> FollowedSummary:
    """Raises Http404 for what another user follows, as for what nobody does."""
    return get_object_or_404(followed.of_user(request.user), public_id=followed_id)


def _crumbs(here: str) -> list[dict[str, str]]:
    return [
        {"label": _("Portefeuille"), "url": reverse("portfolio")},
        {"label": here, "url": ""},
    ]
