"""What stands behind the providers of the demo: how critical each is, a team that lost somebody, a
tree of sub-contractors with one that nobody had declared, a mission of direction, a link in use."""

from datetime import date, datetime, timedelta

from timonerie.cli.demo import people
from timonerie.cli.demo.horizon import shifted
from timonerie.cli.demo.suppliers import ACCOUNTING, IT, LEGAL, PAYROLL
from timonerie.domains.contracts.models import Mission
from timonerie.domains.contracts.operations import (
    mission_parts,
    missions,
    proposals_by_link,
    provider_links,
    subcontractors,
)
from timonerie.domains.contracts.operations.subcontractors import Said
from timonerie.domains.organisation.models import Contact, Person, Provider, Seat, Unit
from timonerie.domains.organisation.operations import contacts, provider_sheets, rolls, tiers
from timonerie.domains.organisation.operations.provider_sheets import Sheet
from timonerie.domains.organisation.operations.rolls import Answered
from timonerie.domains.sourcing.models import Activity, StatementOfWork
from timonerie.domains.sourcing.operations import statements
from timonerie.foundations.accounts.actors import Actor

TIERS = {
    PAYROLL.name: (4, "Sans lui, la paie des quatre sites ne part pas."),
    ACCOUNTING.name: (3, "La situation du mois attendrait, la TVA non."),
    IT.name: (3, "Une panne longue arrête les sites en une journée."),
    LEGAL.name: (2, "On trouverait un autre cabinet en quelques semaines."),
}
TEAM = (("Maud Cazenave", "Gestionnaire de paie"), ("Loïc Tersac", "Gestionnaire de paie"))
GONE = "Rachid Mellouki"


def tell(*, by: Actor, at: datetime) -> None:
    """At the last evening covered."""
    firms = {one.name: one for one in Provider.objects.all()}
    for name, (tier, reason) in TIERS.items():
        tiers.set(by=by, at=at, provider=firms[name], tier=tier, reason=reason)
    _sheets(firms, by=by, at=at)
    _team(firms[PAYROLL.name], by=by, at=at)
    _behind(firms, by=by, at=at)
    _link(firms[PAYROLL.name], by=by, at=at)
    _mission(by=by, at=at)


def _sheets(firms: dict[str, Provider], *, by: Actor, at: datetime) -> None:
    for name, form, order in (
        (ACCOUNTING.name, "SAS d’expertise comptable", "44-00417"),
        (PAYROLL.name, "SAS", ""),
    ):
        firm = firms[name]
        said = Sheet(siren=firm.siren, legal_form=form, order_number=order)
        provider_sheets.update(by=by, at=at, provider=firm, version=firm.version, sheet=said)


def _team(firm: Provider, *, by: Actor, at: datetime) -> None:
    """Named two years ago; last month one of them had left, without a word before."""
    day = at.date()
    since = day - timedelta(days=730)
    for one in Contact.objects.filter(provider=firm).order_by("pk"):
        contacts.update(
            by=by,
            at=at,
            contact=one,
            version=one.version,
            name=one.name,
            role=one.role,
            email=one.email,
            phone=one.phone,
            arrived_date=since,
            is_key=one.name == GONE,
        )
    for name, role in TEAM:
        contacts.add(by=by, at=at, provider=firm, name=name, role=role, arrived_date=since)
    gone = Contact.objects.get(provider=firm, name=GONE)
    month = shifted(day.replace(day=1), -1)
    answered = Answered(
        month=month, left={gone.public_id: month + timedelta(days=20)}, announced=False
    )
    rolls.say(by=by, at=at, provider=firm, answered=answered)


