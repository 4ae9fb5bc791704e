"""What a reader varies of a comparison, in its address: months, index, weight of the price."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from timonerie.domains.sourcing.queries.offer_comparison import LONGEST, Wanted

PER_CENT = 100


@dataclass(frozen=True)
class Asked:
    """What the address says; empty texts for what it leaves out."""

    mois: str = ""
    indice: str = ""
    prix: str = ""

    def wanted(self) -> Wanted:
        """What is not a number, or out of bounds, is as if nobody had said it."""
        months = _number(self.mois, most=LONGEST)
        index = _number(self.indice, most=50)
        price = _number(self.prix, most=PER_CENT)
        return Wanted(
            months=int(months) if months and months >= 1 else None,
            index=None if index is None else index / PER_CENT,
            price=None if price is None else float(price),
        )

    @property
    def query(self) -> str:
        """To carry along: « ?mois=24 », or nothing."""
        said = {name: value for name, value in vars(self).items() if value}
        return f"?{urlencode(said)}" if said else ""


class Terms(forms.Form):
    mois = forms.CharField(label=_("Durée, en mois"), required=False, max_length=3)
    indice = forms.CharField(label=_("Révision par an, en %"), required=False, max_length=5)
    prix = forms.CharField(label=_("Poids du prix, en %"), required=False, max_length=5)

    def __init__(self, given: Mapping[str, Any]) -> None:
        super().__init__({name: given.get(name, "") for name in self.base_fields})
        for field in self.fields.values():
            field.widget.attrs |= {"inputmode": "decimal", "size": 6}

    def data_said(self) -> Asked:
        return Asked(**{name: str(self.data.get(name) or "").strip() for name in self.fields})


def of(given: Mapping[str, Any]) -> tuple[Terms, Asked]:
    form = Terms(given)
    return form, form.data_said()


def _number(text: str, *, most: int) -> Decimal | None:
    try:
        value = Decimal(text.replace(",", ".").removesuffix("%").strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() and 0 <= value <= most else None
