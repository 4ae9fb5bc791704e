"""The invented people: who they are, the seats they hold, the accounts that open the demo."""

from dataclasses import dataclass

from timonerie.cli.demo.group import SLUG
from timonerie.cli.demo.suppliers import LEGAL, PAYROLL
from timonerie.domains.organisation.enums import HolderKind
from timonerie.foundations.accounts.enums import Role

# Printed on the screen of who starts the demo: it protects invented data only.
PASSWORD = "demonstration-timonerie"  # noqa: S105
GROUP = SLUG


@dataclass(frozen=True)
class PersonPlan:
    """`unit` is the code of a unit; `GROUP` that of the group."""

    name: str
    email: str
    unit: str = GROUP


@dataclass(frozen=True)
class HoldingPlan:
    """From `since` months before the last month of facts, until `until` (still there: None).
    `holder` is the name of a person or of a provider."""

    kind: HolderKind
    holder: str
    since: int
    until: int | None = None


@dataclass(frozen=True)
class SeatPlan:
    name: str
    unit: str
    function: str
    holdings: tuple[HoldingPlan, ...] = ()


@dataclass(frozen=True)
class UserPlan:
    """`unit`, `functions` and `provider` narrow what the user reaches; nothing: everything."""

    email: str
    name: str
    role: Role
    sees: str
    unit: str = ""
    functions: tuple[str, ...] = ()
    provider: str = ""


def _employee(name: str, since: int = 35, until: int | None = None) -> tuple[HoldingPlan, ...]:
    return (HoldingPlan(HolderKind.EMPLOYEE, name, since, until),)


def _executive(name: str, since: int) -> tuple[HoldingPlan, ...]:
    return (HoldingPlan(HolderKind.EXECUTIVE, name, since),)


PEOPLE = (
    PersonPlan("Camille Rostaing", "direction@brevent.example"),
    PersonPlan("Marc-Antoine Solvège", "daf@brevent.example"),
    PersonPlan("Nour Elbazin", "dsi@brevent.example"),
    PersonPlan("Édith Carpentras", "", "LYO"),
    PersonPlan("Hugo Ferrandier", "rh@brevent.example", "LYO"),
    PersonPlan("Salomé Vidaud", "paie@brevent.example", "LYO"),
    PersonPlan("Baptiste Orzel", "qualite@brevent.example", "LYO"),
    PersonPlan("Théo Vannierre", "admin@brevent.example", "LYO"),
    PersonPlan("Agathe Morvillars", "lyon@brevent.example", "LYO"),
    PersonPlan("Florian Zellinger", "colmar@brevent.example", "COL"),
    PersonPlan("Maëlle Quéménard", "nantes@brevent.example", "NAN"),
    PersonPlan("Yanis Korbelin", "equipe@brevent.example", "NAN"),
    PersonPlan("Jérémie Payandet", "saint-pierre@brevent.example", "SPI"),
    PersonPlan("Clarisse Hoareaud", "assistanat@brevent.example", "SPI"),
)

CFO, CIO, HR_MANAGER = "Directeur financier", "Directrice des systèmes d’information", "DRH"
PAYROLL_MANAGER, COUNSEL = "Responsable paie", "Responsable juridique"
ASSISTANT = "Responsable de l’assistanat"
MANAGING_DIRECTOR, QUALITY = "Direction générale", "Responsable qualité"
SITE_MANAGER, TEAM_LEADER = "Direction du site", "Chef d’équipe production"
PAYROLL_CLERK, PRIVACY = "Gestionnaire de paie", "Délégué à la protection des données"
#: Whom a post answers to, where it is not to the managing director.
REPORTS = {PAYROLL_MANAGER: HR_MANAGER, PAYROLL_CLERK: PAYROLL_MANAGER, PRIVACY: COUNSEL,
           TEAM_LEADER: SITE_MANAGER}  # fmt: skip

SEATS = (
    SeatPlan(MANAGING_DIRECTOR, GROUP, "direction", _employee("Camille Rostaing")),
    SeatPlan(
        CFO,
        GROUP,
        "accounting",
        (
            *_employee("Édith Carpentras", 35, 20),
            *_executive("Marc-Antoine Solvège", 19),
        ),
    ),
    SeatPlan(CIO, GROUP, "it", _executive("Nour Elbazin", 27)),
    SeatPlan(HR_MANAGER, GROUP, "hr", _employee("Hugo Ferrandier")),
    SeatPlan(PAYROLL_MANAGER, GROUP, "payroll", _employee("Salomé Vidaud")),
    SeatPlan(
        PAYROLL_CLERK,
        GROUP,
        "payroll",
        (HoldingPlan(HolderKind.PROVIDER, PAYROLL.name, 35),),
    ),
    # Nobody since the last counsel left: what hangs on this seat shows it.
    SeatPlan(COUNSEL, GROUP, "legal", ()),
    SeatPlan(
        PRIVACY,
        GROUP,
        "legal",
        (HoldingPlan(HolderKind.PROVIDER, LEGAL.name, 30),),
    ),
    SeatPlan(QUALITY, GROUP, "quality", _employee("Baptiste Orzel")),
    SeatPlan(ASSISTANT, "SPI", "assistance", _employee("Clarisse Hoareaud", 30)),
    SeatPlan(SITE_MANAGER, "LYO", "direction", _employee("Agathe Morvillars")),
    SeatPlan(SITE_MANAGER, "COL", "direction", _employee("Florian Zellinger")),
    SeatPlan(SITE_MANAGER, "NAN", "direction", _employee("Maëlle Quéménard", 22)),
    SeatPlan(SITE_MANAGER, "SPI", "direction", _employee("Jérémie Payandet")),
    SeatPlan(TEAM_LEADER, "NAN", "direction", _employee("Yanis Korbelin", 14)),
)

USERS = (
    UserPlan("direction@brevent.example", "Camille Rostaing", Role.DIRECTOR, "tout le groupe"),
    UserPlan(
        "daf@brevent.example",
        "Marc-Antoine Solvège",
        Role.EXECUTIVE,
        "la comptabilité et la paie",
        functions=("accounting", "payroll"),
    ),
    UserPlan(
        "lyon@brevent.example",
        "Agathe Morvillars",
        Role.SITE_MANAGER,
        "le site de Lyon",
        unit="LYO",
    ),
    UserPlan(
        "equipe@brevent.example",
        "Yanis Korbelin",
        Role.TEAM_MANAGER,
        "l’équipe de production de Nantes",
        unit="NAN-PROD",
    ),
    UserPlan(
        "compte@solde.example",
        "Inès Daubremont",
        Role.PROVIDER,
        "ce que fait Solde & Clarté",
        provider=PAYROLL.name,
    ),
    UserPlan(
        "admin@brevent.example",
        "Théo Vannierre",
        Role.ADMINISTRATOR,
        "les réglages et les comptes",
    ),
    UserPlan(
        "audit@brevent.example",
        "Ondine Fressard",
        Role.AUDITOR,
        "tout le groupe en lecture, jusqu’à une date",
        unit=GROUP,
    ),
)
