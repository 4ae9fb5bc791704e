"""The money of a contract in the words of a screen."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timonerie.domains.contracts import revision_sentences
from timonerie.domains.contracts.models import ContractPrice
from timonerie.domains.contracts.price_enums import RevisionState
from timonerie.domains.facts.rules.incidents import money
from timonerie.domains.performance.queries.contract_billing import Billed
from timonerie.domains.performance.queries.contract_units import Units
from timonerie.domains.performance.queries.off_contract import Beside, Committed
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import incident_words
from timonerie.web.tables import Cell

UNIT_STATES = {
    "measured": State.MEASURED,
    "no_activity": State.NO_ACTIVITY,
    "missing": State.MISSING,
}
REVISION_STATES = {
    RevisionState.PROPOSED: State.WATCH,
    RevisionState.ACCEPTED: State.MET,
    RevisionState.REFUSED: State.NO_ACTIVITY,
}
SIDES: Mapping[str, Promise] = {
    "": gettext_lazy("dans la bande"),
    "below": gettext_lazy("sous la bande"),
    "above": gettext_lazy("au-dessus de la bande"),
}
WHYS: Mapping[str, Promise] = {
    "missing": gettext_lazy("unités non mesurées"),
    "beyond": gettext_lazy("au-delà de la dernière bande"),
    "yearly": gettext_lazy("bandes comptées sur l’année"),
}
BASES: Mapping[str, Promise] = {
    "prices": gettext_lazy("d’après ses prix et ses volumes"),
    "yearly": gettext_lazy("d’après son montant annuel"),
    "unknown": gettext_lazy("montant à connaître"),
    "taxed": gettext_lazy("montant TTC : les comptes sont hors taxes"),
    "currency": gettext_lazy("montant dans une autre devise que les comptes"),
}


def price(row: ContractPrice) -> str:
    """« 8,90 € par bulletin », « 1 250,00 € par mois », or its bands one after the other."""
    currency = row.contract.currency
    per = str(row.get_recurrence_display())
    if row.recurrence == "unit" and row.unit:
        per = _("par %(unit)s") % {"unit": row.unit}
    if not row.bands:
        return f"{revision_sentences.price(row.amount, currency)} {per}"
    told = [
        _("%(price)s au-delà") % {"price": revision_sentences.price(one["price"], currency)}
        if one["to"] is None
        else _("%(price)s jusqu’à %(to)s")
        % {
            "price": revision_sentences.price(one["price"], currency),
            "to": formats.number(one["to"]),
        }
        for one in row.bands
    ]
    return f"{', '.join(told)} ({per})"


def volumes(row: ContractPrice) -> str:
    """« 80 à 120 par mois, 100 attendus »; nothing when nobody agreed on any."""
    if not row.per:
        return ""
    ends = [formats.number(one) for one in (row.low, row.high) if one is not None]
    told = [_(" à ").join(ends)] if ends else []
    if row.expected is not None:
        told.append(_("%(n)s attendus") % {"n": formats.number(row.expected)})
    return f"{', '.join(told)} {row.get_per_display()}" if told else ""


def cents(value: int | None, currency: str) -> Cell:
    if value is None:
        return Cell(text=_("à connaître"), is_soft=True)
    return Cell(
        text=incident_words.cost(value, currency), value=money.major(value, currency), unit=currency
    )


def due(line: Billed, currency: str) -> Cell:
    if line.cents is None:
        return Cell(text=str(WHYS[line.why]), is_soft=True)
    return cents(round(line.cents), currency)


def units(found: Units | None) -> Cell:
    """What a month counted, in one of three states; a fixed price counts nothing."""
    if found is None:
        return Cell(text="—", is_soft=True)
    if found.count is None or found.state != "measured":
        state = UNIT_STATES[found.state]
        return Cell(text=str(state.word), state=state)
    return Cell(text=formats.number(plain(found.count)), value=plain(found.count))


def side(line: Billed) -> Cell:
    if line.side is None:
        return Cell(text="—", is_soft=True)
    if line.price.low is None and line.price.high is None:
        return Cell(text=_("sans bande"), is_soft=True)
    return Cell(text=str(SIDES[line.side]), state=State.WATCH if line.side else State.MET)


def plain(value: Fraction) -> Decimal:
    """To two decimals, for the screen."""
    return round(Decimal(value.numerator) / Decimal(value.denominator), 2)


def outside(row: ContractPrice, where: str, count: int) -> str:
    """What two months out of the band call for."""
    words = {"title": row.title, "n": formats.number(count), "side": SIDES[where]}
    return (
        ngettext(
            "« %(title)s » : volume %(side)s %(n)s mois de suite. Parlez du prix.",
            "« %(title)s » : volume %(side)s %(n)s mois de suite. Parlez du prix.",
            count,
        )
        % words
    )


def committed(one: Committed) -> str:
    return str(BASES[one.basis])


def beside(found: Beside) -> str:
    """« au-dessus de 1 250 € (4,2 %) », « dans ce que prévoient les contrats »."""
    told = found.found
    if told is None:
        return _("rien à comparer : un montant manque")
    amount = incident_words.cost(abs(told.over), "EUR")
    share = "" if told.share is None else formats.percent(abs(float(told.share)))
    if told.is_above:
        words = {"amount": amount, "share": share}
        if not share:
            return _("au-dessus de %(amount)s : les contrats ne prévoient rien") % words
        return _("au-dessus des contrats de %(amount)s (%(share)s)") % words
    if told.over == 0:
        return _("exactement ce que prévoient les contrats")
    return _("dans les contrats, %(amount)s en dessous (%(share)s)") % {
        "amount": amount,
        "share": share,
    }
