"""Reads of the members of a company and of their mandates."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from timonerie.domains.organisation.models import Mandate
from timonerie.foundations.accounts import policies
from timonerie.foundations.accounts.models import Membership


@dataclass(frozen=True)
class Member:
    """A membership with its mandates in force on a day."""

    membership: Membership
    mandates: tuple[Mandate, ...]
    is_in_force: bool

    @property
    def reaches_nothing(self) -> bool:
        """A role that needs a mandate and has none."""
        return self.membership.role in policies.needing_mandate() and not self.mandates


def members(*, company_id: int, on: date) -> list[Member]:
    """Those in force first, then by name; two queries."""
    mandates: dict[int, list[Mandate]] = defaultdict(list)
    rows = Mandate.objects.in_force(on=on).select_related("unit", "function", "provider")
    for mandate in rows.order_by("start_date", "pk"):
        mandates[mandate.membership_id].append(mandate)
    memberships = Membership.objects.filter(company_id=company_id).select_related("user")
    found = [
        Member(
            membership,
            tuple(mandates[membership.pk]),
            membership.start_date <= on
            and (membership.end_date is None or membership.end_date >= on),
        )
        for membership in memberships.order_by("user__name", "pk")
    ]
    return sorted(found, key=lambda member: not member.is_in_force)


def reaching_nothing(*, company_id: int, on: date) -> list[Membership]:
    """Those in force whose role needs a mandate and who have none, by name; one query."""
    mandates = Mandate.objects.in_force(on=on).filter(membership_id=OuterRef("pk"))
    rows = Membership.objects.in_force(on=on).filter(company_id=company_id)
    rows = rows.filter(role__in=policies.needing_mandate())
    rows = rows.filter(~Exists(mandates)).select_related("user")
    return list(rows.order_by("user__name", "pk"))


def mandates_of(membership: Membership) -> list[Mandate]:
    """All the mandates of a membership, the latest first."""
    rows = Mandate.objects.filter(membership_id=membership.pk)
    return list(rows.select_related("unit", "function", "provider").order_by("-start_date", "-pk"))


def ends_on(membership: Membership, *, on: date) -> date | None:
    """The last day of a membership: its own, or that of the last of its mandates in force where
    each of them has one; one query."""
    mandates = Mandate.objects.in_force(on=on).filter(membership_id=membership.pk)
    ends: list[date | None] = list(mandates.values_list("end_date", flat=True))
    known = [day for day in ends if day is not None]
    last = max(known) if known and len(known) == len(ends) else None
    return min((day for day in (membership.end_date, last) if day is not None), default=None)
