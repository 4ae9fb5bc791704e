"""The promises of the company, those of a provider, and the page of one."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.commitments.queries import commitments as queries
from timonerie.domains.commitments.queries import names
from timonerie.domains.commitments.queries.commitments import Stood
from timonerie.web import commitment_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.commitments import frame, tables, telling
from timonerie.web.pages.commitments.writing import KEPT
from timonerie.web.pages.provider_files import frame as provider_frame
from timonerie.web.pages.settings import history
from timonerie.web.remembering import remembered
from timonerie.web.responses import show

YEAR = timedelta(days=364)
"""What a rate looks back at: twelve months, today included."""


@policy("commitment.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    on = timezone.localdate()
    found = queries.listed(request.actor, on=on)
    context = {
        **_lists(request, found, on),
        "lead": commitment_words.counted(found),
        "just_kept": request.session.pop(KEPT, []) if request.method == "GET" else [],
        "breadcrumbs": [],
    }
    return show(request, "commitments/index.html", context)


@policy("commitment.read")
def of_provider(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    """What the provider promised, and what our posts promised to it."""
    provider, on = provider_frame.provider_of(request, provider_id), timezone.localdate()
    found = [
        one
        for one in queries.listed(request.actor, on=on)
        if provider.pk in (one.row.provider_id, one.row.to_provider_id)
    ]
    context = {
        **provider_frame.context(request, provider, "provider-commitments", _("Engagements")),
        **_lists(request, found, on),
        "kept": commitment_words.told_rate(found, provider=provider.pk, start=on - YEAR, end=on),
    }
    return show(request, "providers/commitments.html", context)


@policy("commitment.read")
def detail(request: CompanyRequest, commitment_id: UUID) -> HttpResponse:
    row, on = frame.commitment_of(request, commitment_id), timezone.localdate()
    [one] = queries.stood([row], reader=request.actor, on=on)
    context: dict[str, Any] = {
        "one": one,
        "row": row,
        "pairs": telling.pairs(request, one, on=on),
        "steps": telling.steps(request, one),
        "state": commitment_words.STATES[one.standing],
        "since": commitment_words.since(one, on=on),
        "today": on.isoformat(),
        "history": history.of(request, kind="commitment", public_id=row.public_id),
        "breadcrumbs": frame.crumbs(request, (row.what, "")),
        **frame.writes(request),
    }
    return show(request, "commitments/detail.html", context)


def _lists(request: CompanyRequest, found: Sequence[Stood], on: date) -> dict[str, Any]:
    rates = queries.rates((one.row for one in found), start=on - YEAR, end=on)
    writes = frame.writes(request)
    named = names.told(request.actor, on=on)
    return {
        "table": tables.of_commitments(request, found, named=named, picks=writes["may_write"]),
        "rates": tables.of_rates(request, rates),
        "any_open": any(one.is_open for one in found),
        **writes,
    }
