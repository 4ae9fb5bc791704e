"""PDF files of contracts, and papers received from them."""

from functools import cache
from typing import Any

from tests.factories import contract_pdfs
from tests.factories.contract_pdfs import Written
from tests.factories.organisation import NOW
from timonerie.domains.contracts.models import Contract, ContractDocument
from timonerie.domains.contracts.operations import documents
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.accounts.actors import Actor


@cache
def written(key: str) -> Written:
    every = [one for name in ("tuning", "held_out", "others") for one in contract_pdfs.texts(name)]
    return next(one for one in every if one.key == key)


@cache
def text_pdf(key: str = "payroll-nova") -> bytes:
    return contract_pdfs.pdf(written(key))


@cache
def scan_pdf(key: str = "payroll-short", **options: Any) -> bytes:
    return contract_pdfs.scan(text_pdf(key), seed=7, **options)


def contract(provider: Provider | None = None, *, name: str = "Paie", **parts: Any) -> Contract:
    return Contract.objects.create(name=name, provider=provider, **parts)


def paper(
    by: Actor,
    data: bytes | None = None,
    *,
    name: str = "contrat.pdf",
    under: Contract | None = None,
) -> ContractDocument:
    """Received, and read at once: jobs of the tests do not wait."""
    data = text_pdf() if data is None else data
    made = documents.receive(by=by, at=NOW, chunks=[data], file_name=name, contract=under)
    made.refresh_from_db()
    return made
