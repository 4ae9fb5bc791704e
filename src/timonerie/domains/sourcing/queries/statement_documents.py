"""What a statement of work says on its cover, and whether an approved version is intact."""

import hashlib
from typing import Any

from timonerie.domains.sourcing.models import StatementOfWork, StatementVersion
from timonerie.domains.sourcing.queries import statements
from timonerie.domains.sourcing.rules.statements.canonical import canonical
from timonerie.foundations.scope.models import Company


def about(statement: StatementOfWork, *, number: int) -> dict[str, Any]:
    """What stands on the cover of a version; number 0 is the draft. Two queries."""
    company = Company.objects.get(pk=statement.company_id)
    return {
        "title": statement.title,
        "company": company.name,
        "number": number,
        "work": statement.work,
        "is_mission": statements.is_mission(statement),
        "months": statement.months,
        "provider": statement.provider.name if statement.provider else "",
        "activities": [
            {"code": one.code, "name": one.name} for one in statements.activities_of(statement)
        ],
    }


def is_intact(version: StatementVersion) -> bool:
    """Whether what is kept is still what was sealed."""
    return hashlib.sha256(canonical(version.document)).hexdigest() == version.sha256
