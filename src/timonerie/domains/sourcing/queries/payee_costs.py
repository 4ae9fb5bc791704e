"""Whether what a payee costs in a year stands in the inventory already."""

from collections.abc import Collection

from timonerie.domains.sourcing.enums import Origin, ValueField
from timonerie.domains.sourcing.models import ActivityValue

BETWEEN, AFTER_NAME = " + ", ", "
"""Between what is said of two payees whose costs are added; after the name of one."""


def is_told(names: Collection[str], *, among: Collection[str]) -> bool:
    """Whether a cost drawn from the books or the contracts names a payee, by one of their names;
    `among` are the names of all. One query."""
    told = ActivityValue.objects.filter(
        field=ValueField.YEARLY_COST,
        origin__in=(Origin.BOOKS, Origin.CONTRACT),
        activity__archived_at=None,
    )
    every = {*names, *among}
    return any(
        _payee(part, every) in names
        for evidence in told.values_list("evidence", flat=True)
        for part in evidence.split(BETWEEN)
    )


def _payee(part: str, names: Collection[str]) -> str:
    """The longest name that a part begins with: « Durand, Martin » is not « Durand »."""
    fitting = (one for one in names if part == one or part.startswith(one + AFTER_NAME))
    return max(fitting, key=len, default="")
