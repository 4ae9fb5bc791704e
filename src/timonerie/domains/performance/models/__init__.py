"""Indicators, what is aimed at, what was measured, and what a missed level may be worth."""

from timonerie.domains.performance.models.claims import LevelClaim
from timonerie.domains.performance.models.levels import LevelResult
from timonerie.domains.performance.models.results import (
    Indicator,
    IndicatorVersion,
    Period,
    Progress,
    Result,
    ResultQuerySet,
    Series,
    Target,
)

__all__ = [
    "Indicator",
    "IndicatorVersion",
    "LevelClaim",
    "LevelResult",
    "Period",
    "Progress",
    "Result",
    "ResultQuerySet",
    "Series",
    "Target",
]
