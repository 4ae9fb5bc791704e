"""The lines taken out of a statement of work since it was last approved: the trail keeps them."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from timonerie.domains.sourcing.enums import LineKind
from timonerie.domains.sourcing.models import StatementLine, StatementOfWork
from timonerie.domains.sourcing.queries import statements
from timonerie.domains.sourcing.rules.statements.shapes import Line
from timonerie.foundations.audit import queries as audit
from timonerie.foundations.audit.models import Event

MOST = 50


@dataclass(frozen=True)
class Removed:
    line: Line
    by: str
    at: datetime


def packed(line: Line) -> str:
    """A line as one text, which the trail keeps among its personal values: it may name people."""
    return json.dumps(asdict(line), ensure_ascii=False)


def of(statement: StatementOfWork) -> list[Removed]:
    """The last removed first, those put back and those erased left out; four queries."""
    last = statements.last_version(statement)
    rows = Event.objects.filter(
        company_id=statement.company_id,
        object_kind="statement",
        object_id=str(statement.public_id),
        act="statement.line_removed",
    )
    if last is not None:
        rows = rows.filter(at__gt=last.approved_at)
    told = audit.told(rows.order_by("-seq")[:MOST])
    keys = StatementLine.objects.filter(statement=statement).values_list("public_id", flat=True)
    here = {str(key) for key in keys}
    found: dict[str, Removed] = {}
    for one in told:
        line = _unpacked(one.detail)
        if line is not None and line.key not in here:
            found.setdefault(line.key, Removed(line, one.actor, one.at))
    return list(found.values())


def _unpacked(detail: Mapping[str, Any]) -> Line | None:
    try:
        told = json.loads(str(detail["was"]))
    except (KeyError, ValueError):
        return None
    return Line(**{**told, "kind": LineKind(told["kind"])})
