"""What is remembered of a line of the portfolio: when it was last known, and how serious."""

from datetime import datetime

from timonerie.domains.portfolio.models import LastGlance
from timonerie.foundations.accounts.models import User
from timonerie.foundations.scope.models import Company


def remember(*, by: User, company: Company, rank: int, at: datetime) -> None:
    """One row a reader and a company: one query."""
    LastGlance.objects.bulk_create(
        [LastGlance(user=by, company=company, rank=rank, at=at)],
        update_conflicts=True,
        unique_fields=["user", "company"],
        update_fields=["rank", "at"],
    )
