"""Pages behind a link that asks for no account: who guesses is slowed down, who holds it is not."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from timonerie.foundations.accounts import limits
from timonerie.foundations.accounts.limits import Gesture
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company
from timonerie.web import visitors


class Link(Protocol):
    """A row that a secret opens, until it expires or is revoked."""

    company_id: int
    company: Company

    def is_open(self, *, at: datetime) -> bool: ...


L = TypeVar("L", bound=Link)


def opened(
    request: HttpRequest,
    link: L | None,
    answer: Callable[[L, datetime], HttpResponse],
    *,
    page: str,
    lost: type[Exception],
) -> HttpResponse:
    """What `answer` says of a link, in its company and at its hour. A link that serves no more, one
    that never did, and one that ends on the way (`lost`) answer the same: `page`, empty, 410."""
    at = timezone.now()
    if link is None or not link.is_open(at=at):
        # Who guesses is counted; who holds a link is not, however often they look.
        limits.take(Gesture.LINK, of=visitors.block(request), at=at)
        return render(request, page, {}, status=410)
    with current.company(link.company_id), timezone.override(link.company.zone):
        try:
            return answer(link, at)
        except lost:
            return render(request, page, {}, status=410)
