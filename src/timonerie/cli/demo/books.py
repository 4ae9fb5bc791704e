"""The accounting entries of the invented group, as its accountant would export them (FEC).

Planted: invoices wait longer over the last six months, Kerlune's price rose five months ago, and
the cleaning invoice of three months ago is missing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

import numpy as np

from timonerie.cli.demo.group import ENTITIES
from timonerie.cli.demo.horizon import Horizon, shifted
from timonerie.cli.demo.suppliers import ACCOUNTING, ASSISTANT, HR, IT, LEGAL, PAYROLL

MONTHS = 24
SLOWER, DEARER, MISSING = 6, 5, 3
SALES, WAGES = 1_750_000, 1_530_000
"""Euros a month."""
SIREN = ENTITIES[1].siren
COLUMNS = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib",
    "CompAuxNum", "CompAuxLib", "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit",
    "EcritureLet", "DateLet", "ValidDate", "Montantdevise", "Idevise",
)  # fmt: skip
_TAX, _PAYABLE, _BANK = ("44566000", "TVA déductible"), ("40100000", "Fournisseurs"), (
    "51200000", "Banque",
)  # fmt: skip


@dataclass(frozen=True)
class Payee:
    """`euros` a month, tax excluded; `spread` how much it varies, `days` before it is paid."""

    code: str
    name: str
    account: str
    label: str
    euros: int
    spread: float = 0.0
    days: int = 31


PAYEES = (
    Payee("ORVANNE", ACCOUNTING.name, "62260000", "Honoraires", 4_150),
    Payee("SOLDE", PAYROLL.name, "61100000", "Sous-traitance générale", 2_980),
    Payee("KERLUNE", IT.name, "61560000", "Maintenance", 7_400),
    Payee("RIVELAINE", HR.name, "62260000", "Honoraires", 1_900, 0.2),
    Payee("FILANDRE", LEGAL.name, "62260000", "Honoraires", 2_300, 0.5),
    Payee("TOURNESAC", ASSISTANT.name, "61100000", "Sous-traitance générale", 3_450),
    Payee("VALBRUNE", "Foncière Valbrune", "61320000", "Locations", 14_200, days=5),
    Payee("PERCENEIGE", "Perceneige Propreté", "61520000", "Entretien", 3_100),
    Payee("CORLEAU", "Corleau Intérim", "62110000", "Personnel intérimaire", 21_000, 0.35, 40),
    Payee("BRUMALE", "Transports Brumale", "62410000", "Transports", 16_500, 0.2, 48),
    Payee("ONDELINE", "Ondeline Télécom", "62600000", "Télécommunications", 1_350),
    Payee("GRISELET", "Griselet Énergies", "60610000", "Énergie", 8_700, 0.3, 20),
    Payee("FERVAUX", "Aciers Fervaux", "60100000", "Matières premières", 64_000, 0.25, 55),
)


def file_name(horizon: Horizon) -> str:
    return f"{SIREN}FEC{horizon.last_day:%Y%m%d}.txt"


def content(seed: int, horizon: Horizon) -> bytes:
    """Every invoice of the last two years and its payment, when it was paid before the end."""
    rng = np.random.default_rng([seed, 7])
    lines = ["\t".join(COLUMNS)]
    entries, letters = count(1), count(1)
    for month in horizon.since(MONTHS - 1):
        for one in PAYEES:
            ago = (horizon.last.year - month.year) * 12 + horizon.last.month - month.month
            if one.code == "PERCENEIGE" and ago == MISSING:
                continue
            cents = _price(one, ago, rng)
            day = month + timedelta(days=int(rng.integers(1, 25)))
            wait = one.days + (13 if ago < SLOWER else 0) + int(rng.integers(-4, 5))
            paid = day + timedelta(days=max(wait, 1))
            letter = f"L{next(letters):05}" if paid <= horizon.last_day else ""
            lines += _invoice(one, next(entries), day, cents, letter, paid)
            if letter:
                lines += _payment(one, next(entries), paid, cents, letter)
        lines += _sale(next(entries), month, round(SALES * float(rng.uniform(0.9, 1.1))))
        lines += _pay(next(entries), month)
    return "\r\n".join([*lines, ""]).encode()


def _price(one: Payee, ago: int, rng: np.random.Generator) -> int:
    rise = 1.09 if one.code == "KERLUNE" and ago < DEARER else 1.0
    noise = 1.0 + one.spread * float(rng.uniform(-1, 1))
    return round(one.euros * 100 * rise * noise)


def _with_tax(cents: int) -> int:
    return cents + round(cents * 0.2)


def _invoice(
    one: Payee, entry: int, day: date, cents: int, letter: str, paid: date
) -> Iterator[str]:
    piece, label = f"{one.code}-{day:%y%m}", f"Facture {one.name}"
    due = _with_tax(cents)
    head = ("HA", "Achats", entry, day, piece, label)
    yield _line(*head, (one.account, one.label), debit=cents)
    yield _line(*head, _TAX, debit=due - cents)
    yield _line(*head, _PAYABLE, credit=due, party=one, letter=letter, lettered=paid)


def _payment(one: Payee, entry: int, day: date, cents: int, letter: str) -> Iterator[str]:
    head = ("BQ", "Banque", entry, day, f"VIR-{day:%y%m%d}", f"Virement {one.name}")
    due = _with_tax(cents)
    yield _line(*head, _PAYABLE, debit=due, party=one, letter=letter, lettered=day)
    yield _line(*head, _BANK, credit=due)


def _sale(entry: int, month: date, euros: int) -> Iterator[str]:
    """A month of sales, paid at once: context, and nothing more."""
    head = ("VE", "Ventes", entry, _last(month), f"VE-{month:%y%m}", "Ventes du mois")
    yield _line(*head, _BANK, debit=120 * euros)
    yield _line(*head, ("70100000", "Ventes"), credit=100 * euros)
    yield _line(*head, ("44571000", "TVA collectée"), credit=20 * euros)


def _pay(entry: int, month: date) -> Iterator[str]:
    head = ("PA", "Paie", entry, _last(month), f"PA-{month:%y%m}", "Paie du mois")
    yield _line(*head, ("64100000", "Rémunérations"), debit=100 * WAGES)
    yield _line(*head, _BANK, credit=100 * WAGES)


def _last(month: date) -> date:
    return shifted(month, 1) - timedelta(days=1)


def _line(
    journal: str,
    journal_label: str,
    entry: int,
    day: date,
    piece: str,
    label: str,
    account: tuple[str, str],
    *,
    debit: int = 0,
    credit: int = 0,
    party: Payee | None = None,
    letter: str = "",
    lettered: date | None = None,
) -> str:
    told = (
        journal, journal_label, str(entry), f"{day:%Y%m%d}", *account,
        party.code if party else "", party.name if party else "", piece, f"{day:%Y%m%d}", label,
        _written(debit), _written(credit), letter,
        f"{lettered:%Y%m%d}" if letter and lettered else "",
        f"{_last(day):%Y%m%d}", "", "",
    )  # fmt: skip
    return "\t".join(told)


def _written(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02}"
