"""Org charts as HR keeps them in a spreadsheet: a firm of 150 people on four sites, and faulty
ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tests.domains.facts import files

HEADER = ("Matricule", "NOM", "Prénom", "Poste", "Service", "Site", "N+1", "E-mail")
SITES = ("Lyon", "Grenoble", "Nantes", "Colmar")
FIRST = ("Claire", "Marc", "Nadia", "Jean", "Sofia", "Paul", "Inès", "Hugo", "Awa", "Léa")
LAST = ("Roux", "Petit", "Benali", "Dupont", "Costa", "Weiss", "Diallo", "Girard", "Morel", "Faure",
        "Lopez", "Martin", "Blanc", "Simon", "Muller")  # fmt: skip
SERVICES = ("Production", "Logistique", "Maintenance")


@dataclass(frozen=True)
class Person:
    number: str
    last: str
    first: str
    title: str
    service: str = ""
    site: str = "Lyon"
    manager: str = ""
    email: str = ""

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    def cells(self) -> tuple[str, ...]:
        return (self.number, self.last.upper(), self.first, self.title, self.service, self.site,
                self.manager, self.email)  # fmt: skip


def firm(size: int = 150) -> list[Person]:
    """One head, six directors at Lyon, a manager of each site, team leaders of eight, workers. No
    two people share a name."""
    names = ((first, last) for last in LAST for first in FIRST)
    people: list[Person] = []

    def add(title: str, service: str, site: str, manager: str) -> Person:
        first, last = next(names)
        one = Person(f"{len(people) + 1:03}", last, first, title, service, site, manager)
        people.append(one)
        return one

    head = add("Directrice générale", "Direction générale", "Lyon", "")
    for title, service in (
        ("DAF", "Finance"), ("Responsable paie", "Paie"), ("DRH", "Ressources humaines"),
        ("DSI", "Informatique"), ("Juriste", "Juridique"), ("Comptable", "Comptabilité"),
    ):  # fmt: skip
        add(title, service, "Lyon", head.name)
    sites = [add("Directeur de site", "Production", site, head.name) for site in SITES]
    leader = sites[0]
    while len(people) < size:
        rank = len(people)
        site = sites[rank % len(sites)]
        if rank % 9 < len(sites) and rank < size - 20:
            leader = add("Chef d’équipe", SERVICES[rank % 3], site.site, site.name)
        else:
            add("Technicien", SERVICES[rank % 3], leader.site, leader.name)
    return people


def small() -> list[Person]:
    """Four people: a head, two under her, one under the second."""
    return [
        Person("1", "Roux", "Claire", "Directrice générale"),
        Person("2", "Petit", "Marc", "Responsable paie", "Paie", manager="Claire Roux"),
        Person("3", "Benali", "Nadia", "DSI", "Informatique", manager="Claire Roux"),
        Person("4", "Dupont", "Jean", "Technicien", "Informatique", "Nantes", "Nadia Benali"),
    ]


def changed(people: Iterable[Person], name: str, **values: str) -> list[Person]:
    return [replace(one, **values) if one.name == name else one for one in people]


def csv(people: Sequence[Person], *, header: Sequence[str] = HEADER) -> str:
    lines = [header, *(one.cells() for one in people)]
    return "\n".join(";".join(cells) for cells in lines) + "\n"


def workbook(folder: Path, people: Sequence[Person]) -> Path:
    return files.workbook(folder, [list(HEADER), *(list(one.cells()) for one in people)])
