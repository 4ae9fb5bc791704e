"""Approving a statement of work: what it says that day is frozen, with its seal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.models import StatementOfWork, StatementVersion
from timonerie.domains.sourcing.operations import statement_checks
from timonerie.domains.sourcing.queries import statement_documents
from timonerie.domains.sourcing.queries import statements as queries
from timonerie.domains.sourcing.rules.statements import canonical, completeness
from timonerie.domains.sourcing.rules.statements.gaps import Gap, Severity
from timonerie.domains.sourcing.rules.statements.shapes import Line
from timonerie.foundations.accounts.actors import Actor


class GapsBlock(Refused):
    """Something keeps it from being approved, unless a reason is given."""


class NothingNew(Refused):
    """The last version says the same."""


@dataclass(frozen=True, kw_only=True)
class Approval:
    """`note` says what changes, `reason` why what is missing may be."""

    note: str = ""
    reason: str = ""


def approve(
    *, by: Actor, at: datetime, statement: StatementOfWork, version: int, said: Approval
) -> StatementVersion:
    """Freeze the lines as version 1, 2, 3… with the SHA-256 of their canonical document. `version`
    is that of the statement whose lines the writer read.

    Raises:
        GapsBlock: something that blocks is missing and no reason is given.
        NothingNew: nothing changed since the last version.
        Conflict: somebody changed a line since.
    """
    by.require("statement.approve")
    statement_checks.require_open(by, at=at, statement=statement)
    with transaction.atomic():
        changes.touch(statement, version=version, mine={})
        rows = queries.rows_of(statement)
        lines = queries.lines(rows)
        _require_lines(lines)
        gaps = completeness.check(lines, is_mission=queries.is_mission(statement))
        _require_reason(gaps, said.reason)
        made = _frozen(by, at, statement, lines, _kept(gaps, said.reason), said.note)
        told = {"number": made.number, "sha256": made.sha256, "note": made.note}
        told |= {"gaps": len(made.gaps), "reason": said.reason.strip()}
        statement_checks.audited(by, at, "statement.approved", statement, told)
    return made


def _frozen(
    by: Actor,
    at: datetime,
    statement: StatementOfWork,
    lines: Sequence[Line],
    gaps: list[dict[str, Any]],
    note: str,
) -> StatementVersion:
    last = queries.last_version(statement)
    about = statement_documents.about(statement, number=last.number + 1 if last else 1)
    document = canonical.document(lines, about=about)
    if last is not None and _same(last.document, document):
        raise NothingNew(
            _("Rien n’a changé depuis la version %(number)s.") % {"number": last.number}
        )
    made: StatementVersion = StatementVersion.objects.create(
        statement=statement,
        number=about["number"],
        document=document,
        sha256=canonical.digest(lines, about=about),
        note=" ".join(note.split())[:500],
        gaps=gaps,
        approved_by=by.name,
        user_id=by.user_id,
        approved_at=at,
    )
    return made


def _same(before: dict[str, Any], after: dict[str, Any]) -> bool:
    def plain(document: dict[str, Any]) -> bytes:
        about = {name: value for name, value in document["about"].items() if name != "number"}
        return canonical.canonical({**document, "about": about})

    return plain(before) == plain(after)


def _require_lines(lines: Sequence[Line]) -> None:
    if not lines:
        raise Refused(_("Ce cahier n’a aucune ligne : ajoutez-en avant de l’approuver."))


def _require_reason(gaps: Sequence[Gap], reason: str) -> None:
    count = sum(gap.severity == Severity.BLOCKS for gap in gaps)
    if count and not reason.strip():
        raise GapsBlock(
            ngettext(
                "%(n)s manque empêche d’approuver : comblez-le, ou dites pourquoi il reste.",
                "%(n)s manques empêchent d’approuver : comblez-les, ou dites pourquoi ils restent.",
                count,
            )
            % {"n": count},
            field="reason",
        )


def _kept(gaps: Sequence[Gap], reason: str) -> list[dict[str, Any]]:
    """The gaps that were known and accepted; hints are none."""
    return [
        {
            "code": gap.code,
            "severity": gap.severity.value,
            "key": gap.key,
            "section": gap.section,
            "found": gap.found,
            **({"reason": reason.strip()[:500]} if gap.severity == Severity.BLOCKS else {}),
        }
        for gap in gaps
        if gap.severity != Severity.HINT
    ]
