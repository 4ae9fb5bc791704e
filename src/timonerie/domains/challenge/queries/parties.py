"""Whom a letter is from and to, as far as that is known."""

from dataclasses import dataclass

from timonerie.domains.challenge.models import Challenge
from timonerie.domains.contracts.models import ContractClient
from timonerie.domains.organisation.models import LegalEntity
from timonerie.foundations.scope.models import Company


@dataclass(frozen=True, kw_only=True)
class Party:
    """What nobody knows is empty."""

    name: str
    siren: str = ""
    legal_form: str = ""
    address: str = ""


def ours(challenge: Challenge, *, company: Company) -> Party:
    """The entity that signed the contract; the only one that we have; else the company, without a
    number. Two queries."""
    signed = ContractClient.objects.filter(contract=challenge.contract_id)
    one = signed.select_related("legal_entity").first() if challenge.contract_id else None
    if one is not None:
        return Party(name=one.legal_entity.name, siren=one.legal_entity.siren)
    known = list(LegalEntity.objects.filter(archived_at__isnull=True)[:2])
    if len(known) == 1:
        return Party(name=known[0].name, siren=known[0].siren)
    return Party(name=company.name)


def theirs(challenge: Challenge) -> Party:
    firm = challenge.provider
    return Party(name=firm.name, siren=firm.siren, legal_form=firm.legal_form, address=firm.address)
