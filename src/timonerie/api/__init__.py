"""The typed REST API, one module per domain; how it is entered stands in `access`."""

from ninja import NinjaAPI

from timonerie.api import (
    accounting,
    batches,
    contract_lists,
    contracts,
    decisions,
    errors,
    facts,
    incidents,
    indicators,
    lists,
    offers,
    organisation,
    papers,
    performance,
    provider_files,
    rituals,
    signals,
    sourcing,
    statements,
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
    lists,
    sourcing,
    contracts,
    decisions,
    statements,
    offers,
    contract_lists,
    papers,
    batches,
    facts,
    accounting,
    workforce,
    incidents,
    indicators,
    performance,
    signals,
    rituals,
)
for part in PARTS:
    api.add_router("/{company}", part.router)

__all__ = ["api"]
