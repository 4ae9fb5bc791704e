"""What a statement of work may begin from: the ready models, the activities, decided ones first."""

from collections import defaultdict
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation import rules
from timonerie.domains.sourcing import works
from timonerie.domains.sourcing.enums import Choice, Veto
from timonerie.domains.sourcing.models import Activity, SourcingDecision
from timonerie.domains.sourcing.queries import reaching
from timonerie.domains.sourcing.queries.grids import vetoes_of
from timonerie.domains.sourcing.rules.statements.ready import Model
from timonerie.web.access import CompanyRequest
from timonerie.web.forms.statements import NewStatementForm
from timonerie.web.pages.settings.frame import url

LATE = 1_000_000


def models(request: CompanyRequest) -> list[dict[str, Any]]:
    """Each model with its sentence; the activity that led here goes along."""
    asked = request.GET.get("activite", "")
    extra = f"&activite={asked}" if asked.replace("-", "").isalnum() else ""
    here = url(request, "statement-new")
    return [
        {
            "title": _(one.title),
            "summary": _(one.summary),
            "count": len(one.entries),
            "url": f"{here}?modele={one.code}{extra}",
        }
        for one in works.models()
    ]


def activities(
    request: CompanyRequest, form: NewStatementForm, model: Model
) -> list[dict[str, Any]]:
    """By function, those that the model is about first; in each, the entrusted ones first."""
    rows = reaching.activities(request.actor, on=timezone.localdate()).active()
    decided = dict(
        SourcingDecision.objects.in_force()
        .filter(choice__in=(Choice.ENTRUST, Choice.SHARE))
        .values_list("activity_id", "choice")
    )
    ticked = _ticked(request, form)
    groups: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for one in rows.select_related("function"):
        groups[one.function].append(_box(request, one, model, decided.get(one.pk), ticked))
    told = [_group(function, boxes, model) for function, boxes in groups.items()]
    return sorted(told, key=lambda group: (not group["is_open"], group["rank"], group["name"]))


def _ticked(request: CompanyRequest, form: NewStatementForm) -> set[str] | None:
    """What the reader ticked; None before they saw the form."""
    return set(request.POST.getlist("activities")) if form.is_bound else None


def _box(
    request: CompanyRequest,
    activity: Activity,
    model: Model,
    choice: str | None,
    ticked: set[str] | None,
) -> dict[str, Any]:
    key = str(activity.public_id)
    is_asked = request.GET.get("activite") == key
    is_meant = choice is not None and _is_about(model, activity)
    return {
        "id": key,
        "name": activity.name,
        "note": str(Choice(choice).label) if choice else "",
        "vetoes": ", ".join(str(one.label) for one in Veto if one in vetoes_of(activity)),
        "is_decided": choice is not None,
        "is_checked": (is_asked or is_meant) if ticked is None else key in ticked,
        "is_known": activity.catalogue_code in model.activities,
    }


def _is_about(model: Model, activity: Activity) -> bool:
    code = activity.function.code if activity.function else ""
    return activity.catalogue_code in model.activities or code in model.functions


def _group(function: Any, boxes: list[dict[str, Any]], model: Model) -> dict[str, Any]:
    boxes.sort(key=lambda box: (not box["is_decided"], rules.alphabetical(box["name"])))
    is_meant = function is not None and function.code in model.functions
    return {
        "name": function.name if function else _("Sans fonction"),
        "rank": function.rank if function else LATE,
        "boxes": boxes,
        "is_open": is_meant or any(box["is_known"] or box["is_checked"] for box in boxes),
    }
