"""What an offer costs in a year that repeats itself."""

from decimal import Decimal

from timonerie.domains.sourcing.models import Offer
from timonerie.domains.sourcing.queries import offer_comparison
from timonerie.domains.sourcing.queries import offers as queries
from timonerie.domains.sourcing.rules.offers.totals import Total

YEAR = 12
#: What is paid once in all says nothing of a year.
_ONCE = ("transition", "exit")


def yearly_cents(offer: Offer) -> int | None:
    """Cents under the expected volumes, before any revision of prices and without what is paid
    once: what the second year adds to the first. None where a line has no price, or no volume; one
    query."""
    sheet = queries.sheet(offer)
    one, two = (_over(offer, sheet, months) for months in (YEAR, 2 * YEAR))
    if any(gap.code not in _ONCE for gap in two.missing) or not two.by_line:
        return None
    return _expected(two) - _expected(one)


def _over(offer: Offer, sheet: queries.Sheet, months: int) -> Total:
    rows = list(sheet.answers.values())
    return offer_comparison.total_of(offer, sheet.asked, rows, months=months, index=Decimal(0))


def _expected(total: Total) -> int:
    return sum(costs.expected for costs in total.by_line.values())
