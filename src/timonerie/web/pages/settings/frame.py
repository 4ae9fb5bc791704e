"""What every settings page stands in: its address, its breadcrumbs, its forms, its gestures."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.web.access import CompanyRequest
from timonerie.web.forms.base import CompanyForm
from timonerie.web.responses import show

Text = str | Promise
Crumb = dict[str, str]
LONGEST_VERSION = 10
S = TypeVar("S")


def url(request: CompanyRequest, route: str, *args: object) -> str:
    """Address of a page of the reader's company."""
    return reverse(route, args=[request.company.slug, *args])


def crumbs(request: CompanyRequest, *steps: tuple[Text, str]) -> list[Crumb]:
    """The way from the settings to here; each step is a label and an address, "" for here."""
    home = {"label": _("Réglages"), "url": url(request, "settings")}
    return [home, *({"label": str(label), "url": link} for label, link in steps)]


@dataclass(frozen=True, kw_only=True)
class FormPage:
    """A page that is one form. `back` is where giving up leads."""

    heading: Text
    submit: Text
    back: str
    breadcrumbs: list[Crumb]
    lead: Text = ""
    template: str = "settings/form.html"


def answer(
    request: CompanyRequest,
    form: CompanyForm,
    *,
    page: FormPage,
    save: Callable[[dict[str, Any]], Any],
    done: Callable[[Any], str],
    message: Text,
) -> HttpResponse:
    """Show a form, or save what it says and go to the address that `done` gives.

    What a rule refuses is said beside its field, and what was typed is kept.
    """

    def told(saved: Any) -> HttpResponse:
        messages.success(request, str(message))
        return redirect(done(saved))

    return answer_at_once(request, form, page=page, save=save, shown=told)


def answer_at_once(
    request: CompanyRequest,
    form: CompanyForm,
    *,
    page: FormPage,
    save: Callable[[dict[str, Any]], S],
    shown: Callable[[S], HttpResponse],
) -> HttpResponse:
    """The same, where what was saved is shown in the answer itself: a secret, which no address
    shows again."""
    if request.method == "POST" and form.is_valid():
        try:
            saved = save(form.cleaned_data)
        except Conflict as conflict:
            form.answer(conflict)
        except Refused as refusal:
            named = refusal.field if refusal.field in form.fields else None
            form.add_error(named, refusal.message)
        else:
            return shown(saved)
    context = {"form": form, "page": page, "breadcrumbs": page.breadcrumbs}
    return show(request, page.template, context)


def act(
    request: CompanyRequest, call: Callable[[], Any], *, to: str, message: Text
) -> HttpResponse:
    """Do one gesture of a page and come back to it, with what happened or why it did not."""
    try:
        call()
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, str(message))
    return redirect(to)


def version_asked(request: CompanyRequest, default: int) -> int:
    """The version of the row that the reader saw when they confirmed."""
    return row_version(request.GET.get("version", ""), default)


def row_version(text: str, default: int) -> int:
    """A version as an address or a form says it: thousands of digits are no number."""
    is_number = len(text) < LONGEST_VERSION and text.isascii() and text.isdigit()
    return int(text) if is_number else default
