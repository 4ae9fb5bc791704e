"""The typed REST API, one module per domain; how it is entered stands in `access`."""

from ninja import NinjaAPI

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

api = NinjaAPI(
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
