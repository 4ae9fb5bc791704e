"""The desk of a request: what a page of figures starts from."""

from django.utils import timezone

from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance.queries.board import Board
from timonerie.web import months
from timonerie.web.access import CompanyRequest
from timonerie.web.boards import Desk


def desk_of(request: CompanyRequest) -> Desk | None:
    """None while the company has no figure at all."""
    today = timezone.localdate()
    month = months.chosen(request, today=today)
    if month is None:
        return None
    return Desk(board=Board(reach(request.actor, on=today)), slug=request.company.slug, month=month)
