"""What was said of how work is given under a contract."""

from timonerie.domains.contracts.models import Contract, WayAnswer
from timonerie.domains.contracts.rules import ways
from timonerie.domains.contracts.rules.ways import Read


def standing(contract: Contract) -> dict[str, WayAnswer]:
    """The last answer to each question, by code; one query."""
    rows = WayAnswer.objects.filter(contract=contract).order_by("pk")
    return {row.index: row for row in rows}


def read(contract: Contract) -> list[Read]:
    """The indices to look at, by theme: for the page of a contract and its decision file."""
    return ways.read({code: row.answer for code, row in standing(contract).items()})
