"""Two contracts of the group whose clauses were looked at: the outsourced IT, from its paper, has
no way out; the payroll holds. The company means to be sold."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from timonerie.domains.contracts.catalogue import clauses as catalogue
from timonerie.domains.contracts.clause_enums import ClauseState, Project
from timonerie.domains.contracts.models import Contract, ContractDocument, DocumentPage
from timonerie.domains.contracts.operations import (
    contract_clauses,
    contracts,
    documents,
    projects,
)
from timonerie.domains.contracts.operations.contract_clauses import NEVER, Judgement
from timonerie.domains.contracts.rules import extracts
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.documents import confinement
from timonerie.foundations.jobs.enums import JobState
from timonerie.foundations.jobs.models import Job
from timonerie.foundations.printing.documents import pdf
from timonerie.foundations.printing.documents.shapes import Article, Document, Paragraph, Reference

IT, PAYROLL = "C-01", "C-02"
FILE_NAME = "contrat infogérance signé.pdf"
CRITICALITY, MONTHS = 3, 18
#: The clauses of the paper of the outsourced IT, in the words of what was signed.
SIGNED: Mapping[int, str] = {
    1: "Le Prestataire assure l’infogérance des postes, des serveurs et du réseau des quatre sites"
    " du Client. Les travaux de câblage et l’achat de matériel ne sont pas compris.",
    4: "Le taux de demandes résolues dans le délai est d’au moins 90 % par mois, mesuré par"
    " l’outil de tickets du Prestataire sur les heures ouvrées.",
    6: "Une demande bloquante reçoit une réponse en une heure et une solution en quatre heures"
    " ouvrées ; les autres demandes, une réponse en quatre heures.",
    15: "Le prix annuel est révisé chaque année à la date anniversaire selon l’indice Syntec, sans"
    " plafond. Le Prestataire notifie le nouveau prix par courriel.",
    16: "Les factures sont mensuelles, payables à trente jours date de facture.",
    19: "Les données du Client restent sa propriété. Le Prestataire n’acquiert aucun droit sur"
    " elles.",
    26: "Chaque partie garde confidentielles les informations de l’autre pendant le contrat et deux"
    " ans après sa fin.",
    32: "La responsabilité du Prestataire est limitée au montant payé pendant les trois derniers"
    " mois. Les pertes de données en sont exclues.",
    36: "Le contrat est conclu pour une durée ferme de trente-six mois, puis renouvelé par tacite"
    " reconduction par périodes de douze mois, sauf dénonciation par lettre recommandée trois mois"
    " avant l’échéance.",
    37: "Chaque partie peut résilier le contrat en cas de manquement grave, trente jours après une"
    " mise en demeure restée sans effet.",
    45: "Le contrat est soumis au droit français. Le tribunal de commerce de Lyon est compétent.",
}
#: What the director said of the outsourced IT: state, then the note.
IT_SAID: Mapping[int, tuple[ClauseState, str]] = {
    1: (ClauseState.PRESENT, ""),
    4: (ClauseState.WEAK, "mesuré par le prestataire seul, sans la liste des tickets"),
    6: (ClauseState.PRESENT, ""),
    14: (ClauseState.ABSENT, "à obtenir avant la vente"),
    15: (ClauseState.WEAK, "indice sans plafond"),
    19: (ClauseState.PRESENT, ""),
    21: (ClauseState.ABSENT, "rien sur la sortie : ni plan, ni prix, ni formats"),
    23: (ClauseState.ABSENT, "les comptes d’administration sont au nom du prestataire"),
    32: (ClauseState.WEAK, "trois mois de prix, données exclues"),
    36: (ClauseState.PRESENT, ""),
    46: (ClauseState.NOT_APPLICABLE, "dépannage à distance"),
}
PAYROLL_SAID: Mapping[int, tuple[ClauseState, str]] = {
    1: (ClauseState.PRESENT, ""),
    5: (ClauseState.PRESENT, "tableau de bord le 5 du mois"),
    14: (ClauseState.PRESENT, ""),
    21: (ClauseState.PRESENT, "plan de sortie remis"),
    27: (ClauseState.WEAK, "annexe sans la liste des sous-traitants"),
    33: (ClauseState.PRESENT, ""),
    36: (ClauseState.PRESENT, ""),
}


def judge(*, by: Actor, at: datetime) -> None:
    """Say the project, file the paper, and what was read of both contracts."""
    projects.say(by=by, at=at, project=Project.SELL, start_date=at.date(), months=MONTHS)
    outsourced = _critical(IT, by=by, at=at)
    paper = _paper(outsourced, by=by, at=at)
    _say(outsourced, IT_SAID, paper=paper, by=by, at=at)
    _say(_critical(PAYROLL, by=by, at=at), PAYROLL_SAID, paper=None, by=by, at=at)


def _critical(reference: str, *, by: Actor, at: datetime) -> Contract:
    contract = Contract.objects.select_related("provider").get(reference=reference)
    with transaction.atomic():
        contracts.put(by, at, contract, None, {"criticality": CRITICALITY})
    return contract


def _paper(contract: Contract, *, by: Actor, at: datetime) -> ContractDocument:
    """Received as a PDF, and read at once."""
    made = documents.receive(
        by=by,
        at=at,
        chunks=[pdf.pdf(_signed(contract, at))],
        file_name=FILE_NAME,
        contract=contract,
    )
    with confinement.made_here():
        documents.read(by=by, at=at, document=made)
    # Nothing is left for a worker.
    Job.objects.filter(key=str(made.public_id)).update(state=JobState.DONE, progress=1)
    return made


def _signed(contract: Contract, at: datetime) -> Document:
    titles = catalogue.by_number()
    return Document(
        title="Contrat d’infogérance",
        subtitle=contract.provider.name if contract.provider else "",
        reference=Reference("signée", contract.start_date or at.date(), ""),
        language="fr",
        parties=(("Client", "le groupe"), ("Prestataire", str(contract.provider))),
        articles=tuple(
            Article(str(rank), titles[number].title, (Paragraph(text),))
            for rank, (number, text) in enumerate(SIGNED.items(), start=1)
        ),
    )


def _say(
    contract: Contract,
    said: Mapping[int, tuple[ClauseState, str]],
    *,
    paper: ContractDocument | None,
    by: Actor,
    at: datetime,
) -> None:
    for number, (state, note) in said.items():
        contract_clauses.judge(
            by=by,
            at=at,
            contract=contract,
            clause=catalogue.by_number()[number].code,
            version=NEVER,
            said=_judgement(state, note, paper=paper, text=SIGNED.get(number, "")),
        )


def _judgement(
    state: ClauseState, note: str, *, paper: ContractDocument | None, text: str
) -> Judgement:
    """With the page where its first sentence stands, when the paper holds it."""
    first = text.partition(".")[0]
    for row in DocumentPage.objects.filter(document=paper).order_by("number") if text else ():
        if extracts.found(row.text, first):
            return Judgement(state=state, note=note, document=paper, page=row.number, extract=first)
    return Judgement(state=state, note=note)
