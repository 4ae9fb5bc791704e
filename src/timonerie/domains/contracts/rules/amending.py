"""What an amendment may change, from the fields of a contract to the clauses."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from timonerie.domains.contracts.rules.clauses import Amendment
from timonerie.domains.contracts.rules.lengths import parse_open

#: Fields of a contract that an amendment may change, and the clause that each of them is.
FIELDS: Final[Mapping[str, str]] = {
    "start_date": "start",
    "firm": "firm",
    "renewal": "renewal",
    "renewal_length": "renewal_length",
    "renewals": "renewals",
    "notice": "notice",
    "notice_counts": "notice_counts",
    "preparation": "preparation",
}
_LENGTHS: Final = frozenset({"firm", "renewal_length", "notice", "preparation"})


def amendment(on: date, changes: Mapping[str, Any]) -> Amendment:
    """From what is kept, texts by field of the contract. Raises LengthError and ValueError for what
    the operations never keep."""
    return Amendment(on, {FIELDS[name]: _value(name, text) for name, text in changes.items()})


def _value(name: str, kept: Any) -> Any:
    if name in _LENGTHS:
        return parse_open(kept)
    if name == "start_date":
        return date.fromisoformat(kept)
    return int(kept) if name == "renewals" else kept
