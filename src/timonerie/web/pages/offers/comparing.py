"""Offers side by side: totals, notes, score, and how much the ranking hangs on the weights."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.sourcing import offer_sentences
from timonerie.domains.sourcing.enums import OfferState
from timonerie.domains.sourcing.queries import offer_comparison
from timonerie.domains.sourcing.queries import offers as queries
from timonerie.domains.sourcing.queries.offer_comparison import Beside, Compared
from timonerie.domains.sourcing.rules.offers.comparisons import Standing
from timonerie.domains.sourcing.rules.offers.volumes import SCENARIOS
from timonerie.foundations.wording import formats
from timonerie.web import offer_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.charts import RangeBar, Ranges
from timonerie.web.pages.offers import frame, tables, terms
from timonerie.web.pages.statements.frame import statement_of
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table


@policy("offer.read")
def index(request: CompanyRequest, statement_id: UUID) -> HttpResponse:
    statement = statement_of(request, statement_id)
    form, said = terms.of(request.GET)
    found = offer_comparison.compare(statement, said.wanted())
    context: dict[str, Any] = {
        "statement": statement,
        "terms": form,
        "query": said.query,
        "tabs": frame.tabs(request, statement, "offer-comparison"),
        "breadcrumbs": frame.steps(request, statement, (_("Comparer"), "")),
    }
    if found is not None:
        context |= told(request, found)
    return show(request, "offers/comparison.html", context)


def told(request: CompanyRequest, found: Compared) -> dict[str, Any]:
    """What a comparison shows."""
    names = offer_words.names(found)
    comparison = found.comparison
    chosen = next((one for one in found.offers if one.offer.state == OfferState.CHOSEN), None)
    return {
        "found": found,
        "finding": offer_words.finding(found),
        "lead": _lead(found),
        "totals": of_totals(found),
        "ranges": ranges(found),
        "scores": tables.of_scores(found) if comparison else None,
        "sentences": offer_sentences.sentences(comparison, names) if comparison else [],
        "fault": offer_sentences.fault(found.fault, names) if found.fault else "",
        "formula": offer_sentences.price_formula(),
        "cards": [_card(request, found, one, names) for one in _ordered(found)],
        "chosen": chosen.offer if chosen else None,
        "older": [one.offer for one in found.offers if one.offer.answered_id != found.version.pk],
        "interest": queries.interest_of(found.statement, user_id=request.actor.user_id),
        "is_open": chosen is None and found.statement.archived_at is None,
        "today": timezone.localdate(),
    }


def _lead(found: Compared) -> str:
    words = {
        "number": formats.number(found.version.number),
        "months": formats.number(found.months),
        "price": formats.percent(_price_share(found), decimals=0),
    }
    return (
        _("Sur %(months)s mois, d’après la version %(number)s ; le prix compte pour %(price)s.")
        % words
    )


def _price_share(found: Compared) -> float:
    whole = sum(found.weighing.criteria.values()) + found.weighing.price
    return found.weighing.price / whole if whole else 0.0


def _ordered(found: Compared) -> list[Beside]:
    """As they stand, where they do."""
    if found.comparison is None:
        return list(found.offers)
    order = {one.key: rank for rank, one in enumerate(found.comparison.standings)}
    return sorted(found.offers, key=lambda one: order[one.key])


def _card(
    request: CompanyRequest, found: Compared, one: Beside, names: dict[str, str]
) -> dict[str, Any]:
    comparison = found.comparison
    standing = _standing(found, one)
    share = comparison.shares.get(one.key) if comparison else None
    return {
        "offer": one.offer,
        "url": frame.address(request, "offer", one.offer),
        "mark_url": frame.address(request, "offer-mark", one.offer),
        "choose_url": frame.address(request, "offer-choose", one.offer),
        "state": offer_words.standing_state(standing) if standing else None,
        "word": offer_sentences.state(standing) if standing else "",
        "rank": standing.rank if standing else None,
        "total": offer_words.cost(one.total),
        "missing": offer_words.missing(one.total),
        "index": offer_words.index(one.index),
        "share": offer_sentences.share(one.key, share, names) if share else "",
        "reasons": offer_sentences.reasons(standing, names) if standing else [],
        "left_out": sum(len(each.left_out) for each in one.averages.values()),
        "is_chosen": one.offer.state == OfferState.CHOSEN,
        "is_declined": one.offer.state == OfferState.DECLINED,
        "can_choose": one.offer.state == OfferState.SENT,
    }


def _standing(found: Compared, one: Beside) -> Standing | None:
    if found.comparison is None:
        return None
    return next(each for each in found.comparison.standings if each.key == one.key)


def ranges(found: Compared) -> Ranges:
    return Ranges(
        subject=_("Total sur la durée, des volumes bas aux volumes hauts"),
        unit="€",
        bars=tuple(map(_bar, found.offers)),
    )


def _bar(one: Beside) -> RangeBar:
    """Without ends where nothing is priced: zero would be the cheapest."""
    costs = [round(one.total.under(each) / offer_words.CENTS) for each in SCENARIOS]
    is_known = not one.total.is_blank
    return RangeBar(
        label=one.offer.bidder,
        low=min(costs) if is_known else None,
        high=max(costs) if is_known else None,
        note=offer_words.missing(one.total),
    )


def of_totals(found: Compared) -> Table:
    """One row an offer, one column a volume."""
    return Table(
        name="totaux",
        caption=_("Totaux sur la durée"),
        columns=(
            Column(label=_("Offre"), is_long=True),
            Column(label=_("Volumes bas"), is_number=True),
            Column(label=_("Volumes attendus"), is_number=True),
            Column(label=_("Volumes hauts"), is_number=True),
            Column(label=_("Révision"), is_number=True),
        ),
        rows=tuple(_totals(one) for one in found.offers),
    )


def _totals(one: Beside) -> Row:
    amounts = (tables.amount(one.total, each) for each in SCENARIOS)
    name = Cell(text=one.offer.bidder, note=offer_words.missing(one.total))
    return Row(
        cells=(name, *amounts, Cell(text=offer_words.index(one.index), value=float(one.index)))
    )
