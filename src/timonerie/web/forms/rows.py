"""Controls of several small boxes: bands of volume, the weight of twelve months."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.sourcing.papers import words as statement_words
from timonerie.web.forms.amounts import refuse_two_ways

#: Rows of bands of a line that has few of them.
BANDS = 4
MONTHS = 12
PARTS = ("from", "to", "unit_price_factor")
MOST = 1e12


def number(text: str) -> int | float | None:
    """A number as a French hand writes it, whole where it is. Raises ValidationError."""
    typed = "".join(text.split())
    if not typed:
        return None
    refuse_two_ways(typed)
    plain = typed.replace(",", ".")
    try:
        found = float(plain)
    except ValueError:
        raise ValidationError(_now("Écrivez un nombre : 1250 ou 12,5.")) from None
    if not 0 <= found <= MOST:
        raise ValidationError(_now("Ce nombre est hors des limites : de 0 à mille milliards."))
    return int(found) if found == int(found) else found


class NumberField(forms.CharField):
    """A positive number, with a comma or a point, and whatever spaces."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        box = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(max_length=30, widget=box, **options)

    def clean(self, value: Any) -> int | float | None:
        return number(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        return written(value)


def written(value: Any) -> Any:
    """A number as it is typed again."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.10g}".replace(".", ",")
    return value


class _Boxes(forms.MultiWidget):
    """Small boxes that each say their name to who does not see them side by side."""

    def __init__(self, names: list[str]) -> None:
        attrs = {"inputmode": "decimal", "class": "form-control", "size": 7}
        super().__init__([forms.TextInput(attrs={**attrs, "aria-label": one}) for one in names])

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """The class of the whole is for one control, not for several. What was typed comes back as
        texts; what is kept, itself a list, is laid out."""
        kept = {key: text for key, text in (attrs or {}).items() if key != "class"}
        is_typed = isinstance(value, list) and all(isinstance(one, str | None) for one in value)
        told = value if is_typed else self.decompress(value)
        found: dict[str, Any] = super().get_context(name, told, kept)
        return found

    def boxes(self, name: str, value: Any, attrs: Any, renderer: Any) -> list[SafeString]:
        context = self.get_context(name, value, attrs)["widget"]["subwidgets"]
        return [
            widget.render(one["name"], one["value"], one["attrs"], renderer)
            for widget, one in zip(self.widgets, context, strict=True)
        ]


class BandsWidget(_Boxes):
    def __init__(self, count: int) -> None:
        heads = (_("de"), _("à"), _("coefficient"))
        self.count = count
        super().__init__([f"{rank}, {head}" for rank in range(1, count + 1) for head in heads])

    def decompress(self, value: Any) -> list[Any]:
        rows = [[written(one.get(part)) for part in PARTS] for one in value or []]
        rows += [[None] * len(PARTS)] * (self.count - len(rows))
        return [one for row in rows[: self.count] for one in row]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        boxes = self.boxes(name, value, attrs, renderer)
        rows = [boxes[start : start + len(PARTS)] for start in range(0, len(boxes), len(PARTS))]
        head = (_now("de"), _now("à"), _now("prix multiplié par"))
        return format_html(
            '<table class="box-rows"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>',
            format_html_join("", '<th scope="col">{}</th>', ((one,) for one in head)),
            format_html_join("", "<tr><td>{}</td><td>{}</td><td>{}</td></tr>", rows),
        )


class BandsField(forms.MultiValueField):
    """Gives a list of `from`, `to` and `unit_price_factor`, the blank ones left out. It holds the
    `kept` bands and one more."""

    def __init__(self, *, kept: int = 0, **options: Any) -> None:
        count = max(BANDS, kept + 1)
        fields = [NumberField() for _rank in range(count * len(PARTS))]
        super().__init__(
            fields, required=False, require_all_fields=False, widget=BandsWidget(count), **options
        )

    def compress(self, data_list: list[Any]) -> list[dict[str, Any]]:
        found = []
        for start in range(0, len(data_list), len(PARTS)):
            row = dict(zip(PARTS, data_list[start : start + len(PARTS)], strict=True))
            told = {name: value for name, value in row.items() if value is not None}
            if told and "from" not in told:
                raise ValidationError(_now("Une bande commence à un volume : écrivez « de »."))
            if told:
                found.append(told)
        return found


class MonthsWidget(_Boxes):
    def __init__(self) -> None:
        super().__init__([str(rank) for rank in range(1, MONTHS + 1)])

    def decompress(self, value: Any) -> list[Any]:
        return [written(one) for one in value] if value else [None] * MONTHS

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        names = statement_words.month_names()
        for widget, month in zip(self.widgets, names, strict=True):
            widget.attrs["aria-label"] = month
        boxes = self.boxes(name, value, attrs, renderer)
        cells = format_html_join(
            "", "<span><small>{}</small>{}</span>", zip(names, boxes, strict=True)
        )
        return format_html('<div class="month-boxes">{}</div>', cells)


class MonthsField(forms.MultiValueField):
    """Gives twelve weights, or nothing."""

    def __init__(self, **options: Any) -> None:
        fields = [NumberField() for _rank in range(MONTHS)]
        super().__init__(
            fields, required=False, require_all_fields=False, widget=MonthsWidget(), **options
        )

    def compress(self, data_list: list[Any]) -> list[Any] | None:
        told = [one for one in data_list if one is not None]
        if not told:
            return None
        if len(told) != MONTHS:
            raise ValidationError(_now("Écrivez les douze mois, ou aucun."))
        return told
