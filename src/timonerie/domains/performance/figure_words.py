"""A value of an indicator in its unit, as a reader writes it."""

from django.utils.translation import gettext as _

from timonerie.engine.indicators.metric import Metric
from timonerie.foundations.wording import formats

HOUR = 3600
UNITS = {"ratio": "percent", "hours": "duration", "working_hours": "working_duration"}
CURRENCIES = {"EUR": "€", "": "€"}


def unit_of(metric: Metric, currency: str = "") -> str:
    """The unit as `formats.figure` reads it."""
    if metric.is_money:
        return CURRENCIES.get(currency, currency)
    if metric.unit == "days":
        return _("jours")
    return UNITS.get(metric.unit, "")


def scaled(metric: Metric, value: float | None) -> float | None:
    """A value in the scale of `formats.figure`: durations in seconds."""
    if value is None:
        return None
    return value * HOUR if metric.unit in ("hours", "working_hours") else value


def value_text(
    metric: Metric, value: float | None, currency: str = "", *, in_column: bool = False
) -> str:
    """A value of an indicator, in its unit; `in_column`, written like those above and below."""
    return formats.figure(
        scaled(metric, value),
        unit_of(metric, currency),
        decimals=0 if metric.unit == "count" else None,
        in_column=in_column,
    )


def bounds_text(metric: Metric, low: float | None, high: float | None) -> str:
    """ "au moins 95 %", "de 2 h à 4 h", or nothing."""
    if low is not None and high is not None:
        words = {
            "low": value_text(metric, low),
            "high": value_text(metric, high),
        }
        return _("de %(low)s à %(high)s") % words
    if low is not None:
        return _("au moins %(low)s") % {"low": value_text(metric, low)}
    return "" if high is None else _("au plus %(high)s") % {"high": value_text(metric, high)}
