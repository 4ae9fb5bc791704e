"""Noting several promises at once, wherever they were made."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.commitments.models import Commitment
from timonerie.domains.commitments.operations import commitments
from timonerie.domains.commitments.operations.commitments import LineRefused
from timonerie.domains.commitments.operations.said import Said
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms import commitments as forms
from timonerie.web.forms.base import CompanyForm, all_valid
from timonerie.web.forms.commitments import AroundForm, Holders, LineForm
from timonerie.web.pages.commitments import frame
from timonerie.web.pages.settings.frame import url
from timonerie.web.responses import show


@policy("commitment.write")
def new(request: CompanyRequest) -> HttpResponse:
    on = timezone.localdate()
    data, holders = request.POST or None, Holders(request.actor, on)
    form = AroundForm(data, reader=request.actor, on=on)
    lines = forms.lines(data, holders, first=_first(request))
    if data is not None and all_valid(form, lines):
        told = forms.said(lines, around=form.cleaned_data)
        if saved(request, form, lines, told) is not None:
            return redirect(url(request, "commitments"))
    context = {
        "form": form,
        "lines": lines,
        "breadcrumbs": frame.crumbs(request, (_("Noter des engagements"), "")),
    }
    return show(request, "commitments/new.html", context)


def saved(
    request: CompanyRequest, form: CompanyForm, lines: Sequence[LineForm], told: Sequence[Said]
) -> list[Commitment] | None:
    """What was written, said in a message; None where something stops it, said in the form."""
    if not told:
        form.add_error(None, _("Écrivez au moins une promesse, avec sa date."))
        return None
    try:
        made = commitments.make_several(by=request.actor, at=timezone.now(), said=told)
    except LineRefused as refused:
        _answer(form, [one for one in lines if not one.is_silent][refused.line - 1], refused)
        return None
    words: Mapping[str, Any] = {"n": len(made)}
    text = ngettext("%(n)s engagement noté.", "%(n)s engagements notés.", len(made)) % words
    messages.success(request, text)
    return made


def _answer(form: CompanyForm, line: LineForm, refused: LineRefused) -> None:
    """Beside the field at fault, and announced by the form, whose summary is seen first."""
    if refused.field in line.fields:
        line.add_error(refused.field, refused.alone)
    elif refused.field in ("provider", "seat", "to_provider"):
        line.add_error("holder", refused.alone)
    named = refused.field if refused.field in form.fields else None
    form.add_error(named, refused.message)


def _first(request: CompanyRequest) -> str:
    """Who the first line proposes: the provider whose page leads here, if any."""
    asked = request.GET.get("prestataire", "")
    try:
        return str(UUID(asked))
    except ValueError:
        return ""
