"""The list of contracts of the invented group, as its finance director keeps it: free cells, and
three things that nobody wrote down."""

from collections.abc import Sequence
from datetime import date

from timonerie.cli.demo.horizon import Horizon, shifted
from timonerie.cli.demo.suppliers import ACCOUNTING, ASSISTANT, HR, IT, LEGAL, PAYROLL

FILE_NAME = "suivi des contrats.csv"
_HEADER = (
    "Référence", "Prestataire", "Objet du contrat", "Date d’effet", "Conditions",
    "Montant annuel HT",
)  # fmt: skip


def content(horizon: Horizon) -> bytes:
    return "\n".join(";".join(row) for row in (_HEADER, *_rows(horizon))).encode()


def _rows(horizon: Horizon) -> Sequence[tuple[str, ...]]:
    def began(months: int) -> str:
        """So many months before the end of the demo; terms are whole from there."""
        return _day(shifted(horizon.end, -months))

    return (
        ("C-01", IT.name, "Infogérance", began(31),
         "36 mois ferme puis tacite 12 mois, préavis 3 mois LRAR", "96 800 €"),
        ("C-02", PAYROLL.name, "Paie externalisée", began(20),
         "24 mois puis tacite 12 mois, préavis 2 mois", "35 760 €"),
        ("C-03", ACCOUNTING.name, "Tenue et révision comptables", began(44),
         "12 mois, tacite reconduction 1 an, dénonciation 3 mois avant échéance", "49 800 €"),
        ("C-04", ASSISTANT.name, "Assistanat et accueil", began(9),
         "12 mois ferme puis tacite 12 mois, préavis 60 jours", "41 400 €"),
        ("C-05", "Perceneige Propreté", "Nettoyage des quatre sites", began(28),
         "36 mois ferme, reconduction expresse, préavis 3 mois", "37 200 €"),
        ("C-06", "Foncière Valbrune", "Bail de Lyon", began(70), "voir contrat", "170 400 €"),
        ("C-07", LEGAL.name, "Conseil en droit des affaires", began(15), "au temps passé", ""),
        ("C-08", HR.name, "Conseil RH", "", "tacite 12 mois, préavis à définir", "22 800 €"),
    )  # fmt: skip


def _day(month: date) -> str:
    return f"{month:%d/%m/%Y}"
