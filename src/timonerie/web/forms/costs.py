"""What an activity costs, done, entrusted or taken back: a form for each line."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.facts.rules.incidents import money
from timonerie.domains.sourcing.enums import CostKind, CostSide, Origin, Recurrence
from timonerie.domains.sourcing.models import CostLine
from timonerie.domains.sourcing.operations.costs import Said
from timonerie.foundations.wording import formats
from timonerie.web.forms.amounts import AmountField
from timonerie.web.forms.base import CompanyForm, VersionedForm
from timonerie.web.forms.contracts import CURRENCIES

BLANKS = 2
MOST = 20
"""Lines of a way that a page offers."""
KINDS: dict[CostSide, tuple[CostKind, ...]] = {
    CostSide.MAKE: (CostKind.PAY, CostKind.TOOLS, CostKind.RECRUITMENT, CostKind.OTHER),
    CostSide.BUY: (
        *(CostKind.PRICE, CostKind.STEERING, CostKind.DOUBLE_CHECK, CostKind.TRANSITION),
        *(CostKind.EXIT, CostKind.TOOLS, CostKind.OTHER),
    ),
    CostSide.TAKE_BACK: (
        *(CostKind.PAY, CostKind.TOOLS, CostKind.RECRUITMENT, CostKind.OVERLAP),
        *(CostKind.EXIT, CostKind.TRANSITION, CostKind.OTHER),
    ),
}


class CostsForm(VersionedForm):
    """`version` is that of the activity."""

    currency = forms.ChoiceField(
        label=_("Devise"), help_text=_("La même pour toutes les lignes : rien n’est converti.")
    )

    def __init__(self, data: Any = None, *, currency: str, version: int) -> None:
        super().__init__(data, initial={"currency": currency, "version": version})
        field = self.fields["currency"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, code) for code in dict.fromkeys((*CURRENCIES, currency))]


class LineForm(CompanyForm):
    """One line; without an amount it says nothing."""

    kind = forms.ChoiceField(label=_("Nature"), help_text=_("Ce qui se paie."))
    label = forms.CharField(
        label=_("Libellé"),
        max_length=150,
        required=False,
        help_text=_("Vos mots, si la nature ne suffit pas."),
    )
    low = AmountField(label=_("Au moins"), help_text=_("Hors taxes."))
    high = AmountField(label=_("Au plus"), help_text=_("Vide : le même."))
    recurrence = forms.ChoiceField(
        label=_("Rythme"), choices=Recurrence.choices, help_text=_("Par an, ou une fois.")
    )
    origin = forms.CharField(required=False, widget=forms.HiddenInput)
    evidence = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    gone = forms.BooleanField(
        label=_("Retirer"), required=False, help_text=_("À l’enregistrement.")
    )

    def __init__(self, data: Any = None, *, side: CostSide, rank: int, **options: Any) -> None:
        super().__init__(data, prefix=f"{side.value}-{rank}", **options)
        self.side = side
        known = self.initial.get("kind")
        kinds = dict.fromkeys([*KINDS[side], *([CostKind(known)] if known else [])])
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(kind.value, kind.label) for kind in kinds]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        low, high = data.get("low"), data.get("high")
        if low is not None and high is not None and low > high:
            self.add_error("low", _now("Le plus bas dépasse le plus haut : inversez-les."))
        return data

    @property
    def source(self) -> str:
        """Where the line comes from, unless somebody typed it."""
        origin, evidence = (self[name].value() or "" for name in ("origin", "evidence"))
        if origin not in Origin.values or origin == Origin.MEMBER:
            return str(evidence)
        return " · ".join(filter(None, (str(Origin(origin).label), evidence)))

    @property
    def is_silent(self) -> bool:
        data = self.cleaned_data
        return bool(data.get("gone")) or (data.get("low") is None and data.get("high") is None)

    def said(self, currency: str) -> Said:
        """One amount alone is both ends. Raises NoSuchAmount for decimals that its currency has
        not."""
        data = self.cleaned_data
        low, high = data["low"], data["high"]
        low, high = (high if low is None else low), (low if high is None else high)
        origin = data.get("origin") or Origin.MEMBER
        return Said(
            side=self.side,
            kind=CostKind(data["kind"]),
            low=money.minor(low, currency),
            high=money.minor(high, currency),
            recurrence=Recurrence(data["recurrence"]),
            label=data["label"],
            currency=currency,
            origin=Origin(origin) if origin in Origin.values else Origin.MEMBER,
            evidence=data.get("evidence", ""),
        )


def read(data: Any) -> list[LineForm]:
    """The lines that were sent, by side, in their order."""
    found = []
    for side in CostSide:
        for rank in range(MOST):
            if f"{side.value}-{rank}-kind" in data:
                found.append(LineForm(data, side=side, rank=rank))
    return found


def of_rows(rows: Iterable[CostLine | Said], *, blanks: int = BLANKS) -> list[LineForm]:
    """The lines that stand, and blank ones below each side."""
    known: dict[CostSide, list[dict[str, Any]]] = {side: [] for side in CostSide}
    for row in rows:
        known[CostSide(row.side)].append(_initial(row))
    return [
        LineForm(side=side, rank=rank, initial=initial)
        for side, told in known.items()
        for rank, initial in enumerate([*told, *_blank(side, len(told), blanks)])
    ]


def _initial(row: CostLine | Said) -> dict[str, Any]:
    named = {name: getattr(row, name) for name in ("label", "evidence")}
    codes = {name: str(getattr(row, name)) for name in ("kind", "recurrence", "origin")}
    return {
        **named,
        **codes,
        "low": _written(row.low, row.currency),
        "high": _written(row.high, row.currency),
    }


def _written(cents: int, currency: str) -> str:
    """As a reader writes it; round amounts without their cents."""
    amount = money.major(cents, currency)
    is_round = amount == amount.to_integral_value()
    return formats.number(amount, decimals=0 if is_round else 2)


def _blank(side: CostSide, known: int, blanks: int) -> Sequence[dict[str, Any]]:
    kinds = KINDS[side]
    return [
        {"kind": kinds[(known + rank) % len(kinds)].value, "recurrence": Recurrence.YEARLY.value}
        for rank in range(min(blanks, MOST - known))
    ]
