"""The functions whose figures are kept apart: those that some mandate narrows a reader to."""

from datetime import date

from timonerie.domains.organisation.queries import reach
from timonerie.domains.performance.rules import perimeter
from timonerie.domains.sourcing.queries import activities as sourcing


def wanted(*, on: date) -> dict[str, list[int]]:
    """Row ids of the activities of each perimeter that is read from a day on, by its name."""
    return {
        perimeter(functions): sorted(sourcing.activities_of(functions))
        for functions in reach.function_sets(since=on)
    }
