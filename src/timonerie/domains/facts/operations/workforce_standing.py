"""Which of the declarations of an establishment and month count, written on each of them."""

from datetime import date

from timonerie.domains.facts.enums import DeclarationState as State
from timonerie.domains.facts.models import PayrollDeclaration
from timonerie.domains.facts.rules.workforce import standing
from timonerie.domains.facts.rules.workforce.standing import Version
from timonerie.engine.dsn import codes


def settle(*, siret: str, month: date | None) -> None:
    """Write the states again from all that came, in whatever order; events stay noted."""
    if month is None:
        return
    rows = _of(siret, month)
    states = standing.standing(map(_version, rows))
    for one in rows:
        if one.state != states[one.pk]:
            one.state = states[one.pk]
            one.save(update_fields=["state"])


def judge(declaration: PayrollDeclaration) -> None:
    """Settle a declaration that has just come, and say what is doubtful of it: DSN-04 it comes
    after a later version, DSN-11 what it replaces did not come."""
    if declaration.month is None:
        return
    settle(siret=declaration.siret, month=declaration.month)
    declaration.refresh_from_db()
    rows = _of(declaration.siret, declaration.month)
    found = []
    if declaration.state in (State.REPLACED, State.CANCELLED):
        found.append({"code": "DSN-04", "count": 1})
    if standing.is_orphan(_version(declaration), map(_version, rows)):
        found.append({"code": "DSN-11", "count": 1})
    if found:
        declaration.findings = [*declaration.findings, *found]
        declaration.save(update_fields=["findings"])


def _of(siret: str, month: date) -> list[PayrollDeclaration]:
    rows = PayrollDeclaration.objects.standing().filter(siret=siret, month=month)
    return list(rows.filter(nature=codes.MONTHLY).order_by("pk"))


def _version(one: PayrollDeclaration) -> Version:
    return Version(
        rank=one.pk,
        kind=one.kind,
        order=one.order_number,
        fraction=one.fraction,
        identifier=one.identifier,
        names=one.names,
    )
