"""Lists of contracts in five layouts of real life, as CSV or XLSX."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from tests.factories.organisation import NOW
from timonerie.domains.contracts.models import ContractList
from timonerie.domains.contracts.operations import lists
from timonerie.foundations.accounts.actors import Actor

Rows = Sequence[Sequence[Any]]

#: A finance director's own: free cells, an object and a provider, an amount by year.
FREE: Rows = (
    ("Prestataire", "Objet du contrat", "Date d’effet", "Conditions", "Montant annuel HT"),
    (
        "Cegid SAS",
        "Logiciel de paie",
        "01/01/2024",
        "36 mois ferme puis tacite 12 mois, préavis 3 mois LRAR",
        "12 000 €",
    ),
    (
        "Onet",
        "Nettoyage Lyon",
        "01/07/2023",
        "TR 1 an, dénonciation 90 j avant échéance",
        "1 250 € HT / mois",
    ),
    ("Orange Business Services", "Téléphonie", "15/03/2025", "voir contrat", "4 800"),
    ("Cabinet Durand", "Comptes annuels", "", "??", "15k€/an"),
)
#: Titles above, sections between, a total below.
TITLED: Rows = (
    ("Contrats fournisseurs 2026", "", "", "", "", ""),
    ("mis à jour le 12/01/2026", "", "", "", "", ""),
    ("N° contrat", "Fournisseur", "Désignation", "Échéance", "Préavis (mois)", "Coût mensuel TTC"),
    ("INFORMATIQUE", "", "", "", "", ""),
    ("C-001", "Axians", "Infogérance", "31/12/2026", "3", "2 500,00"),
    ("C-002", "Microsoft", "Licences", "30/06/2026", "1", "800"),
    ("LOCAUX", "", "", "", "", ""),
    ("C-003", "Onet", "Nettoyage", "31/08/2026", "2", "1 100"),
    ("TOTAL", "", "", "", "", "4 400"),
)
#: Export of the contracts of GLPI, whose lengths are in months.
GLPI: Rows = (
    (
        "Nom",
        "Numéro",
        "Type de contrat",
        "Date de début",
        "Durée initiale du contrat",
        "Préavis",
        "Reconduction",
        "Périodicité du contrat",
        "Fournisseurs",
    ),
    (
        "Maintenance serveurs",
        "GL-12",
        "Maintenance",
        "2024-04-01",
        "36 mois",
        "3 mois",
        "Tacite",
        "12 mois",
        "Axians",
    ),
    ("Copieurs", "GL-13", "Location", "2023-09-15", "60", "0", "Jamais", "", "Konica Minolta"),
)
#: Export of the contracts of Dolibarr: its dates, and nothing of the terms.
DOLIBARR: Rows = (
    ("Réf.", "Tiers", "Date début prévue", "Date fin prévue", "Nb de services"),
    ("CT2401-0007", "Sodexo", "01/02/2024", "31/01/2027", "2"),
    ("CT2403-0011", "Elis", "01/03/2024", "28/02/2026", "1"),
)
#: Titles that say nothing of the dates and terms: the cells tell.
BY_CONTENT: Rows = (
    ("Fournisseur", "Objet", "A", "B", "C"),
    ("Verisure", "Alarme", "01/05/2024", "30/04/2027", "tacite 12 mois, préavis 3 mois"),
    ("Veolia", "Déchets", "01/01/2025", "31/12/2026", "reconduction expresse"),
    ("Engie", "Gaz", "01/10/2023", "30/09/2026", "sans tacite reconduction"),
)


def csv(rows: Rows) -> bytes:
    return "\n".join(";".join(map(str, row)) for row in rows).encode("utf-8-sig")


def xlsx(sheets: dict[str, Rows]) -> bytes:
    """A workbook; dates are written as dates of Excel."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"default_date_format": "dd/mm/yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                for column, value in enumerate(row):
                    _put(sheet, line, column, value)
    return stream.getvalue()


def _put(sheet: Any, line: int, column: int, value: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(line, column, datetime(value.year, value.month, value.day))  # noqa: DTZ001
    elif value != "":
        sheet.write(line, column, value)


def received(by: Actor, content: bytes, *, name: str = "contrats.csv") -> ContractList:
    return lists.receive(by=by, at=NOW, chunks=[content], file_name=name)


def accepted(by: Actor, content: bytes, *, name: str = "contrats.csv") -> ContractList:
    """With the providers that nobody knew."""
    made = received(by, content, name=name)
    lists.accept(by=by, at=NOW, contract_list=made, creates_providers=True, leave_faulty=True)
    return made
