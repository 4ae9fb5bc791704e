"""How busy each month is, January first; Réunion rests in January, not in August."""

from datetime import date

from timonerie.cli.demo.group import SAINT_PIERRE, Site

Season = tuple[float, ...]
SUMMER, SUMMER_SOUTH = 8, 1

ACCOUNTING: Season = (1.15, 0.95, 1.05, 1.10, 0.95, 1.05, 1.00, 0.60, 1.05, 1.10, 1.00, 1.15)
IT: Season = (1.10, 1.00, 1.00, 0.95, 0.90, 0.95, 0.85, 0.55, 1.45, 1.10, 1.00, 0.85)
HR: Season = (1.25, 1.00, 1.00, 0.95, 0.95, 1.05, 0.90, 0.60, 1.35, 1.10, 1.00, 0.80)
LEGAL: Season = (0.95, 1.00, 1.05, 1.00, 0.95, 1.15, 0.95, 0.50, 1.05, 1.05, 1.05, 1.35)
ASSISTANT: Season = (1.05, 1.00, 1.05, 1.00, 0.95, 1.05, 0.90, 0.50, 1.15, 1.10, 1.05, 0.90)


def factor(season: Season, site: Site, month: date) -> float:
    if site is not SAINT_PIERRE:
        return season[month.month - 1]
    swapped = {SUMMER: SUMMER_SOUTH, SUMMER_SOUTH: SUMMER}
    return season[swapped.get(month.month, month.month) - 1]
