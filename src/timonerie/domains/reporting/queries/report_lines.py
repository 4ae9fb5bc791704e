"""Reads of what is followed: the lines of the contracts, the rules of the group."""

from datetime import date

from django.db.models import Prefetch, QuerySet

from timonerie.domains.contracts.queries import reaching
from timonerie.domains.reporting.models import ReportBinding, ReportRule, ReportRuleTerms
from timonerie.domains.reporting.queries import report_owed
from timonerie.foundations.accounts.actors import Actor


def followed(actor: Actor, *, on: date) -> list[ReportBinding]:
    """The lines of the contracts that the reader reaches, that are still owed, by contract; one
    query and the reach."""
    related = ("contract", "site")
    rows = ReportBinding.objects.select_related(
        *(f"{name}__{one}" for name in ("expected", "obligation") for one in related)
    )
    ids = reaching.provider_ids(actor, on=on)
    found = [one for one in rows if report_owed.line_of(one).archived_at is None]
    if ids is not None:
        found = [one for one in found if report_owed.line_of(one).contract.provider_id in ids]
    return sorted(found, key=lambda one: (report_owed.line_of(one).contract.name, one.pk))


def rules() -> "QuerySet[ReportRule]":
    """With their terms and their sites, archived ones too; four queries."""
    terms = ReportRuleTerms.objects.prefetch_related("sites__unit")
    return ReportRule.objects.prefetch_related(Prefetch("terms", terms)).order_by("title", "pk")
