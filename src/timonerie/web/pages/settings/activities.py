"""Activities: what is done, who answers for it, who serves it where."""

from functools import partial
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.queries import units as unit_queries
from timonerie.domains.sourcing import catalogue
from timonerie.domains.sourcing.models import Activity, Assignment
from timonerie.domains.sourcing.operations import activities
from timonerie.domains.sourcing.queries import activities as queries
from timonerie.domains.sourcing.queries import grids, inventory, known_values
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.exports import csv_file
from timonerie.web.forms.activities import (
    CRITICALITY,
    ActivityChangeForm,
    ActivityForm,
    AssignmentForm,
    EndForm,
)
from timonerie.web.pages.settings import history, perimeters
from timonerie.web.pages.settings.frame import (
    Crumb,
    FormPage,
    act,
    answer,
    crumbs,
    url,
    version_asked,
)
from timonerie.web.pages.settings.lists import activities as listed
from timonerie.web.pages.settings.lists import activities_file as exported
from timonerie.web.pages.sourcing.frame import sees_everything, sees_whole, tabs
from timonerie.web.remembering import remembered
from timonerie.web.responses import show

DELEGABLE = {
    "yes": gettext_lazy("délégable"),
    "partly": gettext_lazy("délégable en partie"),
    "no": gettext_lazy("à garder"),
}


