"""What the events of the trail are about: the name of each object, and its page if it has one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timonerie.domains.challenge.models import Challenge
from timonerie.domains.commitments.models import Commitment
from timonerie.domains.contracts.models import (
    Contract,
    ContractDocument,
    ContractList,
    Mission,
    ProcessingRecord,
)
from timonerie.domains.facts.models import (
    AccountingFile,
    ImportBatch,
    Incident,
    PayrollDeclaration,
    Source,
    ThirdParty,
)
from timonerie.domains.organisation.models import (
    Calendar,
    Establishment,
    LegalEntity,
    Person,
    Provider,
    Seat,
    Unit,
)
from timonerie.domains.performance.models import Indicator, LevelClaim
from timonerie.domains.reporting.models import (
    Cycle,
    DueReport,
    Flash,
    FlashNeed,
    ProviderRating,
    Reply,
    ReportRule,
    Thumb,
)
from timonerie.domains.rituals.models import CalendarExport, Ritual
from timonerie.domains.signals.enums import Family
from timonerie.domains.signals.models import WeakSignal
from timonerie.domains.sourcing.models import Activity, CompanyTemplate, Offer, StatementOfWork
from timonerie.foundations.accounts.models import Membership
from timonerie.foundations.audit.queries import Told
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of objects; `name` is the field that names one, and `permission` lets read it. Without
    a `route` it has no page; `is_at_name` where its address holds the name; `words` tells a name
    that is a code."""

    label: Promise
    rows: Any = None
    name: str = "name"
    is_at_name: bool = False
    words: Mapping[str, Promise] = field(default_factory=dict)
    route: str = ""
    permission: str = "organisation.read"


KINDS: Mapping[str, Kind] = {
    "company": Kind(label=_("Société")),
    "unit": Kind(label=_("Unité"), rows=Unit, route="settings-unit"),
    "calendar": Kind(label=_("Calendrier"), rows=Calendar, route="settings-calendar"),
    "legal_entity": Kind(label=_("Entité juridique"), rows=LegalEntity, route="settings-entity"),
    "establishment": Kind(label=_("Établissement"), rows=Establishment),
    "challenge": Kind(
        label=_("Recadrage"),
        rows=Challenge,
        name="title",
        route="challenge",
        permission="challenge.read",
    ),
    "commitment": Kind(
        label=_("Engagement"),
        rows=Commitment,
        name="what",
        route="commitment",
        permission="commitment.read",
    ),
    "provider": Kind(
        label=_("Prestataire"),
        rows=Provider,
        route="settings-provider",
        permission="provider.read",
    ),
    "person": Kind(label=_("Personne"), rows=Person, route="settings-person"),
    "seat": Kind(label=_("Poste"), rows=Seat, route="settings-seat"),
    "membership": Kind(
        label=_("Accès"),
        rows=Membership,
        name="user__name",
        route="settings-member",
        permission="user.read",
    ),
    "activity": Kind(
        label=_("Activité"), rows=Activity, route="settings-activity", permission="activity.read"
    ),
    "grid": Kind(label=_("Grille d’évaluation")),
    "renewal_setting": Kind(label=_("Réglage des dossiers de décision")),
    "calendar_feed": Kind(label=_("Agendas abonnés")),
    "message_choice": Kind(label=_("Choix de messages")),
    "message": Kind(label=_("Messages")),
    "absence": Kind(label=_("Absences")),
    "job": Kind(label=_("Travaux")),
    "score_model": Kind(label=_("Note des prestataires")),
    "statement": Kind(
        label=_("Cahier des charges"),
        rows=StatementOfWork,
        name="title",
        route="statement",
        permission="statement.read",
    ),
    "offer": Kind(label=_("Offre"), rows=Offer, name="bidder", permission="offer.read"),
    "template": Kind(
        label=_("Modèle de document"),
        rows=CompanyTemplate,
        name="file_name",
        permission="statement.read",
    ),
    "source": Kind(label=_("Source"), rows=Source, permission="import.read"),
    "batch": Kind(
        label=_("Fichier"),
        rows=ImportBatch,
        name="file_name",
        route="import",
        permission="import.read",
    ),
    "accounting_file": Kind(
        label=_("Fichier des écritures"),
        rows=AccountingFile,
        name="file_name",
        route="purchases-file",
        permission="ledger.read",
    ),
    "third_party": Kind(
        label=_("Compte de tiers"),
        rows=ThirdParty,
        name="label",
        route="purchases-third-party-page",
        permission="ledger.read",
    ),
    "indicator": Kind(
        label=_("Indicateur"),
        rows=Indicator,
        name="code",
        is_at_name=True,
        route="indicator",
        permission="indicator.read",
    ),
    "period": Kind(label=_("Période")),
    "user": Kind(label=_("Utilisateur")),
    "summary": Kind(label=_("Résumé publié")),
    "restoration": Kind(label=_("Restauration")),
    "contract": Kind(
        label=_("Contrat"), rows=Contract, route="contract", permission="contract.read"
    ),
    "cycle": Kind(
        label=_("Cycle"),
        rows=Cycle,
        name="title",
        route="cycle",
        permission="cycle.read",
    ),
    "mission": Kind(
        label=_("Mission de direction"),
        rows=Mission,
        name="title",
        route="mission",
        permission="contract.read",
    ),
    "due_report": Kind(
        label=_("Rapport attendu"),
        rows=DueReport,
        name="title",
        route="due-report",
        permission="report.read",
    ),
    "report_rule": Kind(
        label=_("Règle de rapport"),
        rows=ReportRule,
        name="title",
        route="settings-report-rule",
        permission="report.judge",
    ),
    "claim": Kind(
        label=_("Avoir ou pénalité"),
        rows=LevelClaim,
        name="level__title",
        route="claim",
        permission="contract.read",
    ),
    "project": Kind(label=_("Projet de la société")),
    "contract_list": Kind(
        label=_("Liste de contrats"),
        rows=ContractList,
        route="contract-list",
        permission="contract.write",
    ),
    "incident": Kind(
        label=_("Incident"),
        rows=Incident,
        name="what",
        route="incident",
        permission="incident.read",
    ),
    "payroll_declaration": Kind(
        label=_("Déclaration sociale"),
        rows=PayrollDeclaration,
        name="siret",
        route="workforce-declaration",
        permission="workforce.read",
    ),
    "document": Kind(
        label=_("Document de contrat"),
        rows=ContractDocument,
        name="file_name",
        route="paper",
        permission="contract.read",
    ),
    "processing": Kind(
        label=_("Fiche de données confiées"),
        rows=ProcessingRecord,
        name="subject",
        route="processing-record",
        permission="duty.read",
    ),
    "declaration_link": Kind(label=_("Lien de déclaration")),
    "flash": Kind(
        label=_("Flash"),
        rows=Flash,
        name="unit__name",
        route="flash-told",
        permission="flash.read",
    ),
    "flash_rule": Kind(label=_("Échéance des flashs")),
    "need": Kind(label=_("Besoin d’un site"), rows=FlashNeed, name="unit__name"),
    "voice_link": Kind(label=_("Lien de parole")),
    "reply": Kind(label=_("Réponse à un chiffre"), rows=Reply, name="about__provider__name"),
    "thumb": Kind(label=_("Pouce"), rows=Thumb, name="title"),
    "rating": Kind(
        label=_("Note d’un prestataire sur nous"), rows=ProviderRating, name="provider__name"
    ),
    "signal": Kind(
        label=_("Signal"),
        rows=WeakSignal,
        name="family",
        words=dict(Family.choices),
        route="signal",
        permission="signal.read",
    ),
    "dropped": Kind(label=_("Tableau déposé")),
    "calendar_export": Kind(
        label=_("Agenda lu"),
        rows=CalendarExport,
        name="file_name",
        route="ritual-calendar",
        permission="ritual.read",
    ),
    "ritual": Kind(label=_("Rituel"), rows=Ritual, route="ritual", permission="ritual.read"),
    "dial": Kind(label=_("Sensibilité des signaux")),
    "clock": Kind(label=_("Horloge")),
}


