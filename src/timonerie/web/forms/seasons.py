"""A seasonality: twelve small numbers, one a month, or nothing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now

from timonerie.web import activity_words

MONTHS = 12
MOST = 9_999


class SeasonWidget(forms.MultiWidget):
    """Twelve numbers on a few lines, each under the name of its month."""

    def __init__(self) -> None:
        number = {"min": 0, "max": MOST, "step": "any", "class": "form-control season-month"}
        super().__init__([forms.NumberInput(attrs=number) for _rank in range(MONTHS)])

    def decompress(self, value: Sequence[float] | None) -> list[Any]:
        if not value:
            return [None] * MONTHS
        return [int(one) if float(one).is_integer() else one for one in value]

    def id_for_label(self, id_: str) -> str:
        """The label is that of January."""
        return f"{id_}_0" if id_ else id_

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        context = self.get_context(name, value, attrs)
        parts = (
            (
                part["attrs"]["id"],
                activity_words.month(rank),
                self._render(part["template_name"], {"widget": part}, renderer),  # type: ignore[attr-defined]
            )
            for rank, part in enumerate(context["widget"]["subwidgets"])
        )
        controls = format_html_join(
            "", '<label class="season-part" for="{}"><span>{}</span>{}</label>', parts
        )
        return format_html('<div class="season">{}</div>', controls)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """The class of the whole is for one control, not for twelve."""
        kept = {key: text for key, text in (attrs or {}).items() if key != "class"}
        found: dict[str, Any] = super().get_context(name, value, kept)
        return found


class SeasonField(forms.MultiValueField):
    """Gives twelve weights, or None where nothing is said."""

    def __init__(self, **options: Any) -> None:
        fields = [
            forms.FloatField(required=False, min_value=0, max_value=MOST) for _rank in range(MONTHS)
        ]
        super().__init__(
            fields, required=False, require_all_fields=False, widget=SeasonWidget(), **options
        )

    def compress(self, data_list: Sequence[float | None]) -> list[float] | None:
        weights = [one for one in data_list if one is not None]
        if not weights:
            return None
        if len(weights) != MONTHS:
            raise forms.ValidationError(_now("Écrivez les douze mois, ou aucun."))
        if not any(weights):
            raise forms.ValidationError(
                _now("Donnez au moins un mois au-dessus de zéro, ou laissez tout vide.")
            )
        return weights
