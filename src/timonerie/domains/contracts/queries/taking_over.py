"""What taking over a version would do, and the versions that may be taken."""

from collections.abc import Iterator
from datetime import date

from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.queries import obligations
from timonerie.domains.contracts.queries.obligations import Row
from timonerie.domains.contracts.rules import taking_over as rules
from timonerie.domains.contracts.rules.owed_lines import Context, OwedKind
from timonerie.domains.contracts.rules.taking_over import Standing, Step
from timonerie.domains.organisation.models import BusinessFunction
from timonerie.domains.sourcing.models import StatementVersion
from timonerie.domains.sourcing.queries import reaching, statements
from timonerie.foundations.accounts.actors import Actor


def versions(actor: Actor, contract: Contract, *, on: date) -> list[StatementVersion]:
    """The approved versions that a reader may take over, the last approved first: those of the
    statement that the contract follows, of any statement where it follows none; one query."""
    rows = StatementVersion.objects.filter(statement__in=reaching.statements(actor, on=on))
    if contract.statement_version is not None:
        rows = rows.filter(statement=contract.statement_version.statement)
    return list(rows.select_related("statement").order_by("-approved_at", "-pk"))


def plan(contract: Contract, version: StatementVersion) -> tuple[Step, ...]:
    """Each line of a version with what it would do to the contract as it stands; five queries."""
    standing = [one for kind in OwedKind for one in _standing(kind, contract)]
    return rules.steps(statements.lines_in(version), standing, context=Context(_functions(version)))


def _functions(version: StatementVersion) -> frozenset[str]:
    """The codes of the functions that a statement entrusts; one query."""
    codes = {one["activity"] for one in version.document["lines"] if one["activity"]}
    rows = BusinessFunction.objects.filter(activities__code__in=codes)
    return frozenset(rows.values_list("code", flat=True))


def _standing(kind: OwedKind, contract: Contract) -> Iterator[Standing]:
    """The last row of each line, those in use before those put away."""
    last: dict[str, Row] = {}
    found = [one for one in obligations.rows(kind, [contract]) if one.line_key is not None]
    for row in sorted(found, key=_age):
        last[str(row.line_key)] = row
    for key, row in last.items():
        yield Standing(
            kind=kind,
            key=key,
            row_id=row.pk,
            title=row.title,
            taken=row.taken,
            stands=row.archived_at is None and not row.taken.get("is_gone", False),
            is_archived=row.archived_at is not None,
        )


def _age(row: Row) -> tuple[bool, date, int]:
    return row.archived_at is None, row.start_date or date.min, row.pk
