"""A length: a number, and its unit. One that has several parts is kept as it is written."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.rules.lengths import Indefinite, Length, LengthError, parse_open
from timonerie.web import contract_words

UNITS = (
    ("months", _("mois")),
    ("days", _("jours")),
    ("weeks", _("semaines")),
    ("years", _("ans")),
)
INDEFINITE = "indefinite"
AS_WRITTEN = "="
"""Before a length that a number and a unit cannot say."""


class LengthWidget(forms.MultiWidget):
    """The two controls of a length, the second named for who does not see them side by side."""

    def __init__(self, units: list[tuple[str, Any]]) -> None:
        number = forms.NumberInput(attrs={"min": 0, "max": 9999, "class": "form-control"})
        unit = forms.Select(attrs={"class": "form-select", "aria-label": _("Unité")}, choices=units)
        super().__init__({"number": number, "unit": unit})

    def decompress(self, value: str | None) -> list[str | None]:
        if not value:
            return [None, "months"]
        return list(_parts(value))

    def id_for_label(self, id_: str) -> str:
        """The label is that of the number."""
        return f"{id_}_0" if id_ else id_

    def render(self, *args: Any, **options: Any) -> SafeString:
        """On one line."""
        both = super().render(*args, **options)
        return format_html('<div class="cluster answer-line">{}</div>', both)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """The class of the whole is for one control, not for two."""
        kept = {key: text for key, text in (attrs or {}).items() if key != "class"}
        found: dict[str, Any] = super().get_context(name, value, kept)
        return found


class LengthField(forms.MultiValueField):
    """Gives « 36 months », « indefinite » or nothing. `may_last` offers what has no end."""

    def __init__(self, *, may_last: bool = False, **options: Any) -> None:
        units = [*UNITS, (INDEFINITE, _("sans terme"))] if may_last else [*UNITS]
        fields = (
            forms.IntegerField(required=False, min_value=0, max_value=9999),
            forms.CharField(required=False),
        )
        self.units = units
        super().__init__(
            fields, required=False, require_all_fields=False, widget=LengthWidget(units), **options
        )

    def keep(self, written: str) -> None:
        """Offer a length of several parts as it stands, so that saving does not lose it."""
        unit = _parts(written)[1] if written else ""
        assert isinstance(self.widget, LengthWidget)
        select = self.widget.widgets[1]
        if unit.startswith(AS_WRITTEN) and isinstance(select, forms.Select):
            select.choices = [*self.units, (unit, contract_words.length(written))]

    def compress(self, data_list: list[Any]) -> str:
        number, unit = data_list or (None, "")
        if unit == INDEFINITE:
            return INDEFINITE
        if str(unit).startswith(AS_WRITTEN):
            return str(unit).removeprefix(AS_WRITTEN)
        if number is None:
            return ""
        if unit not in dict(UNITS):
            raise forms.ValidationError(_now("Choisissez l’unité : mois, jours, semaines ou ans."))
        return f"{number} {unit}"


def _parts(written: str) -> tuple[str | None, str]:
    """The number and the unit of a length as a contract keeps it."""
    try:
        found = parse_open(written)
    except LengthError:
        return None, AS_WRITTEN + written
    if isinstance(found, Indefinite):
        return None, INDEFINITE
    return _single(found) or (None, AS_WRITTEN + written)


def _single(length: Length) -> tuple[str, str] | None:
    parts = {"months": length.months, "weeks": length.weeks, "days": length.days}
    said = [(unit, count) for unit, count in parts.items() if count]
    if not said:
        return "0", "days"
    return (str(said[0][1]), said[0][0]) if len(said) == 1 else None
