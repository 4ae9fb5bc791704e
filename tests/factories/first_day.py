"""The files that a group of 150 people has on its first day, as they come: any name, any order."""

import io
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from tests.factories import calendars_ics, contract_lists, contract_pdfs, dsn, fec, org_charts

LIST, CHART = "suivi contrats 2026 (v3).xlsx", "organigramme.xlsx"
CONTRACTS = (
    ("Prestataire", "Objet du contrat", "Date d’effet", "Conditions", "Montant annuel HT"),
    ("Infogérance du Ponant SAS", "Infogérance", "01/09/2023",
     "36 mois ferme puis tacite 12 mois, préavis 3 mois LRAR", "58 800 €"),
    ("PAIE HORIZON", "Paie externalisée", "01/07/2024",
     "tacite 12 mois, préavis 2 mois", "28 080 €"),
    ("Netclair Lyon", "Nettoyage", "01/09/2024", "TR 1 an, dénonciation 90 j avant échéance",
     "1 620 € HT / mois"),
    ("Cabinet Orvault", "Comptes annuels", "", "voir contrat", "22 200 €"),
)  # fmt: skip
TICKETS = ("Numéro", "Ouvert le", "Résolu le", "Échéance", "Site", "Prestataire")


def written(folder: Path, *, pdfs: int = 2) -> list[Path]:
    """Every kind of file, in an order that helps nobody."""
    folder.mkdir(parents=True, exist_ok=True)
    months = dsn.months()
    group = dsn.group()
    files: dict[str, bytes] = {
        "agenda direction.ics": calendars_ics.director(),
        LIST: contract_lists.xlsx({"Contrats": CONTRACTS}),
        "tickets 2026-02.csv": _tickets(),
        **{f"dsn_{month:%Y%m}.dsn": group.file(month) for month in months},
        **{
            f"{one.key}.pdf": contract_pdfs.pdf(one) for one in contract_pdfs.texts("tuning")[:pdfs]
        },
        fec.name(): fec.made(),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    chart = org_charts.workbook(folder, org_charts.firm())
    chart = chart.rename(folder / CHART)
    return [*(folder / name for name in files), chart]


def _tickets() -> bytes:
    first = datetime(2026, 2, 2, 8, 0)  # noqa: DTZ001 - as in a file
    rows: list[Sequence[str]] = [TICKETS]
    for rank in range(60):
        opened = first + timedelta(hours=9 * rank)
        closed, due = opened + timedelta(hours=5 + rank % 30), opened + timedelta(hours=24)
        told = [f"{moment:%d/%m/%Y %H:%M}" for moment in (opened, closed, due)]
        rows.append((f"T-{rank:03}", *told, ("Lyon", "Nantes")[rank % 2], "Infogérance du Ponant"))
    made = io.StringIO()
    made.writelines(";".join(row) + "\n" for row in rows)
    return made.getvalue().encode()
