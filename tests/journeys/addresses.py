"""Where each page stands in the demo: the address of a route, on an object with much to show."""

from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from tests.journeys import routes
from timonerie.cli.demo.group import SLUG
from timonerie.cli.demo.horizon import Horizon
from timonerie.domains.challenge.models import (
    Challenge,
    ChallengeFact,
    ChallengeStep,
    LetterVersion,
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
    ProcessingRecord,
    Proposal,
    ProviderLink,
    SecurityProof,
    ServiceLevel,
    Subcontractor,
)
from timonerie.domains.facts.models import (
    AccountingFile,
    BatchState,
    DeclarationLink,
    DroppedFile,
    ImportBatch,
    Incident,
    PayrollDeclaration,
    Source,
    ThirdParty,
)
from timonerie.domains.facts.queries import live
from timonerie.domains.organisation import models as organisation
from timonerie.domains.performance.models import LevelClaim
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
from timonerie.domains.signals.models import WeakSignal
from timonerie.domains.sourcing import models as sourcing
from timonerie.foundations.accounts.models import Membership
from timonerie.foundations.documents.models import Blob
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

OBJECTS: dict[str, type[Model]] = {
    "dropped_id": DroppedFile,
    "cycle_id": Cycle,
    "cycle_link_id": CycleLink,
    "cycle_step_id": CycleStep,
    "run_id": CycleRun,
    "run_step_id": RunStep,
    "unit_id": organisation.Unit,
    "provider_id": organisation.Provider,
    "provider_link_id": ProviderLink,
    "access_id": MissionAccess,
    "deliverable_id": MissionDeliverable,
    "mission_id": Mission,
    "presence_id": MissionPresence,
    "proposal_id": Proposal,
    "subcontractor_id": Subcontractor,
    "entity_id": organisation.LegalEntity,
    "establishment_id": organisation.Establishment,
    "calendar_id": organisation.Calendar,
    "contact_id": organisation.Contact,
    "person_id": organisation.Person,
    "seat_id": organisation.Seat,
    "holding_id": organisation.SeatHolding,
    "mandate_id": organisation.Mandate,
    "membership_id": Membership,
    "activity_id": sourcing.Activity,
    "assignment_id": sourcing.Assignment,
    "benefit_id": sourcing.PromisedBenefit,
    "batch_id": ImportBatch,
    "commitment_id": Commitment,
    "contract_id": Contract,
    "amendment_id": ContractAmendment,
    "suspension_id": ContractSuspension,
    "list_id": ContractList,
    "paper_id": ContractDocument,
    "finding_id": ClauseFinding,
    "price_id": ContractPrice,
    "owed_id": ServiceLevel,
    "proof_id": SecurityProof,
    "claim_id": LevelClaim,
    "challenge_id": Challenge,
    "fact_id": ChallengeFact,
    "step_id": ChallengeStep,
    "letter_id": LetterVersion,
    "firm_id": organisation.Provider,
    "duty_document_id": DutyDocument,
    "duty_link_id": DutyLink,
    "due_report_id": DueReport,
    "report_file_id": ReportFile,
    "report_line_id": ReportBinding,
    "report_link_id": ReportLink,
    "report_rule_id": ReportRule,
    "record_id": ProcessingRecord,
    "processor_id": FurtherProcessor,
    "incident_id": Incident,
    "place_id": organisation.Unit,
    "flash_id": Flash,
    "need_id": FlashNeed,
    "reply_id": Reply,
    "voice_link_id": VoiceLink,
    "signal_id": WeakSignal,
    "ritual_id": Ritual,
    "export_id": CalendarExport,
    "link_id": DeclarationLink,
    "line_id": sourcing.StatementLine,
    "statement_id": sourcing.StatementOfWork,
    "offer_id": sourcing.Offer,
    "declaration_id": PayrollDeclaration,
    "source_id": Source,
    "blob_id": Blob,
    "summary_id": PublishedSummary,
    "accounting_id": AccountingFile,
    "third_party_id": ThirdParty,
}
FIXED = {"code": "sla_met", "number": 1, "rung": "meeting"}
#: Which object of its kind a page is about, where the first one will not do.
ABOUT: dict[str, dict[str, Any]] = {
    "region": {"kind": "region"},
    "cycle": {"cadence": "monthly"},
    "cycle-run": {"state": "open", "cycle__cadence": "monthly"},
    "cycle-run-close": {"state": "open"},
    "cycle-run-new": {"cadence": "event"},
    "cycle-step": {"state": "due", "returns_work": True},
    "site": {"kind": "site"},
    "site-cycles": {"kind": "site"},
    "workforce-site": {"kind": "site"},
    "team": {"kind": "team"},
    "flash": {"kind": "site"},
    "flash-link-new": {"kind": "site"},
    "reply-edit": {"is_reported": True},
    "contract-list": {"state": "received"},
    "import": {"state": BatchState.READ},
    "import-names": {"state": BatchState.READ},
    "import-mapping": {"state": BatchState.RECEIVED},
    "settings-import-preview": {"name": "liste.csv"},
}


def of(name: str) -> str:
    """Address of a page of the demo."""
    company = Company.objects.get(slug=SLUG)
    with current.company(company.pk):
        case = _case() if name == "fact" else {}
        given = {key: case.get(key) or _argument(name, key) for key in routes.arguments(name)}
        query = _query(name)
    return reverse(name, kwargs=given | {"company": SLUG}) + query


def _query(name: str) -> str:
    """What a page about a figure asks for beside its address."""
    if name not in ("reply-new", "reply-ask"):
        return ""
    provider = organisation.Provider.objects.order_by("pk")[0]
    month = Horizon.before(timezone.localdate()).last
    return f"?prestataire={provider.public_id}&mois={month:%Y-%m}"


def _argument(name: str, key: str) -> Any:
    if key in FIXED:
        return FIXED[key]
    if key == "kind":
        return "mois" if name.startswith("settings-period") else "prestataires"
    if key == "start":
        return Horizon.before(timezone.localdate()).last.isoformat()
    rows = OBJECTS[key]._default_manager.filter(**ABOUT.get(name, {}))
    if name == "contract-price" and key == "contract_id":
        # The contract that the first price belongs to.
        rows = rows.filter(prices=ContractPrice.objects.order_by("pk").first())
    if key == "membership_id":
        rows = rows.filter(company__slug=SLUG)
    return rows.order_by("pk").values_list("public_id", flat=True)[0]


def _case() -> dict[str, Any]:
    [fact] = live.table().order_by("case").limit(1).to_pyarrow().to_pylist()
    return {"source_id": Source.objects.get(pk=fact["source"]).public_id, "case": fact["case"]}
