"""What every page of a cycle stands in."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.reporting.models import Cycle, CycleRun, CycleStep, RunStep
from timonerie.domains.reporting.queries import cycle_owners
from timonerie.domains.reporting.queries import cycles as queries
from timonerie.web import cycle_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import Crumb, FormPage, url


def cycle_of(request: CompanyRequest, cycle_id: UUID) -> Cycle:
    """Raises Http404 for one out of reach."""
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    found: Cycle = get_object_or_404(rows, public_id=cycle_id)
    return found


def run_of(request: CompanyRequest, run_id: UUID) -> CycleRun:
    """With its steps. Raises Http404 for one out of reach."""
    rows = queries.runs_visible_to(request.actor, on=timezone.localdate())
    found: CycleRun = get_object_or_404(queries.with_steps(rows), public_id=run_id)
    return found


def step_of(request: CompanyRequest, run_step_id: UUID) -> RunStep:
    """Raises Http404 for one out of reach."""
    rows = queries.steps_visible_to(request.actor, on=timezone.localdate())
    found: RunStep = get_object_or_404(rows, public_id=run_step_id)
    return found


def said_step_of(request: CompanyRequest, cycle_step_id: UUID) -> CycleStep:
    """A step of a version. Raises Http404 for one out of reach."""
    seen = queries.visible_to(request.actor, on=timezone.localdate())
    rows = CycleStep.objects.filter(version__cycle__in=seen)
    near = rows.select_related("version__cycle__provider", "seat", "provider")
    found: CycleStep = get_object_or_404(near, public_id=cycle_step_id)
    return found


def crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    home = {"label": _("Cycles"), "url": url(request, "cycles")}
    return [home, *({"label": label, "url": link} for label, link in steps)]


def address(request: CompanyRequest, cycle: Cycle) -> str:
    return url(request, "cycle", cycle.public_id)


def run_address(request: CompanyRequest, run: CycleRun) -> str:
    return url(request, "cycle-run", run.public_id)


def run_title(run: CycleRun) -> str:
    """« Lyon, mars 2026 »."""
    return f"{cycle_owners.place(run)}, {cycle_words.period(run)}"


def form_page(
    request: CompanyRequest, cycle: Cycle, *, heading: str, lead: str = "", submit: str = ""
) -> FormPage:
    here = address(request, cycle)
    return FormPage(
        heading=heading,
        lead=lead,
        submit=submit or _("Enregistrer"),
        back=here,
        breadcrumbs=crumbs(request, (cycle.title, here), (heading, "")),
    )


def run_form_page(
    request: CompanyRequest, run: CycleRun, *, heading: str, lead: str = "", submit: str
) -> FormPage:
    here = run_address(request, run)
    ways = ((run.cycle.title, address(request, run.cycle)), (run_title(run), here), (heading, ""))
    return FormPage(
        heading=heading, lead=lead, submit=submit, back=here, breadcrumbs=crumbs(request, *ways)
    )
