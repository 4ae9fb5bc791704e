"""Opening hours: the week, its holidays and exceptions, from a day on."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.models import Calendar
from timonerie.domains.organisation.operations import calendars
from timonerie.domains.organisation.operations.companies import office_hours
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.queries import calendars as calendar_queries
from timonerie.domains.performance.operations import refreshing
from timonerie.engine.calendars import Calendar as Hours
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.exports import csv_file
from timonerie.web.forms.calendars import (
    DAY_NAMES,
    CalendarChangeForm,
    CalendarForm,
    fits,
    initial_of,
)
from timonerie.web.pages.settings import four_weeks, history
from timonerie.web.pages.settings.frame import (
    Crumb,
    FormPage,
    act,
    answer,
    crumbs,
    url,
    version_asked,
)
from timonerie.web.pages.settings.lists import calendars as listed
from timonerie.web.remembering import remembered
from timonerie.web.responses import show

TEMPLATE = "settings/calendar_form.html"


@policy("organisation.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    found = calendar_queries.listed(on=timezone.localdate())
    context = {
        "table": listed.table(request, found),
        "breadcrumbs": crumbs(request, (_("Calendriers"), "")),
    }
    return show(request, "settings/calendars.html", context)


@policy("organisation.read")
def export(request: CompanyRequest) -> HttpResponse:
    rows = [
        (
            calendar.name,
            DAY_NAMES[day],
            hours["open"],
            hours["close"],
            version.document["zone"],
            four_weeks.region_of(version.document),
            version.start_date,
        )
        for calendar, version in calendar_queries.listed(on=timezone.localdate())
        if version is not None
        for hours in version.document["week"]
        for day in hours["days"]
    ]
    header = ("calendrier", "jour", "ouvre", "ferme", "fuseau", "jours fériés", "à partir du")
    return csv_file("calendriers", header, rows)


@policy("organisation.write")
def new(request: CompanyRequest) -> HttpResponse:
    initial = initial_of(office_hours(request.company.zone)) | {"start_date": calendars.ORIGIN}
    form = CalendarForm(request.POST or None, initial=initial)
    page = FormPage(
        heading=_("Ajouter un calendrier"),
        submit=_("Ajouter"),
        back=url(request, "settings-calendars"),
        breadcrumbs=_crumbs(request, (_("Ajouter"), "")),
        template=TEMPLATE,
    )
    if "preview" in request.POST:
        return _preview(request, form, page)
    return answer(
        request,
        form,
        page=page,
        save=lambda data: calendars.create(
            by=request.actor,
            at=timezone.now(),
            name=data["name"],
            document=form.document(),
            start_date=data["start_date"],
        ),
        done=lambda calendar: url(request, "settings-calendar", calendar.public_id),
        message=_("Le calendrier est ajouté. Donnez-le maintenant à une unité."),
    )


@policy("organisation.read")
def detail(request: CompanyRequest, calendar_id: UUID) -> HttpResponse:
    calendar = _calendar(calendar_id)
    today = timezone.localdate()
    version = calendar_queries.version_on(calendar, on=today)
    context = {
        "calendar": calendar,
        "version": version,
        "week": four_weeks.week_words(version.document) if version else [],
        "region": four_weeks.region_of(version.document) if version else "",
        "exceptions": four_weeks.exceptions_of(version.document) if version else [],
        "weeks": four_weeks.of(Hours.from_dict(version.document), first=today) if version else [],
        "versions": calendar.versions.order_by("-start_date", "-pk"),
        "origin": calendars.ORIGIN,
        "units": calendar.units.filter(archived_at=None).order_by("name"),
        "history": history.of(request, kind="calendar", public_id=calendar.public_id),
        "breadcrumbs": _crumbs(request, (calendar.name, "")),
    }
    return show(request, "settings/calendar.html", context)


@policy("organisation.write")
def revise(request: CompanyRequest, calendar_id: UUID) -> HttpResponse:
    calendar = _calendar(calendar_id)
    here = url(request, "settings-calendar", calendar.public_id)
    today = timezone.localdate()
    version = calendar_queries.version_on(calendar, on=today)
    initial: dict[str, Any] = {
        "name": calendar.name,
        "start_date": today,
        "version": calendar.version,
    }
    if version is not None:
        initial = initial_of(version.document) | initial
    form = CalendarChangeForm(request.POST or None, initial=initial)
    page = FormPage(
        heading=_("Changer les horaires de « %(calendar)s »") % {"calendar": calendar.name},
        submit=_("Enregistrer"),
        back=here,
        breadcrumbs=_crumbs(request, (calendar.name, here), (_("Changer les horaires"), "")),
        lead=""
        if version is None or fits(version.document)
        else _(
            "Ce calendrier a plus de deux ouvertures certains jours : seules deux sont"
            " montrées ici. Importez-le plutôt depuis un fichier."
        ),
        template=TEMPLATE,
    )
    if "preview" in request.POST:
        return _preview(request, form, page)
    return answer(
        request,
        form,
        page=page,
        save=lambda data: _save(request, calendar, data, form.document()),
        done=lambda _saved: here,
        message=_("Les horaires sont enregistrés. Les chiffres des périodes ouvertes suivront."),
    )


@require_POST
@policy("organisation.write")
def archive(request: CompanyRequest, calendar_id: UUID) -> HttpResponse:
    calendar = _calendar(calendar_id)
    return act(
        request,
        partial(
            calendars.archive,
            by=request.actor,
            at=timezone.now(),
            calendar=calendar,
            version=version_asked(request, calendar.version),
        ),
        to=url(request, "settings-calendar", calendar.public_id),
        message=_("Le calendrier est archivé."),
    )


def _save(
    request: CompanyRequest, calendar: Calendar, data: dict[str, Any], document: dict[str, Any]
) -> None:
    calendars.revise(
        by=request.actor,
        at=timezone.now(),
        calendar=calendar,
        name=data["name"],
        document=document,
        start_date=data["start_date"],
        version=data["version"],
    )
    refreshing.measure_again(by=request.actor, at=timezone.now())


def _preview(request: CompanyRequest, form: CalendarForm, page: FormPage) -> HttpResponse:
    """The same form, with the four weeks it would give; nothing is written."""
    weeks: list[list[four_weeks.Day]] = []
    if form.is_valid():
        try:
            read = calendars.read(form.document())
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            first: date = max(form.cleaned_data["start_date"], timezone.localdate())
            weeks = four_weeks.of(read, first=first)
    context = {"form": form, "page": page, "breadcrumbs": page.breadcrumbs, "weeks": weeks}
    return show(request, TEMPLATE, context)


def _calendar(calendar_id: UUID) -> Calendar:
    return get_object_or_404(Calendar.objects.all(), public_id=calendar_id)


def _crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    return crumbs(request, (_("Calendriers"), url(request, "settings-calendars")), *steps)