def _behind(firms: dict[str, Provider], *, by: Actor, at: datetime) -> None:
    firm, day = firms[PAYROLL.name], at.date()
    slips = Activity.objects.filter(code="PAIE-02").first()
    first = subcontractors.declare(
        by=by,
        at=at,
        provider=firm,
        said=Said(
            name="Chiffres du Large",
            task="Saisie des variables de paie",
            country="France",
            activity=slips,
            handles_personal_data=True,
        ),
    )
    subcontractors.decide(by=by, at=at, row=first, version=first.version, state="accepted", day=day)
    subcontractors.declare(
        by=by,
        at=at,
        provider=firm,
        is_discovered=True,
        said=Said(
            name="Saisie Atlas",
            task="Saisie de nuit, vue dans la signature d’un courriel",
            country="Maroc",
            activity=slips,
            above=first,
        ),
    )
    subcontractors.declare(
        by=by,
        at=at,
        provider=firm,
        said=Said(name=IT.name, task="Hébergement du coffre de bulletins", known=firms[IT.name]),
    )


def _link(firm: Provider, *, by: Actor, at: datetime) -> None:
    made = provider_links.make(by=by, at=at, provider=firm, recipient="Inès Daubremont", days=90)
    proposals_by_link.sheet(link=made.link, at=at, values={"website": "https://www.solde.example"})
    said = {"name": "Nadège Pontivy", "role": "Gestionnaire de paie"}
    proposals_by_link.contact(link=made.link, at=at, said=said)


def _mission(*, by: Actor, at: datetime) -> None:
    """The finance direction, held part-time by a person under a letter."""
    day = at.date()
    letter: StatementOfWork = statements.draft(
        by=by, at=at, work="mission", title="Direction financière à temps partagé", months=12
    )
    seats = {one.name: one for one in Seat.objects.filter(name__in=(people.CFO, people.CIO))}
    start = shifted(day.replace(day=1), -18)
    first = missions.create(
        by=by,
        at=at,
        said=missions.Said(
            title="Direction financière à temps partagé",
            person=Person.objects.get(name="Marc-Antoine Solvège"),
            seat=seats[people.CFO],
            deputy=Seat.objects.get(name=people.MANAGING_DIRECTOR),
            letter=letter,
            start_date=start,
            delegation="Achats courants de sa fonction. Ni embauche, ni emprunt, ni litige.",
            delegation_cents=500_000,
            delegation_end_date=shifted(day.replace(day=1), 6),
        ),
    )
    second = missions.create(
        by=by,
        at=at,
        said=missions.Said(
            title="Direction des systèmes d’information",
            person=Person.objects.get(name="Nour Elbazin"),
            seat=seats[people.CIO],
            start_date=start,
        ),
    )
    mission_parts.depend(
        by=by, at=at, mission=first, needed=second, what="Accès au nouvel outil de pilotage"
    )
    _promises(first, day, by=by, at=at)


def _promises(mission: Mission, day: date, *, by: Actor, at: datetime) -> None:
    budget = mission_parts.add_deliverable(
        by=by, at=at, mission=mission, title="Budget des quatre sites", due_date=day
    )
    mission_parts.say_deliverable(
        by=by, at=at, row=budget, version=budget.version, state="accepted", day=day
    )
    mission_parts.add_deliverable(
        by=by,
        at=at,
        mission=mission,
        title="Prévision de trésorerie à treize semaines",
        due_date=day - timedelta(days=9),
    )
    month = shifted(day.replace(day=1), -1)
    for site in Unit.objects.sites().order_by("name")[:2]:
        row = mission_parts.plan(by=by, at=at, mission=mission, site=site, month=month, halves=5)
        mission_parts.confirm(by=by, at=at, row=row, version=row.version, halves=4)
        mission_parts.plan(
            by=by, at=at, mission=mission, site=site, month=day.replace(day=1), halves=5
        )
    for name, given in (
        ("Banque en consultation", people.MANAGING_DIRECTOR),
        ("Outil de comptabilité", ACCOUNTING.name),
    ):
        mission_parts.add_access(by=by, at=at, mission=mission, name=name, given_by=given)
