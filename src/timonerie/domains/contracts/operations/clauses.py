"""What the text of a paper says of each clause, and what somebody who read it says."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.contracts.enums import ClauseCode, Opinion
from timonerie.domains.contracts.models import ClauseFinding, ContractDocument
from timonerie.domains.contracts.rules.papers import looking
from timonerie.domains.contracts.rules.papers.catalogue import Clause
from timonerie.domains.contracts.rules.papers.findings import Finding
from timonerie.domains.contracts.rules.papers.looking import Looked
from timonerie.domains.contracts.rules.papers.pages import Page
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit


def keep(*, document: ContractDocument) -> Looked:
    """Look for the clauses again, inside a transaction; what somebody said of them stays said."""
    rows = document.page_texts.filter(is_readable=True).order_by("number")
    looked = looking.look([Page(row.number, row.text, row.is_scan) for row in rows])
    known = {row.clause: row for row in ClauseFinding.objects.filter(document=document)}
    for code in ClauseCode.values:
        row = known.get(code) or ClauseFinding(document=document, clause=code)
        _write(row, looked.findings.get(Clause(code)))
        row.save()
    return looked


def judge(
    *, by: Actor, at: datetime, finding: ClauseFinding, version: int, opinion: str, note: str = ""
) -> None:
    """Say that a clause is present, weak or absent, or take back what was said (empty).

    Raises:
        Refused: an opinion that does not exist.
        Conflict: somebody said otherwise since `version`.
    """
    by.require("contract.write")
    if opinion and opinion not in Opinion.values:
        raise Refused(_("Choisissez présente, faible ou absente."), field="opinion")
    said = {"opinion": opinion, "note": note.strip()}
    if not changes.between(finding, said):
        return
    signed = {"judged_by": by.name, "user_id": by.user_id, "judged_at": at}
    unsigned = {"judged_by": "", "user_id": None, "judged_at": None}
    with transaction.atomic():
        made = changes.replace(
            finding, version=version, values=said | (signed if opinion else unsigned)
        )
        told = {name: both for name, both in made.items() if name in said}
        audit.record(
            by=by,
            at=at,
            act="clause.judged",
            kind="document",
            public_id=finding.document.public_id,
            detail={"clause": finding.clause, **told},
        )


def _write(row: ClauseFinding, found: Finding | None) -> None:
    row.page = found.page if found else None
    row.start, row.end = (found.start, found.end) if found else (0, 0)
    row.extract = found.extract if found else ""
    row.article = found.article[:12] if found else ""
    row.is_clear = found.is_clear if found else False
    row.excludes = found.excludes if found else False
