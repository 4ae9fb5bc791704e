"""Reads of what both sides of a contract owe: its levels, reports, obligations and proofs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from timonerie.domains.contracts.models import (
    Contract,
    ExpectedReport,
    Obligation,
    SecurityProof,
    ServiceLevel,
)
from timonerie.domains.contracts.queries import contracts
from timonerie.domains.contracts.rules import level_gaps
from timonerie.domains.contracts.rules.level_gaps import Gap, Promise
from timonerie.domains.contracts.rules.owed_lines import OwedKind
from timonerie.domains.organisation.models import BusinessFunction
from timonerie.domains.sourcing.enums import Side
from timonerie.foundations.accounts.actors import Actor

MODELS: Final[Mapping[OwedKind, Any]] = {
    OwedKind.LEVEL: ServiceLevel,
    OwedKind.REPORT: ExpectedReport,
    OwedKind.OBLIGATION: Obligation,
    OwedKind.PROOF: SecurityProof,
}
Row = ServiceLevel | ExpectedReport | Obligation | SecurityProof


@dataclass(frozen=True)
class Owed:
    """All that a contract says is owed, archived rows apart, in the order it was said."""

    levels: tuple[ServiceLevel, ...]
    reports: tuple[ExpectedReport, ...]
    obligations: tuple[Obligation, ...]
    proofs: tuple[SecurityProof, ...]
    archived: tuple[Row, ...]

    @property
    def dated(self) -> "tuple[ExpectedReport | Obligation | SecurityProof, ...]":
        """What falls on days."""
        return (*self.reports, *self.obligations, *self.proofs)

    @property
    def is_empty(self) -> bool:
        return not (self.levels or self.reports or self.obligations or self.proofs)


def of(contract: Contract) -> Owed:
    """Four queries."""
    found = {kind: rows(kind, [contract]) for kind in OwedKind}
    kept = {
        kind: tuple(one for one in told if one.archived_at is None) for kind, told in found.items()
    }
    return Owed(
        levels=kept[OwedKind.LEVEL],
        reports=kept[OwedKind.REPORT],
        obligations=kept[OwedKind.OBLIGATION],
        proofs=kept[OwedKind.PROOF],
        archived=tuple(
            one for told in found.values() for one in told if one.archived_at is not None
        ),
    )


def rows(kind: OwedKind, several: Iterable[Contract]) -> list[Any]:
    """The rows of a kind of some contracts, archived ones too; one query."""
    related = ["site", "contract"]
    if kind in (OwedKind.LEVEL, OwedKind.OBLIGATION):
        related.append("activity")
    found = MODELS[kind].objects.filter(contract__in=list(several))
    return list(found.select_related(*related).order_by("start_date", "pk"))


def kind_of(row: Row) -> OwedKind:
    return next(kind for kind, model in MODELS.items() if isinstance(row, model))


def side_of(row: Row) -> str:
    """Who owes it: a level is always what the provider promises."""
    return str(Side.THEIRS) if isinstance(row, ServiceLevel) else row.side


def find(actor: Actor, public_id: UUID, *, on: date) -> Row | None:
    """The row of an identifier, whatever its kind, of a contract that the reader reaches; at most
    four queries and the reach."""
    reached = contracts.visible_to(actor, on=on)
    for model in MODELS.values():
        found: Row | None = (
            model.objects.filter(public_id=public_id, contract__in=reached)
            .select_related("contract__provider", "site")
            .first()
        )
        if found is not None:
            return found
    return None


def functions(contract: Contract) -> frozenset[str]:
    """The codes of the functions that a contract entrusts; one query."""
    rows = BusinessFunction.objects.filter(activities__contracts__contract=contract)
    return frozenset(rows.values_list("code", flat=True))


def gaps(levels: Iterable[ServiceLevel]) -> list[tuple[ServiceLevel, Gap]]:
    """What is to be asked of some levels before they can be measured."""
    return [(one, gap) for one in levels for gap in level_gaps.gaps(promise_of(one))]


def promise_of(level: ServiceLevel) -> Promise:
    said = level.taken.get("values", {})
    return Promise(
        metric=level.metric,
        target=level.target,
        unit=level.unit,
        threshold=level.threshold,
        is_followed=level.is_followed,
        has_cap=level.cap is not None or level.yearly_cap_cents is not None,
        cap_said=said.get("cap", ""),
    )
