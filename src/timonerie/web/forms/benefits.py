from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from timonerie.domains.sourcing.enums import Benefit
from timonerie.domains.sourcing.models import PromisedBenefit
from timonerie.web import grid_words
from timonerie.web.forms import deciding
from timonerie.web.forms.amounts import AmountField
from timonerie.web.forms.base import VersionedForm


class MeasureForm(VersionedForm):
    """What was measured of a promise; empty, it takes the measure back."""

    measured = AmountField(
        label=_("Mesuré"),
        help_text=_("Dans l’unité de la promesse ; vide pour reprendre ce qui était dit."),
    )

    def __init__(
        self, data: Any = None, *, benefit: PromisedBenefit, proposed: float | None = None
    ) -> None:
        value = benefit.measured if benefit.measured is not None else proposed
        shown = None if value is None else _shown(benefit, value)
        super().__init__(data, initial={"measured": shown, "version": benefit.version})
        self.benefit = benefit
        unit = grid_words.UNITS[Benefit(benefit.kind)]
        self.fields["measured"].help_text = _("En %(unit)s. Vide, la mesure est retirée.") % {
            "unit": unit
        }

    @property
    def value(self) -> float | None:
        typed: Decimal | None = self.cleaned_data["measured"]
        return None if typed is None else deciding.kept(self.benefit.kind, typed)


def _shown(benefit: PromisedBenefit, value: float) -> Decimal:
    return round(deciding.typed(benefit.kind, value), 2)
