"""What the company lets leave: summaries published to a reader of another instance."""

import json
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.portfolio import keys
from timonerie.domains.portfolio.enums import Level
from timonerie.domains.portfolio.models import PublishedSummary
from timonerie.domains.portfolio.operations import publications, serving
from timonerie.domains.portfolio.rules import documents, fingerprints
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.portfolio import PublishForm
from timonerie.web.pages.settings import history
from timonerie.web.pages.settings.frame import Crumb, act, crumbs, url
from timonerie.web.pages.settings.lists import summaries as listed
from timonerie.web.portfolio import remote
from timonerie.web.responses import show

PUBLISH = "publier"
READ_DAYS = 31


@policy("summary.publish")
def index(request: CompanyRequest) -> HttpResponse:
    found = PublishedSummary.objects.order_by("-published_at")
    context = {
        "table": listed.table(request, list(found), at=timezone.now()),
        "fingerprint": fingerprints.words(keys.own_id()),
        "breadcrumbs": crumbs(request, (_("Résumés publiés"), "")),
    }
    return show(request, "settings/summaries.html", context)


@policy("summary.publish")
def new(request: CompanyRequest) -> HttpResponse:
    """What will leave is shown before it does: choices that were not yet seen are shown first."""
    form = PublishForm(request.POST or None)
    draft = _draft(request, form)
    if draft is not None and form.is_bound and _is_decided(request, draft):
        done = publications.publish(
            by=request.actor,
            at=timezone.now(),
            draft=draft,
            recipient=form.cleaned_data["recipient"],
        )
        context = {"published": done, "breadcrumbs": _crumbs(request, (_("Publié"), ""))}
        return show(request, "settings/summary_link.html", context)
    context = {
        "form": form,
        "seen": _choices(draft) if draft else "",
        "preview": draft and _preview(draft),
        "breadcrumbs": _crumbs(request, (_("Publier"), "")),
    }
    return show(request, "settings/summary_form.html", context)


def _draft(request: CompanyRequest, form: PublishForm) -> PublishedSummary | None:
    """The publication that the form describes, or the usual one before anything is chosen."""
    if form.is_bound and not form.is_valid():
        return None
    data = form.cleaned_data if form.is_bound else {}
    try:
        return publications.drafted(
            company=request.company,
            level=Level(data.get("level", Level.FIGURES)),
            names_providers=bool(data.get("names_providers")),
            origin=f"{'https' if settings.HTTPS else request.scheme}://{request.get_host()}",
            at=timezone.now(),
            days=data.get("days", publications.USUAL_DAYS),
        )
    except Refused as refusal:
        form.add_error(refusal.field, refusal.message)
        return None


def _is_decided(request: CompanyRequest, draft: PublishedSummary) -> bool:
    asked = request.POST.get("geste") == PUBLISH
    return asked and request.POST.get("seen") == _choices(draft)


def _choices(draft: PublishedSummary) -> str:
    return f"{draft.level}:{draft.names_providers}"


def _preview(summary: PublishedSummary) -> dict[str, Any]:
    """What leaves, in words and as it travels."""
    document = publications.document_of(summary, at=timezone.now())
    text = json.dumps(documents.written(document), ensure_ascii=False, indent=2)
    return {"said": remote.of_summary(document), "text": text}


@policy("summary.publish")
def detail(request: CompanyRequest, summary_id: UUID) -> HttpResponse:
    summary, at = _summary(request, summary_id), timezone.now()
    context = {
        "summary": summary,
        "is_open": summary.is_open(at=at),
        "readings": list(summary.readings.order_by("-day")[:READ_DAYS]),
        "preview": _preview(summary) if summary.is_open(at=at) else None,
        "history": history.of(request, kind="summary", public_id=summary.public_id),
        "breadcrumbs": _crumbs(request, (summary.recipient, "")),
    }
    return show(request, "settings/summary.html", context)


@policy("summary.publish")
def export(request: CompanyRequest, summary_id: UUID) -> HttpResponse:
    """The signed document as a file, for an instance that cannot reach this one."""
    summary, at = _summary(request, summary_id), timezone.now()
    if not summary.is_open(at=at):
        raise Http404
    envelope = serving.export(by=request.actor, at=at, summary=summary)
    content = documents.canonical(envelope.model_dump(mode="json"))
    response = HttpResponse(content, content_type="application/json")
    name = f"resume-{request.company.slug}-{timezone.localdate().isoformat()}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@policy("summary.publish")
def withdraw(request: CompanyRequest, summary_id: UUID) -> HttpResponse:
    summary = _summary(request, summary_id)
    return act(
        request,
        partial(publications.withdraw, by=request.actor, at=timezone.now(), summary=summary),
        to=url(request, "settings-summary", summary.public_id),
        message=_("Le résumé est retiré : sa prochaine lecture le dira."),
    )


def _summary(request: CompanyRequest, summary_id: UUID) -> PublishedSummary:
    rows = PublishedSummary.objects.select_related("company")
    return get_object_or_404(rows, public_id=summary_id)


def _crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    return crumbs(request, (_("Résumés publiés"), url(request, "settings-summaries")), *steps)
