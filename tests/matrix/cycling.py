"""A cycle of each provider and site, its passages, its steps and its link."""

from collections.abc import Callable
from typing import Any

from tests.factories.figures import NOW
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.reporting.operations import cycle_links, cycles
from timonerie.domains.reporting.operations.cycles import Said
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.accounts.actors import Actor

Named = Callable[[str], str]


def of(
    by: Actor, provider: Provider, site: Unit, activity: Activity | None, *, named: Named
) -> dict[str, Any]:
    """By parameter of an address; `named` gives a name that tells whose it is. The step is ours."""
    said = Said(
        title=named("cycle"),
        provider=provider,
        activity=activity,
        sites=(site,),
        start_date=NOW.date().replace(day=1),
    )
    cycle = cycles.copy(by=by, at=NOW, code="PAYROLL_MONTH", said=said)
    made = cycle_links.make(
        by=by, at=NOW, cycle=cycle, provider=provider, recipient=named("lien"), days=90
    )
    run = cycle.runs.get()
    return {
        "cycle": cycle,
        "run": run,
        "run_step": run.steps.get(key="inputs"),
        "cycle_step": cycle.versions.get().steps.get(key="inputs"),
        "cycle_link": made.link,
    }
