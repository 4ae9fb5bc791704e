"""What is remembered of a line of the portfolio: when it was last known, and how serious."""

from datetime import datetime, timedelta

from timonerie.domains.portfolio.models import LastGlance
from timonerie.foundations.accounts.models import User
from timonerie.foundations.scope.models import Company

OFTEN = timedelta(minutes=5)


def remember(*, by: User, company: Company, rank: int, at: datetime) -> None:
    """One row a reader and a company; not written again for so little."""
    last = LastGlance.objects.filter(user=by, company=company).first()
    if last is not None and last.rank == rank and at - last.at < OFTEN:
        return
    LastGlance.objects.update_or_create({"rank": rank, "at": at}, user=by, company=company)
