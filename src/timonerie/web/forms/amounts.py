"""Numbers as people type them: with spaces between the thousands, a comma, perhaps a euro sign."""

from typing import Any

from django import forms


class AmountField(forms.DecimalField):
    """Nought or more, on fourteen digits at most."""

    def __init__(self, **options: Any) -> None:
        options = {"required": False, "min_value": 0, "max_digits": 14, "localize": True} | options
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        told = "".join(value.split()).removesuffix("€") if isinstance(value, str) else value
        return super().to_python(told)
