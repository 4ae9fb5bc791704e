"""The file of an amendment: its bytes and its name, for any door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.text import slugify

from timonerie.domains.contracts.catalogue.clauses import Clause
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.papers import amendments
from timonerie.domains.contracts.papers.amendments import Amendment, Party
from timonerie.domains.sourcing.queries import templates
from timonerie.foundations.printing.documents import pdf, word
from timonerie.foundations.scope.models import Company

LONGEST_NAME = 80
DOCX: Final = "docx"


@dataclass(frozen=True)
class Paper:
    name: str
    content: bytes


def amendment(
    contract: Contract,
    *,
    company: Company,
    clauses: Sequence[Clause],
    number: int | None,
    kind: str,
    on: date,
) -> Paper:
    """A draft of these clauses, "docx" or "pdf". A DOCX is set in the company's own template where
    it has one. The same bytes for the same words and template."""
    firm = contract.provider
    asked = Amendment(
        contract=contract,
        client=Party(name=company.name),
        provider=Party(
            name=firm.name if firm else contract.provider_written,
            siren=firm.siren if firm else "",
        ),
        clauses=clauses,
        number=number,
        on=on,
    )
    document = amendments.document(asked)
    is_word = kind == DOCX
    content = word.docx(document, templates.content()) if is_word else pdf.pdf(document)
    return Paper(f"{_plain(contract.name)}-avenant-{on.isoformat()}.{kind}", content)


def _plain(title: str) -> str:
    plain = slugify(title.replace("’", " ").replace("'", " "))[:LONGEST_NAME].strip("-")
    return plain or "contrat"
