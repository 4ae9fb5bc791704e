"""The file of a statement of work: its bytes and its name, for any door."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.text import slugify

from timonerie.domains.sourcing.models import StatementOfWork, StatementVersion
from timonerie.domains.sourcing.papers.statements import building
from timonerie.domains.sourcing.queries import statement_documents, templates
from timonerie.domains.sourcing.queries import statements as queries
from timonerie.domains.sourcing.rules.statements import completeness
from timonerie.foundations.printing.documents import pdf, word
from timonerie.foundations.printing.documents.shapes import Document

KINDS: Final[Mapping[str, str]] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
LONGEST_NAME = 80


@dataclass(frozen=True)
class Paper:
    name: str
    content: bytes


def made(
    statement: StatementOfWork, *, version: StatementVersion | None, kind: str, at: datetime
) -> Paper:
    """The draft, or an approved version, as one of `KINDS`. A DOCX is set in the company's own
    template where it has one. The same bytes for the same version and the same template."""
    document = _draft(statement, at) if version is None else building.of_version(version)
    content = pdf.pdf(document) if kind == "pdf" else word.docx(document, templates.content())
    return Paper(_name(statement, version, kind, at), content)


def _draft(statement: StatementOfWork, at: datetime) -> Document:
    lines = queries.lines(queries.rows_of(statement))
    gaps = completeness.check(lines, is_mission=queries.is_mission(statement))
    about = statement_documents.about(statement, number=0)
    return building.of_draft(lines, about=about, gaps=gaps, on=timezone.localdate(at))


def _name(
    statement: StatementOfWork, version: StatementVersion | None, kind: str, at: datetime
) -> str:
    """« paie-des-sites-v2.pdf », « paie-des-sites-projet-2026-11-29.docx »."""
    title = version.document["about"]["title"] if version else statement.title
    day = timezone.localdate(at).isoformat()
    state = f"v{version.number}" if version else f"projet-{day}"
    plain = slugify(title.replace("’", " ").replace("'", " "))[:LONGEST_NAME].strip("-")
    return f"{plain or 'cahier'}-{state}.{kind}"
