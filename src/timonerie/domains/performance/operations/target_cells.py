"""Bounds of a target as people write them: 95 for 95 %, hours, a number."""

from math import isfinite, nan

from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.imports.shapes import Wrong
from timonerie.engine.indicators.vocabulary import Unit

POINTS = 100


def written(value: float | None, unit: Unit) -> str:
    """A bound as `read` reads it back; nothing is the empty text."""
    if value is None:
        return ""
    scaled = value * POINTS if unit == "ratio" else value
    return f"{round(scaled, 6):.15g}".replace(".", ",")


def read(text: str, *, column: str, unit: Unit) -> float | None:
    """A bound in the unit of the indicator: per cents become shares. Raises Wrong."""
    if not text:
        return None
    plain = text.replace("%", "").replace(",", ".")
    try:
        value = float("".join(plain.split()))
    except ValueError:
        value = nan
    if not isfinite(value):
        raise Wrong(column, text, _("Écrivez un nombre : 95 ou 4,5."))
    return round(value / POINTS, 6) if unit == "ratio" else value
