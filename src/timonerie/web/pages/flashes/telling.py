"""How a flash is sent, with or without an account: as a form, or by the page itself, which sends
again until it is told that the flash is here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.reporting.models import Flash, VoiceLink
from timonerie.domains.reporting.operations import flashes as operations
from timonerie.domains.reporting.queries import flashes, needs
from timonerie.domains.reporting.rules import flash_weeks
from timonerie.foundations.accounts.actors import Actor
from timonerie.web import flash_words
from timonerie.web.forms.flashes import CorrectionForm, FlashForm, initial

BY_PAGE = "X-Flash"
"""The header of what the page sends by itself, and is answered in JSON."""


@dataclass(frozen=True)
class Teller:
    """Who tells the week of a site, by account or by a link; `user_id` is None by a link."""

    actor: Actor
    unit: Unit
    at: datetime
    link: VoiceLink | None = None

    @property
    def zone(self) -> str:
        return flashes.clocks(self.at).zone_of(self.unit.pk, on=self.at.date())

    @property
    def today(self) -> date:
        return flash_words.local_day(self.at, self.zone)

    @property
    def user_id(self) -> int | None:
        return None if self.link else self.actor.user_id

    @property
    def store(self) -> str:
        """What the browser keeps the draft under: nothing of it opens anything."""
        whose = f"l{self.link.pk}" if self.link else f"u{self.actor.user_id}"
        return f"{self.unit.public_id}:{whose}"


def week_asked(request: HttpRequest, teller: Teller) -> date:
    """The week before where the address or the form says so, else this one."""
    this = flash_weeks.week_of(teller.today)
    typed = request.POST.get("week") or request.GET.get("semaine", "")
    before = this - flash_weeks.WEEK
    return before if typed == before.isoformat() else this


def form_of(
    request: HttpRequest, teller: Teller, week: date, correcting: Flash | None = None
) -> FlashForm:
    """What was begun, or what is corrected."""
    kind = CorrectionForm if correcting else FlashForm
    if request.method == "POST":
        return kind(request.POST)
    link_id = teller.link.pk if teller.link else None
    said = correcting and {
        name: getattr(correcting, name) for name in ("facts", "figures", "alert", "need")
    }
    draft: Mapping[str, str] = {}
    if correcting is None:
        draft = flashes.draft(teller.unit.pk, week, user_id=teller.user_id, link_id=link_id)
    labels = [] if correcting else flashes.labels(teller.unit.pk)
    return kind(
        initial=initial(said or None, draft=draft, labels=labels, week=week, key=str(uuid4()))
    )


def sent(
    request: HttpRequest,
    teller: Teller,
    form: FlashForm,
    week: date,
    *,
    to: Callable[[Flash], str],
    correcting: Flash | None = None,
) -> HttpResponse | None:
    """The answer to what was sent; None where the page shows the form again, with its faults."""
    if not form.is_valid():
        return _refused(request, form)
    named: dict[str, Any] = {
        "by": teller.actor,
        "at": teller.at,
        "said": form.said(),
        "key": form.cleaned_data["key"],
        "link": teller.link,
    }
    try:
        if correcting is None:
            week = form.cleaned_data["week"] or week
            made = operations.file(unit=teller.unit, week=week, **named)
        else:
            reason = form.cleaned_data["reason"]
            made = operations.correct(flash=correcting, reason=reason, **named)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return _refused(request, form)
    address = to(made.flash)
    if request.headers.get(BY_PAGE):
        return JsonResponse({"state": made.came, "url": address})
    messages.success(request, _("Le flash est envoyé."))
    return redirect(address)


def _refused(request: HttpRequest, form: FlashForm) -> HttpResponse | None:
    if not request.headers.get(BY_PAGE):
        return None
    return JsonResponse({"state": "refused", "fields": form.errors}, status=422)


def kept(request: HttpRequest, teller: Teller, week: date) -> HttpResponse:
    """The answer to a draft: nothing, or that it was not kept."""
    try:
        operations.keep_draft(
            by=teller.actor,
            at=teller.at,
            unit=teller.unit,
            week=week,
            document=request.POST.dict(),
            link=teller.link,
        )
    except Refused:
        return HttpResponse(status=422)
    return HttpResponse(status=204)


def context(teller: Teller, form: FlashForm, week: date) -> dict[str, Any]:
    """What the form stands in: the week, when it is due, what was answered."""
    unit, at = teller.unit, teller.at
    due = flashes.due_at(unit.pk, week, at=at)
    return {
        "form": form,
        "site": unit,
        "week": week,
        "week_label": flash_words.week(week),
        "due": flash_words.due(due, teller.zone),
        "is_over": due is not None and at > due,
        "store": f"{teller.store}:{week.isoformat()}",
        "needs": [
            flash_words.need_line(one, on=teller.today) for one in needs.told_to(unit.pk, at=at)
        ],
    }
