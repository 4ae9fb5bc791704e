"""The cycles of one provider, and those of one site beside what is reported there."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.queries import units
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.reporting.models import Cycle, CycleRun
from timonerie.domains.reporting.queries import cycle_explanations, due_reports
from timonerie.domains.reporting.queries import cycles as queries
from timonerie.domains.reporting.queries.due_reports import Standing
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages import trail
from timonerie.web.pages.cycles import charts, frame, tables
from timonerie.web.pages.due_reports.tables import of_reports
from timonerie.web.pages.provider_files import frame as provider_frame
from timonerie.web.pages.settings.frame import url
from timonerie.web.responses import show


@policy("cycle.read")
def of_provider(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    provider, on = provider_frame.provider_of(request, provider_id), timezone.localdate()
    told = cycle_explanations.of_provider(
        provider,
        today=on,
        since=cycle_explanations.year_before(on),
        among=queries.runs_visible_to(request.actor, on=on),
    )
    context = {
        **provider_frame.context(request, provider, "provider-cycles", _("Cycles")),
        **_work(
            request,
            queries.listed(request.actor, on=on, provider=provider),
            queries.open_runs(request.actor, on=on, cycle__provider=provider),
        ),
        "explanations": charts.explanations([one for one in told if one.is_enough]),
    }
    return show(request, "cycles/provider.html", context)


@policy("cycle.read")
def of_site(request: CompanyRequest, unit_id: UUID) -> HttpResponse:
    """What comes back at a site, and what is reported of it: by us, and by those who serve it."""
    site = get_object_or_404(units.visible_to(request.actor).sites(), public_id=unit_id)
    on, seen = timezone.localdate(), reach(request.actor, on=timezone.localdate())
    here = url(request, "site", site.public_id)
    *above, last = trail.down_to(request, site, seen)
    context = {
        "site": site,
        **_work(
            request,
            queries.listed(request.actor, on=on, sites__site=site),
            queries.open_runs(request.actor, on=on, site=site),
        ),
        "reports": of_reports(request, _reports(request, site), name="rapports"),
        "breadcrumbs": [
            *above,
            {**last, "url": here},
            {"label": _("Cycles et rapports"), "url": ""},
        ],
    }
    return show(request, "cycles/site.html", context)


def _work(
    request: CompanyRequest, cycles: Sequence[Cycle], runs: Sequence[CycleRun]
) -> dict[str, Any]:
    on = timezone.localdate()
    return {
        "boards": [
            {"cycle": cycle, "table": table, "url": frame.address(request, cycle)}
            for cycle, table in tables.boards(request, runs, on=on)
        ],
        "table": tables.of_cycles(request, cycles, runs, on=on),
    }


def _reports(request: CompanyRequest, site: Unit) -> list[Standing]:
    """None for who reads no report."""
    if not request.actor.may("report.read"):
        return []
    at = timezone.now()
    found = [one for one in due_reports.board(request.actor, at=at) if one.due.site_id == site.pk]
    return due_reports.recent(found, on=timezone.localdate(at))
