"""An address for every page of the URL map, about objects that the current company has."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.urls import URLPattern, URLResolver

from timonerie.domains.challenge.models import (
    Challenge,
    ChallengeFact,
    ChallengeStep,
    LetterSending,
    LetterVersion,
    ProviderReply,
)
from timonerie.domains.commitments.models import Commitment
from timonerie.domains.contracts.models import (
    ClauseFinding,
    Contract,
    ContractAmendment,
    ContractDocument,
    ContractList,
    ContractPrice,
    ContractSuspension,
    DutyDocument,
    DutyLink,
    FurtherProcessor,
    Mission,
    MissionAccess,
    MissionDeliverable,
    MissionPresence,
    PriceRevision,
    ProcessingRecord,
    Proposal,
    ProviderLink,
    SecurityProof,
    ServiceLevel,
    Subcontractor,
)
from timonerie.domains.facts.models import (
    AccountingFile,
    DeclarationLink,
    DroppedFile,
    ImportBatch,
    Incident,
    PayrollDeclaration,
    Source,
    ThirdParty,
)
from timonerie.domains.facts.queries import live
from timonerie.domains.organisation.models import (
    Calendar,
    Contact,
    Establishment,
    LegalEntity,
    Mandate,
    Person,
    Provider,
    Seat,
    SeatHolding,
    Unit,
)
from timonerie.domains.performance.models import LevelClaim
from timonerie.domains.performance.queries import progress
from timonerie.domains.portfolio.models import PublishedSummary
from timonerie.domains.reporting.models import (
    Cycle,
    CycleLink,
    CycleRun,
    CycleStep,
    DueReport,
    Flash,
    FlashNeed,
    Reply,
    ReportBinding,
    ReportFile,
    ReportLink,
    ReportRule,
    RunStep,
    VoiceLink,
)
from timonerie.domains.rituals.models import CalendarExport, Ritual
from timonerie.domains.signals.models import TriageGesture, WeakSignal
from timonerie.domains.sourcing.models import (
    Activity,
    Assignment,
    Offer,
    OfferAnswer,
    OfferLink,
    OfferPaper,
    PromisedBenefit,
    StatementLine,
    StatementOfWork,
)
from timonerie.foundations.accounts.models import Membership
from timonerie.foundations.backups.models import Restoration
from timonerie.foundations.documents.models import Blob
from timonerie.foundations.scope.models import Company

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
MODELS = {
    "accounting_id": AccountingFile,
    "activity_id": Activity,
    "amendment_id": ContractAmendment,
    "cycle_id": Cycle,
    "cycle_link_id": CycleLink,
    "cycle_step_id": CycleStep,
    "run_id": CycleRun,
    "run_step_id": RunStep,
    "assignment_id": Assignment,
    "batch_id": ImportBatch,
    "benefit_id": PromisedBenefit,
    "blob_id": Blob,
    "calendar_id": Calendar,
    "challenge_id": Challenge,
    "fact_id": ChallengeFact,
    "letter_id": LetterVersion,
    "letter_reply_id": ProviderReply,
    "sending_id": LetterSending,
    "step_id": ChallengeStep,
    "claim_id": LevelClaim,
    "commitment_id": Commitment,
    "contact_id": Contact,
    "contract_id": Contract,
    "declaration_id": PayrollDeclaration,
    "dropped_id": DroppedFile,
    "entity_id": LegalEntity,
    "export_id": CalendarExport,
    "duty_document_id": DutyDocument,
    "duty_link_id": DutyLink,
    "due_report_id": DueReport,
    "report_file_id": ReportFile,
    "report_line_id": ReportBinding,
    "report_link_id": ReportLink,
    "report_rule_id": ReportRule,
    "establishment_id": Establishment,
    "finding_id": ClauseFinding,
    "firm_id": Provider,
    "gesture_id": TriageGesture,
    "holding_id": SeatHolding,
    "incident_id": Incident,
    "place_id": Unit,
    "flash_id": Flash,
    "need_id": FlashNeed,
    "reply_id": Reply,
    "voice_link_id": VoiceLink,
    "list_id": ContractList,
    "link_id": DeclarationLink,
    "mandate_id": Mandate,
    "owed_id": ServiceLevel,
    "paper_id": ContractDocument,
    "person_id": Person,
    "price_id": ContractPrice,
    "proof_id": SecurityProof,
    "proposal_id": Proposal,
    "provider_id": Provider,
    "provider_link_id": ProviderLink,
    "access_id": MissionAccess,
    "deliverable_id": MissionDeliverable,
    "mission_id": Mission,
    "presence_id": MissionPresence,
    "processor_id": FurtherProcessor,
    "record_id": ProcessingRecord,
    "restoration_id": Restoration,
    "revision_id": PriceRevision,
    "ritual_id": Ritual,
    "seat_id": Seat,
    "signal_id": WeakSignal,
    "subcontractor_id": Subcontractor,
    "summary_id": PublishedSummary,
    "suspension_id": ContractSuspension,
    "third_party_id": ThirdParty,
}
#: Addresses whose unit is not a site.
LEVELS = {"equipes/": "team", "regions/": "region"}


def of_company(company: Company, routes: Iterable[URLPattern | URLResolver]) -> dict[str, str]:
    """Route and address of every page about a company; one that needs an object which the company
    lacks is left out."""
    sample = _sample(company)
    found = {}
    for route in _flat(routes):
        if not route.startswith("<slug:company>/"):
            continue
        values = [sample(name, route) for name in PARAMETER.findall(route)]
        if None not in values:
            found[route] = "/" + PARAMETER.sub("{}", route).format(*values)
    return found


def _flat(routes: Iterable[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for route in routes:
        address = prefix + str(route.pattern)
        if isinstance(route, URLResolver):
            yield from _flat(route.url_patterns, address)
        else:
            yield address


def _sample(company: Company) -> Callable[[str, str], object]:
    fact = _fact()
    months = progress.periods_with_results(kind="month")
    known: Mapping[str, object] = {
        "company": company.slug,
        "code": "sla_met",
        "row_id": None,
        "start": months[0].isoformat() if months else None,
        "source_id": fact and Source.objects.get(pk=fact["source"]).public_id,
        "case": fact and fact["case"],
        "membership_id": Membership.objects.filter(company=company).order_by("pk")[0].public_id,
        "number": 1,
        "rung": "meeting",
        **_asked_for(),
    }

    def sample(name: str, route: str) -> object:
        if name in ("unit_id", "place_id"):
            level = next((LEVELS[word] for word in LEVELS if word in route), "site")
            return _public_id(Unit.objects.filter(kind=level))
        if name == "kind":
            return "mois" if "periodes/" in route else "unites"
        return known[name] if name in known else _public_id(MODELS[name].objects.all())

    return sample


def _asked_for() -> Mapping[str, object]:
    """The parts of one statement of work, and of one of its offers."""
    offer = Offer.objects.order_by("pk").first()
    statement = offer.statement if offer else StatementOfWork.objects.order_by("pk").first()
    return {
        "statement_id": statement and statement.public_id,
        "line_id": _public_id(StatementLine.objects.filter(statement=statement)),
        "offer_id": offer and offer.public_id,
        "offer_answer_id": _public_id(OfferAnswer.objects.filter(offer=offer)),
        "offer_link_id": _public_id(OfferLink.objects.filter(offer=offer)),
        "offer_paper_id": _public_id(OfferPaper.objects.filter(offer=offer)),
    }


def _public_id(rows: Any) -> object:
    return rows.order_by("pk").values_list("public_id", flat=True).first()


def _fact() -> Mapping[str, Any] | None:
    rows = live.table().filter(lambda facts: facts.resolved_at.notnull())
    found = rows.limit(1).to_pyarrow().to_pylist()
    return found[0] if found else None
