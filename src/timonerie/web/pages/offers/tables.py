"""Offers, their links and their totals as tables."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from timonerie.domains.sourcing.enums import OfferState
from timonerie.domains.sourcing.models import Offer, OfferLink
from timonerie.domains.sourcing.queries.offer_comparison import Beside, Compared
from timonerie.domains.sourcing.queries.sealed_offers import Progress
from timonerie.domains.sourcing.rules.offers.comparisons import Standing
from timonerie.domains.sourcing.rules.offers.totals import Total
from timonerie.domains.sourcing.rules.offers.volumes import Scenario
from timonerie.foundations.wording import formats
from timonerie.web import offer_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.offers.frame import address
from timonerie.web.tables import Cell, Column, Row, Table


def of_offers(
    request: CompanyRequest,
    offers: Sequence[Offer],
    found: Compared | None,
    far: Mapping[int, Progress],
) -> Table:
    """`far` tells how far the bidders are whose offers they alone read."""
    totals = {one.offer.pk: one for one in found.offers} if found else {}
    return Table(
        name="offres",
        caption=_("Offres"),
        columns=(
            Column(label=_("Candidat"), is_long=True),
            Column(label=_("État"), is_filter=True),
            Column(label=_("Répond à"), is_filter=True),
            Column(label=_("Remise le")),
            Column(label=_("Total attendu"), is_number=True),
            Column(label=_("Valable jusqu’au")),
        ),
        rows=tuple(_offer(request, one, totals.get(one.pk), far.get(one.pk)) for one in offers),
    )


def _offer(request: CompanyRequest, one: Offer, beside: Beside | None, far: Progress | None) -> Row:
    state = OfferState(one.state)
    version = _("version %(number)s") % {"number": formats.number(one.answered.number)}
    until = None if far else one.valid_until
    note = offer_words.missing(beside.total) if beside else ""
    return Row(
        cells=(
            Cell(
                text=one.bidder,
                url=address(request, "offer", one),
                note=offer_words.progress(far) if far else note,
            ),
            Cell(text=state.label, state=offer_words.STATES[state]),
            Cell(text=version),
            Cell(text=offer_words.received(one), value=one.sent_at),
            total(beside),
            Cell(text=formats.day(until, style="short") if until else "—", value=until),
        )
    )


def total(beside: Beside | None) -> Cell:
    """Under expected volumes; an incomplete one says so, and does not sort among the others."""
    return Cell(text="—", is_soft=True) if beside is None else amount(beside.total, "expected")


def amount(found: Total, scenario: Scenario) -> Cell:
    """A file has the words of an incomplete total and no figure: it would be added to others."""
    text = offer_words.partial(found, scenario)
    if not found.is_complete:
        return Cell(text=text, is_soft=True)
    return Cell(text=text, value=found.under(scenario) / offer_words.CENTS, unit="€")


def of_links(request: CompanyRequest, links: Sequence[OfferLink], *, at: datetime) -> Table:
    return Table(
        caption=_("Liens de réponse"),
        columns=(
            Column(label=_("Destinataire")),
            Column(label=_("Fait le")),
            Column(label=_("Jusqu’au")),
            Column(label=_("Situation")),
            Column(label=_("Dernière réponse")),
        ),
        rows=tuple(_link(one, at) for one in links),
    )


def _link(one: OfferLink, at: datetime) -> Row:
    used = one.used_at
    return Row(
        cells=(
            Cell(text=one.recipient),
            Cell(text=formats.day(one.made_at, style="short"), value=one.made_at),
            Cell(text=formats.day(one.expires_at, style="short"), value=one.expires_at),
            Cell(text=offer_words.situation(one, at)),
            Cell(text=formats.day(used, style="short") if used else "—", value=used),
        )
    )


def of_scores(found: Compared) -> Table:
    """One row a criterion and one for the price, one column an offer; the total is the score."""
    names = offer_words.names(found)
    assert found.comparison is not None
    standings = {one.key: one for one in found.comparison.standings}
    whole = sum(found.weighing.criteria.values()) + found.weighing.price
    rows = [
        _criterion(found, key, names[key], weight / whole)
        for key, weight in found.weighing.criteria.items()
    ]
    rows.append(_price_row(found, standings, found.weighing.price / whole))
    return Table(
        name="notes",
        caption=_("Notes et score"),
        columns=(
            Column(label=_("Critère")),
            Column(label=_("Poids"), is_number=True),
            *(
                Column(label=offer_words.short(one.offer.bidder), name=one.key, is_number=True)
                for one in found.offers
            ),
        ),
        rows=tuple(rows),
        total=Row(
            cells=(
                Cell(text=_("Score sur 100")),
                Cell(text=""),
                *(_score(standings[one.key]) for one in found.offers),
            )
        ),
    )


def _criterion(found: Compared, key: str, name: str, share: float) -> Row:
    cells = []
    for one in found.offers:
        averaged = one.averages[key]
        text = offer_words.mark(averaged.value)
        notes = []
        if averaged.count > 1 and averaged.low != averaged.high:
            words = {"low": averaged.low, "high": averaged.high, "n": averaged.count}
            notes.append(_("de %(low)s à %(high)s, %(n)s évaluateurs") % words)
        if averaged.left_out:
            notes.append(_("%(n)s hors compte") % {"n": len(averaged.left_out)})
        is_soft = averaged.value is None
        cells.append(Cell(text=text, note=" · ".join(notes), value=averaged.value, is_soft=is_soft))
    return Row(cells=(Cell(text=name), _share(share), *cells))


def _price_row(found: Compared, standings: Mapping[str, Standing], share: float) -> Row:
    cells = []
    for one in found.offers:
        note = standings[one.key].notes.get("price")
        if note is None:
            cells.append(Cell(text=_("à chiffrer"), is_soft=True))
        else:
            cells.append(Cell(text=formats.number(round(note, 1), decimals=1), value=note))
    return Row(
        cells=(
            Cell(text=_("Prix"), note=_("note sur 100")),
            _share(share),
            *cells,
        )
    )


def _share(share: float) -> Cell:
    return Cell(text=formats.percent(share, decimals=0), value=share, unit="percent")


def _score(standing: Standing) -> Cell:
    words = {"to_mark": _("à noter"), "to_price": _("à chiffrer"), "excluded": _("exclue")}
    if standing.score is None:
        state = offer_words.standing_state(standing)
        return Cell(text=words[standing.state], state=state)
    return Cell(
        text=formats.number(round(standing.score, 1), decimals=1),
        note=_("rang %(rank)s") % {"rank": standing.rank},
        value=standing.score,
    )