@policy("activity.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    actor, on = request.actor, timezone.localdate()
    lines = inventory.listed(actor, on=on)
    weighed = None
    if sees_whole(request):
        weighed = {one.activity.pk: one for one in grids.weighed(actor, on=on)}
    context = {
        "table": listed.table(request, lines, weighed),
        "counts": listed.counts(request, lines, weighed) if lines else [],
        "tabs": tabs(request, "activities"),
        "has_files": sees_everything(request),
        "breadcrumbs": [],
    }
    return show(request, "settings/activities.html", context)


@policy("activity.read")
def export(request: CompanyRequest) -> HttpResponse:
    actor, on = request.actor, timezone.localdate()
    told = known_values.by_activity(actor, on=on)
    rows = [
        row
        for one in queries.served(actor, on=on)
        for row in exported.rows(one, told.get(one.activity.pk, ()))
    ]
    return csv_file("activites", exported.HEADER, rows)


@policy("activity.write")
def new(request: CompanyRequest) -> HttpResponse:
    return answer(
        request,
        ActivityForm(request.POST or None, reader=request.actor),
        page=FormPage(
            heading=_("Ajouter une activité"),
            submit=_("Ajouter"),
            back=url(request, "activities"),
            breadcrumbs=_crumbs(request, (_("Ajouter"), "")),
        ),
        save=perimeters.followed(
            request, lambda data: activities.create(by=request.actor, at=timezone.now(), **data)
        ),
        done=lambda activity: url(request, "settings-activity", activity.public_id),
        message=_("L’activité est ajoutée."),
    )


@policy("activity.write")
def from_catalogue(request: CompanyRequest) -> HttpResponse:
    """The built-in list, by function; what the company has already is marked."""
    if request.method == "POST":
        added = activities.add_from_catalogue(
            by=request.actor, at=timezone.now(), codes=request.POST.getlist("codes")
        )
        messages.success(request, _added(added))
        return redirect(url(request, "activities"))
    rows = Activity.objects.values_list("code", "catalogue_code")
    taken = {code for both in rows for code in both}
    names = {function.code: function.name for function in unit_queries.functions()}
    groups = [
        {
            "function": names.get(code, code),
            "lines": [
                {"line": line, "taken": line.code in taken, "delegable": DELEGABLE[line.delegable]}
                for line in lines
            ],
        }
        for code, lines in groupby(catalogue.lines(), key=lambda line: line.function)
    ]
    context = {
        "groups": groups,
        "breadcrumbs": _crumbs(request, (_("Catalogue"), "")),
    }
    return show(request, "settings/catalogue.html", context)


@policy("activity.read")
def detail(request: CompanyRequest, activity_id: UUID) -> HttpResponse:
    activity = _activity(request, activity_id)
    context = {
        "activity": activity,
        "criticality": dict(CRITICALITY)[activity.criticality],
        "assignments": queries.assignments_of(
            request.actor, activity=activity, on=timezone.localdate()
        ),
        "history": history.of(request, kind="activity", public_id=activity.public_id),
        "breadcrumbs": _crumbs(request, (activity.name, "")),
    }
    return show(request, "settings/activity.html", context)


@policy("activity.write")
def edit(request: CompanyRequest, activity_id: UUID) -> HttpResponse:
    activity = _activity(request, activity_id)
    form = ActivityChangeForm(
        request.POST or None,
        reader=request.actor,
        initial={
            "version": activity.version,
            "name": activity.name,
            "function": activity.function and activity.function.public_id,
            "code": activity.code,
            "accountable": activity.accountable and activity.accountable.public_id,
            "criticality": activity.criticality,
            "frequency": activity.frequency,
            "volume_unit": activity.volume_unit,
            "note": activity.note,
            "catalogue_code": activity.catalogue_code,
        },
    )
    return answer(
        request,
        form,
        page=_page(request, activity, heading=_("Modifier une activité"), submit=_("Enregistrer")),
        save=perimeters.followed(
            request,
            lambda data: activities.update(
                by=request.actor, at=timezone.now(), activity=activity, **data
            ),
        ),
        done=lambda _saved: url(request, "settings-activity", activity.public_id),
        message=_("L’activité est enregistrée."),
    )


@policy("activity.write")
def assign(request: CompanyRequest, activity_id: UUID) -> HttpResponse:
    activity = _activity(request, activity_id)
    return answer(
        request,
        AssignmentForm(
            request.POST or None,
            initial={"start_date": timezone.localdate(), "version": activity.version},
            reader=request.actor,
        ),
        page=_page(request, activity, heading=_("Qui sert cette activité"), submit=_("Affecter")),
        save=lambda data: activities.assign(
            by=request.actor, at=timezone.now(), activity=activity, **data
        ),
        done=lambda _saved: url(request, "settings-activity", activity.public_id),
        message=_("L’affectation est enregistrée."),
    )


@policy("activity.write")
def unassign(request: CompanyRequest, assignment_id: UUID) -> HttpResponse:
    seen = queries.visible_to(request.actor, on=timezone.localdate())
    assignment = get_object_or_404(
        Assignment.objects.filter(activity__in=seen).select_related("activity", "unit"),
        public_id=assignment_id,
    )
    return answer(
        request,
        EndForm(
            request.POST or None,
            initial={"end_date": timezone.localdate(), "version": assignment.version},
        ),
        page=_page(
            request,
            assignment.activity,
            heading=_("Fin de l’affectation pour %(unit)s") % {"unit": assignment.unit},
            submit=_("Mettre fin"),
        ),
        save=lambda data: activities.unassign(
            by=request.actor, at=timezone.now(), assignment=assignment, **data
        ),
        done=lambda _saved: url(request, "settings-activity", assignment.activity.public_id),
        message=_("La fin de l’affectation est enregistrée."),
    )


@require_POST
@policy("activity.write")
def archive(request: CompanyRequest, activity_id: UUID) -> HttpResponse:
    activity = _activity(request, activity_id)
    return act(
        request,
        partial(
            activities.archive,
            by=request.actor,
            at=timezone.now(),
            activity=activity,
            version=version_asked(request, activity.version),
        ),
        to=url(request, "settings-activity", activity.public_id),
        message=_("L’activité est archivée. Ses faits et ses chiffres restent."),
    )


@require_POST
@policy("activity.write")
def restore(request: CompanyRequest, activity_id: UUID) -> HttpResponse:
    activity = _activity(request, activity_id)
    return act(
        request,
        partial(
            activities.restore,
            by=request.actor,
            at=timezone.now(),
            activity=activity,
            version=version_asked(request, activity.version),
        ),
        to=url(request, "settings-activity", activity.public_id),
        message=_("L’activité est reprise des archives."),
    )


def _added(count: int) -> str:
    if not count:
        return _("Rien à ajouter : ces activités sont déjà dans votre liste.")
    return ngettext(
        "%(count)s activité est ajoutée.", "%(count)s activités sont ajoutées.", count
    ) % {"count": count}


def _activity(request: CompanyRequest, activity_id: UUID) -> Activity:
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    rows = rows.select_related("function", "accountable__unit")
    return get_object_or_404(rows, public_id=activity_id)


def _crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    return crumbs(request, (_("Activités"), url(request, "activities")), *steps)


def _page(request: CompanyRequest, activity: Activity, *, heading: str, submit: str) -> FormPage:
    here = url(request, "settings-activity", activity.public_id)
    return FormPage(
        heading=heading,
        lead=activity.name,
        submit=submit,
        back=here,
        breadcrumbs=_crumbs(request, (activity.name, here), (submit, "")),
    )
