"""Legal documents as tests bring them: a provider with a contract over the threshold."""

from datetime import date, datetime
from typing import Any

from tests.factories import contracts
from tests.factories.organisation import NOW
from timonerie.domains.contracts.models import DutyDocument
from timonerie.domains.contracts.operations import duty_documents, duty_links
from timonerie.domains.contracts.operations.duty_documents import Said
from timonerie.domains.organisation.models import LegalEntity, Provider
from timonerie.domains.organisation.operations import providers
from timonerie.domains.sourcing.operations.offer_papers import Received
from timonerie.foundations.accounts.actors import Actor

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
ISSUED = date(2026, 2, 1)
"""A document of six months issued then ends on 31 July 2026."""


def provider(by: Actor, name: str = "Nova Paie", *, cents: int | None = 3_000_000) -> Provider:
    """With a contract of three years, at 30 000 € a year before tax unless told otherwise."""
    made: Provider = providers.create(by=by, at=NOW, name=name, trade="Paie")
    contracts.signed(by, f"Contrat {name}", provider=made, yearly_cents=cents, tax="excluded")
    return made


def file(name: str = "attestation.pdf", content: bytes = PDF) -> Received:
    return Received(name=name, size=len(content), chunks=[content])


def received(
    by: Actor,
    firm: Provider,
    kind: str = "VIGILANCE",
    *,
    at: datetime = NOW,
    entity: LegalEntity | None = None,
    content: bytes | None = PDF,
    **told: Any,
) -> DutyDocument:
    """To be checked; without a file for no content."""
    said = Said(kind=kind, **{"issued_on": ISSUED, **told})
    joined = None if content is None else file(content=content)
    return duty_documents.receive(
        by=by, at=at, provider=firm, entity=entity, said=said, received=joined
    )


def checked(by: Actor, firm: Provider, kind: str = "VIGILANCE", **told: Any) -> DutyDocument:
    made = received(by, firm, kind, **told)
    said = Said(kind=kind, issued_on=made.issued_on, valid_until=made.valid_until)
    duty_documents.check(by=by, at=NOW, document=made, said=said, proof="urssaf.fr : code reconnu")
    made.refresh_from_db()
    return made


def link(by: Actor, firm: Provider, *pieces: str, days: int = 30) -> duty_links.Made:
    return duty_links.make(
        by=by,
        at=NOW,
        provider=firm,
        entity=None,
        pieces=pieces or ("VIGILANCE",),
        recipient="Léa Petit",
        days=days,
    )
