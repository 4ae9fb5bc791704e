"""The typed REST API, one module per domain; how it is entered stands in `access`."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from timonerie.api import (
    accounting,
    batches,
    challenge_letters,
    challenges,
    clauses,
    commitments,
    contract_lists,
    contract_lives,
    contract_money,
    contracts,
    cycle_runs,
    cycles,
    decisions,
    due_reports,
    duties,
    errors,
    facts,
    flashes,
    incidents,
    indicators,
    jobs,
    levels,
    lists,
    messages,
    missions,
    obligations,
    offers,
    organisation,
    papers,
    performance,
    provider_files,
    renewals,
    report_rules,
    rituals,
    signals,
    sourcing,
    statements,
    voices,
    workforce,
)
from timonerie.api.access import Session, document


class TypedAPI(NinjaAPI):
    """Writes its description once: that takes seconds, and it is the same as long as the process
    lives."""

    _description: OpenAPISchema | None = None

    def get_openapi_schema(self, **asked: Any) -> OpenAPISchema:
        if self._description is None:
            self._description = super().get_openapi_schema(**asked)
        return self._description


api = TypedAPI(
    title="Timonerie",
    version="1",
    description=(
        "Facts come in, figures come out. Dates are ISO 8601, instants are in UTC, durations in "
        "seconds, identifiers are UUIDs; every list is paged."
    ),
    auth=Session(),
    docs_url=None,
    docs_decorator=document,
    urls_namespace="api",
)
errors.install(api)
PARTS = (
    organisation,
    provider_files,
    commitments,
    challenges,
    challenge_letters,
    missions,
    due_reports,
    report_rules,
    lists,
    sourcing,
    contracts,
    contract_lives,
    duties,
    cycles,
    cycle_runs,
    decisions,
    statements,
    offers,
    contract_lists,
    contract_money,
    renewals,
    papers,
    clauses,
    obligations,
    batches,
    facts,
    accounting,
    workforce,
    incidents,
    indicators,
    performance,
    levels,
    signals,
    rituals,
    flashes,
    voices,
    messages,
    jobs,
)
for part in PARTS:
    api.add_router("/{company}", part.router)

__all__ = ["api"]
