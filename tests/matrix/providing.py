"""What stands behind each provider: a sub-contractor, its link, what it proposes by it, a
mission."""

from collections.abc import Callable
from typing import Any

from tests.factories.figures import NOW
from timonerie.domains.contracts.models import Proposal
from timonerie.domains.contracts.operations import (
    mission_parts,
    missions,
    proposals_by_link,
    provider_links,
    subcontractors,
)
from timonerie.domains.contracts.operations.subcontractors import Said
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.foundations.accounts.actors import Actor

Named = Callable[[str], str]


def of(by: Actor, provider: Provider, site: Unit, *, named: Named) -> dict[str, Any]:
    """By parameter of an address; `named` gives a name that tells of which provider it is."""
    said = Said(name=named("sous-traitant"), task=named("tâche"))
    row = subcontractors.declare(by=by, at=NOW, provider=provider, said=said)
    made = provider_links.make(by=by, at=NOW, provider=provider, recipient=named("lien"), days=90)
    proposals_by_link.contact(link=made.link, at=NOW, said={"name": named("proposé")})
    letter = missions.Said(title=named("mission"), start_date=NOW.date(), provider=provider)
    mission = missions.create(by=by, at=NOW, said=letter)
    told: dict[str, Any] = {"by": by, "at": NOW, "mission": mission}
    halves: dict[str, Any] = {"site": site, "month": NOW.date(), "halves": 4}
    return {
        "mission": mission,
        "deliverable": mission_parts.add_deliverable(
            **told, title=named("livrable"), due_date=NOW.date()
        ),
        "presence": mission_parts.plan(**told, **halves),
        "access": mission_parts.add_access(**told, name=named("accès")),
        "signed_provider": provider,
        "subcontractor": row,
        "provider_link": made.link,
        "proposal": Proposal.objects.filter(provider=provider).latest("pk"),
    }
