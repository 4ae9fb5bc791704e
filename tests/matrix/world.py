"""Two companies alike. Whatever stands in the second, or beside what a reader of the first may
see, carries a name that no page of theirs may hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils import timezone

from tests.factories import (
    accounts,
    books,
    commitments,
    contract_lists,
    contract_money,
    contracts,
    dsn,
    facts,
    levels,
    lives,
    obligations,
    organisation,
    papers,
    rituals,
    signals,
)
from tests.factories.figures import NOW
from tests.foundations.documents.papers import hostile
from tests.matrix import challenging, cycling, entrusted, owed, providing, telling
from timonerie.domains.commitments.models import Commitment
from timonerie.domains.contracts.models import ClauseFinding, Contract, ContractQuestion
from timonerie.domains.contracts.operations import renewals
from timonerie.domains.facts.models import (
    ImportBatch,
    Incident,
    PayrollDeclaration,
    Source,
    ThirdParty,
)
from timonerie.domains.facts.operations import (
    batches,
    declaration_links,
    dropped,
    incidents,
    sources,
    workforce,
    workforce_sites,
)
from timonerie.domains.facts.operations.incident_checks import Statement
from timonerie.domains.facts.operations.workforce_sites import Wanted
from timonerie.domains.facts.queries import workforce as queries
from timonerie.domains.organisation.enums import HolderKind
from timonerie.domains.organisation.models import BusinessFunction, Calendar, Provider, Unit
from timonerie.domains.organisation.operations import (
    contacts,
    legal,
    mandates,
    people,
    providers,
    seats,
    units,
)
from timonerie.domains.performance.models import Indicator
from timonerie.domains.performance.operations import indicators, periods, results
from timonerie.domains.portfolio.enums import Level
from timonerie.domains.portfolio.models import PublishedSummary
from timonerie.domains.portfolio.operations import publications
from timonerie.domains.rituals.models import Ritual
from timonerie.domains.signals.models import TriageGesture, WeakSignal
from timonerie.domains.signals.operations import triage
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.operations import activities
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import Membership
from timonerie.foundations.backups.models import Restoration
from timonerie.foundations.documents import operations as documents
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

ARCHIVED = "reopened"
START, MONTH, CLOSED = date(2025, 1, 1), "2026-02", "2026-01-01"
KNOWN = datetime(2026, 2, 3, 8, 0, tzinfo=UTC)
FOREIGN = "CANARI-ENTREPRISE"

#: What each variant of an object differs by from what a narrowed reader may see.
VARIANTS = {
    "own": ("unit", "provider", "function")[:0],
    "other_site": ("unit",),
    "other_provider": ("provider",),
    "other_function": ("function",),
}
CANARIES = {"unit": "CANARI-SITE", "provider": "CANARI-PRESTA", "function": "CANARI-FONCTION"}
#: What only a sensitive field holds, by its name in policy.toml.
SIGNS = {"person.email": "@personnes.example", "contact.address": "@contacts.example"}
SIRENS = {"own": "732829320", "other": "356000000"}


@dataclass
class Firm:
    """One company; `objects[variant][parameter]` is what an address names."""

    company: Company
    director: Actor
    tag: str
    objects: dict[str, dict[str, Any]] = field(default_factory=dict)
    members: dict[str, Membership] = field(default_factory=dict)

    def named(self, word: str, variant: str, *parts: str) -> str:
        """A name that tells what it is beside, among the parts that its visibility depends on."""
        canaries = [CANARIES[part] for part in VARIANTS[variant] if not parts or part in parts]
        return " ".join(filter(None, [self.tag, *canaries, word]))


def build(slug: str, *, tag: str = "") -> Firm:
    company = organisation.company(slug, name=f"{tag} Ateliers".strip())
    firm = Firm(company, accounts.actor(company, name=f"{tag} Alice".strip()), tag)
    with current.company(company.pk):
        _Builder(firm).build()
    return firm


class _Builder:
    def __init__(self, firm: Firm) -> None:
        self.firm = firm
        self.by: dict[str, Any] = {"by": firm.director, "at": NOW}
        self.sites: dict[str, Unit] = {}
        self.teams: dict[str, Unit] = {}
        self.regions: dict[str, Unit] = {}
        self.firms: dict[str, Provider] = {}
        codes = {"own": "payroll", "other_function": "accounting"}
        self.functions = {
            key: BusinessFunction.objects.get(code=code) for key, code in codes.items()
        }

    def build(self) -> None:
        for variant in ("own", "other_site"):
            self._places(variant)
        for variant in ("own", "other_provider"):
            self._provider(variant)
        for variant in VARIANTS:
            self.firm.objects[variant] = self._objects(variant)
        self._members()
        self._facts()
        self._company_wide()

    def _of(self, found: Mapping[str, Any], variant: str) -> Any:
        return found.get(variant, found["own"])

    def _places(self, variant: str) -> None:
        def create(kind: str, parent: Unit | None = None) -> Unit:
            name = self.firm.named(kind, variant)
            return units.create(**self.by, kind=kind, name=name, parent=parent)

        self.regions[variant] = create("region")
        self.sites[variant] = create("site", self.regions[variant])
        self.teams[variant] = create("team", self.sites[variant])

    def _provider(self, variant: str) -> None:
        self.firms[variant] = providers.create(**self.by, name=self.firm.named("presta", variant))

    def _objects(self, variant: str) -> dict[str, Any]:
        """One of each kind; what does not depend on the variant stands there again."""
        site, firm = self._of(self.sites, variant), self._of(self.firms, variant)
        function, named = self._of(self.functions, variant), self.firm.named
        person = people.create(
            **self.by,
            name=named("personne", variant, "unit"),
            email=f"{variant}.{self.firm.company.slug}{SIGNS['person.email']}",
            unit=site,
        )
        seat = seats.create(
            **self.by,
            name=named(f"poste {variant}", variant, "unit", "function"),
            unit=site,
            function=function,
        )
        holding = seats.hold(
            **self.by, seat=seat, kind=HolderKind.EMPLOYEE, person=person, start_date=START
        )
        activity = activities.create(
            **self.by, name=named("activité", variant), code=f"{variant}", function=function
        )
        return {
            "site": site,
            "team": self._of(self.teams, variant),
            "region": self._of(self.regions, variant),
            "provider": firm,
            "contact": contacts.add(
                **self.by,
                provider=firm,
                name=named("contact", variant, "provider"),
                email=f"{variant}{SIGNS['contact.address']}",
                phone="01 02 03 04 05",
            ),
            "person": person,
            "seat": seat,
            "holding": holding,
            "activity": activity,
            "assignment": activities.assign(
                **self.by, activity=activity, unit=site, provider=firm, start_date=START
            ),
            **self._signed(variant),
            **entrusted.of(
                self.firm.director,
                activity,
                named=lambda word: named(f"{word} {variant}", variant, "function"),
            ),
            **providing.of(
                self.firm.director,
                firm,
                self.sites["own"],
                named=lambda word: named(f"{word} {variant}", variant, "provider"),
            ),
            **challenging.of(
                self.firm.director,
                firm,
                named=lambda word: named(f"{word} {variant}", variant, "provider"),
            ),
            **cycling.of(
                self.firm.director,
                firm,
                site,
                activity,
                named=lambda word: named(f"{word} {variant}", variant),
            ),
            **telling.of(
                self.firm.director,
                site,
                firm,
                named=lambda word: named(f"{word} {variant}", variant, "unit", "provider"),
            ),
            "incident": self._incident(variant, activity),
            "signal": self._signal(variant, activity),
            "ritual": self._ritual(variant),
            "commitment": self._commitment(variant),
        }

    def _contract(self, variant: str) -> Contract:
        """With every part that a page tells: dates, an amount, a question."""
        firm, named = self._of(self.firms, variant), self.firm.named
        name = named("contrat", variant, "provider")
        parts = {
            "provider": firm,
            "yearly_cents": 120_000,
            "note": named("note", variant, "provider"),
        }
        made = contracts.signed(self.firm.director, name, **parts)
        ContractQuestion.objects.create(
            contract=made, code="unknown", field="preparation", cell=name, created_at=NOW
        )
        renewals.open_file(by=self.firm.director, at=NOW, contract=made)
        return made

    def _signed(self, variant: str) -> dict[str, Any]:
        """A contract, its paper and what was found in it."""
        contract, named = self._contract(variant), self.firm.named
        name = named("papier", variant, "provider")
        data = hostile.plain(trailer=f"/Nom ({variant}) ")
        paper = papers.paper(self.firm.director, data, name=f"{name}.pdf", under=contract)
        found = {"page": 1, "extract": name, "note": name}
        finding, _created = ClauseFinding.objects.update_or_create(
            document=paper, clause="notice", defaults=found
        )
        told = {"contract": contract, "paper": paper, "finding": finding}
        told |= contract_money.whole(self.firm.director, contract, name)
        told["claim"] = levels.claimed(contract, title=named("niveau", variant, "provider"))
        told["owed"] = obligations.level(self.firm.director, contract, name, window=name)
        told["proof"] = obligations.proof(self.firm.director, contract, expected=name)
        told |= owed.of(
            self.firm.director,
            contract,
            named=lambda word: named(f"{word} {variant}", variant, "provider"),
        )
        return {**told, **self._lived(contract, variant)}

    def _lived(self, contract: Contract, variant: str) -> dict[str, Any]:
        """What was noted of a contract since its signature."""
        named = self.firm.named(f"avenant {variant}", variant, "provider")
        amendment = lives.amended(self.firm.director, contract, START, named)
        suspension = lives.suspended(self.firm.director, contract, START)
        return {"amendment": amendment, "suspension": suspension}

    def _ritual(self, variant: str) -> Ritual:
        name = self.firm.named(f"rituel {variant}", variant, "unit")
        return rituals.shown(self.firm.director, name, unit=self._of(self.sites, variant))

    def _commitment(self, variant: str) -> Commitment:
        """Promised by a provider for a site; the others name none."""
        return commitments.made(
            self.firm.director,
            self._of(self.firms, variant),
            what=self.firm.named(f"engagement {variant}", variant, "unit", "provider"),
            unit=self._of(self.sites, variant),
        )

    def _signal(self, variant: str, activity: Activity) -> WeakSignal:
        """One with every part that a page tells; what it was found in counts less than whose."""
        site, firm = self._of(self.sites, variant), self._of(self.firms, variant)
        made = signals.told(site, firm, activity, key=variant)
        triage.note(**self.by, signal=made, text=self.firm.named("note", variant))
        return made

    def _incident(self, variant: str, activity: Activity) -> Incident:
        """Known in the month of the figures, with every part that a page tells."""
        site, firm = self._of(self.sites, variant), self._of(self.firms, variant)
        said = Statement(
            what=self.firm.named("incident", variant),
            more=self.firm.named("détail", variant),
            known_at=KNOWN,
            told_at=KNOWN,
            cause="tool",
            units=(site,),
            provider=firm,
            activity=activity,
        )
        made = incidents.declare(**self.by, said=said)
        incidents.note(**self.by, incident=made, text=self.firm.named("note", variant))
        return made

    def _members(self) -> None:
        own = self.firm.objects["own"]
        narrowed: dict[str, tuple[Role, dict[str, Any]]] = {
            "administrator": (Role.ADMINISTRATOR, {}),
            "executive": (Role.EXECUTIVE, {"function": self.functions["own"]}),
            "buyer": (Role.EXECUTIVE, {"provider": own["provider"]}),
            "site_manager": (Role.SITE_MANAGER, {"unit": own["site"]}),
            "team_manager": (Role.TEAM_MANAGER, {"unit": own["team"]}),
            "provider": (Role.PROVIDER, {"provider": own["provider"]}),
            "auditor": (Role.AUDITOR, {"unit": own["site"], "provider": own["provider"]}),
            "bare": (Role.SITE_MANAGER, {}),
            "expired": (Role.DIRECTOR, {}),
            "revoked": (Role.DIRECTOR, {}),
        }
        for name, (role, parts) in narrowed.items():
            membership = accounts.membership(
                self.firm.company, role, name=f"{self.firm.tag} {name}".strip()
            )
            self.firm.members[name] = membership
            if parts:
                mandate = mandates.grant(
                    **self.by, membership=membership, start_date=START, **parts
                )
                self.firm.objects["own"].setdefault("mandate", mandate)
        self.firm.members["director"] = accounts.membership_of(self.firm.director)
        self.firm.objects["own"]["membership"] = self.firm.members["site_manager"]

    def _facts(self) -> None:
        rows: dict[str, list[facts.Row]] = {"own": [], "other_provider": []}
        for variant in VARIANTS:
            kept = self.firm.objects[variant]
            source = variant if variant == "other_provider" else "own"
            rows[source] += [
                facts.event(
                    f"{self.firm.named('dossier', variant)} {rank}".replace(" ", "-"),
                    received=f"{MONTH}-03 08:00",
                    resolved=f"{MONTH}-0{4 + rank} 08:00",
                    due=f"{MONTH}-05 08:00",
                    site=kept["site"].name,
                    provider=kept["provider"].name,
                    activity=kept["activity"].name,
                )
                for rank in range(2)
            ]
        for variant, brought in rows.items():
            name = self.firm.named("source", variant)
            fed = sources.ensure(**self.by, name=name)
            Source.objects.filter(pk=fed.pk).update(provider=self.firms[variant])
            batch = facts.bring(
                self.firm.director,
                brought,
                mapping=facts.whole_cases(),
                source=name,
                name=f"{self.firm.named('envoi', variant)}.csv",
            )
            self.firm.objects[variant] |= {"batch": batch, "source": fed, "case": brought[0][0]}
        for variant in ("other_site", "other_function"):
            case = f"{self.firm.named('dossier', variant)} 0".replace(" ", "-")
            self.firm.objects[variant] |= {
                "batch": self.firm.objects["own"]["batch"],
                "source": self.firm.objects["own"]["source"],
                "case": case,
            }
        self.firm.objects["own"]["mine"] = self._dropped_by("site_manager")
        self.firm.objects["own"]["yours"] = self._dropped_by("executive")
        indicators.ensure_built_in(**self.by)
        indicators.archive(**self.by, indicator=Indicator.objects.get(code=ARCHIVED))
        results.refresh(at=NOW)
        periods.close(**self.by, kind="month", start=date.fromisoformat(CLOSED))

    def _dropped_by(self, name: str) -> ImportBatch:
        """A file that a narrowed reader sent themselves."""
        membership = self.firm.members[name]
        actor = accounts.actor_of(membership)
        source = Source.objects.get(name=self.firm.named("source", "own"))
        return batches.receive(
            by=actor, at=NOW, source=source, chunks=[b"case;received\n"], file_name=f"{name}.csv"
        )

    def _company_wide(self) -> None:
        own = self.firm.objects["own"]
        entity = legal.add_entity(
            **self.by, name=self.firm.named("entité", "own"), siren=SIRENS["own"]
        )
        own["entity"] = entity
        own["establishment"] = legal.add_establishment(
            **self.by, legal_entity=entity, siret=f"{SIRENS['own']}00009", name="siège"
        )
        self._books()
        own["calendar"] = Calendar.objects.order_by("pk")[0]
        own["export"] = rituals.calendar(self.firm.director, name=self.firm.named("agenda", "own"))
        own["gesture"] = TriageGesture.objects.create(at=NOW, before=[])
        own["restoration"] = Restoration.objects.create(taken_at=NOW, restored_at=NOW)
        draft = publications.drafted(
            company=self.firm.company,
            level=Level.FIGURES,
            names_providers=True,
            origin="https://timonerie.example",
            at=timezone.now(),
            days=publications.USUAL_DAYS,
        )
        publications.publish(**self.by, draft=draft, recipient="Cabinet Aubrac")
        own["summary"] = PublishedSummary.objects.get()
        self._link()
        rows = contract_lists.csv(contract_lists.FREE)
        own["list"] = contract_lists.received(self.firm.director, rows)
        own["declaration"] = self._declaration()
        named = self.firm.named("tableau", "own")
        told = {**self.by, "file_name": f"{named}.csv", "is_sure": False}
        own["dropped"] = dropped.hold(**told, chunks=[b"nom;niveau\n"], kinds=["unites"])
        own["blob"] = documents.keep(**self.by, chunks=[b"nom;code\n"], name="liste.csv")
        entrusted.template(self.firm.director)
        self._of_two_sites()
        for variant, values in self.firm.objects.items():
            for name, value in own.items():
                values.setdefault(name, value)
            values["variant"] = variant

    def _books(self) -> None:
        """The invoices of both providers, by their own names."""
        own = self.firm.objects["own"]
        invoices = [
            books.Invoice(f"F{rank}", firm.name, date(2025, month, 5), 100)
            for rank, firm in enumerate(self.firms.values())
            for month in range(1, 13)
        ]
        own["accounting"] = books.read(
            self.firm.director,
            books.content(invoices),
            file_name=f"{SIRENS['own']}FEC20251231 {self.firm.named('comptes', 'own')}.txt",
        )
        own["third_party"] = ThirdParty.objects.order_by("pk")[0]

    def _link(self) -> None:
        own = self.firm.objects["own"]
        recipient = self.firm.named("accueil", "own")
        made = declaration_links.make(
            **self.by, recipient=recipient, days=30, provider=own["provider"]
        )
        own["link"] = made.link

    def _declaration(self) -> PayrollDeclaration:
        """A month of the two sites: the second one is not named to who reads the first."""
        month, siren = date(2026, 1, 1), SIRENS["own"]
        places = [dsn.Place(dsn.nic(rank, siren=siren), "", "", 1, siren) for rank in (21, 22)]
        people = [
            dsn.person(dsn.Somebody(rank, place, START), month) for rank, place in enumerate(places)
        ]
        with TemporaryDirectory() as folder:
            path = Path(folder) / "paie.dsn"
            path.write_bytes(dsn.file(dsn.declaration(places[0], month, people)))
            made = workforce.receive(**self.by, path=path, file_name="paie.dsn")
        found = queries.to_place(self.firm.director, on=NOW.date())
        sites = [self.sites["own"], self.sites["other_site"]]
        wanted = [Wanted(place, site) for place, site in zip(found, sites, strict=True)]
        workforce_sites.create_sites(**self.by, wanted=wanted)
        return made.declarations[0]

    def _of_two_sites(self) -> None:
        """An incident of one's own that also touched another site, which must not be named."""
        own, other = self.firm.objects["own"], self.firm.objects["other_site"]
        said = Statement(
            what=self.firm.named("incident partagé", "own"),
            known_at=KNOWN,
            units=(own["site"], other["site"]),
            provider=own["provider"],
            activity=own["activity"],
        )
        own["incident"] = incidents.declare(**self.by, said=said)