@dataclass(frozen=True)
class Named:
    """An object: its kind in words, its name and its page where the reader may know them."""

    kind: str
    name: str = ""
    url: str = ""


def named(request: CompanyRequest, events: Iterable[Told]) -> dict[tuple[str, str], Named]:
    """By kind and identifier, with one query for all the events."""
    asked: dict[str, set[str]] = {}
    for event in events:
        asked.setdefault(event.kind, set()).add(event.object_id)
    readable = {
        kind: ids
        for kind, ids in asked.items()
        if kind in KINDS and KINDS[kind].rows and request.actor.may(KINDS[kind].permission)
    }
    known = {(kind, str(one)): name for kind, one, name in _read(request, readable)}
    return {
        (kind, one): _named(request, kind, one, known.get((kind, one), ""))
        for kind, ids in asked.items()
        for one in ids
    }


def _named(request: CompanyRequest, kind: str, one: str, name: str) -> Named:
    shape = KINDS.get(kind)
    label = str(shape.label) if shape else kind
    if shape is None or not name:
        return Named(label)
    key = name if shape.is_at_name else one
    told = str(shape.words.get(name, name))
    return Named(label, told, url(request, shape.route, key) if shape.route else "")


def _read(request: CompanyRequest, asked: Mapping[str, set[str]]) -> Iterable[Any]:
    parts: list[Any] = [_rows(request, kind, ids) for kind, ids in asked.items()]
    return parts[0].union(*parts[1:], all=True) if parts else ()


def _rows(request: CompanyRequest, kind: str, ids: set[str]) -> "QuerySet[Any, Any]":
    shape = KINDS[kind]
    rows = shape.rows.objects.filter(company=request.company, public_id__in=_identifiers(ids))
    rows = rows.order_by().annotate(
        told_kind=Value(kind, output_field=CharField()),
        told_name=Cast(F(shape.name), CharField()),
    )
    return rows.values_list("told_kind", "public_id", "told_name")  # type: ignore[no-any-return]


def _identifiers(ids: Iterable[str]) -> list[UUID]:
    """Those that are identifiers of rows: the first events named some objects otherwise."""
    return [UUID(one) for one in ids if len(one) == 36 and one.count("-") == 4]
