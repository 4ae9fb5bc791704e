"""Purchases in the words of a screen: euros, days, periods, what a control found."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from timonerie.domains.facts.models import AccountingState, ThirdPartyState
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.tables import Cell

EURO = "€"
PERIODS: Mapping[str, Promise] = {
    "month": gettext_lazy("par mois"),
    "quarter": gettext_lazy("par trimestre"),
    "year": gettext_lazy("par an"),
}
FILE_STATES = {
    AccountingState.RECEIVED: State.WATCH,
    AccountingState.READING: State.WATCH,
    AccountingState.READ: State.MET,
    AccountingState.UNCHANGED: State.NO_ACTIVITY,
    AccountingState.REFUSED: State.MISSED,
    AccountingState.RETIRED: State.NO_ACTIVITY,
}
THIRD_PARTY_WORDS: Mapping[str, Promise] = {
    **dict(ThirdPartyState.choices),
    "": gettext_lazy("factures non parvenues"),
}
SEVERITIES: Mapping[str, tuple[State, Promise]] = {
    "refuse": (State.MISSED, gettext_lazy("refus")),
    "anomaly": (State.WATCH, gettext_lazy("anomalie")),
    "remark": (State.NO_ACTIVITY, gettext_lazy("remarque")),
}


def amount(cents: int) -> Decimal:
    """125050 as 1250.50."""
    return Decimal(cents).scaleb(-2)


def euros(cents: int | None) -> str:
    """With its cents where there are some; nothing for what is not known."""
    return "" if cents is None else formats.figure(amount(cents), EURO)


def whole_euros(cents: int) -> str:
    """Rounded to the euro, for a headline whose table has the cents."""
    return formats.figure(round(amount(cents)), EURO, decimals=0)


def money(cents: int | None, *, url: str = "", note: str = "") -> Cell:
    """An amount in a table; a dash for what is not known."""
    if cents is None:
        return Cell(text="—", is_soft=True)
    return Cell(
        text=formats.figure(amount(cents), EURO, decimals=2),
        value=amount(cents),
        unit=EURO,
        url=url,
        note=note,
    )


def days(value: float) -> str:
    """ "31 jours", from a median that may fall between two days."""
    shown = round(value)
    return ngettext("%(n)s jour", "%(n)s jours", formats.plural(shown)) % {
        "n": formats.number(shown)
    }


def day(value: date | str | None) -> Cell:
    """A day in a table, kept as text in the answers."""
    if not value:
        return Cell(text="—", is_soft=True)
    known = date.fromisoformat(value) if isinstance(value, str) else value
    return Cell(text=formats.day(known, style="short"), value=known)


def share(value: float | None) -> Cell:
    if value is None:
        return Cell(text="—", is_soft=True)
    return Cell(
        text=formats.percent(round(value, 4), in_column=True), value=round(value, 4), unit="percent"
    )


def change(share: float) -> str:
    """ "+4,2 %"."""
    return formats.percent(round(share, 4), signed=True)


def months_missing(count: int) -> str:
    """What is said beside a figure of twelve months that the books do not all cover."""
    return ngettext(
        "%(n)s mois sans écritures : le chiffre est partiel",
        "%(n)s mois sans écritures : le chiffre est partiel",
        count,
    ) % {"n": formats.number(count)}


def params(values: Mapping[str, Any]) -> str:
    """The figures of a finding, in one line."""
    words = []
    for name, value in values.items():
        label = PARAMS.get(name)
        if label is None or isinstance(value, list | dict):
            continue
        is_cents = name in _CENTS and isinstance(value, int)
        words.append(formats.labelled(str(label), euros(value) if is_cents else str(value)))
    return " · ".join(words)


_CENTS = frozenset({"gap", "debit", "credit", "amount"})
PARAMS: Mapping[str, Promise] = {
    "column": gettext_lazy("colonne"),
    "journal": gettext_lazy("journal"),
    "gap": gettext_lazy("écart"),
    "debit": gettext_lazy("débit"),
    "credit": gettext_lazy("crédit"),
    "siren": gettext_lazy("SIREN"),
    "first": gettext_lazy("du"),
    "last": gettext_lazy("au"),
    "date": gettext_lazy("date"),
}
