"""What tells the lines of a list apart, and from the contracts that are known."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from timonerie.domains.contracts.enums import ListState
from timonerie.domains.contracts.models import Contract, ContractList
from timonerie.domains.contracts.operations import list_values
from timonerie.domains.contracts.rules.lines import Said
from timonerie.domains.organisation import rules
from timonerie.engine import firm_names

Key = tuple[str, str]
"""A firm, normalised, and what a contract is about."""


def whose(contract: Contract) -> Iterable[str]:
    names = {contract.provider_written, contract.provider.name if contract.provider else ""}
    return {firm_names.normalised(name) for name in names if name} or {""}


def created_by_undone() -> frozenset[int]:
    rows = ContractList.objects.filter(state=ListState.UNDONE).values_list("written", flat=True)
    return frozenset(pk for written in rows for pk in written.get("created", ()))


def listed(said: Said, values: dict[str, Any]) -> dict[str, dict[str, str]]:
    told = {name: text for name, text in said.values.items() if name in values}
    told |= {
        name: str(values[name])
        for name in ("name", "reference", "provider_written")
        if name in values
    }
    told |= {name: "" for name, value in values.items() if value is None}
    return {
        name: {"value": text, "cell": said.cells.get(name, text)} for name, text in told.items()
    }


def is_other(contract: Contract, name: str, listed: dict[str, dict[str, str]]) -> bool:
    before, now = contract.listed.get(name, {}), listed.get(name, {})
    return bool(before.get("value") != now.get("value"))


def key(said: Said) -> Key:
    return (firm_names.normalised(said.provider), rules.key(list_values.label(said)))


def repeated(read: Sequence[Said]) -> set[Key]:
    """What names several lines that have no reference: their site tells them apart."""
    seen = Counter(key(said) for said in read if not said.skipped and not said.reference)
    return {one for one, times in seen.items() if times > 1}


def text(said: Said) -> str:
    return said.name or said.provider or said.reference


def why(skipped: str) -> str:
    if skipped == "total":
        return _("C’est une ligne de total.")
    return _("Une seule case est remplie : c’est un intertitre.")
