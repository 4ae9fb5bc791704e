"""What a reader chose for themselves."""

from timonerie.foundations.accounts.models import PageChoice, User
from timonerie.foundations.scope.models import Company


def of_page(*, user: User, company: Company, page: str) -> str:
    """The address of a page as its reader left it, "" when they never changed it."""
    found = PageChoice.objects.filter(user=user, company=company, page=page)
    return found.values_list("query", flat=True).first() or ""
