"""The legal documents of the invented providers: one attestation that is over, one insurance that
never came, one checked with its proof, one to check, one that ends soon."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from timonerie.cli.demo.suppliers import ACCOUNTING, ASSISTANT, IT, PAYROLL
from timonerie.domains.contracts.duty_enums import Authorisation, ReminderKind
from timonerie.domains.contracts.models import Contract, DutyDocument
from timonerie.domains.contracts.operations import (
    duty_asks,
    duty_documents,
    duty_links,
    processing,
    ways,
)
from timonerie.domains.contracts.operations.duty_documents import Said
from timonerie.domains.organisation.models import Provider
from timonerie.domains.sourcing.operations.offer_papers import Received
from timonerie.foundations.accounts.actors import Actor

PROOF = "urssaf.fr, « Vérifier une attestation » : code reconnu, effectif concordant."


def keep(*, by: Actor, at: datetime) -> None:
    """At the last evening covered."""
    firms = {one.name: one for one in Provider.objects.all()}
    payroll, it = firms[PAYROLL.name], firms[IT.name]
    _checked(payroll, "VIGILANCE", 70, PROOF, "7K2M-94QD-LX", by=by, at=at)
    _checked(payroll, "REGISTRATION", 140, "SIREN et dirigeant concordants.", "", by=by, at=at)
    _checked(it, "VIGILANCE", 260, PROOF, "3TWB-51RN-CA", by=by, at=at)
    _brought(it, "REGISTRATION", 12, "", by=by, at=at)
    _asked(it, firms[ASSISTANT.name], by=by, at=at)
    accountants, order = firms[ACCOUNTING.name], "Annuaire de l’Ordre : inscrit."
    _checked(accountants, "ORDER", 120, order, "14-2231", by=by, at=at)
    _recorded(payroll, by=by, at=at)
    _worked(firms[ASSISTANT.name], by=by, at=at)


def _brought(
    firm: Provider, kind: str, days: int, number: str, *, by: Actor, at: datetime
) -> DutyDocument:
    """Issued so many days before."""
    content = b"%PDF-1.7\n% " + f"{kind} {firm.name}".encode() + b"\n"
    issued = at.date() - timedelta(days=days)
    name = f"{kind.lower()}-{firm.code.lower()}.pdf"
    return duty_documents.receive(
        by=by,
        at=at,
        provider=firm,
        entity=None,
        said=Said(kind=kind, issued_on=issued, number=number),
        received=Received(name=name, size=len(content), chunks=[content]),
    )


def _checked(
    firm: Provider, kind: str, days: int, proof: str, number: str, *, by: Actor, at: datetime
) -> None:
    made = _brought(firm, kind, days, number, by=by, at=at)
    said = Said(kind=kind, issued_on=made.issued_on, number=number)
    duty_documents.check(by=by, at=at, document=made, said=said, proof=proof)


def _asked(it: Provider, desk: Provider, *, by: Actor, at: datetime) -> None:
    """The insurance of one is owed by its contract, was reminded of, and never came."""
    duty_asks.rule(
        by=by,
        at=at,
        provider=it,
        kind="LIABILITY",
        is_owed=True,
        reason="Article 14 du contrat",
    )
    duty_asks.remind(
        by=by,
        at=at,
        provider=it,
        entity=None,
        kind=ReminderKind.REMINDER,
        pieces=["VIGILANCE", "LIABILITY"],
        made_on=_before(at, 9),
    )
    duty_links.make(
        by=by,
        at=at,
        provider=desk,
        entity=None,
        pieces=["VIGILANCE", "REGISTRATION"],
        recipient="Service administratif",
        days=30,
    )


def _before(at: datetime, days: int) -> date:
    return at.date() - timedelta(days=days)


def _recorded(firm: Provider, *, by: Actor, at: datetime) -> None:
    contract = Contract.objects.filter(provider=firm).order_by("pk").first()
    record = processing.begin(by=by, at=at, provider=firm, contract=contract)
    processing.change(by=by, at=at, record=record, version=record.version, said=SAID)
    processing.add_processor(
        by=by,
        at=at,
        record=record,
        name="Nébuleuse Hébergement",
        country="France",
        task="Hébergement du logiciel de paie",
        authorisation=Authorisation.GENERAL,
    )


#: Two items of the article are left to say.
SAID: Mapping[str, str] = {
    "role": "processor",
    "role_reason": "Nous décidons des finalités ; il calcule la paie sur nos instructions.",
    "subject": "Établissement de la paie des quatre sites",
    "duration": "Celle du contrat, puis trois mois de restitution",
    "nature": "Saisie, calcul, édition, transmission des déclarations, archivage",
    "purpose": "Payer les salariés et déclarer les cotisations",
    "data_kinds": "Identité, numéro de sécurité sociale, rémunération, absences",
    "people": "Salariés et anciens salariés",
    "instructions": "Annexe 3 du contrat ; changements par écrit du responsable RH",
    "transfers": "none",
    "confidentiality": "Engagement signé de chaque gestionnaire de paie",
    "security": "Annexe sécurité : double authentification, journal des accès",
    "assistance": "Réponse en cinq jours ouvrés aux demandes des personnes",
    "fate": "Restitution au format du logiciel, puis destruction sous trois mois",
}


def _worked(firm: Provider, *, by: Actor, at: datetime) -> None:
    contract = Contract.objects.filter(provider=firm).order_by("pk").first()
    if contract is None:
        return
    said = {
        "KNOW_HOW": ways.Said("yes"),
        "SUPERVISION": ways.Said("no", "L’accueil reçoit ses consignes des sites."),
        "SCHEDULE": ways.Said("no", "Horaires fixés par chaque site."),
        "FIXED_PRICE": ways.Said("yes"),
        "SINGLE_CONTACT": ways.Said("unsure"),
    }
    ways.answer(by=by, at=at, contract=contract, said=said)
