"""Reads of the papers, as far as each reader reaches."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from timonerie.domains.contracts.models import Contract, ContractDocument, DocumentPage
from timonerie.domains.contracts.models.documents import ContractDocumentQuerySet
from timonerie.domains.contracts.queries import contracts, reaching
from timonerie.domains.contracts.rules.papers import names
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.accounts.actors import Actor

LOOKED_AT = 3
"""Pages in which the names of the parties stand."""


@dataclass(frozen=True)
class Guess:
    """A provider that the first pages name, and its contracts in force."""

    provider: Provider
    contracts: tuple[Contract, ...]


def visible_to(actor: Actor, *, on: date) -> ContractDocumentQuerySet:
    """Papers the reader reaches on a day, archived ones too. Who is narrowed to providers reads
    those of their contracts and, until they are filed, those that they brought; who is narrowed to
    sites or to functions only, none but these."""
    rows: ContractDocumentQuerySet = ContractDocument.objects.all()
    ids = reaching.provider_ids(actor, on=on)
    if ids is None:
        return rows
    mine = Q(contract__isnull=True, user_id=actor.user_id) if actor.user_id else Q(pk=None)
    return rows.filter(Q(contract__provider_id__in=ids) | mine)


def listed(actor: Actor, *, on: date, archived: bool = False) -> list[ContractDocument]:
    """The latest first, each with its counts: `unread` pages, `found` clauses, `judged` ones."""
    rows = visible_to(actor, on=on).filter(archived_at__isnull=not archived)
    return list(counted(rows).order_by("-created_at", "-pk"))


def counted(rows: ContractDocumentQuerySet) -> ContractDocumentQuerySet:
    found = Q(findings__page__isnull=False)
    return rows.select_related("contract__provider", "blob").annotate(
        unread=Count("page_texts", filter=Q(page_texts__is_readable=False), distinct=True),
        found=Count("findings", filter=found, distinct=True),
        judged=Count("findings", filter=~Q(findings__opinion=""), distinct=True),
    )


def of_contract(actor: Actor, *, contract: Contract, on: date) -> list[ContractDocument]:
    """The papers of a contract that the reader reaches, the latest first."""
    rows = visible_to(actor, on=on).active().filter(contract=contract)
    return list(counted(rows).order_by("-created_at", "-pk"))


def contracts_for(actor: Actor, *, on: date) -> list[Contract]:
    """The contracts under which the reader may file a paper."""
    rows = contracts.visible_to(actor, on=on).active()
    return list(rows.select_related("provider").order_by("name", "pk"))


def guesses(document: ContractDocument, known: list[Contract]) -> list[Guess]:
    """The providers that the first pages name, likeliest first, with their contracts."""
    pages = DocumentPage.objects.filter(document=document, number__lte=LOOKED_AT)
    text = "\n".join(pages.order_by("number").values_list("text", flat=True))
    firms: dict[int, Provider] = {
        one.provider_id: one.provider for one in known if one.provider_id and one.provider
    }
    asked = {pk: (firm.name, firm.siren) for pk, firm in firms.items()}
    return [
        Guess(firms[pk], tuple(one for one in known if one.provider_id == pk))
        for pk in names.named_in(text, asked)
    ]
