"""The names that bidders may not read: of who does the work that is put out to tender."""

from timonerie.domains.organisation.models import Provider
from timonerie.domains.sourcing.models import StatementOfWork, StatementVersion


def of(statement: StatementOfWork, version: StatementVersion | None = None) -> tuple[str, ...]:
    """The provider in place, as it is called now and as it was when the version was approved, and
    whoever serves or served an activity that the statement entrusts. At most two queries."""
    activities = {"assignments__activity__statements__statement": statement}
    found = set(Provider.objects.filter(**activities).values_list("name", flat=True))
    if statement.provider is not None:
        found.add(statement.provider.name)
    if version is not None:
        found.add(str(version.document["about"].get("provider") or ""))
    return tuple(sorted(name for name in found if name.strip()))
