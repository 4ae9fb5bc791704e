"""The file of a statement of work: its bytes and its name, for any door."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.text import slugify

from timonerie.domains.sourcing.models import StatementOfWork, StatementVersion
from timonerie.domains.sourcing.papers.statements import building
from timonerie.domains.sourcing.queries import incumbents, statement_documents, templates
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
    statement: StatementOfWork,
    *,
    version: StatementVersion | None,
    kind: str,
    at: datetime,
    bidders: bool = False,
) -> Paper:
    """The draft, or an approved version, as one of `KINDS`; with `bidders`, what those may read of
    it. A DOCX is set in the company's own template where it has one. The same bytes for the same
    version and the same template."""
    names = incumbents.of(statement, version)
    if bidders:
        document = _for_bidders(statement, version, at, names)
    elif version is not None:
        document = building.of_version(version, names=names)
    else:
        document = _draft(statement, at, names)
    content = pdf.pdf(document) if kind == "pdf" else word.docx(document, templates.content())
    state = _state(version, at) + ("-candidats" if bidders else "")
    return Paper(f"{_plain(document.title)}-{state}.{kind}", content)


def _draft(statement: StatementOfWork, at: datetime, names: Collection[str]) -> Document:
    lines = queries.lines(queries.rows_of(statement))
    gaps = completeness.check(lines, is_mission=queries.is_mission(statement))
    about = statement_documents.about(statement, number=0)
    on = timezone.localdate(at)
    return building.of_draft(lines, about=about, gaps=gaps, on=on, names=names)


def _for_bidders(
    statement: StatementOfWork,
    version: StatementVersion | None,
    at: datetime,
    names: Collection[str],
) -> Document:
    if version is None:
        lines = queries.lines(queries.rows_of(statement))
        about = statement_documents.about(statement, number=0)
    else:
        lines, about = queries.lines_in(version), version.document["about"]
    return building.for_bidders(
        lines,
        about=about,
        number=version.number if version else 0,
        on=timezone.localdate(version.approved_at if version else at),
        names=names,
    )


def _state(version: StatementVersion | None, at: datetime) -> str:
    return f"v{version.number}" if version else f"projet-{timezone.localdate(at).isoformat()}"


def _plain(title: str) -> str:
    """« paie-des-sites », before « -v2.pdf » or « -projet-2026-11-29-candidats.docx »."""
    plain = slugify(title.replace("’", " ").replace("'", " "))[:LONGEST_NAME].strip("-")
    return plain or "cahier"
