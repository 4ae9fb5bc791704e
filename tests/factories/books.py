"""Accounting entries files, small enough to be counted by hand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from timonerie.domains.facts.models import AccountingFile
from timonerie.domains.facts.operations import accounting
from timonerie.foundations.accounts.actors import Actor

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SIREN, OTHER_SIREN = "732829320", "356000000"
HEADER = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib",
    "CompAuxNum", "CompAuxLib", "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit",
    "EcritureLet", "DateLet", "ValidDate", "Montantdevise", "Idevise",
)  # fmt: skip


@dataclass(frozen=True)
class Invoice:
    """An invoice of a payee, in euros before tax, paid after some days or never."""

    payee: str
    label: str
    on: date
    net: int
    account: str = "615500"
    paid_after: int | None = 30

    @property
    def gross(self) -> int:
        """Cents, with a tax of a fifth."""
        return self.net * 120


def name(siren: str = SIREN, *, closing: str = "20251231") -> str:
    return f"{siren}FEC{closing}.txt"


def year(year: int = 2025, *, monthly: int = 1000, paid_after: int | None = 30) -> list[Invoice]:
    """Twelve invoices of Nova for maintenance, the last two dearer; one fee of Durand each
    quarter; one training in June."""
    found = []
    for month in range(1, 13):
        net = monthly if month < 11 else monthly * 11 // 10
        found.append(Invoice("NOVA", "NOVA", date(year, month, 5), net, paid_after=paid_after))
    for month in (3, 6, 9, 12):
        found.append(
            Invoice("DURAND", "CABINET DURAND", date(year, month, 20), 1500, "622600", paid_after)
        )
    found.append(Invoice("FORMA", "FORMA PLUS", date(year, 6, 10), 2400, "633300", None))
    return found


def many(ranks: Iterable[int]) -> list[Invoice]:
    """The year of so many payees, each with its monthly invoice."""
    return [
        Invoice(f"F{rank}", f"Fournisseur {rank}", date(2025, month, 5), 100 + rank)
        for rank in ranks
        for month in range(1, 13)
    ]


def content(invoices: Iterable[Invoice], *, backwards: bool = False) -> bytes:
    """A FEC of these invoices and of their payments, in the usual dress."""
    entries = [line for rank, one in enumerate(invoices, start=1) for line in _entries(one, rank)]
    lines = entries[::-1] if backwards else entries
    return "\r\n".join(["\t".join(HEADER), *lines, ""]).encode()


def received(by: Actor, data: bytes | None = None, *, file_name: str = "") -> AccountingFile:
    """A file kept, not read."""
    return accounting.receive(
        by=by,
        at=NOW,
        chunks=[content(year()) if data is None else data],
        file_name=file_name or name(),
    )


def read(
    by: Actor, data: bytes | None = None, *, file_name: str = "", at: datetime = NOW
) -> AccountingFile:
    """A file kept and read."""
    file = received(by, data, file_name=file_name)
    return accounting.read(by=by, at=at, file=file)


def _entries(one: Invoice, rank: int) -> Iterator[str]:
    """What is paid in the next year is in the file of that year."""
    paid = one.on + timedelta(days=one.paid_after or 0)
    lettered = one.paid_after is not None and paid.year == one.on.year
    mark = f"L{rank}" if lettered else ""
    payee = ("401000", "Fournisseurs", one.payee, one.label)
    bought = ("ACH", "Achats", str(rank), one.on)
    yield _line(bought, (one.account, "Charge", "", ""), rank, debit=one.net * 100)
    yield _line(bought, ("445660", "TVA", "", ""), rank, debit=one.net * 20)
    yield _line(bought, payee, rank, credit=one.gross, mark=mark, paid=paid)
    if lettered:
        bank = ("BQ", "Banque", str(rank), paid)
        yield _line(bank, payee, rank, debit=one.gross, mark=mark, paid=paid)
        yield _line(bank, ("512000", "Banque", "", ""), rank, credit=one.gross)


def _line(
    entry: tuple[str, str, str, date],
    account: tuple[str, str, str, str],
    rank: int,
    *,
    debit: int = 0,
    credit: int = 0,
    mark: str = "",
    paid: date | None = None,
) -> str:
    journal, label, number, on = entry
    lettered = f"{paid:%Y%m%d}" if mark and paid else ""
    cells = (
        journal, label, number, f"{on:%Y%m%d}", *account, f"F{rank}", f"{on:%Y%m%d}",
        f"Facture {rank}", _amount(debit), _amount(credit), mark, lettered, f"{on:%Y%m%d}", "", "",
    )  # fmt: skip
    return "\t".join(cells)


def _amount(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}"
