"""Numbers as people type them: with spaces between the thousands, a comma, perhaps a euro sign."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.translation import gettext as _

from timonerie.domains.sourcing.rules import numbers


def refuse_two_ways(typed: str) -> None:
    """Raises ValidationError for « 12.000 », without spaces: twelve, or twelve thousand."""
    if numbers.reads_two_ways(typed):
        thousands, rest = typed.split(".")
        words = {
            "text": typed,
            "thousands": f"{thousands} {rest}",
            "decimal": f"{thousands},{rest}",
        }
        raise ValidationError(
            _(
                "« %(text)s » se lit de deux façons : écrivez %(thousands)s pour des milliers, ou"
                " %(decimal)s avec une virgule."
            )
            % words
        )


class AmountField(forms.DecimalField):
    """Nought or more, on fourteen digits at most."""

    def __init__(self, **options: Any) -> None:
        options = {"required": False, "min_value": 0, "max_digits": 14, "localize": True} | options
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        told = "".join(value.split()).removesuffix("€") if isinstance(value, str) else value
        if isinstance(told, str) and get_format("DECIMAL_SEPARATOR") != ".":
            refuse_two_ways(told)
        return super().to_python(told)


class CountField(forms.IntegerField):
    """A whole number: « 12.000 » is not twelve."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            refuse_two_ways("".join(value.split()))
        return super().to_python(value)
